"""The form, rendered at build time from the policy, so that it can be read and filled in at once.

In: a policy.  Out: the form, the place for its result, and every message that the page may need to show.
Must not contain a script, and must not need one to be read.
"""

from checker.engine.model import Policy
from checker.render.asked import in_order_of_effect
from checker.render.handing import handing_html
from checker.render.markup import Markup, element, join
from checker.render.places import CHECKER_PAGE, Places
from checker.render.question import question_html
from checker.render.starting import failure_html, progress_html
from checker.render.technologies import name_html, technologies_html

_SCRIPTS = ("checker.js", "answers.js", "questions.js", "result.js", "state.js", "statuses.js")
"""What the checker page will ask for, one after the other, if it is not told to before."""

_EARLIER = {
    "unknown": "What differs cannot be shown here: this site has no record of that version.",
    "unreached": "What differs cannot be shown now: the record of that version could not be fetched. "
    "With a network connection, open the link or file again.",
}
_TRYING = "You are trying other answers. Your own are kept."


def checker_html(policy: Policy, places: Places) -> Markup:
    """Return a whole checker: progress, form, result and messages."""
    return element(
        "div",
        *(element("link", rel="modulepreload", href=CHECKER_PAGE.asset(name)) for name in _SCRIPTS),
        _messages(places),
        _trial(),
        technologies_html(),
        element(
            "div",
            _form(policy, places),
            _result(),
            class_="checker-columns",
        ),
        handing_html(policy.publisher),
        element("div", class_="report", data_report=True),
        class_="checker",
        data_checker="idle",
        data_starts="at-once",
        data_policy=policy.fingerprint,
    )


def _trial() -> Markup:
    """Return what stays in sight while other answers are tried: that they are, and the ways out of it."""
    return element(
        "div",
        element("p", _TRYING),
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
    """Return what the checker says where something goes wrong, and what it tells a screen reader."""
    return join(
        [
            element("p", role="status", class_="visually-hidden", data_announce=True),
            element(
                "noscript",
                element(
                    "p",
                    "This checker needs JavaScript; the questions below are there to be read. Without it, ",
                    element("a", "the procedures", href=places.page("procedures/index")),
                    " hold every clause with its reading, and ",
                    element("a", "the tables", href=places.page("how")),
                    " say what each answer leads to.",
                    class_="notice",
                ),
            ),
            failure_html(
                "Your answers are kept. You can try again, or read ",
                element("a", "the procedures", href=places.page("procedures/index")),
                ", which need no script.",
            ),
            _notice(
                "other-policy",
                "The link or file that you opened was made under another version of the text or the rules. "
                "What you see here is what the present version says of its answers.",
                element("p", role="status", data_earlier_says=True),
                element("div", data_earlier=True),
                *(element("span", words, hidden=True, data_earlier_words=name) for name, words in _EARLIER.items()),
            ),
            _notice(
                "unread",
                "Some of what the link or file holds could not be read and was left out:",
                element("ul", data_unread=True),
            ),
            _undo("replaced", "Other answers were filled in below. Your earlier answers were set aside."),
        ]
    )


def _notice(name: str, text: str, *more: str) -> Markup:
    return element("div", element("p", text), *more, class_="notice", data_notice=name, hidden=True)


def _undo(name: str, text: str) -> Markup:
    button = element("button", "Bring my earlier answers back", type="button", class_="md-button", data_restore=True)
    return _notice(name, text, button)


def _form(policy: Policy, places: Places) -> Markup:
    return element(
        "form",
        name_html(),
        *(
            element(
                "section",
                element("h2", topic.title, id=f"questions-{topic.id}"),
                *(question_html(policy, question, places) for question in questions),
                class_="questions",
            )
            for topic, questions in in_order_of_effect(policy)
        ),
        element(
            "p",
            element("button", "Clear all answers", type="button", class_="md-button", data_clear_all=True),
            class_="form-actions",
        ),
        _undo("cleared", "All answers were cleared."),
        class_="checker-form",
        tabindex="-1",
        autocomplete="off",
        novalidate=True,
        aria_label="Your answers",
    )


def _result() -> Markup:
    return element(
        "section",
        element(
            "h2",
            "What the text says, ",
            element("span", "by your answers", class_="when-own"),
            element("span", "by the answers you are trying", class_="when-trying"),
            id="result",
        ),
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
        progress_html(),
        class_="checker-result",
        aria_labelledby="result",
    )
