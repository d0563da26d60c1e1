"""Ids and names of the policy are in its own files alone: no code, template, script or style sheet repeats one."""

import re

import pytest

from checker.build.places import ROOT, RUNTIME
from checker.engine.model import UNDETERMINED
from checker.pages.glossary import load_glossary
from checker.policy import GLOSSARY
from tests.shipped import POLICY

ENDINGS = {".py", ".html", ".js", ".mjs", ".css"}
FILES = [
    path.relative_to(ROOT).as_posix()
    for folder in ("checker", "docs/assets")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.suffix in ENDINGS and RUNTIME not in path.parents
]
IDS = {
    *POLICY.clauses,
    *POLICY.questions,
    *POLICY.decisions,
    *POLICY.silences,
    *(choice.id for question in POLICY.questions.values() for choice in question.choices),
    *(clause.dates.latest for clause in POLICY.clauses.values() if clause.dates),
    *(value for decision in POLICY.decisions.values() for value in decision.values),
    *(status for status in POLICY.statuses if status != UNDETERMINED),
}
# An id of several words is no other word; one that is a word of English too is an id where it is quoted as a value.
COMPOUND = "|".join(sorted({each for each in IDS if re.search("[-_]", each)}, key=len, reverse=True))
WORD = "|".join(sorted({each for each in IDS if not re.search("[-_]", each)}))
NAMES = "|".join(re.escape(term.term) for term in load_glossary(GLOSSARY) if term.long)
REPEATED = re.compile(
    rf"(?<![\w-])(?:{COMPOUND})(?![\w-])|([\"'`])(?:{WORD})\1|=(?:{WORD})(?=[\]&])|\b(?:{NAMES})(?:’s)?\b"
)


@pytest.mark.parametrize("path", FILES)
def test_no_file_repeats_an_id_or_a_name(path):
    """No Python, template, script or style sheet has to change when the policy does."""
    assert [match[0] for match in REPEATED.finditer((ROOT / path).read_text("utf-8"))] == []


@pytest.mark.parametrize("planted", ['value == "barred"', "see `taxonomy`", "[data-shows=met]", "AMA’s page"])
def test_a_repeated_id_or_name_is_found(planted):
    """The search finds ids and names in each form in which code could repeat them."""
    assert REPEATED.search(planted)
