"""The reading of the text once more: slow, obvious, and sharing nothing with the engine.

Each function is one row of the written reading, for a complete sheet. What is open is tried in every way.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product
from typing import Any

YES_NO = (True, False)
CLASSES = ("assistive", "augmentative", "autonomous")
CATEGORIES = ("category_iii", "category_i", "other")
ORDER = (
    "informed_ase",
    "wants_guidance",
    "engaged_irt",
    "ama_submission_date",
    "ase_request_date",
    "fda_process_begun",
    "offered_on_humans",
    "us_trial_description",
    "classification",
    "solely_workflow",
    "category",
    "category_iii_awarded",
    "requirements_familiar",
    "involves_physician_work",
    "recognizes_physician_work",
)
CRITERIA = ("fda_process_begun", "offered_on_humans", "us_trial_description")
WORK = ("involves_physician_work", "recognizes_physician_work")

type Sheet = dict[str, Any]


def inform_ase(s: Sheet) -> str:
    """Return the status of clause 1."""
    return "met" if s["informed_ase"] else "not_met"


def irt_partners(s: Sheet) -> str:
    """Return the status of clause 1.1."""
    if not s["wants_guidance"]:
        return "not_applicable"
    return "met" if s["engaged_irt"] else "not_met"


def eight_weeks(s: Sheet) -> str:
    """Return the status of clause 1.2."""
    return "met" if s["ase_request_date"] + timedelta(days=56) <= s["ama_submission_date"] else "not_met"


def discussion_criteria(s: Sheet) -> str:
    """Return the status of clause 2."""
    return "met" if all(s[name] for name in CRITERIA) else "not_met"


def fda_clearance_note(s: Sheet) -> str:
    """Return the status of clause 2.1."""
    return "applies" if s["category"] == "category_iii" else "not_applicable"


def taxonomy(s: Sheet) -> str:
    """Return the status of clause 3."""
    return "not_met" if s["classification"] == "unclassified" else "met"


def assistive(s: Sheet) -> str:
    """Return the status of clause 3.1."""
    if s["classification"] != "assistive":
        return "not_applicable"
    return "applies" if s["solely_workflow"] else "not_stated"


def augmentative_appendix_s(s: Sheet) -> str:
    """Return the status of clause 3.2."""
    if s["classification"] != "augmentative":
        return "not_applicable"
    return "met" if s["requirements_familiar"] else "not_met"


def augmentative_category_iii(s: Sheet) -> str:
    """Return the status of clause 3.2.1."""
    both = s["classification"] == "augmentative" and s["category"] == "category_iii"
    return "applies" if both else "not_applicable"


def augmentative_category_i(s: Sheet) -> str:
    """Return the status of clause 3.2.2."""
    if not (s["classification"] == "augmentative" and s["category"] == "category_i"):
        return "not_applicable"
    return "applies" if s["category_iii_awarded"] else "not_yet"


def autonomous(s: Sheet) -> str:
    """Return the status of clause 3.3."""
    both = s["involves_physician_work"] and s["recognizes_physician_work"]
    return "applies" if s["classification"] == "autonomous" and not both else "not_applicable"


def discussion(s: Sheet) -> str:
    """Return whether the text stops ASE from discussing."""
    return "barred" if discussion_criteria(s) == "not_met" or autonomous(s) == "applies" else "not_barred"


def position(s: Sheet) -> tuple[str, tuple[str, ...]]:
    """Return the value and the clauses of its row."""
    if s["classification"] == "assistive":
        return ("strongly_advises_against" if s["solely_workflow"] else "not_stated"), ("assistive",)
    if s["classification"] == "augmentative":
        if s["category"] == "category_iii":
            return "neutral", ("augmentative-category-iii",)
        if s["category"] == "other":
            return "not_stated", ("augmentative-category-iii", "augmentative-category-i")
        awarded = s["category_iii_awarded"]
        return ("will_engage" if awarded else "will_engage_after_category_iii"), ("augmentative-category-i",)
    both = s["involves_physician_work"] and s["recognizes_physician_work"]
    return ("not_stated" if both else "will_not_discuss"), ("autonomous",)


POSITION_QUESTIONS = ("classification", "solely_workflow", "category", "category_iii_awarded", *WORK)
FINDINGS = {
    "inform-ase": (inform_ase, ("informed_ase",)),
    "irt-partners": (irt_partners, ("wants_guidance", "engaged_irt")),
    "eight-weeks": (eight_weeks, ("ama_submission_date", "ase_request_date")),
    "discussion-criteria": (discussion_criteria, CRITERIA),
    "fda-clearance-note": (fda_clearance_note, ("category",)),
    "taxonomy": (taxonomy, ("classification",)),
    "assistive": (assistive, ("classification", "solely_workflow")),
    "augmentative-appendix-s": (augmentative_appendix_s, ("classification", "requirements_familiar")),
    "augmentative-category-iii": (augmentative_category_iii, ("classification", "category")),
    "augmentative-category-i": (
        augmentative_category_i,
        ("classification", "category", "category_iii_awarded"),
    ),
    "autonomous": (autonomous, ("classification", *WORK)),
}


def domain(name: str, target: str, given: Sheet) -> tuple[Any, ...]:
    """Return every answer that an open question may still get."""
    if name == "classification":
        return (*CLASSES, "unclassified") if target == "taxonomy" else CLASSES
    if name == "category":
        return CATEGORIES
    if name in {"ama_submission_date", "ase_request_date"}:
        # Far enough on either side of whatever is given, day by day around it: 120 days show both results.
        middle = given.get("ama_submission_date") or given.get("ase_request_date") or date(2028, 1, 1)
        return tuple(middle + timedelta(days=days) for days in range(-60, 61))
    return YES_NO


def completions(target: str, names: tuple[str, ...], given: Sheet) -> Iterator[Sheet]:
    """Yield every way of answering what is open, over the questions that a target asks."""
    known = {name: answer for name, answer in given.items() if name in names}
    if target != "taxonomy" and known.get("classification") == "unclassified":
        del known["classification"]
    open_names = [name for name in names if name not in known]
    for choice in product(*(domain(name, target, known) for name in open_names)):
        yield known | dict(zip(open_names, choice, strict=True))


def settled(target: str, given: Sheet) -> tuple[str, list[str]]:
    """Return the status or value of a target, and the questions that can still change it."""
    if target == "discussion":
        rule, names = discussion, (*CRITERIA, "classification", *WORK)
    elif target == "position":
        rule, names = (lambda s: position(s)[0]), POSITION_QUESTIONS
    else:
        rule, names = FINDINGS[target]
    sheets = [(sheet, rule(sheet)) for sheet in completions(target, names, given)]
    values = {value for _, value in sheets}
    if len(values) == 1:
        return values.pop(), []
    results = {tuple(sheet[name] for name in names): value for sheet, value in sheets}
    missing = [
        name
        for index, name in enumerate(names)
        if len({sheet[name] for sheet, _ in sheets}) > 1 and _changes(results, index)
    ]
    return "undetermined", sorted(missing, key=ORDER.index)


def _changes(results: dict[tuple[Any, ...], str], index: int) -> bool:
    """Tell whether two sheets that differ in one question alone have different values."""
    seen: dict[tuple[Any, ...], str] = {}
    return any(
        seen.setdefault((*sheet[:index], *sheet[index + 1 :]), value) != value for sheet, value in results.items()
    )
