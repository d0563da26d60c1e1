"""Parts of HTML that results and pages share: links, badges, quotations of the source, tables, buttons that copy.

In: clauses, questions, rows in words.  Out: markup.
Must not change a word of the source, and must not leave out a row.
"""

import re
from collections.abc import Callable, Iterable

from checker.engine.model import LINK, Clause, Publisher, Question
from checker.engine.rule import Tone
from checker.result.markup import Markup, element, join
from checker.result.rule_words import MARKS, Line, TableRow
from checker.result.words import SOURCE_MARKS, capitalized, enumerated


def clause_link(clause: Clause, word: str = "clause") -> Markup:
    """Return a link to a clause: a word, which may be empty, and the clause's number."""
    return element("a", f"{word}\u00a0{clause.number}".strip(), href=f"clause:{clause.id}")


def clause_links(clauses: Iterable[Clause], word: str = "clause") -> Markup:
    """Return links to clauses as part of a sentence: `a`, `a and b`, `a, b and c`."""
    return Markup(enumerated([clause_link(clause, word) for clause in clauses]))


def clause_tags(clauses: Iterable[Clause]) -> Markup:
    """Return the numbers of clauses as links, each after a space; `clause-words.js` opens the clause's words there."""
    return join(
        part
        for clause in clauses
        for part in (
            " ",
            element(
                "a",
                element("span", "Clause ", class_="visually-hidden"),
                clause.number,
                href=f"clause:{clause.id}",
                class_="tag",
                data_words=clause.id,
            ),
        )
    )


def question_link(question: Question) -> Markup:
    """Return a link to a question, by its label."""
    return element("a", question.label, href=f"question:{question.id}")


def badge(tone: Tone, word: str) -> Markup:
    """Return the badge for a status: the word, with a shape and a color that the style sheet picks by `data-tone`."""
    return element("span", word, class_="status", data_tone=tone)


def words_of(clause: Clause) -> Markup:
    """Return the clause's words, with the source's `*…*` as emphasis and its `[…](#)` as a link."""
    addresses = dict(LINK.findall(clause.link))

    def marked(match: re.Match[str]) -> str:
        emphasis, link = match.groups()
        if emphasis:
            return element("em", emphasis)
        return element("a", link, href=addresses[link], rel="noopener") if link in addresses else link

    return _replaced(SOURCE_MARKS, clause.text, marked)


def linked(words: str) -> Markup:
    """Return words of ours with their links."""
    return _replaced(LINK, words, lambda match: element("a", match[1], href=match[2], rel="noopener"))


def _replaced(pattern: re.Pattern[str], text: str, markup: Callable[[re.Match[str]], str]) -> Markup:
    parts: list[str] = []
    end = 0
    for match in pattern.finditer(text):
        parts += [text[end : match.start()], markup(match)]
        end = match.end()
    return join([*parts, text[end:]])


def quotation(publisher: Publisher, clause: Clause) -> Markup:
    """Return the clause as a visible quotation; the style sheet shows whose words they are as a caption."""
    return quoted(publisher, element("p", words_of(clause)))


def quoted(publisher: Publisher, *content: Markup) -> Markup:
    """Return words of the source as a quotation."""
    return element("blockquote", *content, class_="source", data_caption=capitalized(f"{publisher.possessive} text"))


def link_note(clause: Clause) -> Markup:
    """Return the note on a link whose address the site supplied. It belongs outside the quotation."""
    return join(
        element("p", f"The source gives no address for “{words}”; the link is this site’s.", class_="link-note")
        for words, _ in LINK.findall(clause.link)
    )


def rules_table(caption: str, heads: Iterable[str], rows: Iterable[Markup]) -> Markup:
    """Return a table that becomes a list of cards on narrow screens. That layout drops roles, so they are explicit."""
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element(
                "thead",
                element("tr", *(element("th", head, scope="col", role="columnheader") for head in heads), role="row"),
                role="rowgroup",
            ),
            element("tbody", *rows, role="rowgroup"),
            role="table",
        ),
        class_="rules",
    )


def table_html(rows: Iterable[TableRow], caption: str) -> Markup:
    """Return rows as a table, with columns for clauses and for marks where rows have them."""
    listed = tuple(rows)
    cited, marked = any(row.clauses for row in listed), any(row.mark for row in listed)
    heads = ["Where", "The result is", *(["Clause"] if cited else []), *(["By your answers"] if marked else [])]
    return rules_table(caption, heads, (_row(row, cited=cited) for row in listed))


def cell(*content: str, head: str = "") -> Markup:
    """Return a cell; `head` is shown before it on narrow screens."""
    return element("td", *content, role="cell", data_head=head or None)


def lines_html(lines: Iterable[Line]) -> Markup:
    """Return conditions as nested lists; each leads to its question or clause."""
    return element("ul", *map(_line, lines))


def _line(line: Line) -> Markup:
    kind = "clause" if isinstance(line.about, Clause) else "question"
    text = line.text if line.about is None else element("a", line.text, href=f"{kind}:{line.about.id}")
    return element("li", text, lines_html(line.parts) if line.parts else "")


def _row(row: TableRow, *, cited: bool) -> Markup:
    return element(
        "tr",
        cell(lines_html(row.lines) if row.lines else "In every other case", head="Where"),
        cell(row.outcome, head="The result is"),
        cell(clause_links(row.clauses, ""), head="Clause") if cited else "",
        cell(MARKS[row.mark], head="By your answers") if row.mark else "",
        data_mark=row.mark if row.mark not in {"", "ruled-out"} else None,
        role="row",
    )


def copy_button(words: str, copied: str, *, of: str = "", said: str = "Copied.", address: bool = False) -> Markup:
    """Return a button that copies a text of the page, and the place for its confirmation; `copying.js` does it.

    copied: the id of the element whose text or value is copied.
    of: what distinguishes this button from others with the same words, for screen readers.
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
                element("span", f": {of}", class_="visually-hidden") if of else "",
                type="button",
                data_copy=copied,
                data_copies_address=address,
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
