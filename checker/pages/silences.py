"""The page of everything that the text does not say.

In: a policy.  Out: markup: each silence with its clauses, a question to send, and the answers that raise it.
Must not name a person or an address to send a question to.
"""

from checker.engine.model import Policy, Silence
from checker.result.conditions import Line, lines_of
from checker.result.folds import near, question_to_send
from checker.result.html import Markup, element, join
from checker.result.parts import lines_html, pointer


def silences_html(policy: Policy) -> Markup:
    """Return the silences, each under its title, after what to know before writing to the publisher."""
    writing = policy.writing
    first = element("p", pointer(writing.caution, before=writing.first), class_="caution") if writing else ""
    sections = (
        element(
            "section",
            element("h2", silence.title, id=silence.id),
            element("p", silence.says, near(policy, silence)),
            question_to_send(silence, silence.id),
            _raised_by(policy, silence),
            class_="silence",
        )
        for silence in policy.silences.values()
    )
    return join([first, *sections])


def _raised_by(policy: Policy, silence: Silence) -> Markup:
    if silence.always:
        return element("p", "Listed with every result of the checker.", class_="cited")
    lines = [Line(f"{policy.questions[name].label}: any answer", policy.questions[name]) for name in silence.answered]
    return element(
        "details",
        element("summary", "Which answers raise it in the checker"),
        lines_html([*lines, *(lines_of(policy, silence.when) if silence.when else ())], kind="reasons"),
        class_="why",
    )
