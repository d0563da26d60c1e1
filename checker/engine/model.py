"""The types of a loaded policy.

`read.py` reads them from a policy file by their annotations: a field is a key of the file, and a field with a default
is an optional key, unless its description says that it is not in the file.
The first lines of `checker/policy/procedures.toml` explain the keys; here is what they do not say.
Must not contain a word of any particular policy.
"""

import re
from collections.abc import Mapping
from typing import Literal

from checker.engine.condition import Condition
from checker.engine.record import record
from checker.engine.rule import Rule, Tone

UNSURE = "unsure"
"""The answer "not sure": allowed for every question, and treated like no answer."""

UNDETERMINED = "undetermined"
"""The status of a clause, and the value of a decision, while open questions can still change it."""

LINK = re.compile(r"\[([^\]]+)\]\((https://[^)\s]+|page:[^)\s]+)\)")
"""A link in our words: `[words](address)`, with an address outside the site or a page of it."""

type QuestionType = Literal["boolean", "choice", "date"]
type Late = Literal["counted", "later"]


@record
class Publisher:
    """The publisher of the text, in words to build sentences from.

    advises: the heading of what it advises or asks.
    page: a sentence with a link to its own page for the text.
    """

    name: str
    advises: str
    page: str = ""

    @property
    def possessive(self) -> str:
        """The name as in `…’s text`."""
        return f"{self.name}’s"


@record
class Writing:
    """What to know before writing to the publisher.

    first: a sentence that encourages it.  caution: what to read before writing about an application that is submitted.
    next: where else to turn.  All but the first hold one link.
    """

    first: str
    caution: str
    next: str = ""


@record
class Status:
    """A status of clauses, or a value of a decision.

    word: what is shown; the id never is.  tone: how it looks.  A row may have a word and a tone of its own.
    """

    id: str
    word: str
    tone: Tone


@record
class Choice:
    """One value of a question.  counts_as_open: whether rules that do not mention it treat the question as open."""

    id: str
    label: str
    counts_as_open: bool = False


@record
class Question:
    """A question, and the clause whose words it comes from.

    label: the question in a few words, for tables and sentences.  link: where to read about it, as one link.
    help: what counts as which answer, in a line.  more: the rest of it.  under: the question that it is shown under.
    """

    id: str
    type: QuestionType
    clause: str
    ask: str
    label: str
    help: str = ""
    more: str = ""
    link: str = ""
    under: str = ""
    choices: tuple[Choice, ...] = ()


@record
class Dates:
    """What a clause says that compares two dates.

    requests: a sentence; `{date}` is replaced by the later date.  less: a sentence on what follows from less time.
    latest: the key under which an assessment has the last day that satisfies the comparison.
    earlier, later, days: the two date questions, and the least number of days between them; found in the clause's rule,
        not in the file.
    """

    requests: str
    less: str
    latest: str
    earlier: str = ""
    later: str = ""
    days: int = 0


@record
class Clause:
    """A clause: the source's words, ours about them, and the rule.

    topic: our heading above it.  addressed_to: whom.  heading: the source's, right above it.
    link: the address of a link that the source gives without one, as a link.
    not_checked: which of its words the rule does not check, and why; after “Not checked: ”.  rule: None if that is all.
    """

    id: str
    number: str
    topic: str
    title: str
    text: str
    addressed_to: str
    force: str
    reading: str
    not_read_as: tuple[str, ...]
    heading: str = ""
    because: str = ""
    not_checked: str = ""
    link: str = ""
    rule: Rule | None = None
    dates: Dates | None = None


@record
class Note:
    """What a clause adds to a decision for certain answers."""

    clause: str
    when: Condition
    says: str


@record
class Decision:
    """A decision concluded from the clauses.  open: the words while it is undetermined."""

    id: str
    title: str
    ask: str
    open: str
    values: Mapping[str, Status]
    rule: Rule
    notes: tuple[Note, ...] = ()


@record
class Conflict:
    """Answers that look odd together by a clause; all may be true."""

    clause: str
    when: Condition
    says: str


@record
class Silence:
    """Something that the text does not say, and the clauses near it.

    ask: a question about it, ready to send to the publisher.
    when: the answers for which it concerns a case.  answered: questions any answer to which makes it concern the case.
    late: a day that also makes it concern a case once it has passed: the later of two dates that a clause compares, or
        the one counted back from it, while the earlier date is open.  A silence with none of these concerns every case.
    rule: `when` as a rule, which has an outcome only where it concerns the case; not in the file.
    """

    id: str
    title: str
    clauses: tuple[str, ...]
    says: str
    ask: str
    when: Condition | None = None
    answered: tuple[str, ...] = ()
    late: Late | None = None
    rule: Rule | None = None

    @property
    def always(self) -> bool:
        """Whether it concerns every case."""
        return not (self.when or self.answered or self.late)


@record
class Advice:
    """What a clause advises or asks, as an entry of the list of what to do and when.

    label: when to do it.  says: what to do; where its clause compares dates, that clause's words say it.
    """

    clause: str
    label: str
    force: str
    says: str = ""
    when: Condition | None = None
    done: str = ""
    late: str = ""


@record
class Section:
    """A section of the form: its title, and its questions in order."""

    title: str
    questions: tuple[str, ...]


@record
class Policy:
    """A policy that was checked as a whole, so that assessing by it cannot fail.

    disclaimer: what a result is not.  in_short: the same in a line.
    fingerprint: the SHA-256 of the file's content as canonical JSON, in hexadecimal; not in the file.
    All mappings are by id. Clauses are in the order of the source; questions, in the order in which they are listed.
    """

    title: str
    disclaimer: str
    in_short: str
    publisher: Publisher
    statuses: Mapping[str, Status]
    questions: Mapping[str, Question]
    clauses: Mapping[str, Clause]
    decisions: Mapping[str, Decision]
    sections: tuple[Section, ...]
    conflicts: tuple[Conflict, ...] = ()
    silences: Mapping[str, Silence] = {}
    advice: tuple[Advice, ...] = ()
    writing: Writing | None = None
    fingerprint: str = ""

    @property
    def version(self) -> str:
        """As much of the fingerprint as links and citations have."""
        return self.fingerprint[:12]
