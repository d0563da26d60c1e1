"""The types that a loaded policy consists of.

In: nothing.  Out: the types.  Must not read files, and must not contain a word of any particular policy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from checker.engine.condition import Condition
from checker.engine.rule import Rule, Tone

UNSURE = "unsure"
"""The answer "not sure": allowed for every question, and treated like no answer."""

UNDETERMINED = "undetermined"
"""The status of a clause, and the value of a decision, while open questions can still change it."""

CONCERNS, ELSEWHERE = "concerns", "elsewhere"
"""The outcomes of a silence's rule: it concerns the case, or only cases with other answers."""

QuestionType: TypeAlias = Literal["boolean", "choice", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The publisher of the text, in words to build sentences from.

    possessive: for `…’s text`.  bodies: the bodies whose decision a result could be mistaken for, joined by "or".
    contact: a sentence on whether the text says whom to ask; may be empty.
    """

    name: str
    possessive: str
    bodies: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """What to look at before writing to whoever the text is from.

    before, words, after: a sentence in three parts, of which `words` are a link to `address`.
    """

    before: str
    words: str
    after: str
    address: str

    @property
    def says(self) -> str:
        """The sentence with its address, for where there are no links."""
        return f"{self.before}{self.words}{self.after} {self.address}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """A status that a clause can have. Its word is shown, never its id.  tone: its look, unless a row has its own."""

    id: str
    word: str
    tone: Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A page of clauses."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """Whom a clause addresses.  word: what is shown for it.  title: the heading of its clauses in a result."""

    id: str
    word: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value of a question of type `choice`.

    counts_as_open: whether rules that do not mention it treat the question as open.
    """

    id: str
    label: str
    help: str
    counts_as_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, its wording, and the clause whose words it comes from.

    ask: the question itself.  about: the same as part of a sentence.  label: the same in a few words, for tables.
    help: what counts as which answer, in a line.  more: the rest of it; may be empty.  why: why it is asked.
    under: the question that it is shown under; may be empty.
    no: for yes-or-no questions, the answer "no" as a sentence, shown when it blocks a decision.
    """

    id: str
    type: QuestionType
    clause: str
    ask: str
    about: str
    help: str
    more: str
    why: str
    under: str
    no: str
    label: str
    choices: tuple[Choice, ...]


Coverage: TypeAlias = Literal["checked", "advice", "not_checked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of a clause's words, and whether the rules check them.

    coverage: `checked` by a rule, `advice` or belief that cannot be checked, or deliberately `not_checked`.
    why: the reason; empty where a rule checks the words.
    """

    words: str
    coverage: Coverage
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address of a link that the source gives without one.  note: who supplied it, shown outside the quotation."""

    address: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """The words for a clause that compares two dates.

    requests: what the clause says about the time between them, to follow its number; `{time}` is replaced by the time.
    less: a sentence on what follows from less time.  picture: a few words for the picture, below the time.
    ahead: a sentence for a latest date; `{date}` is replaced by the date that it is counted from; may be empty.
    reaches: what happens on the earlier date, in a few words; may be empty.
    none: what follows from less time, in a few words; may be empty.
    """

    requests: str
    less: str
    picture: str
    ahead: str
    reaches: str
    none: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestDate:
    """The last day that satisfies the comparison of a clause: `days` days before the answer to `question`."""

    id: str
    label: str
    question: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause: the source's words, ours about them, and the rule.

    addressed_to: the id of an addressee.  because: why it is read so, and no further; may be empty.
    parts: its words once more, cut by how far the rules go into them.
    rule: None where no part is checked.
    heading: the heading of the source that stands right above it.  links: by the words of the link.
    compares: the two date questions, earlier and later, and the number of days, where its rule compares dates;
    dates: the words for that.
    """

    id: str
    number: str
    topic: str
    title: str
    heading: str | None
    text: str
    links: Mapping[str, Link]
    addressed_to: str
    force: str
    reading: str
    not_read_as: tuple[str, ...]
    because: str
    parts: tuple[Part, ...]
    rule: Rule | None
    compares: tuple[str, str, int] | None
    dates: DateWords | None
    latest_date: LatestDate | None

    def word(self, status: str) -> str:
        """Return what a status that its rule can give is called."""
        return next(row.word for row in self.rule.rows if row.outcome == status) if self.rule else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision concluded from the clauses.

    labels: the words for each of its values.  open: the words while it is undetermined.
    blocking_value: the value for which a result lists the answers that lead to it.  blocking_title: the heading of that
        list.  also_blocking_title: the heading of the open questions whose answer "no" would lead to it; may be empty.
    """

    id: str
    title: str
    ask: str
    open: str
    labels: Mapping[str, str]
    rule: Rule
    blocking_value: str | None
    blocking_title: str
    also_blocking_title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Answers that contradict each other according to a clause.  brief: the same in a sentence or two; may be empty."""

    clause: str
    when: Condition
    says: str
    brief: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Something that the text does not say, and the clauses near it.

    ask: a question about it, ready to send to the publisher.
    when, rule: the answers for which it concerns a case; the outcome of the rule is CONCERNS or ELSEWHERE. Both are
        None if it concerns every case.
    """

    id: str
    title: str
    clauses: tuple[str, ...]
    says: str
    ask: str
    when: Condition | None
    rule: Rule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """What a clause advises or asks, as an entry of the list of what to do and when.

    label: when to do it.  says: what to do.  force: how strongly the clause says so, in its own words.
    when: the answers for which it is listed; None if it always is.
    done: the yes-or-no question that says whether it is done; empty if there is none.
    """

    clause: str
    label: str
    says: str
    force: str
    when: Condition | None
    done: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section of the form: its title, and its questions in order."""

    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy that was checked as a whole, so that assessing by it cannot fail.

    Attributes:
        title: The title of the text.
        short_name: The beginning of the names of files that visitors save.
        disclaimer: What a result is not, for files.
        in_short: The same in short, for the page.
        publisher: Whoever the text is from.
        caution: What to look at before writing to the publisher.
        fingerprint: The SHA-256 of the file's content as canonical JSON, in hexadecimal.
        statuses: What a clause can come to, by id.
        undetermined_says: What is said of a clause that is still open.
        topics: The pages of clauses, by id.
        addressees: Whom clauses address, by id.
        questions: The questions by id, in the order in which they are listed everywhere.
        clauses: The clauses by id, in the order of the source.
        decisions: What is concluded from the clauses, by id.
        conflicts: Answers that sit oddly beside each other by a clause; all may be true.
        silences: What the text does not say.
        advice: What the text advises to do, in the order in which it is listed.
        sections: The parts of the form.
    """

    title: str
    short_name: str
    disclaimer: str
    in_short: str
    publisher: Publisher
    caution: Caution | None
    fingerprint: str
    statuses: Mapping[str, Status]
    undetermined_says: str
    topics: Mapping[str, Topic]
    addressees: Mapping[str, Addressee]
    questions: Mapping[str, Question]
    clauses: Mapping[str, Clause]
    decisions: Mapping[str, Decision]
    conflicts: tuple[Conflict, ...]
    silences: tuple[Silence, ...]
    advice: tuple[Advice, ...]
    sections: tuple[Section, ...]
