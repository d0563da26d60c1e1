"""Edits of the tests' own policy, by which comparing is tried: each takes a document and changes it where it stands."""

from copy import deepcopy
from typing import Any, NamedTuple

from checker.engine.load import from_document
from checker.engine.model import Policy
from tests.own_policy import DOCUMENT


class Version(NamedTuple):
    """A policy, and the document that it was loaded from."""

    policy: Policy
    document: dict[str, Any]


def version(document):
    """Return a document as a version that can be compared."""
    return Version(policy=from_document(document, "procedures.toml"), document=document)


def thing(document, key, name):
    """Return the table of a list that has an id."""
    return next(table for table in document[key] if table["id"] == name)


def edited(edit):
    """Return the policy after an edit of its document."""
    document = deepcopy(DOCUMENT)
    edit(document)
    return version(document)


PRESENT = version(DOCUMENT)
CRITERIA = ("fda_process_begun", "offered_on_humans", "us_trial_description")


def fifty_five(document):
    """Request 55 days instead of 56."""
    thing(document, "clause", "eight-weeks")["row"][0]["when"] = (
        "ase_request_date is at least 55 days before ama_submission_date"
    )


def any_of_the_criteria(document):
    """Ask for one of the three criteria instead of all."""
    thing(document, "clause", "discussion-criteria")["row"][0]["when"] = " or ".join(CRITERIA)


def no_exception(document):
    """Let clause 3.3 apply to every autonomous technology."""
    thing(document, "clause", "autonomous")["row"][0]["when"] = "classification is autonomous"


def mixed(document):
    """Make one ground looser and the other stricter."""
    any_of_the_criteria(document)
    no_exception(document)


def neutral_not_stated(document):
    """Give a row of the position another value."""
    row = next(row for row in thing(document, "decision", "position")["row"] if row["value"] == "neutral")
    row["value"] = "not_stated"


def without_the_note(document):
    """Remove a clause that nothing refers to."""
    document["clause"].remove(thing(document, "clause", "fda-clearance-note"))


def question_renamed(document):
    """Give a question another id."""
    thing(document, "question", "informed_ase")["id"] = "ase_informed"
    next(each for each in document["advice"] if each.get("done") == "informed_ase")["done"] = "ase_informed"
    del document["section"]
    thing(document, "clause", "inform-ase")["row"][0]["when"] = "ase_informed"


def status_renamed(document):
    """Give a status another id."""
    thing(document, "status", "not_yet")["id"] = "after_award"
    thing(document, "clause", "augmentative-category-i")["row"][1]["status"] = "after_award"
    thing(document, "silence", "before-category-iii")["when"] = "augmentative-category-i is after_award"


def value_renamed(document):
    """Give a value of the position another id."""
    decision = thing(document, "decision", "position")
    next(value for value in decision["value"] if value["id"] == "neutral")["id"] = "none_of_three"
    next(row for row in decision["row"] if row["value"] == "neutral")["value"] = "none_of_three"


def question_is_a_choice(document):
    """Make a question of yes or no one of two values."""
    question = thing(document, "question", "informed_ase")
    question |= {"type": "choice", "value": [{"id": word, "label": word} for word in ("said", "silent")]}
    del question["no"]
    del next(each for each in document["advice"] if each.get("done") == "informed_ase")["done"]
    thing(document, "clause", "inform-ase")["row"][0]["when"] = "informed_ase is said"


def conflict_narrowed(document):
    """Let a conflict concern one class instead of two."""
    document["conflict"][1]["when"] = "classification is augmentative and solely_workflow"


def conflict_removed(document):
    """Remove a conflict."""
    del document["conflict"][1]


def rule_removed(document):
    """Take a clause’s rule away."""
    del thing(document, "clause", "inform-ase")["row"]


def reading(document):
    """Change our reading of a clause."""
    thing(document, "clause", "taxonomy")["reading"] += " So it reads now."


def text_and_number(document):
    """Change a clause’s text, number and force."""
    clause = thing(document, "clause", "inform-ase")
    clause |= {"number": "0.1", "text": "ASE advises.", "force": "advises, still"}


def row_says(document):
    """Change what a row says."""
    thing(document, "clause", "autonomous")["row"][0]["says"] += " Indeed."


def rule_said_otherwise(document):
    """Say the same rule in other words."""
    thing(document, "clause", "autonomous")["row"][0]["when"] = (
        "classification is autonomous and (not involves_physician_work or not recognizes_physician_work)"
    )


def label(document):
    """Change the words of a value."""
    thing(document, "decision", "position")["value"][0]["label"] += ", it says"


EDITS = (
    fifty_five,
    any_of_the_criteria,
    no_exception,
    mixed,
    neutral_not_stated,
    without_the_note,
    question_renamed,
    status_renamed,
    value_renamed,
    question_is_a_choice,
    conflict_narrowed,
    conflict_removed,
    rule_removed,
    reading,
    text_and_number,
    row_says,
    rule_said_otherwise,
    label,
)
