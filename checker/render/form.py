"""The form, rendered at build time from the policy, so that it can be read and filled in at once.

In: a policy.  Out: the form, the place for its result, and every message that the page may need to show.
Must not contain a script, and must not need one to be read.
"""

from collections.abc import Iterable
from itertools import groupby

from checker.engine.model import UNSURE, Choice, Policy, Question
from checker.render.asked import decides_words
from checker.render.markup import Markup, element, join
from checker.render.places import CHECKER_PAGE, Places, question_anchor
from checker.render.technologies import name_html, technologies_html
from checker.render.words import NOT_SURE

_FAILURES = {
    "download": "A file of the checker could not be fetched.",
    "webassembly": "This browser could not start the WebAssembly file that the checker needs.",
    "interpreter": "Python could not be started in this browser.",
    "engine": "The checker’s own rules could not be loaded.",
    "worker": "This browser could not start the checker in the background.",
    "assess": "The checker stopped while it worked on your answers.",
}
_SCRIPTS = ("checker.js", "answers.js", "result.js")
"""What the checker page will ask for, one after the other, if it is not told to before."""

_PROGRESS = {
    "download": "Fetching the checker: {loaded} of {total} MB. Your answers are kept meanwhile.",
    "interpreter": "Starting Python in your browser. Your answers are kept meanwhile.",
    "engine": "Loading the rules. Your answers are kept meanwhile.",
    "ready": "Ready. The result follows each of your answers; nothing leaves your browser.",
}


def checker_html(policy: Policy, places: Places) -> Markup:
    """Return a whole checker: progress, form, result and messages."""
    return element(
        "div",
        *(element("link", rel="modulepreload", href=CHECKER_PAGE.asset(name)) for name in _SCRIPTS),
        _messages(places),
        technologies_html(),
        element(
            "div",
            _form(policy, places),
            _result(),
            class_="checker-columns",
        ),
        class_="checker",
        data_checker="idle",
        data_starts="at-once",
        data_policy=policy.fingerprint,
    )


def _messages(places: Places) -> Markup:
    """Return the state of the checker, and what it says where something goes wrong."""
    return join(
        [
            element("p", role="status", class_="visually-hidden", data_announce=True),
            element(
                "noscript",
                element(
                    "p",
                    "This checker needs JavaScript. Without it, the pages of the procedures hold every "
                    "clause with its reading.",
                    class_="notice",
                ),
            ),
            element(
                "div",
                element("progress", max="1", value="0", aria_label="Starting the checker"),
                element("p", data_progress_text=True),
                *(element("span", text, hidden=True, data_progress_words=step) for step, text in _PROGRESS.items()),
                class_="checker-progress",
            ),
            element(
                "div",
                *(element("p", text, hidden=True, data_failure=step) for step, text in _FAILURES.items()),
                element(
                    "p",
                    "What failed: ",
                    element("code", data_failure_detail=True),
                    class_="failure-detail",
                ),
                element(
                    "p",
                    "Your answers are kept. You can try again, or read ",
                    element("a", "the procedures", href=places.page("procedures/index")),
                    ", which need no script.",
                ),
                element("button", "Try again", type="button", class_="md-button", data_retry=True),
                class_="notice failure",
                role="alert",
                data_notice="failed",
                hidden=True,
            ),
            _notice(
                "other-policy",
                "The link that you opened was made under another version of the text or the rules. "
                "What you see here is what the present version says of its answers.",
            ),
            _notice(
                "unread",
                "Some of what the link holds could not be read and was left out:",
                element("ul", data_unread=True),
            ),
            _undo("replaced", "The link filled in the answers below. Your earlier answers were set aside."),
            _undo("cleared", "All answers were cleared."),
        ]
    )


def _notice(name: str, text: str, *more: str) -> Markup:
    return element("div", element("p", text), *more, class_="notice", data_notice=name, hidden=True)


