"""Stands in for the browser's event loop, which Pyodide sets up when it is imported."""


def _initialize_event_loop():
    """Set up none."""
