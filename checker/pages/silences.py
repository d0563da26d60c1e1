"""The page of everything that the text does not say.

In: a policy.  Out: markup: each silence with its clauses, a question to send, and the answers that raise it.
Must not name a person or an address to send a question to.
"""

from collections.abc import Iterator

from checker.engine.model import Policy, Silence
from checker.result.folds import near, question_to_send
from checker.result.markup import Markup, element, join
from checker.result.parts import lines_html, linked
from checker.result.result import ALWAYS_TITLE
from checker.result.rule_words import Line, lines_of
from checker.result.words import duration, lowered


def silences_html(policy: Policy) -> Markup:
    """Return the silences, each under its title, after what to know before writing to the publisher."""
    writing = policy.writing
    first = element("p", linked(f"{writing.first} {writing.caution}")) if writing else ""
    sections = (
        element(
            "section",
            element("h2", silence.title, id=silence.id),
            element("p", silence.says, near(policy, silence)),
            element("div", question_to_send(silence), data_search_exclude=True),  # it says the same again
            _raised_by(policy, silence),
        )
        for silence in policy.silences.values()
    )
    return join([first, *sections])


def _raised_by(policy: Policy, silence: Silence) -> Markup:
    if silence.always:
        return element("p", f"{ALWAYS_TITLE}.", class_="cited")
    lines = [Line(f"{policy.questions[name].label}: any answer", policy.questions[name]) for name in silence.answered]
    lines += lines_of(policy, silence.when) if silence.when else ()
    return element(
        "details",
        element("summary", "Which answers raise it in the checker"),
        lines_html([*lines, *_days(policy, silence)], kind="reasons"),
        data_search_exclude=True,
    )


def _days(policy: Policy, silence: Silence) -> Iterator[Line]:
    """Yield the day that also raises a silence, once it is past."""
    for dates in (policy.clauses[name].dates for name in silence.clauses if silence.late):
        if dates:
            earlier, later = policy.questions[dates.earlier], policy.questions[dates.later]
            past = f"the {lowered(later.label)} has passed, by your device’s clock"
            counted = f"the day {duration(dates.days)} before {past}, and the {lowered(earlier.label)} is open"
            yield Line(f"Or {past if silence.late == 'later' else counted}", later)
