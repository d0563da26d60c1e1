"""What the second evaluator says of a sheet by the invented policy: it shares nothing with the engine.

In: a sheet of answers as JSON has them.  Out: a Result of each clause, decision, conflict and silence.
"""

from datetime import date, timedelta

from checker.verify.reference import Reference
from checker.verify.ways import BASE
from tests.invented import DOCUMENT

TARGETS = Reference(DOCUMENT).targets
EARLIER, LATER, DAYS = "notice_date", "berthing_date", 14
"""The policy's one comparison of dates."""


def reference_sheet(sheet):
    """Return a sheet as the second evaluator has it: only the distance of dates counts, and it tries few days."""
    given = {name: answer for name, answer in sheet.items() if answer != "unsure"}
    dates = {name: date.fromisoformat(given[name]) for name in (EARLIER, LATER) if name in given}
    moved = dict.fromkeys(dates, BASE)
    if len(dates) > 1 and (dates[LATER] - dates[EARLIER]).days >= DAYS:
        moved[LATER] = BASE + timedelta(days=DAYS)
    return given | moved


def result_of(target, sheet):
    """Return the result of a target."""
    return target.result(reference_sheet(sheet))
