"""What the second evaluator says of any sheet by the tests' own policy: it shares nothing with the engine.

In: a sheet of answers as JSON has them.  Out: a Result of each clause, decision, conflict and silence.
"""

from datetime import date, timedelta

from checker.verify.reference import BASE, Reference
from tests.own_policy import DOCUMENT

TARGETS = Reference(DOCUMENT).targets
EARLIER, DAYS, LATER = "ase_request_date", 56, "ama_submission_date"
"""The one comparison of dates that the policy makes."""


def result_of(target, sheet):
    """Return what a target comes to. Dates are moved to the day that the evaluator tries them around, and no others."""
    given = {name: answer for name, answer in sheet.items() if answer != "unsure"}
    dates = {name: date.fromisoformat(given[name]) for name in (EARLIER, LATER) if name in given}
    moved = dict.fromkeys(dates, BASE)
    if len(dates) > 1:
        enough = (dates[LATER] - dates[EARLIER]).days >= DAYS
        moved[LATER] += timedelta(days=DAYS if enough else DAYS - 1)
    return target.result(given | moved)
