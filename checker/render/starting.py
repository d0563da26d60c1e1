"""What stands where a checker starts: how far it is, and what it says where it cannot start.

In: what to do instead, in words.  Out: markup with the words of every state, for a script to choose from.
Must not show a failure before there is one.
"""

from checker.render.markup import Markup, element

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
    "start": ("Starting the checker. Your answers are kept meanwhile.",),
    "download": ("Fetching the checker: ", "loaded", " of ", "total", " MB. Your answers are kept meanwhile."),
    "interpreter": ("Starting Python in your browser. Your answers are kept meanwhile.",),
    "engine": ("Loading the rules. Your answers are kept meanwhile.",),
    "ready": ("Ready. The result follows each of your answers; nothing leaves your browser.",),
}


def progress_html(*needs_script: str) -> Markup:
    """Return how far the start is: a bar, and a line of words.

    needs_script: words that the style sheet shows after a while, unless a script has hidden them.
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
    """Return words as they are, and an empty place for a number that the page fills in."""
    return element("span", data_progress_slot=part) if part in _NUMBERS else part


def failure_html(*instead: str) -> Markup:
    """Return what is told where the checker cannot start; `instead` says what a visitor can do."""
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
