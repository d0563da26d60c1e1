"""Links that hold answers.

In: answers.  Out: the part of an address after `#`, which browsers send to no server.
Must not leave out "not sure", which is an answer that was given.
"""

from collections.abc import Mapping

from checker.engine.model import Policy


def fragment(policy: Policy, given: Mapping[str, bool | str]) -> str:
    """Return the part of a link after `#` that holds answers, ending in the policy's fingerprint.

    Nothing in it needs escaping: ids, days and fingerprints consist of letters, digits, `-` and `_`.
    """
    pairs = [f"{name}={_written(given[name])}" for name in policy.questions if name in given]
    return "&".join([*pairs, f"policy={policy.fingerprint[:12]}"])


def _written(answer: bool | str) -> str:  # noqa: FBT001  an answer is a value
    return str(answer).lower() if isinstance(answer, bool) else answer
