"""Messages while a checker starts: its progress, and why it cannot start.

In: words on what to do instead.  Out: markup with the words of every step, which `progress.js` shows and hides.
Must not show a failure before there is one.
"""

from checker.markup.html import Markup, element

_FAILURES = {
    "download": "A file of the checker could not be fetched.",
    "webassembly": "This browser could not start the WebAssembly file that the checker needs.",
    "interpreter": "Python could not be started in this browser.",
    "engine": "The checker’s own rules could not be loaded.",
    "worker": "This browser could not start the checker in the background.",
    "assess": "The checker stopped while it worked on your answers.",
}
_NUMBERS = frozenset({"loaded", "total"})
_PROGRESS = {
    "start": ("Starting the checker. Your answers are kept.",),
    "download": ("Fetching the checker: ", "loaded", " of ", "total", " MB."),
    "interpreter": ("Starting Python in your browser.",),
    "engine": ("Loading the rules.",),
}


def progress_html(*needs_script: str) -> Markup:
    """Return the progress of the start: a bar, and a line of words.

    needs_script: words that the style sheet shows after a delay, unless a script has hidden them.
    """
    return element(
        "div",
        element("p", *needs_script, data_needs_script=True) if needs_script else "",
        element("progress", max="1", value="0", aria_label="Starting the checker"),
        *(
            element("p", *(_part(part) for part in parts), hidden=True, data_progress_words=step)
            for step, parts in _PROGRESS.items()
        ),
        class_="checker-progress",
    )


def _part(part: str) -> str:
    """Return words unchanged, and for the name of a number an empty place, which the script fills in."""
    return element("span", data_progress_slot=part) if part in _NUMBERS else part


def failure_html(*instead: str) -> Markup:
    """Return the message for a checker that cannot start; `instead` says what a visitor can do."""
    return element(
        "div",
        *(element("p", text, hidden=True, data_failure=step) for step, text in _FAILURES.items()),
        element(
            "p",
            "What failed: ",
            element("code", data_failure_detail=True),
            class_="failure-detail",
        ),
        element("p", *instead),
        element("button", "Try again", type="button", class_="md-button", data_retry=True),
        class_="notice failure",
        role="alert",
        data_notice="failed",
        hidden=True,
    )
