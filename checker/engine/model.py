"""What a policy consists of, once it has been loaded.

In: nothing.  Out: the types.  Must not read files, and must not know a word of any particular policy.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from checker.engine.condition import Condition
from checker.engine.rule import Rule, Tone

UNSURE = "unsure"
"""The answer "not sure": allowed for every question, and the same as none."""

UNDETERMINED = "undetermined"
"""What a status or decision is while open questions can still change it."""

CONCERNS, ELSEWHERE = "concerns", "elsewhere"
"""What the rule of a silence comes to: it concerns the case, or cases with other answers."""

type QuestionType = Literal["boolean", "choice", "date"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Whoever the text is from, in words that sentences are made with.

    possessive: for `…’s text`.  bodies: those whose decision a result could be taken for, joined by "or".
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
    """What a clause can come to: the id is never shown, the word is.  tone: how it looks, if no row says otherwise."""

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
    """Whom clauses address.  word: what is shown for it.  title: over the clauses of a result that address it."""

    id: str
    word: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value that a question of type `choice` allows.

    counts_as_open: for rules that do not name it, giving it leaves the question open.
    """

    id: str
    label: str
    help: str
    counts_as_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question, its wording, and the clause whose words it comes from.

    ask: the question itself.  about: the same as part of a sentence.  label: the same in a few words, for tables.
    help: what counts.  why: the reason why it is asked.
    no: the answer "no" as a sentence, for yes-or-no questions, which can stand in the way.
    """

    id: str
    type: QuestionType
    clause: str
    ask: str
    about: str
    help: str
    why: str
    no: str
    label: str
    choices: tuple[Choice, ...]


type Coverage = Literal["checked", "advice", "not_checked"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Some of a clause's words, and how far the rules go into them.

    coverage: `checked` by a rule, `advice` or belief that there is nothing to check in, or deliberately `not_checked`.
    why: the reason; empty where a rule checks the words.
    """

    words: str
    coverage: Coverage
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """The address for a link that the source leaves without one.  note: says, outside the quotation, whose it is."""

    address: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """The words for a clause that compares two dates.

    requests: what the clause does about the time between them, after its number; `{time}` stands for that time.
    less: a sentence on what follows from less time.  picture: a few words below the time in a picture of it.
    """

    requests: str
    less: str
    picture: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LatestDate:
    """The last day that still satisfies the comparison of a clause: `question` less `days` days."""

    id: str
    label: str
    question: str
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause: the source's words, ours about them, and the rule.

    addressed_to: the id of an addressee.  because: why it is read so, and no
    further; may be empty.  parts: its words once more, cut by how far the rules go into them.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision drawn from the clauses.

    labels: the words for each of its values.  open: the words while it is undetermined.
    blocking_value: the value for which the answers that stand in the way are listed.
    also_blocking_title: stands over the questions left open of which a "no" would stand in the way too; may be empty.
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
    """Answers that do not fit together by the words of a clause."""

    clause: str
    when: Condition
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Something that the text does not say, and the clauses near it.

    ask: a question about it, ready to send to whoever the text is from.
    when, rule: for which answers it concerns a case: the rule comes to CONCERNS or ELSEWHERE; None where it
        concerns every case.
    """

    id: str
    title: str
    clauses: tuple[str, ...]
    says: str
    ask: str
    when: Condition | None
    rule: Rule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy that has been checked as a whole, so that assessing by it cannot fail.

    short_name: begins the names of files that visitors save.
    fingerprint: the sha256 of the file's content as canonical JSON, in hexadecimal.
    """

    title: str
    short_name: str
    disclaimer: str
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
