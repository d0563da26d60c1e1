"""Words for the keys of a policy file, for saying what is written differently.

In: keys that differ, such as `text` or `row.when`.  Out: words.  Must not show a key.
"""

from collections.abc import Iterable, Mapping

_WORDS: Mapping[str, str] = {
    "text": "the source’s words",
    "heading": "the source’s heading",
    "number": "the number",
    "title": "the title",
    "topic": "the topic",
    "addressed_to": "whom it is addressed to",
    "force": "its force",
    "reading": "our reading",
    "not_read_as": "what it is not to be read as",
    "because": "why it is read so",
    "part": "how far the rules go into its words",
    "link": "the addresses of links, and the notes on them",
    "dates": "the words about its dates",
    "latest_date": "the day that is counted back",
    "row": "the rule",
    "row.says": "the words of the results",
    "row.headline": "the headlines of the results",
    **dict.fromkeys(
        (f"row.{key}" for key in ("word", "brief", "title", "lead", "in_place", "open", "depends", "denies")),
        "the words of the results",
    ),
    "row.things": "what is listed beside the results",
    "when": "the condition",
    "says": "what is said of it",
    "ask": "the question’s wording",
    "about": "the question as part of a sentence",
    "open": "the words while it is open",
    "help": "what counts",
    "more": "what counts",
    "under": "where it stands in the form",
    "why": "why it is asked",
    "no": "the words for no",
    "label": "the label",
    "type": "how it is answered",
    "clause": "the clause that it comes from",
    "clauses": "the clauses near it",
    "value": "what it can be",
    "value.label": "the words for what it can be",
    "value.help": "the help with the answers",
    "word": "the word that is shown",
    "tone": "how it looks",
    "row.tone": "how the results look",
    "value.tone": "how what it can be looks",
    "blocking_value": "which value stands in the way",
    "blocking_title": "the words over what stands in the way",
    "also_blocking": "the words over what would stand in the way too",
    "disclaimer": "the disclaimer",
    "in_short": "the disclaimer",
    "advice": "the list of what to do",
    "section": "the parts of the form",
    "facts": "the facts from outside that it rests on",
    "row.clauses": "the clauses that the results rest on",
    "caution": "what to look at before writing",
    "publisher": "the words for whoever the text is from",
    "short_name": "the names of saved files",
    "undetermined": "the words for what is still open",
}


def changed_words(keys: Iterable[str]) -> str:
    """Return words for keys, without duplicates."""
    words = (_WORDS.get(key) or _WORDS.get(key.partition(".")[0], "other particulars") for key in keys)
    return ", ".join(dict.fromkeys(words))
