"""A result as HTML, for the checker page: what the text says in a minute, and everything else one fold away.

In: a View.  Out: markup in parts (`data-part`), so that the page can replace only those that have changed.
Must not say anything that the view does not say.
"""

from checker.engine.model import Question
from checker.markup.asked import asked_html
from checker.markup.finding import finding_lists_html
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_tags, question_anchor
from checker.markup.reasons import decision_reasons_html
from checker.markup.silence import silences_html_in_result
from checker.markup.todo import todo_html
from checker.sentences.cards import ANSWERED, CardView, Ground
from checker.sentences.view import CONFLICTS_TITLE, DecisionView, View


def result_html(view: View, places: Places) -> Markup:
    """Return the whole result."""
    return join(
        [
            element("p", _announcement(view), data_part="announcement", hidden=True),
            element(
                "p",
                *(
                    element("span", decision.headline, data_bar_of=decision.id)
                    for card, decision in zip(view.cards, view.decisions, strict=True)
                    if not card.joined
                ),
                data_part="bar",
                hidden=True,
            ),
            element("p", *_from(view), class_="from", data_part="from"),
            element("p", view.name, class_="result-name", data_part="name", hidden=not view.name),
            element(
                "div",
                element(
                    "div",
                    *(_card(*each, places) for each in zip(view.cards, view.decisions, strict=True)),
                    _conflicts(view, places),
                    data_part="decisions",
                ),
                todo_html(view, places),
                class_="at-a-glance",
                data_part="at-a-glance",
            ),
            silences_html_in_result(view, places),
            element("div", decision_reasons_html(view.decisions, places), data_part="why"),
            finding_lists_html(view, places),
            _dates(view, places),
            asked_html(view),
        ]
    )


def _announcement(view: View) -> str:
    """Return what screen readers announce when the result changes."""
    return " ".join([*(f"{each.title}: {each.headline}." for each in view.decisions), view.open_in_words])


def _from(view: View) -> tuple[str, ...]:
    count = len(view.answered)
    answers = {0: "No answers yet.", 1: "From your 1 answer."}.get(count, f"From your {count} answers.")
    return answers, " ", view.in_short


def _card(card: CardView, decision: DecisionView, places: Places) -> Markup:
    return element(
        "section",
        ""
        if card.joined
        else element("h3", card.title, *clause_tags(card.clauses, places), id=f"decision-{decision.id}", tabindex="-1"),
        *(_said(card) if card.settles else ()),
        *(_ground(ground) for ground in card.grounds),
        *(() if card.settles else _said(card)),
        _depends(card),
        *(element("p", each) for each in card.ways),
        *(element("p", says, *clause_tags((clause,), places)) for says, clause in card.beside),
        class_="visually-hidden" if card.joined else "decision",
        data_part=f"decision-{decision.id}",
        data_decision=decision.id,
        data_value=decision.value,
        data_tone=decision.tone,
        data_clauses=" ".join(clause.id for clause in decision.clauses),
        data_missing=" ".join(question.id for question in decision.open),
    )


def _said(card: CardView) -> tuple[Markup, ...]:
    return tuple(element("p", says) for says in card.says)


def _ground(ground: Ground) -> Markup:
    return join(
        [
            element("p", ground.lead),
            element(
                "ul",
                *(
                    element(
                        "li",
                        element("span", f"{ANSWERED[answered]}: ", class_="visually-hidden"),
                        _to(question),
                        data_thing=answered,
                    )
                    for question, answered in ground.things
                ),
                class_="things",
            ),
            element("p", ground.open) if ground.open else "",
        ]
    )


def _depends(card: CardView) -> Markup:
    if card.start is not None:
        question, says = card.start
        return element("p", "Start with ", _to(question), f": {says}", class_="depends")
    if not card.depends:
        return Markup()
    links = [part for question in card.depends for part in (", ", _to(question))]
    return element("p", "Depends on: ", *links[1:], ".", class_="depends")


def _to(question: Question) -> Markup:
    return element("a", question.label, href=f"#{question_anchor(question.id)}")


def _conflicts(view: View, places: Places) -> Markup:
    """Return the conflicts; an empty part if there are none."""
    if not view.conflicts:
        return element("div", data_part="conflicts", hidden=True)
    return element(
        "section",
        element("h3", CONFLICTS_TITLE, id="conflicts"),
        *(
            element(
                "div",
                clash.brief,
                *clause_tags((clash.clause,), places),
                element(
                    "details",
                    element("summary", "Why"),
                    element("p", clash.detail),
                    "Your answers: ",
                    *[part for question in clash.questions for part in (", ", _to(question))][1:],
                    id=f"clash-{number}",
                ),
            )
            for number, clash in enumerate(view.conflicts, 1)
        ),
        class_="conflicts",
        data_part="conflicts",
    )


def _dates(view: View, places: Places) -> Markup:
    """Return the fold with the visitor's dates; an empty part if there are none."""
    if not view.dates.days:
        return element("div", data_part="dates", hidden=True)
    # Imported here, because only results with dates need it and each import delays the start.
    from checker.markup.dates import dates_html  # noqa: PLC0415

    return dates_html(view.dates, places)
