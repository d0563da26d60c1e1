"""The words of silences: what the text does not say, and what of this concerns a case.

In: a policy, and an assessment by it.  Out: views, for text and HTML.
Must not answer a silence, and must not say that one concerns a case while an open question can still change that.
"""

from dataclasses import dataclass

from checker.engine.answers import Answers
from checker.engine.model import Clause, Policy, Publisher, Silence
from checker.sentences.why import Line, why_of
from checker.sentences.words import count_of, enumerated

HERE_TITLE = "The text does not say"
HERE_ALONE = "Your answers bring these up."
HERE_NONE = "So far, nothing beyond what the text leaves open for anyone."
ALWAYS_TITLE = "Not said for anyone"
NEAR = "Clauses concerned:"
BROUGHT_UP = "Your answers bring this up:"


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceView:
    """A silence in words.

    ask: a question about it, ready to send.  ask_title: its heading, which says to whom.  clauses: those near it.
    reasons: why it concerns the case; empty if it concerns every case.
    """

    id: str
    title: str
    says: str
    ask: str
    ask_title: str
    clauses: tuple[Clause, ...]
    reasons: tuple[Line, ...]

    @property
    def near(self) -> str:
        """The clauses near it, as a sentence; empty if there are none."""
        clauses = enumerated([f"clause {clause.number}" for clause in self.clauses])
        return clauses and f"{NEAR} {clauses}."


def lead(publisher: Publisher, views: tuple[SilenceView, ...]) -> str:
    """Return the words above the silences that concern the case."""
    if not views:
        return HERE_NONE
    return f"{HERE_ALONE} With each, a question to send {publisher.name}. {publisher.contact}".rstrip()


def questions_to_send(publisher: Publisher, views: tuple[SilenceView, ...]) -> str:
    """Return how many questions there are to send, and to whom."""
    return f"{count_of(views, 'question', 'questions')} to send {publisher.name}"


def silences_here(policy: Policy, concerned: tuple[str, ...], answers: Answers) -> tuple[SilenceView, ...]:
    """Return the silences that concern the case, by their ids, in the order of the policy."""
    return tuple(_view(policy, silence, answers) for silence in policy.silences if silence.id in concerned)


def silences_always(policy: Policy) -> tuple[SilenceView, ...]:
    """Return the silences that concern every case."""
    return tuple(_view(policy, silence, None) for silence in policy.silences if silence.rule is None)


def silence_view(policy: Policy, silence: Silence, reasons: tuple[Line, ...] = ()) -> SilenceView:
    """Return a silence in words."""
    return SilenceView(
        id=silence.id,
        title=silence.title,
        says=silence.says,
        ask=silence.ask,
        ask_title=f"A question ready to send to {policy.publisher.name}",
        clauses=tuple(policy.clauses[each] for each in silence.clauses),
        reasons=reasons,
    )


def _view(policy: Policy, silence: Silence, answers: Answers | None) -> SilenceView:
    """Return a silence in words; with answers, also why it concerns the case."""
    if answers is None or silence.rule is None:
        return silence_view(policy, silence)
    why = why_of(policy, silence.rule, answers, str)
    return silence_view(policy, silence, tuple(line for _, lines in why.rows for line in lines))
