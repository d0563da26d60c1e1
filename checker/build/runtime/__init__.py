"""What the worker loads: Pyodide, its standard library and the engine. All that touches Pyodide is in this folder.

README.md says how to move to the next version of Pyodide.
"""
