"""What the tests in a browser take from the policy that ships, by what it is and not by what it says.

The built site is of that policy: so they ask for its ids, which are permanent, and take words and numbers from it.
"""

from datetime import date, timedelta

from checker import load_policy
from checker.engine.condition import DaysBefore, leaves
from checker.policy import CASES, PROCEDURES, load_document
from checker.result.words import in_words
from checker.verify.cases import load_cases

POLICY = load_policy()
DOCUMENT = load_document(PROCEDURES)
CASES_TABLE = load_cases(load_document(CASES), CASES.name, POLICY)

DATED, COMPARED = next(
    (clause, test)
    for clause in POLICY.clauses.values()
    if clause.rule
    for row in clause.rule.rows
    if row.when
    for test in leaves(row.when)
    if isinstance(test, DaysBefore)
)
"""The first clause that compares dates, and the comparison."""

EARLIER, LATER, DAYS = COMPARED.earlier, COMPARED.later, COMPARED.days
"""The two questions that it compares, and how many days are to lie between them."""

SUBMITTED = "2028-03-01"
"""A day for the later of the two."""


def before(days, day=SUBMITTED):
    """Return the date so many days before another."""
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def written(day):
    """Return a date as the site writes it."""
    return in_words(date.fromisoformat(day))
