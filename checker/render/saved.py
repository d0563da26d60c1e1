"""A result as JSON that a person keeps: everything that was said, and the answers to load again.

In: a View, its assessment, and when it was made.  Out: what JSON can hold.
Must name every question, so that "not sure" and "not answered" are told apart.
"""

from typing import Any

from checker.engine.assess import Assessment
from checker.render.made import Made
from checker.render.source import plain_words_of
from checker.render.view import View

OTHER_VERSION = (
    "The answers are from a file that was saved under another version of the text or the rules. "
    "What follows is what this version says of them."
)


def stem(short_name: str) -> str:
    """Return what the names of files begin with that are saved under a policy of this short name."""
    return f"{short_name}-self-assessment"


def format_of(short_name: str) -> str:
    """Return what a saved file says it is: of which policy, and in which version of its shape."""
    return f"{stem(short_name)}/1"


def saved_json(view: View, assessment: Assessment, made: Made) -> dict[str, Any]:
    """Return the file's content.

    `answers` holds every question: `true` or `false`, a listed value, a day, "unsure", or null where unanswered.
    `assessment` is the assessment in its public form; the rest says in words what it comes to.
    """
    given = assessment.answers.given
    return {
        "format": format_of(view.short_name),
        "note": view.disclaimer,
        "title": view.title,
        "name": view.name,
        "made": made.day,
        "link": made.link,
        "fingerprint": view.fingerprint,
        "answers": {question.id: given.get(question.id) for question, _ in view.answers},
        "in_words": {
            "answers": [{"question": question.ask, "answer": answer} for question, answer in view.answers],
            "decisions": [
                {
                    "title": each.title,
                    "ask": each.ask,
                    "says": each.headline,
                    "grounds": [says for _, says in each.grounds],
                    "open": [question.ask for question in each.open],
                }
                for each in view.decisions
            ],
            "clauses": [
                {
                    "number": each.clause.number,
                    "title": each.clause.title,
                    "text": plain_words_of(each.clause),
                    "status": each.word,
                    "detail": each.detail,
                }
                for each in view.findings
            ],
            "silences": [
                {"title": each.title, "says": each.says, "question_to_send": each.ask}
                for each in (*view.silences, *view.silences_always)
            ],
            "conflicts": [each.detail for each in view.conflicts],
        },
        "assessment": assessment.as_json(),
    }
