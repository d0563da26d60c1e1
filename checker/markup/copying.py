"""A button that copies a text of the page or the address of a place on it, and the place for its confirmation.

In: the words of the button, and the id of what it copies.  Out: markup, for `copying.js`, on any page.
Must not be visible without scripting (the style sheet takes care of that).
"""

from checker.markup.html import Markup, element, join


def copy_button(  # noqa: PLR0913  each is a word or an id of the markup
    words: str,
    copied: str,
    *,
    described_by: str | None = None,
    class_: str,
    said: str = "Copied.",
    address: bool = False,
) -> Markup:
    """Return the button, and the place for its confirmation.

    copied: the id of the element whose text or value is copied.
    described_by: the id of an element that distinguishes this button from others with the same words.
    said: the confirmation.
    address: whether the element's address is copied instead.
    """
    instead = (
        "The address is in the address bar now." if address else "The text is selected: copy it with the keyboard."
    )
    return join(
        [
            element(
                "button",
                words,
                type="button",
                class_=class_,
                data_copy=copied,
                data_copies_address=address,
                aria_describedby=described_by,
            ),
            element(
                "span",
                role="status",
                class_="copied",
                data_copied=said,
                data_selected=f"This browser did not allow copying. {instead}",
                data_missing="The script for this could not be loaded. Load the page again to try again.",
            ),
        ]
    )
