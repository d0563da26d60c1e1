"""What loading cannot check: our words that no longer fit the text, and clauses that are on no page.

In: the policy, its file, the files beside it, the pages, and the previous version.  Out: faults, one line each.
Must not report what is right: the person who changes the text has nobody to ask.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any

from checker.engine.fault import quote
from checker.engine.model import Policy
from checker.verify.quotations import unsourced

_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_NUMBER = rf"\d[\d,.]*\b|\b(?:{'|'.join(_NUMBERS)})\b"
_DURATION = re.compile(rf"\b(?!one\b)({_NUMBER})\s+(business )?(?:calendar )?(day|week|month|year)s?\b", re.IGNORECASE)
_QUOTATION = re.compile("“([^“”]*)”")
_CLAUSE_NUMBERS = re.compile(r"\b[Cc]lauses? ((?:\d+(?:\.\d+)*(?:, | and | or |, and )?)+)")
_CLAUSE_IDS = re.compile(r"\]\(clause:([^)]+)\)|^\s*::: quote (\S+)")
_NAVIGATION = re.compile(r"^ *- (?:clauses/(?P<clause>.+)\.md|(?P<title>.+):)$", re.MULTILINE)

_OF_THE_TEXT = {"text", "heading", "words"}
"""Keys whose values are quoted from the text."""

_IDS = {"id", "clause", "clauses", "when", "done", "address", "facts", "answers", "date", "silences"}
"""Keys whose values are not words, unless they are tables."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Some of our words, and where they are."""

    where: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """Everything that is written by hand, and the text it is about.

    document, glossary, facts, cases: the files, parsed.  pages: the Markdown of each page, by its path below `docs`.
    navigation: the site's configuration, which lists the pages.  before: the previous policy file, if any.
    """

    policy: Policy
    text: str
    document: Mapping[str, Any]
    glossary: Mapping[str, Any]
    facts: Mapping[str, Any]
    cases: Mapping[str, Any]
    pages: Mapping[str, str]
    navigation: str
    before: Mapping[str, Any] | None = None


def faults_of(sources: Sources) -> list[str]:
    """Return every fault, in a stable order. While the clauses are not the text, other faults are not reported."""
    not_the_text = unsourced(sources.document, sources.text)
    return [f"procedures.toml or source.txt: {problem.where}: {problem.message}" for problem in not_the_text] or [
        *_misquoted(sources),
        *_other_durations(sources),
        *_unknown_clauses(sources),
        *_malformed_denials(sources),
        *_not_in_the_navigation(sources),
        *_not_on_the_first_page(sources),
    ]


def to_look_at(sources: Sources) -> list[str]:
    """Return where our words may still be about the previous version: numbers, and values of a question."""
    if sources.before is None:
        return []
    found = []
    old, new = _texts(sources.before), _texts(sources.document)
    for clause, text in new.items():
        for number in sorted(_numbers(old.get(clause, "")) - _numbers(text)):
            found += [
                f"{each.where}: says {quote(number)}, as the text of clause {quote(clause)} did before: {each.words}"
                for each in _about(sources.document, clause)
                if number in _numbers(each.words)
            ]
    found += _without_a_new_value(sources)
    return list(dict.fromkeys(found))


def _without_a_new_value(sources: Sources) -> Iterator[str]:
    """Find where the previous values of a question are named without a new one, and where they are counted."""
    before = {question["id"]: question for question in (sources.before or {}).get("question", ())}
    for question in sources.policy.questions.values():
        old = [value["label"] for value in before.get(question.id, {}).get("value", ())]
        old = [choice.label for choice in question.choices if choice.label in old and not choice.counts_as_open]
        new = [choice.label for choice in question.choices if choice.label not in old and not choice.counts_as_open]
        if not old or not new:
            continue
        for each in _all_of_ours(sources):
            words = each.words.lower()
            if all(label.lower() in words for label in old) and not any(label.lower() in words for label in new):
                yield f"{each.where}: names {', '.join(old)}, and not {', '.join(new)}: {each.words}"
        for each in _about(sources.document, question.clause):
            if re.search(rf"\b{_NUMBERS[len(old) - 1]}\b", each.words, re.IGNORECASE):
                yield f"{each.where}: says {quote(_NUMBERS[len(old) - 1])}, and there are more now: {each.words}"


