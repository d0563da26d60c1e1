"""What can be wrong with a policy that loads: a small closed list of kinds, each problem with a witness.

In: nothing.  Out: the types.  Must not grow a kind without a control that shows it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

type Kind = Literal["gap", "overlap", "dead", "idle", "inexact", "uncited", "unsourced", "contradicted"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One problem of a policy.

    kind: `gap`: a clause or decision gets no value.  `overlap`: two rows give different ones.
        `dead`: a status, row, value, conflict or silence that nothing reaches.
        `idle`: a question that changes no clause, decision or conflict.
        `inexact`: the engine differs from the reference evaluator.
        `uncited`: a clause with neither a rule nor a reason for having none.
        `unsourced`: words of the policy that the source has not, or words of the source that the policy has not.
        `contradicted`: a worked case comes out otherwise.
    where: the thing concerned.  message: what is wrong with it, in one sentence.
    witness: answers that show it, as JSON has them; the fewest that do.
    """

    kind: Kind
    where: str
    message: str
    witness: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """Return the problem made of what JSON can hold."""
        return {"kind": self.kind, "where": self.where, "message": self.message, "witness": dict(self.witness)}