def _undo(name: str, text: str) -> Markup:
    button = element("button", "Bring my earlier answers back", type="button", class_="md-button", data_restore=True)
    return _notice(name, text, button)


def _form(policy: Policy, places: Places) -> Markup:
    def topic_of(question: Question) -> str:
        return policy.clauses[question.clause].topic

    return element(
        "form",
        name_html(),
        *(
            element(
                "section",
                element("h2", policy.topics[topic].title, id=f"questions-{topic}"),
                *(_question(policy, question, places) for question in questions),
                class_="questions",
            )
            for topic, questions in groupby(policy.questions.values(), topic_of)
        ),
        element(
            "p",
            element("button", "Clear all answers", type="button", class_="md-button", data_clear_all=True),
            class_="form-actions",
        ),
        class_="checker-form",
        tabindex="-1",
        autocomplete="off",
        novalidate=True,
        aria_label="Your answers",
    )


def _question(policy: Policy, question: Question, places: Places) -> Markup:
    clause = policy.clauses[question.clause]
    body = _date(question) if question.type == "date" else _options(question)
    return element(
        "fieldset",
        element("legend", question.ask),
        element("p", question.help, class_="help", id=f"help-{question.id}"),
        body,
        element("p", class_="fault", id=f"fault-{question.id}", data_fault=question.id, hidden=True),
        element(
            "details",
            element("summary", "Why this is asked"),
            element(
                "p",
                question.why + " ",
                element("a", f"Read clause {clause.number}", href=places.clause(clause)),
            ),
            element("p", decides_words(policy, question)),
            element("p", data_asked_now=question.id),
        ),
        class_="question",
        id=question_anchor(question.id),
        data_question=question.id,
        aria_describedby=f"help-{question.id} fault-{question.id}",
        tabindex="-1",
    )


def _options(question: Question) -> Markup:
    choices: Iterable[Choice] = question.choices or (
        Choice(id="true", label="Yes", help="", counts_as_open=False),
        Choice(id="false", label="No", help="", counts_as_open=False),
    )
    unsure = Choice(id=UNSURE, label=NOT_SURE, help="", counts_as_open=True)
    return element(
        "div",
        *(_option(question, choice) for choice in (*choices, unsure)),
        _clear(question),
        class_="options",
    )


def _option(question: Question, choice: Choice) -> Markup:
    radio = element("input", type="radio", name=question.id, value=choice.id)
    words = element("span", choice.label)
    if choice.help:
        words = join([words, element("span", choice.help, class_="option-help")])
    return element("label", radio, element("span", words, class_="option-words"), class_="option")


def _date(question: Question) -> Markup:
    control = f"date-{question.id}"
    return element(
        "div",
        element("label", "Year, month and day, as YYYY-MM-DD", for_=control, class_="date-label"),
        element(
            "input",
            type="text",
            id=control,
            name=question.id,
            inputmode="numeric",
            size="12",
            maxlength="40",
            spellcheck="false",
            aria_describedby=f"help-{question.id} fault-{question.id}",
        ),
        element(
            "label",
            element("input", type="checkbox", name=f"{question.id}-unsure", value=UNSURE),
            element("span", NOT_SURE, class_="option-words"),
            class_="option",
        ),
        _clear(question),
        class_="options date",
    )


def _clear(question: Question) -> Markup:
    return element(
        "button",
        "Clear",
        element("span", f" the answer to: {question.ask}", class_="visually-hidden"),
        type="button",
        class_="clear",
        data_clear=question.id,
        hidden=True,
    )


def _result() -> Markup:
    return element(
        "section",
        element("h2", "What the text says, by your answers", id="result"),
        element(
            "div",
            element(
                "p",
                "The result stands here as soon as the checker has started. You can answer meanwhile, in any "
                "order; every question may be left open.",
                data_part="waiting",
            ),
            data_result=True,
        ),
        class_="checker-result",
        aria_labelledby="result",
    )
