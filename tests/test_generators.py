"""The same tree builds twice to the same bytes, and with Material's successor to the same site."""

import hashlib
import re
from collections import Counter
from pathlib import Path
from urllib.parse import urljoin

import pytest

from checker.build.serving import served
from tests.addresses import all_ids, places_of
from tests.checker_page import choose, follow, forget, fragment, opened, status, value
from tests.checkout import build_site, checkout
from tests.shipped import CASES_TABLE
from tests.test_browser_security import META, VIOLATIONS, polled
from tests.words_on_pages import article, words_of

LOOKS = """
() => [...document.querySelectorAll(".checker-form, .checker-result, .option, .tag, h1")].map((each) => {
  const { fontFamily, fontSize, color, backgroundColor } = getComputedStyle(each);
  const { width, height } = each.getBoundingClientRect();
  return [each.className, fontFamily, fontSize, color, backgroundColor, Math.round(width), Math.round(height)];
})
"""

pytestmark = pytest.mark.thorough

OF_A_GENERATOR = re.compile(
    r"assets/(javascripts|stylesheets|images)/|search|sitemap|service-worker\.js$|_headers$|assets/_mkdocstrings\.css$"
)
"""What each generator ships of its own, and what is made from that."""

OF_A_THEME = {"__toc"}
"""Places that only a theme's own controls use."""


@pytest.fixture(scope="module")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site with Zensical."""
    return build_site(checkout(tmp_path_factory.mktemp("zensical")), "zensical")


def pages_of(site: Path) -> dict[str, Path]:
    """Return the pages of a site by their addresses."""
    return {f"{file.parent.relative_to(site).as_posix()}/": file for file in sorted(site.rglob("index.html"))}


def files_of(site: Path) -> dict[str, str]:
    """Return a digest of each file of a site."""
    files = (file for file in sorted(site.rglob("*")) if file.is_file())
    return {file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def links_of(address: str, file: Path) -> Counter[str]:
    """Return where the links of a page's article lead, below a site at `http://site/`."""
    links = (
        each.attributes.get("href") for each in article(file.read_text("utf-8")).all() if each.tag in {"a", "link"}
    )
    return Counter(urljoin(f"http://site/{address}", link) for link in links if link)


def test_two_builds_in_two_folders_give_the_same_bytes(tmp_path: Path) -> None:
    """Whoever builds a commit anywhere gets every file of the site, byte for byte."""
    (tmp_path / "deeper").mkdir()
    first, second = (
        files_of(build_site(checkout(folder), SOURCE_DATE_EPOCH="1800000000"))
        for folder in (tmp_path / "one", tmp_path / "deeper" / "two")
    )
    assert len(first) > 100
    assert first == second


def test_another_text_gives_other_bytes(tmp_path: Path, site_dir: Path) -> None:
    """A word changed on one page is seen: the control."""
    folder = checkout(tmp_path / "one")
    page = folder / "docs" / "how.md"
    page.write_text(page.read_text("utf-8").replace("No person", "Nobody", 1), "utf-8")
    assert files_of(build_site(folder))["how/index.html"] != files_of(site_dir)["how/index.html"]


class TestZensical:
    def test_has_the_same_pages_and_files(self, site_dir: Path, other: Path) -> None:
        """Every page and file is at the same address; files that are not pages have the same bytes."""
        ours, theirs = (
            {name: digest for name, digest in files_of(site).items() if not OF_A_GENERATOR.match(name)}
            for site in (site_dir, other)
        )
        assert ours.keys() == theirs.keys()
        differing = [name for name in ours if ours[name] != theirs[name] and not name.endswith(".html")]
        assert differing == []

    def test_has_the_same_words_places_and_links(self, site_dir: Path, other: Path) -> None:
        """Each page has the same words in its article, the same places, and links that lead to the same addresses."""
        pages, others = pages_of(site_dir), pages_of(other)
        assert len(pages) > 30
        for address, file in pages.items():
            ours, theirs = (article(each.read_text("utf-8")) for each in (file, others[address]))
            assert words_of(theirs).split() == words_of(ours).split(), address
            assert all_ids(file) - all_ids(others[address]) <= OF_A_THEME, address
            assert places_of(others[address]) == places_of(file), address
            assert links_of(address, others[address]) == links_of(address, file), address

    def test_has_the_policy_in_every_page(self, other: Path) -> None:
        """The content security policy is one, and in every page."""
        found = {META.search(page.read_text("utf-8"))[1] for page in other.rglob("*.html")}
        assert len(found) == 1
        assert "default-src 'none'" in found.pop()

    def test_answers_in_the_browser(self, new_context, other: Path) -> None:
        """The checker starts, and the first worked case of each class comes out as written; a choice counts."""
        with served(other, base="/a/base/") as address:
            page = opened(new_context(base_url=address, service_workers="block").new_page())
            for number, case in enumerate(CASES_TABLE[::10]):
                follow(page, fragment(case.answers, at=f"none-{number}"))
                for name, wanted in case.expected.get("findings", {}).items():
                    assert status(page, name) == wanted, case.says
            forget(page)
            choose(page, "fda_process_begun", "false")
            assert value(page, "discussion") == "barred"

    def test_breaks_the_policy_only_where_that_is_known(self, new_context, other: Path) -> None:
        """Of what a page and the search do, the policy refuses one style, as CONTRIBUTING says, and nothing else."""
        with served(other, base="/a/base/") as address:
            page = polled(new_context(base_url=address, service_workers="block", bypass_csp=False).new_page())
            page.add_init_script(VIOLATIONS)
            page.goto("about/")
            page.locator(".md-search__button").click()
            page.keyboard.type("Roundtable")
            page.locator("a:not(.md-nav__link)[href*='procedures/']:visible").first.wait_for()
            assert set(page.evaluate("window.violations")) == {"style-src-elem: inline"}

    def test_looks_the_same(self, new_context, site_dir: Path, other: Path) -> None:
        """Our styles apply: what is ours has the same place, font and colors beside either generator's theme."""
        looks = []
        for site in (site_dir, other):
            with served(site, base="/a/base/") as address:
                page = opened(new_context(base_url=address, service_workers="block").new_page())
                looks.append(page.evaluate(LOOKS))
        assert looks[0] == looks[1]

    @pytest.mark.parametrize(
        ("word", "topic"),
        [("Roundtable", "before-you-file"), ("workflow efficiency", "assistive"), ("interfere", "augmentative")],
    )
    def test_its_search_finds_the_same_clauses(self, new_context, site_dir: Path, other: Path, word, topic) -> None:
        """With either generator a word of the text leads to the page of its clause."""
        for site in (site_dir, other):
            with served(site, base="/a/base/") as address:
                page = new_context(base_url=address, service_workers="block").new_page()
                page.goto("about/")
                page.locator(".md-search__input, .md-search__button").first.click()
                page.keyboard.type(word)
                page.locator(f"a:not(.md-nav__link)[href*='procedures/{topic}/']:visible").first.wait_for()
