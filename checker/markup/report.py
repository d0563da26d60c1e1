"""A result as a printed report: a few pages that can be read without the site.

In: a View, and its provenance.  Out: markup without ids, which `paper.js` prints.
Must not say anything that the view does not say, and must say that it decides nothing.
"""

from collections.abc import Iterable

from checker.engine.model import Policy
from checker.markup.finding import status_badge
from checker.markup.html import Markup, element, join
from checker.markup.source import caption, words_of
from checker.sentences.provenance import Provenance
from checker.sentences.silence import ALWAYS_TITLE, HERE_ALONE, HERE_NONE, HERE_TITLE
from checker.sentences.view import DecisionView, View, ground_words
from checker.sentences.words import NOT_ANSWERED, NOT_SURE


def report_html(view: View, provenance: Provenance) -> Markup:
    """Return the whole report."""
    return element(
        "article",
        element("h1", f"Self-assessment: {view.title}"),
        element("p", element("strong", view.name)) if view.name else "",
        element(
            "p",
            f"Made on {provenance.day}. " if provenance.day else "",
            view.disclaimer,
            class_="report-head",
        ),
        element("div", *(_decision(each) for each in view.decisions), class_="report-decisions"),
        _conflicts(view),
        _dates(view),
        element("h2", "The answers"),
        element("dl", *(_answer(question.label, answer) for question, answer in view.answers), class_="report-answers"),
        element("h2", f"Clause by clause, in {view.publisher.possessive} words and by these answers"),
        _clauses(view),
        element("h2", HERE_TITLE),
        element("p", HERE_ALONE if view.silences else HERE_NONE),
        *(element("p", element("strong", f"{silence.title}. "), silence.says) for silence in view.silences),
        _always(view),
        element(
            "p",
            f"Fingerprint of the text and the rules: {view.fingerprint}",
            *(part for link in (provenance.link,) if link for part in (element("br"), "The same result again: ", link)),
            class_="report-foot",
        ),
        class_="report-paper",
    )


def answers_alone_html(policy: Policy) -> Markup:
    """Return what is printed before there is a result for the answers; a script fills in the answers."""
    return element(
        "article",
        element("h1", f"Answers: {policy.title}"),
        element(
            "p",
            "This was printed before the checker had started, so it holds the answers and no result. ",
            policy.disclaimer,
            class_="report-head",
        ),
        element("dl", element("div", element("dt"), element("dd", NOT_ANSWERED)), class_="report-answers"),
        class_="report-paper",
    )


def _always(view: View) -> Markup:
    """Return only the titles: paper has little room, but without them, nothing else would seem to be left open."""
    if not view.silences_always:
        return Markup()
    titles = "; ".join(silence.title for silence in view.silences_always)
    return element("p", element("strong", f"{ALWAYS_TITLE}: "), f"{titles}.")


def _decision(decision: DecisionView) -> Markup:
    return element(
        "section",
        element("h2", decision.title),
        element("p", decision.ask, class_="ask"),
        element("p", status_badge(decision.tone, decision.headline)),
        *(element("p", ground_words(clauses, says)) for clauses, says in decision.grounds),
        element("p", decision.cited) if any(not clauses for clauses, _ in decision.grounds) else "",
        _list(f"{decision.blocking_title}:", (says for _, says in decision.blocking)),
        element("p", f"{decision.also_blocking_title}: {'; '.join(each.label for each in decision.also_blocking)}.")
        if decision.also_blocking
        else "",
        _list("Questions that can still change this:", (question.ask for question in decision.open)),
    )


def _list(title: str, items: Iterable[str]) -> Markup:
    listed = [element("li", item) for item in items]
    return join([element("p", title), element("ul", *listed)]) if listed else Markup()


def _dates(view: View) -> Markup:
    if not view.dates.days:
        return Markup()
    return join(
        [
            element("h2", "The dates"),
            element("p", "; ".join(f"{day.label}: {day.words}" for day in view.dates.all), "."),
            *(element("p", span.says) for span in view.dates.spans),
            *(element("p", note.words) for note in view.dates.notes),
            element("p", view.dates.caution.says) if view.dates.caution else "",
        ]
    )


def _conflicts(view: View) -> Markup:
    if not view.conflicts:
        return Markup()
    return element(
        "section",
        _list(
            "Answers that do not fit together:",
            (f"Clause {clash.clause.number}: {clash.detail}" for clash in view.conflicts),
        ),
    )


def _answer(label: str, answer: str) -> Markup:
    open_ = answer in {NOT_ANSWERED, NOT_SURE}
    return element("div", element("dt", label), element("dd", element("em", answer) if open_ else answer))


def _clauses(view: View) -> Markup:
    heads = ("Clause", caption(view.publisher), "By these answers")
    return element(
        "table",
        element(
            "thead",
            element("tr", *(element("th", head, scope="col") for head in heads)),
        ),
        element(
            "tbody",
            *(
                element(
                    "tr",
                    element("th", finding.clause.number, scope="row"),
                    element("td", words_of(finding.clause), class_="source-words"),
                    element("td", status_badge(finding.tone, finding.word), element("p", finding.detail)),
                )
                for finding in view.findings
            ),
        ),
    )