def _misquoted(sources: Sources) -> Iterator[str]:
    """Every quotation is in the text, or in a fact from outside, which says whose words it quotes."""
    quotable = (_plain(sources.text), *(_plain(each.words) for each in ours(sources.facts, "facts.toml")))
    for each in _all_of_ours(sources):
        for quoted in _QUOTATION.findall(each.words):
            parts = (part.strip(" ,.;:") for part in _plain(quoted).split("…"))
            if not all(any(_same_letters(part, text) for text in quotable) for part in parts):
                yield (
                    f"{each.where}: “{quoted}” is not in the text, nor in facts.toml; quote its words exactly, "
                    "with … for what is left out, or remove the quotation marks"
                )


def _other_durations(sources: Sources) -> Iterator[str]:
    """Every span of time is in the text or a fact from outside, or within a day of the limit of a rule."""
    limits = [clause.dates.days for clause in sources.policy.clauses.values() if clause.dates]
    near = {(str(limit + more), "day") for limit in limits for more in (-1, 0, 1)}
    allowed = near.union(_durations(sources.text))
    allowed.update(chain.from_iterable(_durations(each.words) for each in ours(sources.facts, "facts.toml")))
    for each in chain(_all_of_ours(sources), ours(sources.cases, "cases.toml")):
        own = _QUOTATION.sub("", each.words)  # a wrong quotation is reported as such
        wrong = [f"{number} {unit}s" for number, unit in _durations(own) if (number, unit) not in allowed]
        if wrong:
            said = " and ".join(dict.fromkeys(wrong))
            yield f"{each.where}: says {said}, and neither the text nor a rule does: {each.words}"


def _unknown_clauses(sources: Sources) -> Iterator[str]:
    """Every clause that our words name by number, or a page by id, exists."""
    numbers = {clause.number for clause in sources.policy.clauses.values()}
    for each in _all_of_ours(sources):
        for name in map("".join, _CLAUSE_IDS.findall(each.words)):
            if name not in sources.policy.clauses:
                yield f"{each.where}: links to clause {quote(name)}, which does not exist: {each.words}"
        named = chain.from_iterable(
            re.findall(r"\d+(?:\.\d+)*", found) for found in _CLAUSE_NUMBERS.findall(each.words)
        )
        for number in dict.fromkeys(named):
            if number not in numbers:
                yield f"{each.where}: names clause {number}, which does not exist: {each.words}"


def _malformed_denials(sources: Sources) -> Iterator[str]:
    """Each entry of `not_read_as` continues “It does not say …”."""
    for clause in sources.policy.clauses.values():
        for each in clause.not_read_as:
            if not re.match(r"(that|whether|what|whose|anything) ", each):
                yield (
                    f"procedures.toml: clause {quote(clause.id)}: not_read_as: {quote(each)} does not continue “It "
                    "does not say …”; begin it with that, whether, what, whose or anything"
                )


def _not_in_the_navigation(sources: Sources) -> Iterator[str]:
    """The navigation has each clause under its topic, and no other clause."""
    listed: dict[str, str] = {}
    title = ""
    for found in _NAVIGATION.finditer(sources.navigation):
        title = found["title"] or title
        if found["clause"]:
            listed[found["clause"]] = title.strip("\"'")
    for clause in sources.policy.clauses.values():
        under, name, topic = listed.get(clause.id), quote(clause.id), quote(clause.topic)
        if under is None:
            line = quote(f"- clauses/{clause.id}.md")
            yield f"mkdocs.yml: `nav` has no clause {name} under {topic}; add the line {line}"
        elif under != clause.topic:
            yield f"mkdocs.yml: `nav` has clause {name} under {quote(under)}, and its `topic` is {topic}; change one"
    for name in _texts(sources.before or {}):
        if name in listed and name not in sources.policy.clauses:
            yield f"mkdocs.yml: clause {quote(name)} is gone; remove the line {quote(f'- clauses/{name}.md')}"


