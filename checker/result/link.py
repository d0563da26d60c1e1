"""Writing links that hold answers. `link.js` reads them.

In: answers.  Out: the part of an address after `#`, which browsers do not send to servers.
Must not leave out "not sure", which is an answer too.
"""

from collections.abc import Mapping

from checker.engine.model import Policy


def fragment(policy: Policy, given: Mapping[str, bool | str]) -> str:
    """Return the part of a link after `#`: the policy's fingerprint, the answers, and their number.

    Since both ends are fixed, it shows if a link was truncated on its way.
    Nothing in it needs escaping: ids, days and fingerprints consist of letters, digits, `-` and `_`.
    """
    answers = pairs(policy, given)
    return "&".join([f"policy={policy.version}", *answers, f"all={len(answers)}"])


def pairs(policy: Policy, given: Mapping[str, bool | str]) -> list[str]:
    """Return answers as `question=answer`, in the order of the questions. Links within the site hold only these."""
    return [f"{name}={_written(given[name])}" for name in policy.questions if name in given]


def _written(answer: bool | str) -> str:  # noqa: FBT001  an answer is a value
    return str(answer).lower() if isinstance(answer, bool) else answer
