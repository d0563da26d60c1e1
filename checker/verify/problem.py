"""What can be wrong with a policy that loads: a small closed list of kinds, each problem with a witness.

In: nothing.  Out: the types.  Must not have a kind without a test that produces it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Kind: TypeAlias = Literal["gap", "overlap", "dead", "idle", "inexact", "uncited", "unsourced", "contradicted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of a policy.

    kind: `gap`: a clause or decision has no value for some answers.
        `overlap`: two rows give different values for the same answers.
        `dead`: no answers lead to a status, row, value, conflict or silence.
        `idle`: a question changes no clause, decision or conflict.
        `inexact`: the engine differs from the reference evaluator.
        `uncited`: a clause has neither a rule nor a reason for having none.
        `unsourced`: words of the policy are not in the source, or words of the source are not in the policy.
        `contradicted`: the result differs from what a worked case expects.
    where: the thing concerned.  message: what is wrong with it, in one sentence.
    witness: the fewest answers that show it, as in JSON.
    """

    kind: Kind
    where: str
    message: str
    witness: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the problem as JSON values."""
        return {"kind": self.kind, "where": self.where, "message": self.message, "witness": dict(self.witness)}
