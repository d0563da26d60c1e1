"""The technology's name, and the place where several technologies are kept in this browser, chosen and compared.

Out: markup with every word that the page may need to show; `{…}` in a word is filled in by the page.
Must not say that anything is kept before the visitor has asked for it.
"""

from checker.render.markup import Markup, element, join
from checker.render.side_by_side import UNNAMED

LONGEST_NAME = "200"

_WORDS = {
    "count": "({count} kept in this browser)",
    "answers-0": "No answers",
    "answers-1": "1 answer",
    "answers": "{count} answers",
    "unnamed": UNNAMED,
    "numbered": "Technology {number}",
    "copy": "{name}, as changed in this tab",
    "started": "From now on technologies are kept in this browser. “{name}” stands in the form.",
    "kept": "“{name}” is kept in this browser now, and stands in the form.",
    "opened": "“{name}” stands in the form now.",
    "opened-after": "“{name}” stands in the form now. What stood there before is kept as “{before}”.",
    "begun": "“{name}” was begun, with no answers yet. You can give it a name of its own.",
    "begun-after": "“{name}” was begun, with no answers yet. What stood in the form before is kept as “{before}”.",
    "renamed": "“{before}” is called “{name}” now.",
    "deleted": "“{name}” was deleted from this browser.",
    "deleted-here": "“{name}” was deleted from this browser. Its answers still stand in the form, and are not kept.",
    "left": "“{name}” no longer stands in the form. It stays kept in this browser as it was.",
    "restored": "“{name}” is kept in this browser again.",
    "stopped": "No technology is kept in this browser any more. What stands in the form stays there, for this tab.",
    "not-stored": "“{name}” could not be kept: this browser has no room left for this site, or lets it keep nothing. "
    "What stands on this page stays as it is. You can delete a technology that you no longer need, and try again.",
    "denied": "Nothing could be kept: this browser lets this site keep nothing. What stands on this page stays as it "
    "is. You can allow this site to store data in the browser’s settings, and load the page again.",
    "changed-elsewhere": "“{name}” was changed in another tab. The form shows it as it is now.",
    "changed-twice": "“{name}” was changed here and in another tab. Both are kept: what stands here as “{copy}”.",
    "gone": "“{name}” was deleted in another tab. Its answers still stand in the form here, and are not kept.",
    "stopped-elsewhere": "The technologies that were kept were deleted in another tab. "
    "What stands in the form here stays, for this tab.",
    "too-few": "To put technologies side by side, choose two or more of them.",
    "making": "The tables come as soon as the checker has started.",
    "compared": "{count} technologies stand side by side.",
}

_UNASKED = frozenset({"not-stored", "changed-elsewhere", "changed-twice", "gone", "stopped-elsewhere"})
"""What the visitor is told without having done anything in this place, and so may not be looking at it."""


def name_html() -> Markup:
    """Return the field for the technology's name: no question of the policy, so outside the questions."""
    return element(
        "div",
        element("label", "Name of the technology (optional)", for_="technology"),
        element(
            "input",
            type="text",
            id="technology",
            name="technology",
            maxlength=LONGEST_NAME,
            spellcheck="false",
            aria_describedby="technology-help",
        ),
        element(
            "p",
            "It stands over your result, and in files that you save.",
            class_="help",
            id="technology-help",
        ),
        element("input", type="hidden", name="technology-kept"),
        class_="technology-name",
    )


def technologies_html() -> Markup:
    """Return the place for several technologies, folded, with all that it may need to say."""
    return element(
        "div",
        element(
            "details",
            element("summary", "Several technologies ", element("span", data_technologies_count=True)),
            _off(),
            _on(),
            _unreadable(),
            _stopping(),
            element(
                "p",
                "This part of the page could not be fetched; the rest works without it. "
                "Load the page again to try once more.",
                data_shown_when="missing",
                hidden=True,
            ),
        ),
        element("p", role="status", class_="technologies-says", data_technologies_says=True),
        element("p", _button("Bring it back", "undo"), data_technologies_deleted=True, hidden=True),
        element(
            "div",
            element("p", _button("Put the tables away", "put-away")),
            element("div", data_technologies_compared=True),
            data_technologies_tables=True,
            hidden=True,
        ),
        element("template", _kept()),
        *(
            element("span", words, hidden=True, data_technologies_words=name, data_unasked=name in _UNASKED)
            for name, words in _WORDS.items()
        ),
        class_="technologies",
        data_technologies=True,
    )


