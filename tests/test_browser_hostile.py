"""Hostile input, with kept seeds: links, names, dates and the tab's storage, through the real page and the door.

Nothing of it runs, nothing hangs for a second, nothing valid beside it is lost, and what is not valid is told.
"""

import json
import random
import re
from html.parser import HTMLParser
from time import perf_counter
from urllib.parse import quote

import pytest

from checker.browser.door import answer
from checker.engine.model import UNSURE
from tests.checker_page import AT_REST, KEY, checked, choose, opened, ready, value
from tests.shipped import POLICY
from tests.tiers import first_each_time

SEEDS = range(8)
LINKS, SHEETS = 250, 400
"""For each seed: so many links in the page, and sheets through the door."""

DEEPEST = 5_000

ATTACKS = (
    "<img src=x onerror=hacked()>",
    '"><script>hacked()</script>',
    "'-hacked()-'",
    "javascript:hacked()",
    "</textarea><svg onload=hacked()>",
    "<template><script>hacked()</script></template>",
    "{{7*7}}${hacked()}",
    "\u202egpj.exe\u2066",
    "\x00\x01\x7f",
    "\ud83d\ude00" * 50,
    "a" * 5_000,
    "%",
    "%E0%A4%A",
    "../../../etc/passwd",
    "1e999",
    "-0",
    "NaN",
    "9999-99-99",
    "2027-02-30",
    "true\n",
    "[object Object]",
)
KEYS = (
    *("__proto__", "constructor", "hasOwnProperty", "toString", "q-category", "technology", "policy2", "", " ", "💥"),
    *(
        "classification ",
        "Classification",
        "category[]",
        "<b>",
        "on=",
        "a" * 300,
        "data-checker",
        "result",
        "all2",
        "at2",
    ),
)

SELDOM = 0.3

WATCHED = """
window.hacked = () => { window.ran = true; };
window.alert = window.confirm = window.prompt = window.hacked;
window.ran = false;
window.slowest = 0;
"""
FOLLOW = """
(hash) => new Promise((resolve) => {
  const start = performance.now();
  addEventListener("hashchange", () => resolve(start), { once: true }); // after those of the page
  location.hash = hash;
})
"""
SEEN = """
() => {
  const root = document.querySelector("[data-checker]");
  const handlers = [...root.querySelectorAll("*")].flatMap((each) => each.getAttributeNames())
    .filter((name) => name.startsWith("on"));
  return { ran: window.ran, foreign: root.querySelectorAll("script, iframe, object, embed, svg[onload], base").length,
    handlers, images: [...root.querySelectorAll("img")].filter(({ src }) => !src.startsWith(location.origin)).length };
}
"""
CLEAN = {"ran": False, "foreign": 0, "handlers": [], "images": 0}


def valid_answers(draw: random.Random) -> dict[str, str]:
    """Draw some answers as a link has them."""
    found = {}
    for question in draw.sample(list(POLICY.questions.values()), draw.randint(0, 6)):
        choices = ["true", "false"] if question.type == "boolean" else [choice.id for choice in question.choices]
        dates = ["2027-03-01", "2028-02-29"]
        found[question.id] = draw.choice(dates if question.type == "date" else [*choices, UNSURE])
    return found


def encoded(text: str, draw: random.Random) -> str:
    """Return a text as somebody may have written it behind a `#`: each character as it is, or as its bytes."""
    plain = text.encode("utf-8", "replace").decode("utf-8", "replace")
    bare = [char.isalnum() or (draw.random() < SELDOM and char not in "&#=%+") for char in plain]
    return "".join(char if as_it_is else quote(char, safe="") for char, as_it_is in zip(plain, bare, strict=True))


def link_of(draw: random.Random) -> tuple[str, dict[str, str], bool]:
    """Draw a link: its fragment, the valid answers in it, and whether there is anything else in it."""
    good = valid_answers(draw)
    bad = [(draw.choice(KEYS), draw.choice(ATTACKS)) for _ in range(draw.randint(0, 3))]
    bad = [(key, word) for key, word in bad if key.strip() and key.strip().lower() not in good]
    pairs = [(key, value, True) for key, value in good.items()] + [(key, word, False) for key, word in bad]
    draw.shuffle(pairs)
    parts = [f"{key}={word}" if valid else f"{encoded(key, draw)}={encoded(word, draw)}" for key, word, valid in pairs]
    return "&".join(parts), good, bool(bad)


