"""What the worker loads: Pyodide, Python's standard library and the engine. Everything about Pyodide is in this folder.

README.md says how to move to the next version of Pyodide.
"""
