"""Messages of the checker page: for failures, opened links and files, what was set aside, and a trial.

In: where pages are.  Out: markup with every message, hidden, for `notices.js`.
Must not show a message before its case has come.
"""

from checker.markup.html import Markup, element, join
from checker.markup.places import Places
from checker.markup.starting import failure_html

_EARLIER = {
    "unknown": "What differs cannot be shown here: this site has no record of that version.",
    "unreached": "What differs cannot be shown now: the record of that version could not be fetched. "
    "With a network connection, open the link or file again.",
    "not-made": "What differs could not be worked out.",
}


def trial_bar_html() -> Markup:
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


def messages_html(places: Places) -> Markup:
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
        undo_html("replaced", "Your earlier answers were set aside."),
        class_="notice opened",
    )


def _part(name: str, *content: str, **attributes: str) -> Markup:
    return element("div", *content, **attributes, data_notice=name, hidden=True)


def undo_html(name: str, text: str, **attributes: str) -> Markup:
    """Return a message about answers that were set aside, with the button that brings them back."""
    button = element("button", "Bring my earlier answers back", type="button", class_="md-button", data_restore=True)
    return _part(name, element("p", text), element("p", button), **attributes)
