"""What differs for the same answers between an earlier version of a policy and the present one.

In: both versions, each with its assessment.  Out: markup: a sentence as summary, then only differences.
Must not judge a difference, and must present the earlier wording as the text as this site gave it then.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checker.compare.tables import merged
from checker.engine.assess import Assessment
from checker.engine.model import UNDETERMINED, Clause, Policy, Question
from checker.engine.rule import Tone
from checker.markup.finding import status_badge
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_link
from checker.markup.source import link_note, quotation
from checker.sentences.words import answer_in_words, count_of, in_words

_NOTHING = "With these answers nothing comes out differently."
_UNREADABLE = "What differs cannot be shown here: this page cannot read the record of that version."
_THEN_AND_NOW = (
    "“Then” is the version of the text and the rules under which the link or file was made, as this site gave them; "
    "“now” is the present version."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the two versions: a policy, and its assessment of the answers."""

    policy: Policy
    assessment: Assessment


@dataclass(frozen=True, slots=True)
class _Result:
    """A named result.

    value: what versions are compared by.  word: what is shown.  absent: what is shown for a version without it.
    tone: how it looks; None if it is shown as plain words.
    """

    what: str
    value: str
    word: str
    absent: str
    tone: Tone | None = None


def unreadable_html() -> Markup:
    """Return the message for a record that cannot be used."""
    return element("p", _UNREADABLE)


def earlier_html(then: Version, now: Version, sent: Collection[str], places: Places) -> Markup:
    """Return what differs.  sent: the ids of the questions that the link or file answers."""
    results = list(_moves(_results(then, places, now.policy), _results(now, places, now.policy)))
    texts = [each for each in _texts(then.policy, now.policy) if each]
    questions = [each for each in _questions(then, now, sent) if each]
    if not (results or texts or questions):
        return element("p", _NOTHING)
    parts = {"Results": element("ul", *results), "The text": join(texts), "Questions": element("ul", *questions)}
    return join(
        [
            element("p", _summary(results, texts, questions)),
            element("h2", "Then and now"),
            element("p", _THEN_AND_NOW),
            *(
                join([element("h3", title), content])
                for (title, content), found in zip(parts.items(), (results, texts, questions), strict=True)
                if found
            ),
        ]
    )


def _summary(results: list[Markup], texts: list[Markup], questions: list[Markup]) -> str:
    come = count_of(results, "result comes", "results come") if results else "no result comes"
    said = [f"{come} out differently"]
    if texts:
        said.append(f"the text of {count_of(texts, 'clause', 'clauses')} differs")
    if questions:
        said.append(count_of(questions, "question differs", "questions differ"))
    *first, last = said
    return f"With these answers {', '.join(first)}{' and ' if first else ''}{last}."


def _results(version: Version, places: Places, present: Policy) -> dict[str, _Result]:
    """Return every result of a version, by a key that is the same in both versions."""
    policy, assessment = version.policy, version.assessment
    found: dict[str, _Result] = {}
    for name, outcome in assessment.decisions.items():
        decision = policy.decisions[name]
        word = decision.open if outcome.value == UNDETERMINED else decision.labels[outcome.value]
        found[f"decision {name}"] = _Result(decision.title, outcome.value, word, "no result", outcome.tone)
    for finding in assessment.findings:
        clause = policy.clauses[finding.clause]
        named = _named(clause, places if clause.id in present.clauses else None)
        word = finding.word
        found[f"clause {clause.id}"] = _Result(named, finding.status, word, "no result", finding.tone)
        latest = clause.latest_date
        day = None if latest is None else assessment.latest_dates[latest.id]
        if latest is not None and day is not None:
            found[f"day {clause.id}"] = _Result(latest.label, day, in_words(date.fromisoformat(day)), "no day")
    for clash in assessment.conflicts:
        named = join([_named(policy.clauses[clash.clause], None), ": answers that do not fit together"])
        found[f"conflict {clash.clause}"] = _Result(named, "holds", "pointed out", "not pointed out")
    for silence in policy.silences:
        if silence.id in assessment.silences:
            named = join([f"What the text does not say: {silence.title}"])
            found[f"silence {silence.id}"] = _Result(named, "holds", "brought up", "not brought up")
    return found


