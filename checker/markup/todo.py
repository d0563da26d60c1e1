"""What to do and when, as HTML: a list in which each entry can be answered where it stands.

In: a View.  Out: one part (`data-part`) of the result.  Must not say anything that the view does not say.
"""

from checker.markup.html import Markup, element
from checker.markup.places import Places, clause_tags, question_anchor
from checker.markup.silence import caution_html
from checker.sentences.days import Note
from checker.sentences.todo import Entry
from checker.sentences.view import View


def todo_html(view: View, places: Places) -> Markup:
    """Return the part."""
    return element(
        "section",
        element("h3", view.todo_title, id="todo"),
        element("ul", *(_entry(entry, places) for entry in view.todo), class_="todo"),
        *(_note(note) for note in view.dates.notes),
        caution_html(view.dates.caution),
        class_="what-to-do",
        data_part="todo",
        hidden=not view.todo,
    )


def _entry(entry: Entry, places: Places) -> Markup:
    label = element("time", entry.label, datetime=entry.iso) if entry.iso else entry.label
    return element(
        "li",
        element("span", label, class_="when"),
        element(
            "span",
            entry.says[0],
            " ",
            element("span", f"“{entry.force}”", class_="force"),
            *clause_tags((entry.clause,), places),
            *(part for says in entry.says[1:] for part in (" ", says)),
            *_done(entry),
        ),
        data_todo=entry.clause.id,
        data_tone=entry.tone,
    )


def _done(entry: Entry) -> tuple[Markup, ...]:
    """Return how the entry stands where that is settled, and the button that says that it is done where it is not."""
    if entry.done is None:
        return ()  # its sentences say it
    word = (Markup(" "), element("span", entry.how, class_="how")) if entry.how else ()
    if entry.is_done or entry.over:
        return word
    button = element(
        "button",
        "Done now?" if word else "Done?",
        element("span", f" Answer yes: {entry.done.ask}", class_="visually-hidden"),
        type="button",
        class_="go",
        data_done=entry.done.id,
    )
    return (*word, Markup(" "), button)


def _note(note: Note) -> Markup:
    """Return a note, after links to its questions."""
    links = [element("a", each.label, href=f"#{question_anchor(each.id)}") for each in note.questions]
    named = [links[0], *(part for link in links[1:] for part in (" and ", link))]
    return element("p", *named, ": ", note.says, class_="note", data_note=note.kind)
