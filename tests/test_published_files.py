"""What the built site has for programs and for pasted links: the policy as data, the feed, the guide, and names."""

import hashlib
import json
import re
from copy import deepcopy
from html import unescape
from pathlib import Path

import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker
from linkpreview import Link, LinkPreview
from PIL import Image

from checker.build.social import draw_social_picture
from checker.pages.versions import anchor, changes
from checker.policy import load_policy
from tests.conftest import PUBLISHED_AT
from tests.shipped import POLICY
from tests.words_on_pages import article, words_of

KNOWN = "https://example.org/published/here/"


class TestThePolicyAsData:
    def test_it_is_what_answers(self, site_dir: Path) -> None:
        """`policy.json` has the fingerprint of the policy that answers, which is that of its content, and its shape."""
        published = json.loads((site_dir / "policy.json").read_text("utf-8"))
        schema = json.loads((site_dir / "schemas" / "policy.schema.json").read_text("utf-8"))
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(published)
        canonical = json.dumps(published["policy"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == published["fingerprint"] == POLICY.fingerprint
        assert {each["id"] for each in published["policy"]["clause"]} == POLICY.clauses.keys()
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
        assert read.feed.title.startswith(POLICY.title)

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
    assert text.startswith(f"# {POLICY.title}\n")


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
        assert all(f"<loc>{KNOWN}clauses/{clause}/</loc>" in sitemap for clause in POLICY.clauses)

    def test_a_program_that_shows_links_shows_what_the_page_says(self, known_site: Path) -> None:
        """What makes the preview of a pasted link, as chat programs do, finds title, words, picture and name."""
        for page in sorted(known_site.rglob("index.html"))[::4]:
            address = f"{KNOWN}{page.parent.relative_to(known_site).as_posix()}/".replace("/./", "/")
            html = page.read_text("utf-8")
            shown = LinkPreview(Link(address, html))
            title = unescape(re.search(r"<title>(.+?)</title>", html)[1])
            assert title == shown.title or title.startswith(f"{shown.title} - ")
            assert shown.description == unescape(re.search(r'<meta name="description" content="([^"]+)"', html)[1])
            assert shown.absolute_image == f"{KNOWN}assets/social.png"
            assert shown.site_name == f"{POLICY.title}: an independent publication"
        control = LinkPreview(Link(KNOWN, "<title>A page</title>"))
        assert control.image is None

    def test_without_an_address_none_is_made_up(self, unknown_site: Path) -> None:
        """Where the address is not known nothing that needs it is there, and the rest is."""
        for page in unknown_site.rglob("index.html"):
            head = page.read_text("utf-8").partition("</head>")[0]
            assert not re.search(r'rel="canonical"|og:url|og:image', head), page
            assert 'property="og:title"' in head

    def test_the_picture_is_the_same_every_time(self, tmp_path: Path, site_dir: Path) -> None:
        """The same policy gives the same picture, byte for byte."""
        draw_social_picture(POLICY, tmp_path / "social.png")
        assert (tmp_path / "social.png").read_bytes() == (site_dir / "assets" / "social.png").read_bytes()


def test_the_page_on_links_has_every_key_and_answer(site_dir: Path) -> None:
    """Whoever writes a link finds each question with each of its answers, as a link has them."""
    page = article((site_dir / "linking" / "index.html").read_text("utf-8"))
    rows = [[words_of(cell) for cell in row.all() if cell.tag == "td"] for row in page.all() if row.tag == "tr"]
    keyed = [(first.split()[-1], answers) for first, answers in filter(None, rows)]
    table = {key: answers for key, answers in keyed if key in POLICY.questions}
    assert sorted(table) == sorted(POLICY.questions)
    for question in POLICY.questions.values():
        answers = [choice.id for choice in question.choices] or (
            ["true", "false"] if question.type == "boolean" else []
        )
        assert [answer for answer in (*answers, "unsure") if answer not in table[question.id]] == []