def _moves(then: Mapping[str, _Result], now: Mapping[str, _Result]) -> Iterable[Markup]:
    for name in merged(then, now):
        before, after = then.get(name), now.get(name)
        if before is not None and after is not None and (before.value == after.value or before.word == after.word):
            continue
        named = after or before
        if named is not None:
            yield element(
                "li",
                element("span", named.what, class_="moved-what"),
                " ",
                element("span", "Then: ", _shown(before, named.absent), class_="moved-side"),
                " ",
                element("span", "Now: ", _shown(after, named.absent), class_="moved-side"),
                data_moved=name,
            )


def _shown(result: _Result | None, absent: str) -> Markup:
    if result is None:
        return element("span", absent)
    return status_badge(result.tone, result.word) if result.tone else element("span", result.word)


def _named(clause: Clause, places: Places | None) -> Markup:
    """Return a clause's number and title, with a link if `places` is given."""
    number = f"Clause {clause.number}" if places is None else clause_link(clause, places, "Clause")
    return join([number, f", {clause.title}"])


def _texts(then: Policy, now: Policy) -> Iterable[Markup]:
    """Yield, in a fold, both wordings of each clause whose wording differs."""
    for name in merged(then.clauses, now.clauses):
        before, after = then.clauses.get(name), now.clauses.get(name)
        named = after or before
        if named is None or (before is not None and after is not None and before.text == after.text):
            continue
        yield element(
            "details",
            element("summary", f"Clause {named.number}, {named.title}: the text then and now"),
            *_wording(then, "The text as this site gave it then", before, "This site gave no such clause then."),
            *_wording(now, "The text now", after, "This site gives no such clause now."),
            class_="why",
            data_reworded=name,
        )


def _wording(policy: Policy, title: str, clause: Clause | None, none: str) -> tuple[Markup, ...]:
    if clause is None:
        return (element("p", none),)
    return element("p", f"{title}:"), quotation(policy.publisher, clause), link_note(clause)


def _questions(then: Version, now: Version, sent: Collection[str]) -> Iterable[Markup]:
    """Yield answered questions that were reworded or removed, and added questions.

    An added question is included only if it has an answer or can still change a result.
    """
    open_now = [each.missing for each in now.assessment.decisions.values()]
    open_now += [each.missing for each in now.assessment.findings]
    matter = {*sent, *(question for missing in open_now for question in missing)}
    for name in merged(then.policy.questions, now.policy.questions):
        before, after = then.policy.questions.get(name), now.policy.questions.get(name)
        given = [each.assessment.answers.given.get(name) for each in (then, now)]
        lines: list[tuple[str, str]] = []
        named = after or before
        if named is None or name not in (matter if before is None else sent):
            continue
        if before is None:
            lines.append(("Then", "not asked"))
        elif after is None:
            lines += [("Answered", answer_in_words(before, given[0])), ("Now", "no longer asked")]
        else:
            lines += _reworded(before, after)
            answered = answer_in_words(before, given[0]), answer_in_words(after, given[1])
            if answered[0] != answered[1]:
                lines += [("Answer then", answered[0]), ("Answer now", answered[1])]
        if lines:
            shown = (element("li", f"{word}: {text}") for word, text in lines)
            yield element("li", element("span", named.ask, class_="moved-what"), element("ul", *shown), data_asked=name)


def _reworded(before: Question, after: Question) -> list[tuple[str, str]]:
    """Return the differences in a question's wording: the question itself, and what counts."""
    lines = [("Asked then", before.ask)] if before.ask != after.ask else []
    if before.help != after.help:
        lines += [("What counted then", before.help or "not said"), ("What counts now", after.help or "not said")]
    return lines
