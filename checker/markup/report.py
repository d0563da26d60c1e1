"""A result as a printed report: a page that can be read without the site, and a second with the text, if it is wanted.

In: a View, and its provenance.  Out: markup without ids, which `paper.js` prints.
Must not say anything that the view does not say, and must say that it decides nothing.
"""

from collections.abc import Iterable

from checker.engine.model import Policy
from checker.markup.html import Markup, element, join
from checker.markup.report_tables import clauses_html, text_html
from checker.sentences.cards import ANSWERED, CardView
from checker.sentences.provenance import Provenance
from checker.sentences.silence import ALWAYS_TITLE, HERE_NONE, HERE_TITLE, SilenceView
from checker.sentences.todo import Entry
from checker.sentences.view import CONFLICTS_TITLE, View
from checker.sentences.words import NOT_ANSWERED, NOT_SURE, numbers_of


def report_html(view: View, provenance: Provenance) -> Markup:
    """Return the whole report. The style sheet shows its second page, with the text, where the visitor chooses it."""
    return element(
        "article",
        element("h1", f"Self-assessment: {view.title}"),
        element("p", element("strong", view.name), class_="report-name") if view.name else "",
        element("p", f"Made on {provenance.day}. " if provenance.day else "", view.disclaimer, class_="report-head"),
        element("div", *_decisions(view), class_="report-decisions"),
        _conflicts(view),
        _todo(view),
        _answers(view),
        clauses_html(view),
        _silences(view),
        element(
            "p",
            f"Fingerprint of the text and the rules: {view.fingerprint}",
            *(part for link in (provenance.link,) if link for part in (element("br"), "The same result again: ", link)),
            class_="report-foot",
        ),
        text_html(view),
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


def _decisions(view: View) -> Iterable[Markup]:
    """Return a box for each decision; one that another says too is in the same box."""
    boxes: list[list[Markup]] = []
    tones = []
    for card, decision in zip(view.cards, view.decisions, strict=True):
        if card.joined and boxes:
            boxes[-1] += _card(card, decision.headline)
        else:
            boxes.append([element("h2", card.title, numbers_of(card.clauses)), *_card(card, decision.headline)])
            tones.append(decision.tone)
    return (element("section", *box, data_tone=tone) for box, tone in zip(boxes, tones, strict=True))


def _card(card: CardView, headline: str) -> list[Markup]:
    """Return what a card says; its headline if it says nothing else."""
    parts: list[Markup] = []
    for ground in card.grounds:
        things = (
            element("li", element("strong", ANSWERED[answered]), " ", question.label, data_thing=answered)
            for question, answered in ground.things
        )
        parts += [element("p", ground.lead), element("ul", *things)]
        parts += [element("p", ground.open)] if ground.open else []
    says = " ".join(card.says) or ("" if card.grounds else headline)
    parts += [element("p", says)] if says else []
    if card.start is not None:
        question, words = card.start
        parts.append(element("p", f"Start with {question.label}: {words}"))
    if card.depends:
        parts.append(element("p", f"Depends on: {', '.join(question.label for question in card.depends)}."))
    parts += [element("p", each) for each in card.ways]
    return parts + [element("p", words, numbers_of([clause])) for words, clause in card.beside]


def _conflicts(view: View) -> Markup:
    if not view.conflicts:
        return Markup()
    return element(
        "section",
        element("h2", CONFLICTS_TITLE),
        *(element("p", clash.detail, numbers_of([clash.clause])) for clash in view.conflicts),
        class_="report-conflicts",
    )


def _todo(view: View) -> Markup:
    """Return what to do and when, with the notes on the dates."""
    return join(
        [
            element("h2", view.todo_title) if view.todo else "",
            element("ul", *(_entry(entry) for entry in view.todo), class_="report-todo") if view.todo else "",
            *(element("p", note.words) for note in view.dates.notes),
            element("p", view.dates.caution.says) if view.dates.caution else "",
        ]
    )


def _entry(entry: Entry) -> Markup:
    word = f" {entry.how}." if entry.how else ""
    return element(
        "li",
        element("strong", entry.label),
        element("span", f"{' '.join(entry.says)} ", element("em", entry.force), numbers_of([entry.clause]), word),
    )


def _answers(view: View) -> Markup:
    """Return the answers that were given, and what is not sure, in one line, after how many were given."""
    given = [(question.label, answer) for question, answer in view.answers if answer != NOT_ANSWERED]
    parts = (
        part
        for label, answer in given
        for part in ("; ", f"{label}: ", element("em" if answer == NOT_SURE else "strong", answer))
    )
    return element(
        "p",
        element("strong", f"The answers ({len(view.answered)} of {len(view.answers)} questions): "),
        *[*parts][1:],
        "." if given else "none.",
        class_="report-given",
    )


def _silences(view: View) -> Markup:
    """Return what the text does not say, by title; for anyone too, since nothing else would seem to be left open."""
    here, always = view.silences, view.silences_always
    return join(
        [
            element("p", element("strong", f"{HERE_TITLE}: "), _titles(here)) if here else element("p", HERE_NONE),
            element("p", element("strong", f"{ALWAYS_TITLE}: "), _titles(always)) if always else "",
        ]
    )


def _titles(views: tuple[SilenceView, ...]) -> str:
    return f"{'; '.join(silence.title for silence in views)}."
