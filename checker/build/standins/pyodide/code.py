"""Stands in for `pyodide.code`: evaluating one line, without calling functions with more arguments than they take."""

from _pyodide._base import eval_code

__all__ = ["eval_code"]
