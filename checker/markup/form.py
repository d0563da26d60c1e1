"""The checker page, rendered at build time, so that it can be read and filled in at once.

In: a policy.  Out: the form, the empty result (of no answers), and every message that the page may need to show.
Must not contain a script, and must be readable without one.
"""

from checker.engine.answers import Answers
from checker.engine.model import Policy
from checker.markup.copying import copy_button
from checker.markup.html import Markup, element, join
from checker.markup.places import CHECKER_PAGE, Places
from checker.markup.question import question_html
from checker.markup.report import answers_alone_html
from checker.markup.result import result_html
from checker.markup.share import share_html
from checker.markup.source import quotation
from checker.markup.starting import failure_html, progress_html
from checker.sentences.asked import STATE_WORDS
from checker.sentences.cards import always_named
from checker.sentences.view import view_of

LONGEST_NAME = "200"

_SCRIPTS = (
    "checker.js",
    "assessing.js",
    "compare.js",
    "controls.js",
    "earlier.js",
    "engine.js",
    "form.js",
    "settled.js",
    "tried.js",
    "words.js",
    "link.js",
    "offline.js",
    "paper.js",
    "progress.js",
    "result.js",
    "saved.js",
    "share.js",
    "store.js",
)
"""The scripts of the checker page. Without preloading, the browser would discover them one after the other."""

_EARLIER = {
    "unknown": "What differs cannot be shown here: this site has no record of that version.",
    "unreached": "What differs cannot be shown now: the record of that version could not be fetched. "
    "With a network connection, open the link or file again.",
    "not-made": "What differs could not be worked out.",
}


def checker_html(policy: Policy, places: Places) -> Markup:
    """Return a whole checker: progress, form, result and messages."""
    return element(
        "div",
        *(element("link", rel="modulepreload", href=CHECKER_PAGE.asset(name)) for name in _SCRIPTS),
        _messages(places),
        element("div", _form_fold(policy, places), _result(policy, places), class_="checker-columns"),
        share_html(policy.publisher),
        *(
            element(
                "template",
                quotation(policy.publisher, clause),
                element("p", element("a", f"Clause {clause.number}: {clause.title}", href=places.clause(clause))),
                data_words_of=clause.id,
            )
            for clause in policy.clauses.values()
        ),
        element("div", class_="report", data_report=True),
        element("template", answers_alone_html(policy), data_answers_alone=True),
        class_="checker",
        data_checker="idle",
        data_starts="at-once",
        data_policy=policy.fingerprint,
    )


def _trial() -> Markup:
    """Return the bar shown during a trial: a notice, and the buttons that end the trial."""
    return element(
        "div",
        element("p", "You are trying other answers. Your own are kept."),
        element("button", "Back to mine", type="button", class_="md-button", data_try_no_more=True),
        element("button", "Make these mine", type="button", class_="md-button", data_try_keep=True),
        class_="notice trial-bar",
        data_notice="trying",
        role="group",
        aria_label="Trying other answers",
        tabindex="-1",
        hidden=True,
    )


def _messages(places: Places) -> Markup:
    """Return the messages for failures and for opened links, and the live region for screen readers."""
    procedures = element("a", "the procedures", href=places.page("procedures/index"))
    return join(
        [
            element("p", role="status", class_="visually-hidden", data_announce=True),
            element(
                "noscript",
                element(
                    "p",
                    "This checker needs JavaScript; the questions below are there to be read. Without it, ",
                    procedures,
                    " hold every clause with its reading, and ",
                    element("a", "the rules", href=places.page("rules")),
                    " say what each answer leads to.",
                    class_="notice",
                ),
            ),
            failure_html("Your answers are kept. You can try again, or read ", procedures, ", which need no script."),
            _opened(),
        ]
    )


def _opened() -> Markup:
    """Return the messages about an opened link or file: one box with named parts."""
    return element(
        "div",
        _part(
            "cut",
            element(
                "p",
                "This link was cut or changed on its way to you. What is surely as it was sent was filled in; "
                "for the rest, ask whoever sent it, or answer it yourself.",
            ),
        ),
        _part("mended", element("p", "This link was changed on its way to you, and could be read all the same.")),
        _part("opened", element("p", "Answers from a link or file: ", element("span", data_opened_count=True), ".")),
        _part(
            "left-out",
            element("p", "Left out, as the link may not hold what was sent:"),
            element("ul", data_left_out=True),
        ),
        _part("unread", element("p", "Left out, as it could not be read:"), element("ul", data_unread=True)),
        _part(
            "other-policy",
            element(
                "p",
                "The answers were given under another version of the text or the rules. "
                "What you see here is what the present version says of them.",
            ),
            element("p", role="status", data_earlier_says=True),
            element("div", data_earlier=True),
            *(element("span", words, hidden=True, data_earlier_words=name) for name, words in _EARLIER.items()),
        ),
        _undo("replaced", "Your earlier answers were set aside."),
        class_="notice opened",
    )


def _part(name: str, *content: str, **attributes: str) -> Markup:
    return element("div", *content, **attributes, data_notice=name, hidden=True)


def _undo(name: str, text: str, **attributes: str) -> Markup:
    button = element("button", "Bring my earlier answers back", type="button", class_="md-button", data_restore=True)
    return _part(name, element("p", text), element("p", button), **attributes)


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
        _trial(),
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
        _undo("cleared", "All answers were cleared.", class_="notice"),
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
        element("label", "Name for the report and files", for_="technology"),
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
            element("span", "Your result", class_="when-own"),
            element("span", "The result of what you are trying", class_="when-trying"),
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
                element("a", "More", href="#keep", class_="go"),
                class_="result-actions",
            ),
            progress_html(
                "The checker’s script has not been loaded. Reload the page, or read ",
                element("a", "the procedures", href=places.page("procedures/index")),
                ", which need none.",
            ),
            class_="result-head",
        ),
        element("div", str(result_html(nothing, CHECKER_PAGE)), data_result=True, data_as_is=True),
        class_="checker-result",
        aria_labelledby="result",
    )
