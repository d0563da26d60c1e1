"""What the second evaluator says of any sheet by the tests' own policy: it shares nothing with the engine.

In: a sheet of answers as JSON has them.  Out: a Result of each clause, decision, conflict and silence.
"""

from datetime import date

from checker.verify.reference import Reference
from checker.verify.ways import BASE
from tests.own_policy import DOCUMENT

TARGETS = Reference(DOCUMENT).targets
EARLIER, LATER = "ase_request_date", "ama_submission_date"
NUMBERS = (0, 56)
"""The numbers of days that the policy's comparisons of these two dates ask for."""


def result_of(target, sheet):
    """Return what a target comes to. Dates are moved to the day that the evaluator tries them around, and no others."""
    given = {name: answer for name, answer in sheet.items() if answer != "unsure"}
    dates = {name: date.fromisoformat(given[name]) for name in (EARLIER, LATER) if name in given}
    moved = dict.fromkeys(dates, BASE)
    if len(dates) > 1:
        apart = (dates[LATER] - dates[EARLIER]).days
        moved[LATER] = next(
            (
                day
                for day in target.values.get(LATER, ())
                if all(((day - BASE).days >= number) == (apart >= number) for number in NUMBERS)
            ),
            BASE,
        )
    return target.result(given | moved)
