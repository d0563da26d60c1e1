"""The states of all questions for the given answers, hidden in the result; the form shows them beside each question.

In: a View.  Out: a hidden list.  Must not say anything that the sentences do not say.
"""

from checker.markup.html import Markup, element
from checker.sentences.asked import STATE_WORDS, asked_now, state_of
from checker.sentences.view import View


def asked_html(view: View) -> Markup:
    """Return the state of each question, and what it can still change for the given answers."""
    return element(
        "ul",
        *(
            element(
                "li",
                element("span", STATE_WORDS[state]),
                element("span", asked_now(view, question, answer)),
                element("span", answer if question.type == "date" and question.id in view.answered else ""),
                data_asked=question.id,
                data_state=state,
            )
            for question, answer in view.answers
            for state in (state_of(view, question),)
        ),
        data_part="asked",
        hidden=True,
    )
