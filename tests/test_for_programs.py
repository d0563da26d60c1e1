"""What programs read: the policy and its schemas, the feed, the guide, and what pasted links are shown with."""

import hashlib
import json
import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import date
from html import unescape
from pathlib import Path

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker
from PIL import Image

from checker import assess, read_answers
from checker.build.for_programs import feed
from checker.build.published import record_policy
from checker.build.schemas import schemas_of
from checker.build.social import draw_social_picture
from checker.pages.versions import anchor, changes
from checker.policy import load_policy
from checker.verify.reference import Reference, as_json
from tests.conftest import PUBLISHED_AT
from tests.own_policy import CASES_TABLE, DOCUMENT, POLICY, PROCEDURES
from tests.shipped import POLICY as SHIPPED
from tests.words_on_pages import article, words_of

SCHEMAS = {
    name: Draft202012Validator(schema, format_checker=FormatChecker()) for name, schema in schemas_of(POLICY).items()
}
KNOWN = "https://example.org/published/here/"


def assessed(answers: dict) -> dict:
    """Return an assessment as JSON."""
    return json.loads(json.dumps(assess(POLICY, read_answers(POLICY, answers)[0]).as_json()))


class TestSchemas:
    @pytest.mark.parametrize("name", SCHEMAS)
    def test_each_is_itself_valid(self, name: str) -> None:
        """Each schema is one of draft 2020-12, and every object that it describes completely is closed."""
        Draft202012Validator.check_schema(SCHEMAS[name].schema)

    def test_every_worked_case_is_accepted(self) -> None:
        """Answers and assessment of every worked case fit their schemas."""
        for case in CASES_TABLE:
            SCHEMAS["answers"].validate(dict(case.answers))
            SCHEMAS["assessment"].validate(assessed(case.answers))

    @pytest.mark.thorough
    def test_every_way_of_answering_is_accepted(self) -> None:
        """Every assessment that verifying goes through fits the schema."""
        sheets = [sheet for target in Reference(DOCUMENT).targets for sheet in target.partial_sheets()]
        assert len(sheets) > 3000
        for sheet in sheets:
            SCHEMAS["answers"].validate(as_json(sheet))
            SCHEMAS["assessment"].validate(assessed(as_json(sheet)))

    @given(
        name=st.sampled_from([*POLICY.questions, "unknown"]),
        value=st.one_of(
            st.sampled_from(
                [choice.id for question in POLICY.questions.values() for choice in question.choices]
                + [True, False, None, "unsure", "true", 1, 0, 1.0, "", [], {}]
            ),
            st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)).map(date.isoformat),
            st.sampled_from(["2027-02-30", "2027-2-3", "2027-01-01T00:00", "March 1, 2027"]),
        ),
    )
    def test_answers_are_accepted_exactly_where_the_engine_takes_them(self, name: str, value: object) -> None:
        """The schema refuses what the engine refuses, and nothing else."""
        _, faults = read_answers(POLICY, {name: value})
        assert SCHEMAS["answers"].is_valid({name: value}) is not bool(faults)

    def test_every_broken_assessment_is_refused(self) -> None:
        """An assessment that lacks a key, has one too many, or has a value that is none of the policy's is refused."""
        whole = assessed(next(dict(case.answers) for case in CASES_TABLE if assessed(case.answers)["conflicts"]))
        broken = list(damaged(whole))
        assert len(broken) > 100
        assert [where for where, each in broken if SCHEMAS["assessment"].is_valid(each)] == []


