"""Stands in for what writes docstrings for Pyodide's own functions at every start."""


def get_cmeth_docstring(_function):
    """Return no text."""
    return ""


def dedent_docstring(docstring):
    """Return a text as it is."""
    return docstring
