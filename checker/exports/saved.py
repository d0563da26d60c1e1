"""A result as a saved JSON file: everything that it says, and the answers, which can be loaded again.

In: a View, its assessment, and its provenance.  Out: JSON values.
Must contain every question, so that "not sure" and "not answered" can be distinguished.
"""

from typing import Any

from checker.engine.assess import Assessment
from checker.sentences.provenance import Provenance
from checker.sentences.source import plain_words_of
from checker.sentences.view import View

OTHER_VERSION = (
    "The answers are from a file that was saved under another version of the text or the rules. "
    "What follows is what this version says of them."
)


def stem(short_name: str) -> str:
    """Return the beginning of the names of saved files, for a policy of this short name."""
    return f"{short_name}-self-assessment"


def format_of(short_name: str) -> str:
    """Return the format that a saved file declares: the policy's short name, and the number of the format."""
    return f"{stem(short_name)}/1"


def saved_json(view: View, assessment: Assessment, provenance: Provenance) -> dict[str, Any]:
    """Return the file's content.

    `answers` holds every question: `true` or `false`, a listed value, a day, "unsure", or null if unanswered.
    `assessment` is the assessment in its public form; the rest is the same in words.
    """
    given = assessment.answers.given
    return {
        "format": format_of(view.short_name),
        "note": view.disclaimer,
        "title": view.title,
        "name": view.name,
        "made": provenance.day,
        "link": provenance.link,
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
            "before_you_write": view.caution.says if view.caution else None,
            "conflicts": [each.detail for each in view.conflicts],
        },
        "assessment": assessment.as_json(),
    }
