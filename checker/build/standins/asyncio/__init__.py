"""Stands in for asyncio, which Pyodide's core imports and asks for the event loop when something is awaited."""


def get_event_loop():
    """Refuse: there is none."""
    raise NotImplementedError("asyncio was left out: this site's Python has no event loop")
