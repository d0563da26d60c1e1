"""Loading a policy: turns the bytes of a policy file into a Policy, or reports every fault of the file at once.

In: bytes, and the file's name for the faults.  Out: a Policy, or PolicyError.
Must not open anything, and must check everything that could make an assessment fail.
"""

from collections.abc import Iterable, Mapping
from typing import Any, cast, get_args

from checker.engine.document import fingerprint, read_document
from checker.engine.fault import Fault, PolicyError, quote
from checker.engine.load_clauses import read_clause
from checker.engine.load_conclusions import (
    read_advice,
    read_conflict,
    read_decision,
    read_sections,
    read_silence,
)
from checker.engine.load_rules import RuleReader, read_tone
from checker.engine.load_table import ID, ID_ALLOWED, Table
from checker.engine.model import (
    UNDETERMINED,
    UNSURE,
    Addressee,
    Caution,
    Choice,
    Clause,
    Policy,
    Publisher,
    Question,
    QuestionType,
    Status,
    Topic,
)

_ASSESSMENT = ("policy", "answers", "decisions", "findings", "conflicts")
_TYPES = get_args(QuestionType)


def load(data: bytes, name: str) -> Policy:
    """Load a policy from the bytes of a file.

    name: the file's name, for faults; if it ends in `.json`, the file is read as JSON, else as TOML.
    Raise PolicyError, with every fault of the file, if it cannot be used.
    """
    return from_document(read_document(data, name), name)


def from_document(document: Mapping[str, Any], name: str) -> Policy:
    """Load a policy from a parsed file; see `load`."""
    faults: list[Fault] = []
    policy = _policy(Table(document, name, "", faults), document)
    if faults:
        raise PolicyError(faults)
    return policy


def _policy(file: Table, document: Mapping[str, Any]) -> Policy:
    title = file.text("title")
    short_name = file.text("short_name")
    if short_name and not ID.fullmatch(short_name):
        file.fault(f"`short_name` is {quote(short_name)}", allowed=ID_ALLOWED)
    disclaimer = file.text("disclaimer")
    in_short = file.text("in_short", optional=True) or disclaimer
    publisher = _publisher(file)
    caution = _caution(file)
    statuses = {status.id: status for status in map(_status, file.identified("status"))}
    open_words = file.table("undetermined")
    undetermined_says = "" if open_words is None else open_words.text("says")
    if open_words is not None and "{open}" not in undetermined_says:
        open_words.fault("`says` has no place `{open}` for the open questions")
    if UNDETERMINED not in statuses:
        file.fault(f"status `{UNDETERMINED}` is missing")
    topics = {topic.id: topic for topic in map(_topic, file.identified("topic"))}
    addressees = {addressee.id: addressee for addressee in map(_addressee, file.identified("addressee"))}

    clause_tables = file.identified("clause")
    clause_ids = [table.peek("id") for table in clause_tables]
    questions = {
        question.id: question for question in (_question(table, clause_ids) for table in file.identified("question"))
    }
    for question in questions.values():
        if question.under and question.under not in questions:
            file.fault(f"question {quote(question.id)}: `under` is no question: {quote(question.under)}")
    for both in sorted(set(clause_ids) & set(questions)):
        file.fault(f"{quote(both)} is the id of a clause and of a question")

    rules = RuleReader(questions, statuses)
    clauses = {
        clause.id: clause for clause in (read_clause(table, rules, topics, addressees) for table in clause_tables)
    }
    decisions = {
        decision.id: decision
        for decision in (read_decision(table, rules, clauses) for table in file.identified("decision"))
    }
    _check_dates(file, clauses.values())
    conflicts = tuple(read_conflict(table, rules, clauses) for table in file.tables("conflict", optional=True))
    silences = tuple(read_silence(table, rules, clauses) for table in file.identified("silence", optional=True))
    advice = tuple(read_advice(table, rules, clauses) for table in file.tables("advice", optional=True))
    sections = read_sections(file, questions, clauses, topics)
    file.finish()
    if open_words is not None:
        open_words.finish()
    return Policy(
        title=title,
        short_name=short_name,
        disclaimer=disclaimer,
        in_short=in_short,
        publisher=publisher,
        caution=caution,
        fingerprint=_fingerprint_of(file, document),
        statuses=statuses,
        undetermined_says=undetermined_says,
        topics=topics,
        addressees=addressees,
        questions=questions,
        clauses=clauses,
        decisions=decisions,
        conflicts=conflicts,
        silences=silences,
        advice=advice,
        sections=sections,
    )


