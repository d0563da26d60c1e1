"""The checker page, rendered at build time, so that it can be read and filled in at once.

In: a policy.  Out: the form, the empty result (of no answers), and every message that the page may need to show.
Must not contain a script, and must be readable without one.
"""

from checker.engine.answers import Answers
from checker.engine.model import Policy
from checker.markup.copying import copy_button
from checker.markup.html import Markup, element, join
from checker.markup.places import CHECKER_PAGE, Places
from checker.markup.result import result_html
from checker.markup.source import quotation
from checker.pages.parts import macro, part
from checker.pages.question import question_html
from checker.sentences.asked import STATE_WORDS
from checker.sentences.cards import always_named
from checker.sentences.view import view_of

LONGEST_NAME = "200"


def checker_html(policy: Policy, places: Places) -> Markup:
    """Return a whole checker: progress, form, result and messages."""
    return element(
        "div",
        part("messages", page=places.page),
        element("div", _form_fold(policy, places), _result(policy, places), class_="checker-columns"),
        part("share", copy_link=copy_button("Copy the link", "result-link", class_="md-button")),
        *(
            element(
                "template",
                quotation(policy.publisher, clause),
                element("p", element("a", f"Clause {clause.number}: {clause.title}", href=places.clause(clause))),
                data_words_of=clause.id,
            )
            for clause in policy.clauses.values()
        ),
        class_="checker",
        data_checker="idle",
        data_policy=policy.fingerprint,
    )


def _form_fold(policy: Policy, places: Places) -> Markup:
    """Return the form in a fold, which is closed where a link brought the answers."""
    return element(
        "details",
        element(
            "summary", "Your ", element("span", data_answer_count=True), ": change", data_form_summary=True, hidden=True
        ),
        *(
            element("span", words, hidden=True, data_count_words=name)
            for name, words in (("one", "1 answer"), ("many", "{} answers"))
        ),
        _form(policy, places),
        open=True,
        class_="form-fold",
        data_form_fold=True,
    )


def _form(policy: Policy, places: Places) -> Markup:
    stay = always_named(policy)
    return element(
        "form",
        *(
            element(
                "section",
                element("h2", f"{number} {section.title}", id=f"questions-{number}"),
                *(
                    question_html(policy, policy.questions[name], places, stays=name in stay)
                    for name in section.questions
                ),
                class_="questions",
            )
            for number, section in enumerate(policy.sections, 1)
        ),
        element(
            "details",
            element("summary", f"{STATE_WORDS['settled']} (", element("span", "0", data_settled_count=True), ")"),
            element("div", data_settled=True),
            class_="settled",
            id="not-needed",
            data_settled_fold=True,
            hidden=True,
        ),
        _name(),
        element(
            "p",
            element("a", "See your result", href="#result", class_="step"),
            " ",
            element("button", "Clear all answers", type="button", class_="go", data_clear_all=True),
            class_="form-actions",
        ),
        part("cleared"),
        element("a", *(element("span", data_bar=each) for each in policy.decisions), href="#result", class_="bar"),
        class_="checker-form",
        tabindex="-1",
        autocomplete="off",
        novalidate=True,
        aria_label="Your answers",
    )


def _name() -> Markup:
    """Return the field for the technology's name, which is not a question of the policy."""
    return element(
        "div",
        element("label", "Name of the technology, for the result", for_="technology"),
        element(
            "input",
            type="text",
            id="technology",
            name="technology",
            maxlength=LONGEST_NAME,
            spellcheck="false",
        ),
        class_="technology-name",
    )


def _result(policy: Policy, places: Places) -> Markup:
    """Return the place for the result. It holds the empty result, exactly as the engine renders it in the browser."""
    nothing = view_of(policy, Answers(given={}, known={}))
    return element(
        "section",
        element(
            "h2",
            "Your result",
            id="result",
            tabindex="-1",
        ),
        element(
            "div",
            element(
                "p",
                copy_button(
                    "Copy link with your answers",
                    "result-link",
                    class_="go",
                    said="Copied. Whoever has the link can read your answers.",
                ),
                element("button", "Print", type="button", class_="go", data_print=True),
                copy_button("Copy as text", "result-text", class_="go"),
                element("a", "More", href="#keep", class_="go"),
                class_="result-actions",
            ),
            macro(
                "starting",
                "progress",
                join(
                    [
                        "The checker’s script has not been loaded. Reload the page, or read ",
                        element("a", "the procedures", href=places.page("procedures")),
                        ", which need none.",
                    ]
                ),
            ),
            class_="result-head",
        ),
        element("div", str(result_html(nothing, CHECKER_PAGE)), data_result=True, data_as_is=True),
        class_="checker-result",
        aria_labelledby="result",
    )
