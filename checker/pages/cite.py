"""The fold that cites a clause or the whole text: each form of citation with a button that copies it.

In: a policy, a clause of it or none, and the author.  Out: markup with slots that `cite.js` fills in.
Must read sensibly without a script, and must not know the site's address or the day.
"""

import re
from collections.abc import Callable

from checker.engine.model import Clause, Policy
from checker.markup.copying import copy_button
from checker.markup.html import Markup, element
from checker.pages.citation import Reading, bibtex, quoted, ris, sentence, text_fragment

_SLOTS = {
    "\x01": ("address", "address of this page"),
    "\x02": ("long", "day you read it"),
    "\x03": ("slashed", "day you read it"),
}
"""What stands for the address and the day in a citation, and what is shown for it without a script."""

_SLOT = re.compile("([\x01-\x03])")
_UNFILLED = Reading(**{field: mark for mark, (field, _words) in _SLOTS.items()})


def cite_html(policy: Policy, clause: Clause | None, author: str) -> Markup:
    """Return the fold."""
    forms: list[tuple[str, str, str, str | None]] = [("Link", "link", "\x01", None)]
    if clause is not None:
        forms += [
            ("Link to the quoted words", "words", f"\x01#{text_fragment(clause)}", None),
            ("Quotation with link", "quotation", quoted(policy, clause, author, _UNFILLED), None),
        ]
    makers: tuple[tuple[str, Callable[..., str], str | None], ...] = (
        ("Citation", sentence, None),
        ("BibTeX", bibtex, "bib"),
        ("RIS", ris, "ris"),
    )
    forms += [(title, title.lower(), make(policy, clause, author, _UNFILLED), ending) for title, make, ending in makers]
    name = policy.short_name if clause is None else f"{policy.short_name}-{clause.id}"
    what = "the text" if clause is None else "this clause"
    return element(
        "details",
        element("summary", f"Cite {what}"),
        element(
            "p",
            f"The author is {policy.publisher.name}; this site is only where the text was read. "
            "The fingerprint names the version that was read.",
            class_="help",
        ),
        *(_form(*form, name) for form in forms),
        class_="why cite",
        id="cite",
        data_cites=True,
        data_search_exclude=True,
    )


def _form(title: str, kind: str, text: str, ending: str | None, name: str) -> Markup:
    of_lines = "\n" in text
    return element(
        "div",
        element(
            "p",
            element("span", title, class_="label", id=f"cite-{kind}-title"),
            copy_button("Copy", f"cite-{kind}", described_by=f"cite-{kind}-title", class_="copy-link"),
            element("button", "Save", type="button", class_="copy-link", data_saves=f"{name}.{ending}", hidden=True)
            if ending
            else "",
            class_="cite-head",
        ),
        element("pre" if of_lines else "p", *map(_slot, _SLOT.split(text)), class_="citation", id=f"cite-{kind}"),
        data_cite_form=kind,
    )


def _slot(text: str) -> str:
    if text not in _SLOTS:
        return text
    field, words = _SLOTS[text]
    return element("span", f"[{words}]", data_cite=field)
