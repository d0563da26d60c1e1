"""Stands in for inspect, which Pyodide's core imports and asks when a function is looked into."""


def __getattr__(name):
    """Return a function that refuses when it is called."""
    if name.startswith("__"):
        raise AttributeError(name)

    def refuse(*_args, **_kwargs):
        raise NotImplementedError(f"inspect.{name} was left out of this site's Python")

    return refuse
