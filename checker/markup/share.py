"""The section below a result for saving and sharing it: a link, a report, files, and comparing files.

In: the publisher of the text.  Out: markup with every word that `share.js` may need to show.
Must say what a link reveals before it can be copied.
"""

from checker.engine.model import Publisher
from checker.markup.copying import copy_button
from checker.markup.html import Markup, element

_WORDS = {
    "saved": "The file was made and handed to your browser’s downloads.",
    "saved-calendar": "The calendar file was made and handed to your browser’s downloads. "
    "If you saved another day before, its entry stays in your calendar until you delete it there.",
    "not-made": "The file could not be made. Your answers are kept; you can try again.",
    "loaded": "The answers of the file were filled in. What was in the form before was set aside, and can be "
    "brought back.",
    "not-loaded": "The file could not be read: it is not a self-assessment that this page has saved as JSON. "
    "Nothing was changed.",
    "too-long": "The file is too large to be a self-assessment: it has more than 1 MB. Nothing was changed.",
    "too-few": "To compare, choose two or more saved files at once.",
    "comparing": "Reading the files.",
    "compared": "The files are compared below.",
}


def share_html(publisher: Publisher) -> Markup:
    """Return the section. The style sheet hides it until the checker has started."""
    return element(
        "details",
        element("summary", "Keep it, or pass it on"),
        _link(),
        _report(publisher),
        _files(),
        _comparison(),
        *(element("span", words, hidden=True, data_share_words=name) for name, words in _WORDS.items()),
        class_="share",
        id="keep",
        tabindex="-1",
        data_share=True,
    )


def feedback_html() -> Markup:
    """Return the place for the outcome of a button, as a live region."""
    return element("p", role="status", class_="share-says", data_share_says=True)


def _link() -> Markup:
    return element(
        "div",
        element("h3", "A link to this result"),
        element(
            "p",
            "The link holds your answers: whoever has it can read them, and so can what carries it, such as an e-mail, "
            "a chat, or the history of a browser. Browsers do not send the part after # to a site. "
            "The name of your technology is not in it.",
        ),
        element(
            "p",
            element("label", "The link", for_="result-link"),
            element("input", type="text", id="result-link", readonly=True, data_link=True),
            copy_button("Copy the link", "result-link", class_="md-button"),
            class_="link-line",
        ),
    )


def _report(publisher: Publisher) -> Markup:
    return element(
        "div",
        element("h3", "A report"),
        element(
            "p",
            f"Your answers, and what the text says for them: a page on paper, a second with every clause in "
            f"{publisher.possessive} words if you like, and more, with the reasons, as a text file in Markdown, which "
            "any text editor opens. "
            f"It says that it is a self-assessment, and not a decision of {publisher.bodies}.",
        ),
        element(
            "p",
            element("button", "Print, or save as PDF", type="button", class_="md-button", data_print=True),
            element(
                "label",
                element("input", type="checkbox", autocomplete="off", data_print_text=True),
                element("span", f"With {publisher.possessive} text"),
                class_="print-text",
            ),
            element("button", "Save as Markdown", type="button", class_="md-button", data_make="markdown"),
            class_="actions",
        ),
        feedback_html(),
        data_share_group=True,
    )


def _files() -> Markup:
    return element(
        "div",
        element("h3", "A file to load again"),
        element(
            "p",
            "The same for your records, in a format that programs read (JSON). It can be loaded here later, on this or "
            "another device. Every file that you save holds your answers and the name of your technology, and stays "
            "where your browser puts it.",
        ),
        element(
            "p",
            element("button", "Save as JSON", type="button", class_="md-button", data_make="json"),
            element("label", "Load a saved file", class_="md-button", for_="load-file"),
            element(
                "input",
                type="file",
                id="load-file",
                accept="application/json,.json",
                class_="visually-hidden",
                data_load=True,
            ),
            class_="actions",
        ),
        feedback_html(),
        data_share_group=True,
    )


def _comparison() -> Markup:
    return element(
        "div",
        element("h3", "Several technologies"),
        element(
            "p",
            "Saved JSON files can be compared side by side, two or more at once. "
            "They are read in your browser, and nothing of them is kept.",
        ),
        element(
            "p",
            element("label", "Compare saved files", class_="md-button", for_="compare-files"),
            element(
                "input",
                type="file",
                id="compare-files",
                accept="application/json,.json",
                multiple=True,
                class_="visually-hidden",
                data_compare=True,
            ),
            element(
                "button",
                "Print the comparison",
                type="button",
                class_="md-button",
                data_print_comparison=True,
                hidden=True,
            ),
            class_="actions",
        ),
        feedback_html(),
        element("div", data_compared=True, hidden=True),
        data_share_group=True,
    )
