"""The coverage map: every sentence of the source, and whether the rules check it.

In: a policy.  Out: a table.  Must not leave out a word of the source, nor call anything checked that no rule uses.
"""

from checker.engine.model import Clause, Part, Policy
from checker.markup.html import Markup, element
from checker.markup.places import Places, clause_link
from checker.markup.source import marked_words
from checker.markup.table import cell, rules_table
from checker.sentences.words import count_of

_WORDS = {"checked": "Checked", "advice": "Shown, not checked", "not_checked": "Deliberately not checked"}


def coverage_html(policy: Policy, places: Places) -> Markup:
    """Return the coverage map as a table, in the order of the source."""
    rows = [_heading(policy.title, "the title")]
    for clause in policy.clauses.values():
        rows += [_heading(clause.heading, "a heading")] if clause.heading else []
        rows += [_part(policy, clause, part, places) for part in clause.parts]
    heads = ["The source’s words", "Clause", "How far the rules go"]
    return rules_table("Every sentence of the source, in its order", heads, rows)


def _heading(words: str, what: str) -> Markup:
    return _row(element("q", words), "–", "Nothing to check", f": {what}.")


def _part(policy: Policy, clause: Clause, part: Part, places: Places) -> Markup:
    if part.coverage == "checked" and clause.rule is not None:
        questions = [policy.questions[variable.name] for variable in clause.rule.variables]
        why = f" by {count_of(questions, 'question', 'questions')}: {'; '.join(each.label for each in questions)}."
    else:
        why = f": {part.why}"
    words = element("q", marked_words(clause, part.words))
    return _row(words, clause_link(clause, places, ""), _WORDS[part.coverage], why)


def _row(words: Markup, clause: str, how_far: str, why: str) -> Markup:
    return element(
        "tr",
        cell(words, head="The source’s words"),
        cell(clause, head="Clause"),
        cell(element("strong", how_far), why, head="How far the rules go"),
        role="row",
    )
