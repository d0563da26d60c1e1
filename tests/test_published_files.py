"""What the built site has for programs and for pasted links: the policy as data, and names."""

import hashlib
import json
import re
from html import unescape
from pathlib import Path

from checker.pages.versions import anchor, changes
from checker.policy import load_policy
from tests.shipped import POLICY
from tests.words_on_pages import article, words_of

KNOWN = "https://example.org/published/here/"


class TestThePolicyAsData:
    def test_it_is_what_answers(self, site_dir: Path) -> None:
        """`policy.json` has the fingerprint of the policy that answers, which is that of its content."""
        published = json.loads((site_dir / "policy.json").read_text("utf-8"))
        canonical = json.dumps(published["policy"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        assert hashlib.sha256(canonical.encode()).hexdigest() == published["fingerprint"] == POLICY.fingerprint
        assert {each["id"] for each in published["policy"]["clause"]} == POLICY.clauses.keys()
        assert all(fact["sources"] and fact["looked_up"] for fact in published["facts"])


def test_the_page_of_changes_has_every_version(site_dir: Path) -> None:
    """Each version has its place on the page of changes, by its fingerprint."""
    page = (site_dir / "changes" / "index.html").read_text("utf-8")
    assert [f'id="{anchor(each.version)}"' in page for each in changes()] == [True] * len(changes())
    assert load_policy().fingerprint.startswith(changes()[0].version.name)


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
            assert (known_site / named["image"].removeprefix(KNOWN)).is_file()
        sitemap = (known_site / "sitemap.xml").read_text("utf-8")
        assert all(f"<loc>{KNOWN}clauses/{clause}/</loc>" in sitemap for clause in POLICY.clauses)

    def test_without_an_address_none_is_made_up(self, unknown_site: Path) -> None:
        """Where the address is not known nothing that needs it is there, and the rest is."""
        for page in unknown_site.rglob("index.html"):
            head = page.read_text("utf-8").partition("</head>")[0]
            assert not re.search(r'rel="canonical"|og:url|og:image', head), page
            assert 'property="og:title"' in head


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