def damaged(whole: dict) -> Iterator[tuple[str, dict]]:
    """Yield copies of an assessment, each damaged at one place, with the place."""

    def places(value: object, path: tuple = ()) -> Iterator[tuple]:
        yield path
        for key, inside in (
            value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        ):
            yield from places(inside, (*path, key))

    for path in places(whole):
        if not path or path[0] == "answers":
            continue
        *above, last = path
        free = last == "detail" or (last == "title" and path[0] != "policy")
        for what, damage in (
            ("is a number", lambda holder, key: holder.__setitem__(key, 7)),
            ("is unknown", lambda holder, key: holder.__setitem__(key, "unknown words")),
            ("is gone", lambda holder, key: holder.pop(key)),
            ("has one more", lambda holder, key: holder[key].__setitem__("more", 1)),
        ):
            copy = deepcopy(whole)
            holder = copy
            for key in above:
                holder = holder[key]
            if (what == "has one more" and not isinstance(holder[last], dict)) or (what == "is unknown" and free):
                continue
            if what == "is gone" and isinstance(holder, list) and above != ["findings"]:
                continue  # a list of ids may be shorter
            damage(holder, last)
            yield f"{'.'.join(map(str, path))} {what}", copy


class TestThePolicyAsData:
    def test_it_is_what_answers(self, site_dir: Path) -> None:
        """`policy.json` has the fingerprint of the policy that answers, which is that of its content, and its shape."""
        published = json.loads((site_dir / "policy.json").read_text("utf-8"))
        schema = json.loads((site_dir / "schemas" / "policy.schema.json").read_text("utf-8"))
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(published)
        canonical = json.dumps(published["policy"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == published["fingerprint"] == SHIPPED.fingerprint
        assert {each["id"] for each in published["policy"]["clause"]} == SHIPPED.clauses.keys()
        assert all(fact["sources"] and fact["looked_up"] for fact in published["facts"])

    def test_the_control_what_is_missing_is_refused(self, site_dir: Path) -> None:
        """A policy without its clauses, or a fact without its source, does not fit the schema."""
        published = json.loads((site_dir / "policy.json").read_text("utf-8"))
        validator = Draft202012Validator(json.loads((site_dir / "schemas" / "policy.schema.json").read_text("utf-8")))
        for damage in (
            lambda each: each["policy"].pop("clause"),
            lambda each: each["policy"]["clause"][0].pop("text"),
            lambda each: each["facts"][0].update(sources=[]),
            lambda each: each.update(fingerprint="1234"),
        ):
            copy = deepcopy(published)
            damage(copy)
            assert not validator.is_valid(copy)

    @pytest.mark.parametrize("page", ["machines.md"])
    def test_the_examples_of_the_page_run(self, site_dir: Path, monkeypatch, capsys, page: str) -> None:
        """Every example in Python on the page for programs runs beside the published files, and says something."""
        monkeypatch.chdir(site_dir)
        text = (Path(__file__).parent.parent / "docs" / page).read_text("utf-8")
        examples = re.findall(r"```python\n(.+?)```", text, re.DOTALL)
        assert examples
        for example in examples:
            exec(compile(example, page, "exec"), {})  # noqa: S102  our own page
            assert capsys.readouterr().out


class TestTheFeed:
    def test_it_is_valid_and_has_every_version(self, site_dir: Path) -> None:
        """The published feed can be read, and has an entry for each version, the latest first."""
        read = feedparser.parse((site_dir / "feed.xml").read_bytes())
        assert not read.bozo
        assert read.version == "atom10"
        assert [each.title for each in read.entries] == [f"Version {each.version.name}" for each in changes()]
        assert read.feed.title.startswith(SHIPPED.title)

    def test_a_change_is_told_as_comparing_finds_it(self, tmp_path: Path) -> None:
        """Where there are two versions the later comes first and says what differs; links and ids are whole."""
        text = PROCEDURES.read_text("utf-8")
        changed = text.replace("at least 56 days before", "at least 70 days before")
        assert changed != text
        (tmp_path / "new").mkdir()
        (tmp_path / "new" / "procedures.toml").write_text(changed, "utf-8")
        folder = tmp_path / "records"
        record_policy(folder, PROCEDURES, day=date(2027, 2, 3))
        record_policy(folder, tmp_path / "new" / "procedures.toml", day=date(2027, 5, 6))
        latest, first = found = changes(folder)
        assert (first.differs, latest.version.day) == (None, date(2027, 5, 6))
        assert any(each.startswith("Results move: ") for each in latest.differs)
        read = feedparser.parse(feed(POLICY, found, KNOWN))
        assert not read.bozo
        assert [each.link for each in read.entries] == [
            f"{KNOWN}changes/#{anchor(each.version)}" for each in (latest, first)
        ]
        assert "Results move: " in read.entries[0].summary
        assert len({each.id for each in read.entries} | {read.feed.id}) == 3
        assert feed(POLICY, found, KNOWN) == feed(POLICY, found, KNOWN)

    def test_the_page_of_changes_has_what_the_feed_has(self, site_dir: Path) -> None:
        """Each version has its place on the page of changes, by its fingerprint."""
        page = (site_dir / "changes" / "index.html").read_text("utf-8")
        assert [f'id="{anchor(each.version)}"' in page for each in changes()] == [True] * len(changes())
        assert load_policy().fingerprint.startswith(changes()[0].version.name)


def test_the_guide_leads_to_every_page(site_dir: Path) -> None:
    """Each link of `llms.txt` leads to a page or file of the site, and every page in the navigation is there."""
    text = (site_dir / "llms.txt").read_text("utf-8")
    links = [link.removeprefix(PUBLISHED_AT) for link in re.findall(r"\]\(([^)]+)\)", text)]
    assert all((site_dir / link).exists() for link in links)
    pages = {
        f"{page.parent.relative_to(site_dir).as_posix()}/".removeprefix("./") for page in site_dir.rglob("index.html")
    }
    assert {link.removeprefix("./") for link in links if not link or link.endswith("/")} == pages
    assert text.startswith(f"# {SHIPPED.title}\n")


class TestPastedLinks:
    def test_every_page_has_its_names(self, known_site: Path) -> None:
        """Where the address is known every page says its own, its title, what it says, and a picture that is there."""
        for page in known_site.rglob("index.html"):
            head = page.read_text("utf-8").partition("</head>")[0]
            named = {
                name: unescape(value) for name, value in re.findall(r'property="og:([a-z:_]+)" content="([^"]+)"', head)
            }
            assert {"title", "type", "image", "url", "description", "site_name", "image:alt"} <= named.keys(), page
            place = page.parent.relative_to(known_site).as_posix()
            assert named["url"] == f"{KNOWN}{place}/".replace("/./", "/")
            assert f'<link rel="canonical" href="{named["url"]}">' in head
            picture = known_site / named["image"].removeprefix(KNOWN)
            with Image.open(picture) as opened:
                assert opened.size == (1200, 630)
        sitemap = (known_site / "sitemap.xml").read_text("utf-8")
        assert all(f"<loc>{KNOWN}clauses/{clause}/</loc>" in sitemap for clause in SHIPPED.clauses)

    def test_without_an_address_none_is_made_up(self, unknown_site: Path) -> None:
        """Where the address is not known nothing that needs it is there, and the rest is."""
        for page in unknown_site.rglob("index.html"):
            head = page.read_text("utf-8").partition("</head>")[0]
            assert not re.search(r'rel="canonical"|og:url|og:image', head), page
            assert 'property="og:title"' in head

    def test_the_picture_is_the_same_every_time(self, tmp_path: Path, site_dir: Path) -> None:
        """The same policy gives the same picture, byte for byte."""
        draw_social_picture(SHIPPED, tmp_path / "social.png")
        assert (tmp_path / "social.png").read_bytes() == (site_dir / "assets" / "social.png").read_bytes()


def test_the_page_on_links_has_every_key_and_answer(site_dir: Path) -> None:
    """Whoever writes a link finds each question with each of its answers, as a link has them."""
    page = article((site_dir / "linking" / "index.html").read_text("utf-8"))
    rows = [[words_of(cell) for cell in row.all() if cell.tag == "td"] for row in page.all() if row.tag == "tr"]
    keyed = [(first.split()[-1], answers) for first, answers in filter(None, rows)]
    table = {key: answers for key, answers in keyed if key in SHIPPED.questions}
    assert sorted(table) == sorted(SHIPPED.questions)
    for question in SHIPPED.questions.values():
        answers = [choice.id for choice in question.choices] or (
            ["true", "false"] if question.type == "boolean" else []
        )
        assert [answer for answer in (*answers, "unsure") if answer not in table[question.id]] == []
