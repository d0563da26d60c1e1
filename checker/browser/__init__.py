"""The engine in the visitor's browser: `door.py` holds the functions that the worker calls."""
