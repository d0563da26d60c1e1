"""Silences as HTML: in a result, and on the page that lists them all.

In: views of silences.  Out: markup; each silence has its question, with a button to copy it.
Must not name a person or an address to send a question to.
"""

from checker.engine.model import Caution, Policy, Silence
from checker.markup.copying import copy_button
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_links
from checker.markup.table import lines_html
from checker.sentences.silence import (
    ALWAYS_TITLE,
    BROUGHT_UP,
    HERE_NONE,
    HERE_TITLE,
    NEAR,
    SilenceView,
    questions_to_send,
    silence_view,
)
from checker.sentences.view import View
from checker.sentences.why import condition_lines

_PAGE = "not-stated"
_CAUTION = "before-writing"


def silences_html_in_result(view: View, places: Places) -> Markup:
    """Return the part of a result with what the text does not say: titles, and folds with questions to send."""
    here, always = view.silences, view.silences_always
    titles = [part for each in here for part in ("; ", element("a", each.title, href=f"#silence-{each.id}"))]
    return element(
        "section",
        element("h3", HERE_TITLE, id="not-said-here"),
        element("p", *titles[1:], ".", class_="titles") if here else element("p", HERE_NONE),
        element(
            "details",
            element("summary", questions_to_send(view.publisher, here)),
            element("p", view.publisher.contact),
            caution_html(view.caution),
            element("ul", *(_concerning(each, places) for each in here), class_="silences"),
            class_="why",
            id="questions-to-send",
        )
        if here
        else "",
        element(
            "details",
            element("summary", f"{ALWAYS_TITLE} ({len(always)})"),
            caution_html(view.caution),
            element("ul", *(element("li", *_said(each, places)) for each in always), class_="silences"),
            element("p", element("a", "The whole list", href=places.page(_PAGE)), class_="cited"),
            class_="why",
            id="not-said-in-any-case",
        )
        if always
        else "",
        data_part="silences",
    )


def caution_html(caution: Caution | None, anchor: str | None = None) -> Markup:
    """Return what to look at before writing, with its link."""
    if caution is None:
        return Markup()
    link = element("a", caution.words, href=caution.address)
    return element("p", caution.before, link, caution.after, class_="caution", id=anchor)


def silences_html(policy: Policy, places: Places) -> Markup:
    """Return everything that the text does not say, with the clauses near each and the results that bring it up."""
    first = element("a", "before you write", href=f"#{_CAUTION}") if policy.caution else ""
    sections = (
        element(
            "section",
            element("h2", silence.title, id=silence.id),
            element("p", silence.says),
            _near(view, places),
            _question(view, view.id, first),
            _brought_up_by(policy, silence, places),
            class_="silence",
        )
        for silence in policy.silences
        for view in (silence_view(policy, silence),)
    )
    return join([caution_html(policy.caution, _CAUTION), *sections])


def _concerning(view: SilenceView, places: Places) -> Markup:
    return element(
        "li",
        *_said(view, places),
        element(
            "details",
            element("summary", BROUGHT_UP.rstrip(":")),
            lines_html(view.reasons, places, kind="reasons"),
            class_="why",
            id=f"why-{view.id}",
        ),
        data_silence=view.id,
    )


def _said(view: SilenceView, places: Places) -> tuple[Markup, ...]:
    page = element("a", view.title, href=f"{places.page(_PAGE)}#{view.id}")
    return (
        element("p", page, class_="silence-title", id=f"silence-{view.id}"),
        element("p", view.says, class_="detail"),
        _near(view, places),
        _question(view, f"silence-{view.id}"),
    )


def _near(view: SilenceView, places: Places) -> Markup:
    if not view.clauses:
        return Markup()
    return element("p", f"{NEAR} ", clause_links(view.clauses, places), ".", class_="cited")


def _question(view: SilenceView, about: str, first: str = "") -> Markup:
    """Return the question, and a button to copy it.

    about: the id of the silence's title, which tells one such button from another.  first: what to read before.
    """
    name = f"ask-{view.id}"
    return element(
        "div",
        element("p", view.ask_title, *((" (", first, ")") if first else ()), ":", class_="label"),
        element("p", view.ask, id=name, class_="question-text"),
        copy_button("Copy this question", name, described_by=about, class_="copy"),
        class_="ready-question",
    )


def _brought_up_by(policy: Policy, silence: Silence, places: Places) -> Markup:
    if silence.when is None:
        return element("p", "Listed with every result of the checker.", class_="cited")
    return element(
        "details",
        element("summary", "Which answers bring it up in the checker"),
        lines_html(condition_lines(policy, silence.when), places, kind="reasons"),
        class_="why",
    )
