"""The engine in the visitor's browser: `door.py` holds the function that the worker calls."""
