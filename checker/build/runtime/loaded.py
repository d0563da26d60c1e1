"""The policy as a module that has it already loaded, for the browser's archive.

In: a policy.  Out: the source of a module that takes the place of `checker.policy` there.
A test checks that its `load_policy()` returns the same policy as the checkout's.
"""

from checker.engine.model import Policy

_MODULE = '''\
"""The policy that ships, already loaded: made by the build."""

from checker.engine.condition import And, Or, ClauseIs, DaysBefore, Is, Not
from checker.engine.model import (
    Addressee, Advice, Choice, Clause, Conflict, Dates, Decision, DecisionValue, Link, Note, Part, Policy,
    Publisher, Question, Section, Silence, Status, Topic, Writing,
)
from checker.engine.rule import Row, Rule, Variable

_POLICY = {policy!r}


def load_policy():
    return _POLICY
'''


def module_of(policy: Policy) -> str:
    """Return the module's source. The representation of each record is source code that makes it."""
    return _MODULE.format(policy=policy)
