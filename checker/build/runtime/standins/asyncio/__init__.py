"""A replacement for asyncio: the names that Pyodide's start asks for, with no event loop behind them.

The engine answers at once and waits for nothing.  Whatever tries to wait raises NotImplementedError.
"""

from types import SimpleNamespace
from typing import NoReturn, Self


def _refuse(*_args: object, **_options: object) -> NoReturn:
    """Refuse to wait."""
    raise NotImplementedError("asyncio was left out: this site's Python has no event loop")


class AbstractEventLoop:
    """The base of Pyodide's event loop, which is created at the start and never runs."""


class DefaultEventLoopPolicy:
    """The base of the policy that returns that loop."""


class Handle:
    """A call that a loop has put off; Pyodide only annotates with it."""


class Future:
    """The base of Pyodide's futures; none is ever created."""

    def __class_getitem__(cls, _item: object) -> type[Self]:
        """Return the class itself: the type of its result makes no difference."""
        return cls


class Task(Future):
    """The base of Pyodide's tasks; none is ever created."""


def set_event_loop_policy(_policy: object) -> None:
    """Do nothing: nobody asks for the policy again."""


_set_running_loop = set_event_loop_policy
run = sleep = gather = ensure_future = get_event_loop = _refuse
events = SimpleNamespace(_get_running_loop=lambda: None)
tasks = SimpleNamespace()
