"""The checker page, rendered at build time, so that it can be read and filled in at once.

In: a policy.  Out: the form, the empty result (of no answers), and every message that the page may need to show.
Must not contain a script, and must be readable without one.
"""

from checker.engine.answers import Answers
from checker.engine.model import Policy
from checker.pages.clause import quote_html
from checker.pages.messages import message
from checker.pages.question import question_html
from checker.result.addresses import on_checker_page
from checker.result.decisions import always_named
from checker.result.html import outcomes_html, result_html
from checker.result.markup import Markup, element, resolved
from checker.result.parts import copy_button
from checker.result.result import LONGEST_NAME, STATES, Result, result_of


def checker_html(policy: Policy, repository: str) -> Markup:
    """Return a whole checker: messages, form, outcomes and result.

    repository: the address of the repository, where a result can be reported; may be empty.
    """
    nothing = result_of(policy, Answers(given={}, known={}))
    words = (
        element("template", quote_html(policy, clause), data_words_of=clause.id) for clause in policy.clauses.values()
    )
    return element(
        "article",
        message("notices"),
        element("div", _form(policy), _outcomes(nothing), class_="checker-columns"),
        _result(nothing, repository),
        *words,
        class_="checker",
        data_checker="idle",
        data_view="form",
        data_policy=policy.fingerprint,
        # Its questions and words are found on the clauses' pages. Material excludes up to the next end of the same tag.
        data_search_exclude=True,
    )


def _form(policy: Policy) -> Markup:
    stay = always_named(policy)
    return element(
        "form",
        *(
            element(
                "section",
                element("h2", f"{number} {section.title}", id=f"questions-{number}"),
                *(question_html(policy, policy.questions[name], stays=name in stay) for name in section.questions),
            )
            for number, section in enumerate(policy.sections, 1)
        ),
        element(
            "details",
            element("summary", f"{STATES['settled']} (", element("span", "0", data_settled_count=True), ")"),
            element("div", data_settled=True),
            id="not-needed",
            data_settled_fold=True,
            hidden=True,
        ),
        element(
            "p",
            element("label", "Name of the technology, for the result", for_="technology"),
            element(
                "input",
                type="text",
                id="technology",
                name="technology",
                maxlength=str(LONGEST_NAME),
                spellcheck="false",
            ),
            class_="technology-name",
        ),
        element(
            "p",
            element("button", "See the whole result", type="button", class_="md-button", data_see=True),
            element("button", "Clear all answers", type="button", data_clear_all=True),
            class_="form-actions",
        ),
        message("cleared"),
        class_="checker-form",
        tabindex="-1",
        autocomplete="off",
        novalidate=True,
        aria_label="Your answers",
    )


def _outcomes(nothing: Result) -> Markup:
    """Return what is beside the form, and on a phone below it: the outcomes alone."""
    return element(
        "aside",
        element("h2", "Your result so far"),
        element("div", str(outcomes_html(nothing)), data_outcomes=True, data_as_is=True),
        element("button", "See the whole result", type="button", data_see=True),
        message("progress"),
        class_="so-far",
        aria_label="Your result so far",
    )


def _result(nothing: Result, repository: str) -> Markup:
    """Return the place for the result. It holds the empty result, exactly as the engine renders it in the browser."""
    report = f"{repository}/issues/new?template=result.yml&fingerprint={nothing.policy.version}"  # without an answer
    return element(
        "section",
        element(
            "h2",
            element("span", "Your result", class_="when-own"),
            element("span", "A result shared with you", class_="when-shared"),
            id="result",
            tabindex="-1",
        ),
        message("progress"),
        element(
            "p",
            copy_button("Copy link", "result-link", said="Link copied. Whoever has the link can read your answers."),
            element("button", "Print", type="button", data_print=True),
            copy_button("Copy as text", "result-text", said="Text copied."),
            class_="result-actions",
        ),
        element(
            "p",
            element("input", type="text", id="result-link", readonly=True, aria_label="Link", data_link=True),
            hidden=True,
        ),
        element("pre", id="result-text", data_text=True, hidden=True),
        element("div", str(resolved(result_html(nothing), on_checker_page)), data_result=True, data_as_is=True),
        element(
            "p",
            element("button", "Change answers", type="button", class_="md-button", data_change=True),
            element("a", "Something wrong with this result?", rel="noopener", href=report) if repository else "",
            class_="form-actions",
        ),
        class_="checker-result",
        aria_labelledby="result",
    )
