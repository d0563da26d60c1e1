"""What the tests in a browser take from the policy that ships, by what it is and not by what it says.

The built site is of that policy: so they ask for its ids, which are permanent, and take words and numbers from it.
"""

import re
from copy import deepcopy
from datetime import date, timedelta

from checker import load_policy
from checker.engine.condition import DaysBefore, leaves
from checker.policy import CASES, PROCEDURES, load_document
from checker.sentences.words import in_words
from checker.verify.cases import load_cases

POLICY = load_policy()
DOCUMENT = load_document(PROCEDURES)
CASES_TABLE = load_cases(load_document(CASES), CASES.name, POLICY)

BEYOND = max(len(POLICY.clauses) - 11, 0)
"""How many clauses there are beyond the eleven that the limits of words were set for."""

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


# What an earlier version may have said: each takes the document of the policy, and changes it where it stands.


def one_day_less(document):
    """Ask for one day less."""
    clause = next(each for each in document["clause"] if each["id"] == DATED.id)
    for row in clause["row"]:
        if "when" in row:
            row["when"] = row["when"].replace(f"at least {DAYS} days", f"at least {DAYS - 1} days")


def worded_otherwise(document):
    """Give the first clause another text and number."""
    document["clause"][0] |= {"number": "0.1", "text": "ASE advises."}


def asked_by_another_id(document):
    """Give the first question of yes or no another id."""
    name = next(each["id"] for each in document["question"] if each["type"] == "boolean")
    for table in [document, *document["clause"], *document["decision"]]:
        for row in table.get("row", table.get("silence", [])):
            if "when" in row:
                row["when"] = re.sub(rf"\b{name}\b", "asked_before", row["when"])
    next(each for each in document["question"] if each["id"] == name)["id"] = "asked_before"
    for key in ("section", "advice"):  # optional, and full of ids
        document.pop(key, None)


def edited(edit):
    """Return the document of the policy that ships, after an edit."""
    document = deepcopy(DOCUMENT)
    edit(document)
    return document
