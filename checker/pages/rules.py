"""The rules for whoever doubts them: each clause with what is concluded from it, what is not, and why.

In: a policy.  Out: markup, one section a clause.
Must not leave a row of a rule out, nor say more than the policy's own words do.
"""

from collections.abc import Iterable, Iterator

from checker.engine.model import UNDETERMINED, Clause, Policy
from checker.engine.rule import Rule
from checker.markup.html import Markup, element, join
from checker.markup.places import Places, clause_link
from checker.markup.source import quotation
from checker.markup.table import cell, lines_html, rules_table
from checker.sentences.rows import TableRow, rows_of
from checker.sentences.why import Line
from checker.sentences.words import NOT_SURE, enumerated


def rules_html(policy: Policy, places: Places) -> Markup:
    """Return every clause with its words, its rule, what is not read from it, why, and what is not said near it."""
    return join(_section(policy, clause, places) for clause in policy.clauses.values())


def rule_anchor(clause: Clause) -> str:
    """Return the anchor of a clause on the page of the rules."""
    return f"rule-{clause.id}"


def conclusions_html(policy: Policy, clause: Clause) -> Markup:
    """Return the rows of a clause's rule in one line each; that there is none, where nothing checks it."""
    if clause.rule is None:
        return element("p", "Nothing: it is shown, and no question is asked about it.")
    rows = rows_of(policy, clause.rule, clause)
    return element(
        "ul",
        *(
            element(
                "li",
                element("strong", row.outcome),
                ": ",
                "; ".join(map(_words, row.lines)) if row.lines else "in every other case",
            )
            for row in rows
        ),
    )


def rule_table(policy: Policy, clause: Clause, rule: Rule, places: Places) -> Markup:
    """Return a clause's rule as a table, with what it leaves out, and why the clause is read no further."""
    rows = rows_of(policy, rule, clause)
    heads = ["Your answers", "Your result"]
    table = rules_table(
        f"What answers lead to, clause {clause.number}",
        heads,
        (
            element(
                "tr",
                cell(lines_html(row.lines, places) if row.lines else "Every other answer", head=heads[0]),
                cell(row.outcome, head=heads[1]),
                role="row",
            )
            for row in rows
        ),
    )
    return join([table, element("p", _while_open(policy, rule, rows)), element("p", clause.because)])


def _while_open(policy: Policy, rule: Rule, rows: Iterable[TableRow]) -> str:
    """Return what the table leaves out: the status while an answer is missing, and which answers count as none."""
    named = {words for row in rows for words in _all_words(row.lines)}
    counted = [
        f"“{choice.label}”"
        for variable in rule.variables
        for choice in policy.questions[variable.name].choices
        if choice.counts_as_open and not any(choice.label in words for words in named)
    ]
    open_answers = enumerated([f"“{NOT_SURE}”", *counted])
    count = "counts" if not counted else "count"
    return (
        f"While an answer is missing that could change it, it is “{policy.statuses[UNDETERMINED].word}”; "
        f"{open_answers} {count} as missing."
    )


def _all_words(lines: Iterable[Line]) -> Iterator[str]:
    for line in lines:
        yield line.text
        yield from _all_words(line.parts)


def _section(policy: Policy, clause: Clause, places: Places) -> Markup:
    silences = [
        element("a", silence.title, href=f"{places.page('not-stated')}#{silence.id}")
        for silence in policy.silences
        if clause.id in silence.clauses
    ]
    return element(
        "section",
        element("h2", f"{clause.number} {clause.title}", id=rule_anchor(clause)),
        element(
            "div",
            element(
                "div",
                quotation(policy.publisher, clause),
                _titled("Force", element("p", clause.force)),
                _titled("Why no more", element("p", clause.because)) if clause.because else "",
            ),
            element(
                "div",
                _titled("What this site concludes", conclusions_html(policy, clause)),
                _titled(
                    "What it does not conclude",
                    element("ul", *(element("li", each) for each in clause.not_read_as)),
                ),
                _titled("What the text does not say", element("ul", *(element("li", each) for each in silences)))
                if silences
                else "",
            ),
            class_="rule-sides",
        ),
        element("p", clause_link(clause, places, "To clause"), class_="clause-links"),
        class_="rule",
    )


def _titled(title: str, content: Markup) -> Markup:
    return join([element("p", title, class_="label"), content])


def _words(line: Line) -> str:
    return line.text + (f" ({'; '.join(map(_words, line.parts))})" if line.parts else "")
