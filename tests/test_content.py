"""What the pages promise: they say what they must, never what they must not, and can be read."""

import re
from itertools import product
from pathlib import Path

import pytest

from checker.engine.model import Silence
from checker.policy import load_policy

DOCS = Path(__file__).parent.parent / "docs"
PAGES = {path.relative_to(DOCS).as_posix(): path.read_text("utf-8") for path in sorted(DOCS.rglob("*.md"))}
STYLE = (DOCS / "assets/site.css").read_text("utf-8")
POLICY = load_policy()

pages = pytest.mark.parametrize("page", PAGES)

# Words that would say more than the text does, or show what is an identifier.
EXCESS = re.compile(
    r"(?<![\w-])("
    r"(in)?eligible|complian(t|ce)|approved|passed|rejected|denied|prohibited|forbidden|mandatory|guaranteed"
    r"|deadline|too late|must|endorsed|levels? i+|not_met|not_barred|barred"
    r")(?![\w-])",
    re.IGNORECASE,
)


@pages
def test_no_page_uses_a_word_that_says_more_than_the_text(page: str) -> None:
    """No page speaks of outcomes, limits or duties that the text does not know, but in quotation marks."""
    assert [match[0] for match in EXCESS.finditer(re.sub("“[^”]+”", "", PAGES[page]))] == []


@pytest.mark.parametrize("sentence", ["It is not eligible.", "You must tell ASE.", "Rejected: level II"])
def test_the_check_of_words_finds_what_it_looks_for(sentence: str) -> None:
    """The check above is not blind."""
    assert EXCESS.search(sentence)


@pages
def test_every_page_ends_with_its_sources(page: str) -> None:
    """The last block of every page names its grounds, and nothing follows it."""
    _, heading, grounds = PAGES[page].rpartition('??? why rests "Sources"\n')
    assert heading
    assert "**Ours**: " in grounds or "**You**: " in grounds
    assert all(line.startswith("    ") for line in grounds.splitlines() if line)


@pages
def test_every_page_has_a_title_and_a_description(page: str) -> None:
    """A page can be told apart in a list of results."""
    assert re.match(
        r"---\ntitle: .+\ndescription: .+\n(\w+:\n  .+\n)*---\n\n# .+\n",
        PAGES[page],
    )


REFUSES = re.compile(r"\b(cannot|will not)\b")
QUOTED = re.compile(r"“([^”]+)”")


@pytest.mark.parametrize("silence", POLICY.silences.values(), ids=lambda silence: silence.id)
def test_a_question_ready_to_send_stands_alone_and_quotes_the_text(silence: Silence) -> None:
    """A question names the text, quotes its clauses to the letter, asks, and names nobody to send it to."""
    source = " ".join(f"{clause.heading} {clause.text}" for clause in POLICY.clauses.values())
    near = " ".join(POLICY.clauses[each].text for each in silence.clauses)
    quoted = [words.removesuffix(".") for words in QUOTED.findall(silence.ask)]
    assert silence.ask.startswith(f"The {POLICY.title} ")
    assert silence.ask.endswith("?")
    assert [words for words in quoted if words not in source.replace("[", "").replace("]", "")] == []
    assert not silence.clauses or any(words in near for words in quoted)
    assert not re.search(r"@|https?:|www\.|mailto|\n", silence.ask)
    assert not EXCESS.search(silence.ask)


def test_the_page_on_results_uses_the_words_that_results_use() -> None:
    """The table of what a clause can come to has the words of the policy, all of them, in order."""
    shown = re.findall(r"^\| \*\*(.+?)\*\* \|", PAGES["how.md"], re.MULTILINE)
    assert shown == [status.word for status in POLICY.statuses.values()]


@pytest.mark.parametrize("anchor", ["assistive", "augmentative", "autonomous"])
def test_the_three_classes_keep_their_addresses(anchor: str) -> None:
    """The page for visitors from Appendix S has one published place for each class."""
    assert f"{{#{anchor}}}" in PAGES["appendix-s.md"]


def test_the_color_of_warning_is_for_what_is_flatly_refused() -> None:
    """Only a clause that says “cannot” or “will not” looks like a warning: no advice, no request, nothing else."""
    warning = {clause.id for clause in POLICY.clauses.values() if any(row.tone == "stop" for row in clause.rule.rows)}
    rows = [row for decision in POLICY.decisions.values() for row in decision.rule.rows]
    warning |= {clause for row in rows if row.tone == "stop" for clause in row.clauses}
    assert warning
    assert [each for each in warning if not REFUSES.search(POLICY.clauses[each].text)] == []
    assert "stop" not in {status.tone for status in POLICY.statuses.values()}


# Colours

_LIGHT, _DARK = re.findall(r"\{([^}]*--site-paper: #[0-9a-f]{6}[^}]*)\}", STYLE)
COLOURS = {
    scheme: dict(re.findall(r"--site-([a-z-]+): (#[0-9a-f]{6});", block))
    for scheme, block in (("light", _LIGHT), ("dark", _DARK))
}
PAPERS = ("paper", "raised", "quote-paper", "link-paper", "strong-paper", "silent-paper")
WORDS = (
    *product(("ink", "ink-soft", "link", "strong"), PAPERS),
    *product(("silent",), ("paper", "silent-paper")),
    *(("brand-ink", "brand"), ("paper", "link"), ("paper", "strong")),
)
EDGES = (*product(("edge", "strong"), PAPERS[:2]), ("brand-ink", "brand"))


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels]
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize(
    ("scheme", "front", "back", "least"),
    [
        *((scheme, *pair, 4.5) for scheme, pair in product(COLOURS, WORDS)),
        *((scheme, *pair, 3.0) for scheme, pair in product(COLOURS, EDGES)),
    ],
)
def test_colours_can_be_told_apart(scheme: str, front: str, back: str, least: float) -> None:
    """Words reach 4.5:1 and edges 3:1, in light and in dark."""
    low, high = sorted(_luminance(COLOURS[scheme][name]) for name in (front, back))
    assert (high + 0.05) / (low + 0.05) >= least