def _button(words: str, action: str) -> Markup:
    return element("button", words, type="button", class_="md-button", data_technologies_do=action)


def _off() -> Markup:
    return element(
        "div",
        element(
            "p",
            "As long as this is off, your answers are kept for this tab alone. If you turn it on, technologies are "
            "kept in this browser, on this device: each with its name and its answers, in the browser’s own storage "
            "for this site, until you delete them or the browser clears what this site stores. They are sent to "
            "nobody, but whoever uses this browser can read them.",
        ),
        element("p", _button("Keep technologies in this browser", "start")),
        data_shown_when="off",
    )


def _on() -> Markup:
    return element(
        "div",
        element(
            "p",
            "These technologies are kept in this browser, on this device, until you delete them. Whoever uses this "
            "browser can read them. What you change in the form is kept as you go, for the technology that stands "
            "there.",
        ),
        element("ul", aria_label="Technologies kept in this browser", tabindex="-1", data_technologies_list=True),
        element(
            "p",
            "What stands in the form is not kept in this browser. ",
            _button("Keep it as a technology", "keep"),
            class_="technologies-loose",
            data_technologies_loose=True,
            hidden=True,
        ),
        element(
            "p",
            _button("Begin another technology", "begin"),
            " ",
            _button("Put the chosen side by side", "compare"),
            " ",
            _button("Delete all and stop keeping", "stop"),
            class_="actions",
        ),
        data_shown_when="on",
        hidden=True,
    )


def _unreadable() -> Markup:
    return element(
        "div",
        element(
            "p",
            "This browser keeps technologies that this version of the page cannot read: they were kept by another "
            "version of it, or are damaged. They are left as they are, and nothing can be kept beside them. "
            "Load the page again later, or delete them.",
        ),
        element("p", _button("Delete what is kept", "stop"), class_="actions"),
        data_shown_when="unreadable",
        hidden=True,
    )


def _stopping() -> Markup:
    return element(
        "div",
        element(
            "p",
            "This deletes every technology that is kept in this browser, and cannot be undone. "
            "What stands in the form stays there, for this tab.",
        ),
        element(
            "p",
            _button("Yes, delete all of them", "stop-now"),
            " ",
            _button("No, leave them", "go-on"),
            class_="actions",
        ),
        class_="notice",
        role="group",
        tabindex="-1",
        aria_label="Delete all technologies that are kept",
        data_technologies_stopping=True,
        hidden=True,
    )


def _kept() -> Markup:
    """Return one technology of the list; the page fills in its name, what it holds, and its day."""
    named = element("span", " ", element("span", data_kept_name=True), class_="visually-hidden")
    return element(
        "li",
        element(
            "p",
            element("strong", data_kept_name=True),
            " ",
            element("span", "Stands in the form", class_="kept-open", data_kept_open=True, hidden=True),
            element("span", element("span", data_kept_answers=True), ", kept ", element("time"), class_="kept-facts"),
        ),
        element(
            "p",
            element(
                "label",
                element("input", type="checkbox", checked=True, data_kept_choose=True),
                element("span", join(["Side by side", named]), class_="option-words"),
                class_="option",
            ),
            _small(join(["Open", named]), action="open"),
            _small(join(["Rename", named]), action="rename"),
            _small(join(["Delete", named]), action="delete"),
            class_="kept-actions",
        ),
        element(
            "p",
            element(
                "label",
                element("span", join(["New name", named])),
                element("input", type="text", maxlength=LONGEST_NAME, spellcheck="false", autocomplete="off"),
            ),
            _small(join(["Save the name", named]), action="save"),
            _small("Leave it as it is", action="leave"),
            class_="kept-rename",
            data_kept_rename=True,
            hidden=True,
        ),
    )


def _small(words: Markup | str, *, action: str) -> Markup:
    return element("button", words, type="button", class_="clear", data_technologies_do=action)
