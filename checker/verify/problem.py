"""What can be wrong with a policy that loads: a small closed list of kinds, each problem with a witness.

In: nothing.  Out: the types.  Must not have a kind without a test that produces it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

type Kind = Literal["gap", "overlap", "dead", "idle", "inexact", "unsourced", "contradicted"]

PROPERTIES: Mapping[Kind, str] = {
    "gap": "Every way of answering gives every clause and every decision a value.",
    "overlap": "No two rows give different values for the same answers.",
    "dead": "Every status, row, value, conflict and silence is reached by some way of answering.",
    "idle": "Every question can change something.",
    "inexact": (
        "For every way of leaving questions open, the engine gives what a second evaluator gives that tries every "
        "way of answering them: a value exactly where all agree, and exactly the questions that can still change it."
    ),
    "unsourced": "Title, headings and clauses are the source, character by character, and nothing of it is missing.",
    "contradicted": "Every worked case has the result that its author expects.",
}
"""The property that is proved if there is no problem of a kind."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of a policy.

    where: the thing concerned.  message: what is wrong with it, in one sentence.
    witness: the fewest answers that show it, as in JSON.
    """

    kind: Kind
    where: str
    message: str
    witness: Mapping[str, Any]

    def __str__(self) -> str:
        """Return the problem as one line, without its kind."""
        witness = json.dumps(dict(self.witness), ensure_ascii=False)
        return f"{self.where}: {self.message}; witness: `{witness}`"
