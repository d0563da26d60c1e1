"""A result as HTML, for the checker page.

In: a View.  Out: markup in parts (`data-part`), so that the page can replace only those that have changed.
Must not say anything that the view does not say.
"""

from checker.engine.model import UNDETERMINED, Clause, Question
from checker.markup.asked import asked_html
from checker.markup.finding import finding_lists_html
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_link, clause_links, question_anchor
from checker.markup.reasons import reasons_html
from checker.markup.silence import silences_always_html, silences_here_html
from checker.markup.table import table_html
from checker.markup.trial import NO_TRIAL
from checker.sentences.silence import lead
from checker.sentences.view import DecisionView, View
from checker.sentences.why import Why
from checker.sentences.words import count_of


def result_html(view: View, places: Places, trial: Markup = NO_TRIAL) -> Markup:
    """Return the whole result.  trial: during a trial, what would change."""
    return join(
        [
            trial,
            element("p", _announcement(view), data_part="announcement", hidden=True),
            _summary(view),
            element("p", view.name, class_="result-name", data_part="name", hidden=not view.name),
            *(_decision(decision, places) for decision in view.decisions),
            _dates(view, places),
            finding_lists_html(view.lists, view.publisher, places),
            silences_here_html(view.silences, lead(view.publisher, view.silences), view.caution, places),
            silences_always_html(view.silences_always, places),
            _conflicts(view, places),
            element("p", view.disclaimer, class_="disclaimer", data_part="disclaimer"),
            asked_html(view),
        ]
    )


def _announcement(view: View) -> str:
    """Return what screen readers announce when the result changes."""
    return " ".join([*(f"{each.title}: {each.headline}." for each in view.decisions), view.open_in_words])


def _summary(view: View) -> Markup:
    """Return the summary, which stays visible: the decisions in short, and links to what can change them."""
    return element(
        "div",
        element("p", "By these answers:", class_="by"),
        *(
            element(
                "a",
                element("span", element("strong", f"{decision.title}:"), " ", _in_short(decision)),
                href=f"#decision-{decision.id}",
                data_tone=decision.tone,
            )
            for decision in view.decisions
        ),
        element(
            "div",
            element(
                "a",
                element("span", view.open_in_words),
                " ",
                element("span", "Go to the next", class_="go"),
                href=_anchor(view.open[0]),
                data_next=" ".join(question.id for question in view.open),
            )
            if view.open
            else element("p", view.open_in_words),
            " ",
            element("button", "Try other answers", type="button", class_="go", data_try=True),
            class_="ways",
        ),
        class_="summary",
        data_part="summary",
    )


def _in_short(decision: DecisionView) -> str:
    """Return the headline; for an open decision a shorter one, since its title is shown beside it."""
    return "still open" if decision.value == UNDETERMINED else decision.headline


def _decision(decision: DecisionView, places: Places) -> Markup:
    cited = element(
        "p",
        f"{decision.cites} ",
        clause_links(decision.clauses, places),
        ".",
        class_="cited",
    )
    return element(
        "section",
        element("h3", decision.title, id=f"decision-{decision.id}", tabindex="-1"),
        element("p", decision.ask, class_="ask"),
        element("p", decision.headline, class_="headline"),
        *(element("p", *_said(clauses, says, places), class_="ground") for clauses, says in decision.grounds),
        _listed(decision.blocking_title, [(question, says) for question, says in decision.blocking]),
        _listed(decision.also_blocking_title, [(question, question.label) for question in decision.also_blocking]),
        _listed(
            f"{count_of(decision.open, 'open question', 'open questions')} can still change this",
            [(question, question.ask) for question in decision.open],
        ),
        cited if decision.clauses else "",
        _settling(decision.why),
        reasons_html(decision.why, f"why-{decision.id}", places),
        element(
            "details",
            element("summary", "The whole table, with your case marked"),
            table_html(decision.rows, decision.ask, places),
            class_="why",
            id=f"table-{decision.id}",
        ),
        class_="decision",
        data_part=f"decision-{decision.id}",
        data_decision=decision.id,
        data_value=decision.value,
        data_tone=decision.tone,
        data_missing=" ".join(question.id for question in decision.open),
    )


def _settling(why: Why) -> Markup:
    """Return the values that an open decision can still have, and the single answers that would settle it."""
    if not why.possible:
        return Markup()
    return join(
        [
            element("p", "Still possible:", class_="list-title"),
            element("ul", *(element("li", label) for label in why.possible)),
            *(
                (
                    element("p", "One of these answers alone would settle it:", class_="list-title"),
                    element(
                        "ul",
                        *(
                            element(
                                "li",
                                element("a", f"{each.question.label}: {each.answer}", href=_anchor(each.question)),
                                f" – then “{each.outcome}”",
                            )
                            for each in why.settling
                        ),
                    ),
                )
                if why.settling
                else ()
            ),
        ]
    )


def _said(clauses: tuple[Clause, ...], says: str, places: Places) -> tuple[str, ...]:
    if len(clauses) == 1:
        return clause_link(clauses[0], places, "Clause"), ": ", says
    return ("Clauses ", clause_links(clauses, places, ""), ": ", says) if clauses else (says,)


def _listed(title: str, items: list[tuple[Question, str]]) -> Markup:
    """Return sentences about questions, each a link to its question; nothing if there are none."""
    if not items:
        return Markup()
    return join(
        [
            element("p", f"{title}:", class_="list-title"),
            element(
                "ul",
                *(element("li", element("a", says, href=_anchor(question))) for question, says in items),
            ),
        ]
    )


def _anchor(question: Question) -> str:
    return f"#{question_anchor(question.id)}"


def _conflicts(view: View, places: Places) -> Markup:
    """Return the conflicts; an empty part if there are none."""
    if not view.conflicts:
        return element("div", data_part="conflicts", hidden=True)
    return element(
        "section",
        element("h3", "Answers that do not fit together", id="conflicts"),
        *(
            join(
                [
                    element("p", *_said((clash.clause,), clash.detail, places)),
                    _listed("The answers concerned", [(each, each.ask) for each in clash.questions]),
                ]
            )
            for clash in view.conflicts
        ),
        class_="conflicts",
        data_part="conflicts",
    )


def _dates(view: View, places: Places) -> Markup:
    """Return the visitor's dates; an empty part if there are none."""
    if not view.dates.days:
        return element("div", data_part="dates", hidden=True)
    # Imported here, because only results with dates need it and each import delays the start.
    from checker.markup.dates import dates_html  # noqa: PLC0415

    return dates_html(view.dates, places)
