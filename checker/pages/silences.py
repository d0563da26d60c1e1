"""The page of everything that the text does not say.

In: a policy.  Out: markup: each silence with its clauses and a question to send.
Must not name a person or an address to send a question to.
"""

from checker.engine.model import Policy
from checker.result.folds import near, question_to_send
from checker.result.markup import Markup, element, join
from checker.result.parts import linked
from checker.result.result import ALWAYS_TITLE


def silences_html(policy: Policy) -> Markup:
    """Return the silences, each under its title, after what to know before writing to the publisher."""
    writing = policy.writing
    first = element("p", linked(f"{writing.first} {writing.caution}")) if writing else ""
    sections = (
        element(
            "section",
            element("h2", silence.title, id=silence.id),
            element("p", f"{ALWAYS_TITLE}.", class_="cited") if silence.always else "",
            element("p", silence.says, near(policy, silence)),
            element("div", question_to_send(silence), data_search_exclude=True),  # it says the same again
        )
        for silence in policy.silences.values()
    )
    return join([first, *sections])