class Elements(HTMLParser):
    """The elements and attributes of markup that the engine has made."""

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that may run something."""
        self.seen += [tag] if tag in {"script", "iframe", "object", "embed", "img", "base", "style", "link"} else []
        self.seen += [name for name, _ in attrs if name.startswith("on")]
        self.seen += [word for name, word in attrs if name == "href" and (word or "").lower().startswith("javascript")]


def anything(draw: random.Random, depth: int = 0) -> object:
    """Draw any value of JSON."""
    plain = [*ATTACKS, None, True, False, 0, -1, 10**30, 1.5, [], {}]
    if depth > 2 or draw.random() < 0.7:
        return draw.choice(plain)
    if draw.random() < 0.5:
        return [anything(draw, depth + 1) for _ in range(draw.randint(0, 4))]
    return {draw.choice(KEYS): anything(draw, depth + 1) for _ in range(draw.randint(0, 4))}


@pytest.mark.parametrize("seed", first_each_time(SEEDS, 1))
def test_the_door(seed: int) -> None:
    """What the worker is asked, however odd, is answered in a moment: valid answers count, and all others are named."""
    draw = random.Random(seed)  # noqa: S311  a kept seed
    for _ in range(SHEETS if seed else 80):
        good = {name: {"true": True, "false": False}.get(word, word) for name, word in valid_answers(draw).items()}
        bad = {draw.choice([*KEYS, *POLICY.questions]): anything(draw) for _ in range(draw.randint(0, 4))}
        bad = {key: word for key, word in bad.items() if key not in good}
        request = {"answers": good | bad, "name": draw.choice(ATTACKS), "today": draw.choice(["2026-11-23", *ATTACKS])}
        start = perf_counter()
        response = json.loads(answer(json.dumps(request)))
        assert perf_counter() - start < 1, request
        read = response["assessment"]["answers"]
        assert {name: read.get(name) for name in good} == good
        allowed = {name for name, word in bad.items() if name in POLICY.questions and read.get(name) == word}
        empty = {name for name, word in bad.items() if word is None}
        assert {fault["question"] for fault in response["faults"]} >= bad.keys() - allowed - empty
        parser = Elements()
        parser.feed(response["html"])
        assert parser.seen == []


@pytest.mark.parametrize("seed", first_each_time(SEEDS, 1))
def test_links(page, seed: int) -> None:
    """Hundreds of links in one page: each fills in what is valid in it and says what is not, and none runs anything."""
    draw = random.Random(seed)  # noqa: S311  a kept seed
    page.add_init_script(WATCHED)
    opened(page)
    for number in range(LINKS if seed else 15):
        text, good, more_than_that = link_of(draw)
        start = page.evaluate(FOLLOW, f"{text}&at=n{number}")
        page.wait_for_function(AT_REST)
        assert page.evaluate("(start) => performance.now() - start", start) < PATIENT, text
        assert {name: word for name, word in checked(page).items() if name in good} == good, text
        if more_than_that:
            assert page.locator("[data-notice]:visible").count() > 0, text
    assert page.evaluate(SEEN) == CLEAN
    page.evaluate(FOLLOW, f"policy={POLICY.version}&category=other&all=1")
    page.wait_for_function(AT_REST)
    choose(page, "fda_process_begun", "false")
    assert value(page, "discussion") == "barred"


PATIENT = 20_000
"""Milliseconds: a hang, on however busy a machine; what is usual is thirty."""


class TestTyping:
    @pytest.mark.parametrize("attack", first_each_time(ATTACKS, 3))
    def test_a_name_is_shown_as_it_was_typed(self, checker, attack: str) -> None:
        """Whatever is typed as the name of the technology is text above the result, and in the text to copy."""
        checker.evaluate(WATCHED)
        checker.locator('[name="technology"]').fill(attack)
        checker.wait_for_function(AT_REST)
        assert checker.evaluate(SEEN) == CLEAN

    @pytest.mark.parametrize("attack", first_each_time([each for each in ATTACKS if each != "-0"], 3))
    def test_what_is_no_date_is_told_and_stays(self, checker, attack: str) -> None:
        """Whatever else is typed into a date stays there, with a word beside it, and counts as no answer."""
        checker.evaluate(WATCHED)
        field = checker.locator('[name="ama_submission_date"]')
        field.fill(attack)
        typed = field.input_value()
        field.press("Tab")
        checker.wait_for_function(AT_REST)
        assert field.input_value() == typed
        if typed.strip():
            assert checker.locator("#q-ama_submission_date [data-fault]").inner_text().strip()
        assert checker.evaluate(SEEN) == CLEAN


STORED = [
    '{"controls": {"__proto__": {"polluted": "yes"}, "constructor": "x"}}',
    '{"policy": "0123456789ab", "controls": {"asked_before": "true", "classification": "autonomous"}, "name": 5}',
    "",
    "no JSON",
    "null",
    "5",
    "[]",
    '{"controls": 5}',
    '{"controls": {"classification": 5, "category": "category_i"}}',
    '{"policy": {}, "controls": {"fda_process_begun": "<img src=x onerror=hacked()>"}}',
    '{"previous": 5, "opened": {"cut": true}, "cleared": []}',
    json.dumps({"controls": {"classification": "autonomous"}, "name": "<script>hacked()</script>" * 1000}),
    "[" * DEEPEST,
]


@pytest.mark.parametrize("stored", first_each_time(STORED, 1))
def test_the_tab_s_storage(page, stored: str) -> None:
    """Whatever an older or hostile version left in the tab, pages and checker start, and what is valid counts."""
    page.goto("about/")
    page.evaluate("([key, text]) => sessionStorage.setItem(key, text)", [KEY, stored])
    page.add_init_script(WATCHED)
    opened(page)
    ready(page)
    assert page.evaluate(SEEN) == CLEAN
    assert page.evaluate("({}).polluted") is None
    if '"classification": "autonomous"' in stored:
        assert checked(page)["classification"] == "autonomous"
    if "asked_before" in stored:
        assert re.search("asked_before|earlier|another version", page.locator(".notice:visible").first.inner_text())
    choose(page, "fda_process_begun", "false")
    assert value(page, "discussion") == "barred"