def _not_on_the_first_page(sources: Sources) -> Iterator[str]:
    """The first page, if it summarizes the clauses, has each of them; and if it counts the questions, all of them."""
    first = sources.pages.get("index.md", "")
    asked = len(sources.policy.questions)
    for count in re.findall(r"(\d+) questions", first):
        if int(count) != asked:
            yield f"docs/index.md: says {count} questions, and there are {asked}"
    for clause in sources.policy.clauses.values():
        if "{ .tag" in first and f"](clause:{clause.id})" not in first:
            yield (
                f"docs/index.md: clause {quote(clause.id)} is not in the text in short; add a line that quotes it and "
                f'ends with `[{clause.number}](clause:{clause.id}){{ .tag aria-label="Clause {clause.number}" }}`'
            )


def ours(table: object, where: str, key: str = "") -> Iterator[Passage]:
    """Yield every string of a file that holds our words, with its place."""
    if isinstance(table, dict):
        name = table.get("id") or table.get("term") or table.get("number")
        place = f"{where} {quote(name)}" if isinstance(name, str) else where
        for inner, value in table.items():
            tables = isinstance(value, list) and any(isinstance(each, dict) for each in value)
            if tables or inner not in _IDS | _OF_THE_TEXT:
                yield from ours(value, f"{place}: {inner}" if not isinstance(value, list | dict) else place, inner)
    elif isinstance(table, list):
        for number, value in enumerate(table, start=1):
            named = isinstance(value, dict) and isinstance(value.get("id") or value.get("term"), str)
            yield from ours(value, f"{where}: {key}" if named else f"{where}: {key} {number}", key)
    elif isinstance(table, str):
        yield Passage(where=where, words=table)


def _all_of_ours(sources: Sources) -> Iterator[Passage]:
    yield from ours(sources.document, "procedures.toml")
    yield from ours(sources.glossary, "glossary.toml")
    for path, text in sources.pages.items():
        for number, line in enumerate(text.splitlines(), start=1):
            yield Passage(where=f"docs/{path}, line {number}", words=line)


def _about(document: Mapping[str, Any], clause: str) -> Iterator[Passage]:
    """Yield our words in the tables that are about a clause."""
    for key, tables in document.items():
        for table in tables if isinstance(tables, list) else ():
            if clause in (table.get("id") if key == "clause" else None, table.get("clause"), *table.get("clauses", ())):
                yield from ours(table, f"procedures.toml: {key}")


def _texts(document: Mapping[str, Any]) -> dict[str, str]:
    return {clause["id"]: clause["text"] for clause in document.get("clause", ())}


def _durations(words: str) -> Iterable[tuple[str, str]]:
    for number, kind, unit in _DURATION.findall(words):
        yield _digits(number), f"{kind}{unit}".lower()


def _numbers(words: str) -> set[str]:
    return {_digits(number) for number in re.findall(_NUMBER, words, re.IGNORECASE)}


def _digits(number: str) -> str:
    word = number.lower().rstrip(".,")
    return str(_NUMBERS.index(word) + 1) if word in _NUMBERS else word


def _plain(words: str) -> str:
    return " ".join(re.sub(r"\*|\[|\]\(#\)", "", words).split())


def _same_letters(part: str, text: str) -> bool:
    """Return whether a text contains these words, which may be capitalized at the beginning of a sentence."""
    return part in text or part[:1].lower() + part[1:] in text
