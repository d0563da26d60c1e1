"""A replacement for asyncio: the names that Pyodide imports when it starts, without an event loop.

The engine is synchronous.  Anything that tries to wait raises NotImplementedError.
"""

from types import SimpleNamespace
from typing import NoReturn, Self


def _refuse(*_args: object, **_options: object) -> NoReturn:
    """Refuse to wait."""
    raise NotImplementedError("asyncio was left out: this site's Python has no event loop")


class AbstractEventLoop:
    """The base class of Pyodide's event loop, which is created at start and never runs."""


class DefaultEventLoopPolicy:
    """The base class of the policy that returns that loop."""


class Handle:
    """A scheduled call; Pyodide uses it only in annotations."""


class Future:
    """The base class of Pyodide's futures, which are never created."""

    def __class_getitem__(cls, _item: object) -> type[Self]:
        """Return the class itself: the type of the result does not matter."""
        return cls


class Task(Future):
    """The base class of Pyodide's tasks, which are never created."""


def set_event_loop_policy(_policy: object) -> None:
    """Do nothing: the policy is never used."""


_set_running_loop = set_event_loop_policy
run = sleep = gather = ensure_future = get_event_loop = _refuse
events = SimpleNamespace(_get_running_loop=lambda: None)
tasks = SimpleNamespace()
