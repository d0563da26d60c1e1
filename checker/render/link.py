"""Links that hold answers.

In: answers.  Out: the part of an address after `#`, which browsers send to no server.
Must not leave out "not sure", which is an answer that was given.
"""

from collections.abc import Mapping

from checker.engine.model import Policy


def fragment(policy: Policy, given: Mapping[str, bool | str]) -> str:
    """Return the part of a link after `#` that holds answers, between the policy's fingerprint and their number.

    With both ends known, a link that was cut on its way shows it.

    Nothing in it needs escaping: ids, days and fingerprints consist of letters, digits, `-` and `_`.
    """
    answers = pairs(policy, given)
    return "&".join([f"policy={policy.fingerprint[:12]}", *answers, f"all={len(answers)}"])


def pairs(policy: Policy, given: Mapping[str, bool | str]) -> list[str]:
    """Return answers as `question=answer`, in the order of the questions: a link in our own pages holds no more."""
    return [f"{name}={_written(given[name])}" for name in policy.questions if name in given]


def _written(answer: bool | str) -> str:  # noqa: FBT001  an answer is a value
    return str(answer).lower() if isinstance(answer, bool) else answer
