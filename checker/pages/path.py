"""A diagram of how a decision is reached: a tree of conditions with results as leaves, and the same in words.

In: a policy and a decision.  Out: a figure, for the `paths` directive.
Must not leave a row out: every edge has its condition, and every result has links to its clauses.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from textwrap import wrap

from checker.engine.model import Clause, Decision, Policy
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_links
from checker.sentences.rows import TableRow, rows_of
from checker.sentences.why import Line

_WIDTH = 360
_STEP = 18
"""How far a branch is indented from its parent."""
_LINE = 17
_CHARACTER, _BOLD_CHARACTER = 6.9, 8.0
"""The average width of a character, on the large side, so that no text leaves the picture."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """A condition, and its further branches or its result. A branch with a result has no branches."""

    line: Line | None
    branches: "tuple[Branch, ...]"
    result: TableRow | None


def path_html(policy: Policy, decision: Decision, places: Places) -> Markup:
    """Return the diagram of a decision, and the same in words."""
    rows = rows_of(policy, decision.rule, None)
    branches = branches_of([(row.lines, row) for row in rows])
    drawing = _Drawing(places)
    drawing.box(0, f"{decision.title}: {decision.ask}", (), "start")
    drawing.tree(branches, 0)
    name = f"path-{decision.id}"
    return element(
        "figure",
        element(
            "svg",
            element("title", f"How “{decision.title}” comes about", id=name),
            element("desc", "A tree. The same stands below it in words.", id=f"{name}-text"),
            *drawing.parts,
            viewBox=f"0 0 {_WIDTH} {drawing.y + 8}",
            role="group",
            aria_labelledby=f"{name} {name}-text",
        ),
        element(
            "figcaption",
            element("details", element("summary", "The same in words"), _words(branches, places), class_="why"),
        ),
        class_="path",
    )


def branches_of(rows: list[tuple[tuple[Line, ...], TableRow]]) -> tuple[Branch, ...]:
    """Return rows as branches; consecutive rows with the same first condition share a branch."""
    found: list[Branch] = []
    start = 0
    while start < len(rows):
        first = rows[start][0][:1]
        end = start + 1
        while first and end < len(rows) and rows[end][0][:1] == first:
            end += 1
        deeper = [(lines[1:], row) for lines, row in rows[start:end]]
        only = deeper[0][1] if len(deeper) == 1 and not deeper[0][0] else None
        found.append(
            Branch(line=first[0] if first else None, branches=() if only else branches_of(deeper), result=only)
        )
        start = end
    return tuple(found)


class _Drawing:
    """The parts of a diagram, from top to bottom; `y` is the top of the next part."""

    def __init__(self, places: Places) -> None:
        self.parts: list[Markup] = []
        self.y = 8
        self._places = places

    def tree(self, branches: tuple[Branch, ...], depth: int) -> None:
        """Draw branches, one below the other, and the line that connects them."""
        trunk, top = 14 + depth * _STEP, self.y
        last = top
        for branch in branches:
            self.y += 10
            last = self.y + 10
            self._edge(trunk, last)
            self._label(branch.line, depth + 1)
            if branch.result is None:
                self.tree(branch.branches, depth + 1)
            else:
                self.box(depth + 1, branch.result.outcome, branch.result.clauses, "result")
        self.parts.append(element("path", d=f"M{trunk} {top}V{last}", class_="edge"))

    def box(self, depth: int, text: str, clauses: tuple[Clause, ...], kind: str) -> None:
        """Draw a box with words, and links to its clauses below them."""
        left = 4 + depth * _STEP
        lines = wrap(text, int((_WIDTH - left - 20) / _BOLD_CHARACTER))
        height = (len(lines) + bool(clauses)) * _LINE + 12
        size = {"x": str(left), "y": str(self.y), "width": str(_WIDTH - left - 4), "height": str(height)}
        self.parts.append(element("rect", **size, rx="6", class_=f"box {kind}"))
        self.y += 5
        for line in lines:
            self.y += _LINE
            self._text(left + 10, line, f"label {kind}")
        if clauses:
            self.y += 5
            self._links(left + 10, clauses)
            self.y += _LINE - 5
        self.y += 11

    def _edge(self, trunk: int, y: int) -> None:
        self.parts.append(element("path", d=f"M{trunk} {y}h{_STEP - 6}", class_="edge"))

    def _label(self, line: Line | None, depth: int) -> None:
        left = 14 + depth * _STEP
        if line is None:
            self.y += _LINE - 2
            self._text(left, "In every other case", "label when")
            self.y += 8
            return
        self._lines(line, left, "when")
        self.y += 8

    def _lines(self, line: Line, left: int, kind: str) -> None:
        lines = wrap(line.text, int((_WIDTH - left - 6) / _CHARACTER))
        clause = line.clause or (line.asked_by if kind == "when" else None)
        if clause is None:
            for words in lines:
                self.y += _LINE - 2
                self._text(left, words, f"label {kind}")
        else:
            self._link(left, join(_broken(lines)), clause, len(lines), kind)
            self.y += len(lines) * (_LINE - 2)
        for part in line.parts:
            self._lines(part, left + 12, "part")

    def _links(self, left: int, clauses: tuple[Clause, ...]) -> None:
        x = float(left)
        for clause in clauses:
            words = f"Clause {clause.number}"
            self._link(round(x), words, clause, 1, "link")
            x += (len(words) + 2) * _CHARACTER

    def _link(self, x: int, words: str, clause: Clause, lines: int, kind: str) -> None:
        """Add a link of so many lines below `y`. It is HTML, because the theme's script fails on links of SVG."""
        self.parts.append(
            element(
                "foreignObject",
                element("a", words, href=self._places.clause(clause), class_=f"label {kind}"),
                x=str(x),
                y=str(self.y),
                width=str(_WIDTH - x),
                height=str(lines * (_LINE - 2) + 4),
            )
        )

    def _text(self, x: int, words: str, kind: str) -> None:
        self.parts.append(element("text", words, x=str(x), y=str(self.y), class_=kind))


def _broken(lines: list[str]) -> Iterator[str]:
    """Yield lines with line breaks between them."""
    for number, line in enumerate(lines):
        if number:
            yield element("br")
        yield line


def _words(branches: tuple[Branch, ...], places: Places) -> Markup:
    """Return the same tree as nested lists."""
    return element("ul", *(_branch_words(branch, places) for branch in branches))


def _branch_words(branch: Branch, places: Places) -> Markup:
    condition = "In every other case" if branch.line is None else _line_words(branch.line)
    if branch.result is None:
        return element("li", condition, _words(branch.branches, places))
    return element(
        "li",
        condition,
        ": ",
        element("strong", branch.result.outcome),
        join([" (", clause_links(branch.result.clauses, places), ")"]),
    )


def _line_words(line: Line) -> str:
    return line.text + (f" ({'; '.join(map(_line_words, line.parts))})" if line.parts else "")