def _check_dates(file: Table, clauses: Iterable[Clause]) -> None:
    """Report ids of latest dates that clash with another key of an assessment."""
    taken = set(_ASSESSMENT)
    for clause in clauses:
        if clause.latest_date is not None:
            name = clause.latest_date.id
            if name in taken:
                file.fault(f"clause {quote(clause.id)}: latest_date: an assessment has another {quote(name)}")
            taken.add(name)


def _fingerprint_of(file: Table, document: Mapping[str, Any]) -> str:
    try:
        return fingerprint(document)
    except UnicodeEncodeError:
        file.fault("a text holds half of a character (a surrogate that stands alone)")
    except (TypeError, ValueError, RecursionError):
        file.fault(
            "a value is neither text, number, true or false, list nor table, or it is too long or nested too deep"
        )
    return ""


def _publisher(file: Table) -> Publisher:
    table = file.table("publisher")
    if table is None:
        return Publisher(name="", possessive="", bodies="", contact="")
    publisher = Publisher(
        name=table.text("name"),
        possessive=table.text("possessive"),
        bodies=table.text("bodies"),
        contact=table.text("contact", optional=True),
    )
    table.finish()
    return publisher


def _caution(file: Table) -> Caution | None:
    table = file.table("caution", optional=True)
    if table is None:
        return None
    words, address = table.text("words"), table.text("address")
    before, found, after = table.text("says").partition(words) if words else ("", "", "")
    if words and not found:
        table.fault(f"`says` has no {quote(words)}")
    if address and not address.startswith("https://"):
        table.fault(f"`address` is {quote(address)}", allowed="an address that begins with `https://`")
    table.finish()
    return Caution(before=before, words=words, after=after, address=address)


def _status(table: Table) -> Status:
    status = Status(id=table.text("id"), word=table.text("word"), tone=read_tone(table))
    table.finish()
    return status


def _topic(table: Table) -> Topic:
    topic = Topic(id=table.text("id"), title=table.text("title"))
    table.finish()
    return topic


def _addressee(table: Table) -> Addressee:
    addressee = Addressee(id=table.text("id"), word=table.text("word"), title=table.text("title"))
    table.finish()
    return addressee


def _question(table: Table, clause_ids: Iterable[str]) -> Question:
    kind = cast("QuestionType", table.one_of("type", _TYPES))
    question = Question(
        id=table.text("id"),
        type=kind,
        clause=table.one_of("clause", clause_ids),
        ask=table.text("ask"),
        about=table.text("about"),
        help=table.text("help", optional=True),
        more=table.text("more", optional=True),
        why=table.text("why"),
        under=table.text("under", optional=True),
        no=table.text("no") if kind == "boolean" else "",
        label=table.text("label"),
        choices=tuple(map(_choice, table.identified("value"))) if kind == "choice" else (),
    )
    table.finish()
    return question


def _choice(table: Table) -> Choice:
    choice = Choice(
        id=table.text("id"),
        label=table.text("label"),
        help=table.text("help", optional=True),
        counts_as_open=table.flag("counts_as_open"),
    )
    if choice.id in {UNSURE, "true", "false"}:
        table.fault(f"{quote(choice.id)} is kept for other answers")
    table.finish()
    return choice
