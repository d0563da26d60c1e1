"""The policy stands in its own files alone: no code, template, script or style sheet repeats an id or a name of it."""

import re
from collections.abc import Iterable

import pytest

from checker.build.places import ROOT, RUNTIME
from checker.engine.model import UNDETERMINED
from checker.pages.glossary import load_glossary
from checker.policy import GLOSSARY, load_policy

POLICY = load_policy()
FOLDERS = {
    "checker": (".py", ".html", ".js", ".mjs"),
    "docs/assets": (".js", ".css"),
}
FILES = sorted(
    path
    for folder, endings in FOLDERS.items()
    for path in (ROOT / folder).rglob("*")
    if path.suffix in endings and RUNTIME not in path.parents
)


def ids() -> Iterable[str]:
    """Yield every id of the policy but the one that is the engine's own."""
    yield from (POLICY.short_name, *POLICY.topics, *POLICY.addressees, *(each.id for each in POLICY.silences))
    yield from (status for status in POLICY.statuses if status != UNDETERMINED)
    for question in POLICY.questions.values():
        yield from (question.id, *(choice.id for choice in question.choices))
    for clause in POLICY.clauses.values():
        yield from (clause.id, *([clause.latest_date.id] if clause.latest_date else []))
    for decision in POLICY.decisions.values():
        yield from (decision.id, *decision.labels)


# An id of several words is no other word; one that is a word of English too is an id where it stands as a value.
_COMPOUND = "|".join(sorted({each for each in ids() if re.search("[-_]", each)}, key=len, reverse=True))
_WORD = "|".join(sorted({each for each in ids() if not re.search("[-_]", each)}))
IDS = re.compile(rf"(?<![\w-])(?:{_COMPOUND})(?![\w-])|([\"'`])(?:{_WORD})\1|=(?:{_WORD})(?=[\]&])")
NAMES = re.compile(
    rf"\b(?:{'|'.join(re.escape(term.term) for term in load_glossary(GLOSSARY, POLICY) if term.long)})(?:’s)?\b"
)
CHOSEN_BY_VALUE = re.compile(r"\[data-(?:value|status|decision|clause|silence)\b")


def uses(text: str) -> list[str]:
    """Return the ids and names of the policy that a text repeats."""
    return [match[0] for pattern in (IDS, NAMES) for match in pattern.finditer(text)]


@pytest.mark.parametrize("path", [path.relative_to(ROOT).as_posix() for path in FILES])
def test_no_file_repeats_an_id_or_a_name(path: str) -> None:
    """No Python, template, script or style sheet has to change when the policy does."""
    text = (ROOT / path).read_text("utf-8")
    assert uses(text) == []
    if path.endswith(".css"):
        assert CHOSEN_BY_VALUE.findall(text) == []


@pytest.mark.parametrize(
    "planted",
    [
        *(
            'decision.value == "barred"',
            "see clause `taxonomy`",
            "::: clause eight-weeks",
            '{"ama_submission_date": 1}',
        ),
        *(
            "[data-shows=met]",
            "checker/#classification=assistive&all=1",
            "A question ready to send to ASE",
            "AMA’s page",
        ),
    ],
)
def test_the_search_finds_what_it_looks_for(planted: str) -> None:
    """The search above is not blind: what is planted is found."""
    assert uses(planted)


def test_the_search_of_style_sheets_finds_what_it_looks_for() -> None:
    """A style sheet that goes by a value, whatever it is called, is found."""
    assert CHOSEN_BY_VALUE.search('.decision[data-value^="will"] .headline {}')
    assert not CHOSEN_BY_VALUE.search('[data-tone="stop"] {}')


def test_the_search_goes_through_every_kind_of_file() -> None:
    """Code, templates, scripts and style sheets are all looked at."""
    assert {path.suffix for path in FILES} >= {".py", ".html", ".js", ".css"}
