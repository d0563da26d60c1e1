"""Stands in for typed bindings of JavaScript functions: all are called with the ordinary conversion."""

from _pyodide_core import JsFuncSignature, js2py_default_call_result, py2js_default


class no_default:  # the core's name
    """What the core takes for "no default"; it compares by identity."""


def _any(*_args, **_kwargs): ...


default_signature = JsFuncSignature(
    _any,
    False,  # is not a constructor
    0,
    (),
    (),
    py2js_default,  # for each positional argument
    (),
    (),
    (),
    py2js_default,  # for each named one
    js2py_default_call_result,
)
