"""The built site: its addresses, links and ids, the source word for word, and what each page must hold."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qsl, urljoin, urlsplit
from xml.etree.ElementTree import Element

import pytest
from markdown import markdown

from checker import read_answers
from checker.build.places import ROOT
from checker.engine.model import LINK, Clause
from checker.pages.clause import denials
from checker.pages.directives import DirectiveError
from checker.policy import load_source
from checker.result.words import SOURCE_MARKS, plain_words_of
from tests.parsed import article, page, parsed, with_class, words
from tests.shipped import POLICY

CLAUSE_PAGES = {f"clauses/{clause}/" for clause in POLICY.clauses}
PAGES = CLAUSE_PAGES | {
    "", "procedures/", "checker/", "appendix-s/", "not-stated/", "how/", "glossary/", "linking/", "changes/",
    "privacy/", "about/",
}  # fmt: skip
CLASSES = {"assistive", "augmentative", "autonomous"}
LINES = [SOURCE_MARKS.sub(lambda match: match[1] or match[2], line.strip(" -")) for line in load_source().splitlines()]
SOURCE = [line for line in LINES if line]
"""The source's lines, without bullets and marks."""

every_clause = pytest.mark.parametrize("clause", POLICY.clauses.values(), ids=lambda clause: clause.id)
every_page = pytest.mark.parametrize("address", sorted(PAGES))


def ids(root: Element) -> list[str]:
    """Return the ids on a page, each as often as it is there."""
    return [each.get("id", "") for each in root.iter() if each.get("id")]


def broken(site: Path, address: str, root: Element) -> list[str]:
    """Return the links of a page that lead to no page, file or place of the site, or fill in what is no answer."""
    found = []
    for link in (each.get("href", "") for each in root.iter("a") if each.get("href")):
        path, _, fragment = link.partition("#")
        if urlsplit(link).scheme or link.startswith("data:"):
            continue
        target = urljoin(f"/{address}", path).lstrip("/")
        file = site / target / "index.html" if not target or target.endswith("/") else site / target
        if not file.is_file():
            found.append(link)
        elif "=" in fragment:
            given = {name: {"true": True, "false": False}.get(value, value) for name, value in parse_qsl(fragment)}
            found += [link] if read_answers(POLICY, given)[1] else []
        elif fragment and fragment not in ids(parsed(file.read_text("utf-8"))):
            found.append(link)
    return found


class TestAddresses:
    def test_the_site_has_these_pages_and_no_others(self, site_dir: Path) -> None:
        """Every public address answers, and nothing else is a page."""
        found = {file.parent.relative_to(site_dir).as_posix() for file in site_dir.rglob("index.html")}
        assert {f"{each}/".removeprefix("./") for each in found} == PAGES
        assert (site_dir / "404.html").is_file()

    @every_page
    def test_ids_are_unique_and_links_lead_somewhere(self, site_dir: Path, address: str) -> None:
        """No id is there twice, and every link within the site leads to a place that exists."""
        root = page(site_dir, address)
        assert sorted(ids(root)) == sorted(set(ids(root)))
        assert broken(site_dir, address, root) == []

    def test_broken_links_are_found(self, site_dir: Path) -> None:
        """A page, a file, a place and an answer that do not exist are each found: the control."""
        links = ("../nowhere/", "../none.json", "../how/#nowhere", "../checker/#category=none", "../how/#position")
        root = parsed("".join(["<div>", *(f'<a href="{link}">x</a>' for link in links), "</div>"]))
        assert broken(site_dir, "about/", root) == list(links[:-1])

    @every_page
    def test_no_heading_takes_the_id_of_a_clause(self, site_dir: Path, address: str) -> None:
        """Only the whole text, and the classes on the page about Appendix S, have anchors that are ids of clauses."""
        allowed = {"procedures/": POLICY.clauses.keys(), "appendix-s/": CLASSES}.get(address, set())
        assert not (set(ids(page(site_dir, address))) & POLICY.clauses.keys()) - allowed

    @every_page
    def test_nothing_is_loaded_from_elsewhere(self, site_dir: Path, address: str) -> None:
        """No script, style, picture or font has an address of another origin."""
        root = page(site_dir, address)
        loaded = [each for each in root.iter() if each.tag in {"script", "img", "iframe", "source", "link"}]
        addresses = [each.get("src") or each.get("href") or "" for each in loaded if each.get("rel") != "canonical"]
        assert [each for each in addresses if urlsplit(each).netloc] == []

    @every_page
    def test_no_markup_is_read_as_words(self, site_dir: Path, address: str) -> None:
        """What is markup is escaped nowhere on its way into a page."""
        assert re.findall(r"</?[a-z]+[ >]", words(article(site_dir, address))) == []


class TestTheSource:
    def test_the_whole_text_is_there_word_for_word(self, site_dir: Path) -> None:
        """The quotations on the page of the procedures are the source: title, headings and clauses, in its order."""
        quoted = [words(line) for quote in with_class(article(site_dir, "procedures/"), "source") for line in quote]
        assert quoted == SOURCE

    @every_page
    def test_what_is_marked_as_the_source_is_the_source(self, site_dir: Path, address: str) -> None:
        """Every paragraph in a quotation of ASE's text is a whole line of the source."""
        quotes = with_class(article(site_dir, address), "source")
        assert [words(line) for quote in quotes for line in quote if words(line) not in SOURCE] == []

    def test_the_first_page_quotes_the_clause_that_it_names(self, site_dir: Path) -> None:
        """The text in short has every clause once, and what it quotes is in that clause."""
        named = []
        for line in article(site_dir, "").iter("li"):
            for link in with_class(line, "tag"):
                clause = POLICY.clauses[Path(link.get("href", "")).name]
                named.append(clause.id)
                assert link.get("aria-label") == f"Clause {words(link)}" == f"Clause {clause.number}"
                found = re.findall("“([^”]+)”", words(line))
                assert found
                assert [each for each in found if each not in plain_words_of(clause)] == []
        assert sorted(named) == sorted(POLICY.clauses)


@every_clause
class TestAClause:
    def test_is_read_in_plain_words_on_both_pages(self, site_dir: Path, clause: Clause) -> None:
        """Force, plain words and what the clause does not say are on its page, and once in the whole text."""
        for address in ("procedures/", f"clauses/{clause.id}/"):
            said = words(article(site_dir, address))
            assert said.count(clause.reading) == said.count(denials(clause)) == 1
            assert f"Force: {clause.force}" in said

    def test_has_a_page_with_question_rule_reason_and_silences(self, site_dir: Path, clause: Clause) -> None:
        """Its page leads to each question of its rule, and has every row, the reason, and each silence near it."""
        root = article(site_dir, f"clauses/{clause.id}/")
        links = [link.get("href", "") for link in root.iter("a")]
        assert clause.rule
        asked = [f"../../checker/#q-{variable.name}" for variable in clause.rule.variables]
        assert list(dict.fromkeys(link for link in links if "checker/#q-" in link)) == asked
        elsewhere = [LINK.findall(POLICY.questions[variable.name].link) for variable in clause.rule.variables]
        assert {to for found in elsewhere for _, to in found if not to.startswith("page:")} <= set(links)
        results = [words(cell) for cell in root.iter("td") if cell.get("data-head") == "The result is"]
        assert results == [row.word for row in clause.rule.rows]
        assert clause.because in words(root)
        silences = [silence.id for silence in POLICY.silences.values() if clause.id in silence.clauses]
        assert [link.partition("not-stated/#")[2] for link in links if "not-stated/#" in link] == silences

    def test_is_known_by_its_words(self, site_dir: Path, clause: Clause) -> None:
        """Title and description of its page, which a pasted link shows, are its number, its title and its words."""
        root = page(site_dir, f"clauses/{clause.id}/")
        named = {each.get("property") or each.get("name"): each.get("content", "") for each in root.iter("meta")}
        title = f"Clause {clause.number}: {clause.title}"
        assert named["og:title"] == title
        assert words(next(root.iter("title"))).startswith(title)
        assert len(words(next(root.iter("title")))) <= 70
        assert plain_words_of(clause) in named["description"] == named["og:description"]

    def test_is_in_the_navigation_under_its_topic(self, site_dir: Path, clause: Clause) -> None:
        """On its own page the navigation shows it, under the title of its topic, as the present page."""
        navigation = with_class(page(site_dir, f"clauses/{clause.id}/"), "md-nav--primary")[0]
        topics = [each for each in with_class(navigation, "md-nav__item--nested") if with_class(each, "md-nav__item")]
        (topic,) = (each for each in topics if words(each[1]) == clause.topic)
        (active,) = (each for each in with_class(topic, "md-nav__link--active") if each.tag == "a")
        assert words(active) == f"Clause {clause.number}: {clause.title}"


def test_every_silence_is_linked_from_another_page(site_dir: Path) -> None:
    """What the text does not say is said where a reader would look for it, not only in the list of all."""
    linked = {
        link.get("href", "").partition("not-stated/#")[2]
        for address in PAGES - {"not-stated/"}
        for link in article(site_dir, address).iter("a")
    }
    assert POLICY.silences.keys() <= linked


def test_the_search_has_the_clauses_and_no_buttons(site_dir: Path) -> None:
    """Each clause's page is in the index with its title and words; no entry has the words of a button."""
    index = json.loads((site_dir / "search" / "search_index.json").read_text("utf-8"))["docs"]
    entries = {each["location"]: f"{each['title']} {each['text']}" for each in index}
    for clause in POLICY.clauses.values():
        assert f"Clause {clause.number}: {clause.title}" in entries[f"clauses/{clause.id}/"]
        assert clause.reading.split(".")[0] in entries[f"clauses/{clause.id}/"]
    for address in PAGES - {""}:
        buttons = {words(button) for button in article(site_dir, address).iter("button")}
        texts = [text for location, text in entries.items() if location.startswith(address)]
        assert texts
        assert [each for each in buttons if each and any(each in text for text in texts)] == [], address


def test_the_page_on_links_has_every_key_and_answer(site_dir: Path) -> None:
    """Whoever writes a link finds each question with each of its answers, as a link has them."""
    codes = {each.text or "" for each in article(site_dir, "linking/").iter("code")}
    choices = {choice.id for question in POLICY.questions.values() for choice in question.choices}
    assert codes >= POLICY.questions.keys() | choices | {"true", "false", "unsure", "YYYY-MM-DD"}


def test_the_policy_as_data_is_what_answers(site_dir: Path) -> None:
    """`policy.json` has the fingerprint of the policy that answers, computed as the page on links says."""
    published = json.loads((site_dir / "policy.json").read_text("utf-8"))
    canonical = json.dumps(published["policy"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(canonical.encode()).hexdigest() == published["fingerprint"] == POLICY.fingerprint
    assert all(fact["sources"] and fact["looked_up"] for fact in published["facts"]["fact"])


def test_every_published_address_still_leads_somewhere(site_dir: Path) -> None:
    """The pages, places and answers that were published are there: each that goes is taken off the list on purpose."""
    lines = (ROOT / "tests" / "addresses.txt").read_text("utf-8").split()
    assert lines
    assert broken(site_dir, "", parsed("<p>" + "".join(f'<a href="{line}">x</a>' for line in lines) + "</p>")) == []


def test_a_site_with_a_known_address_names_it(known_site: Path, unknown_site: Path) -> None:
    """With an address every page has its own, a picture for pasted links and a place in the sitemap; without, none."""
    locations = re.findall("<loc>(.*?)</loc>", (known_site / "sitemap.xml").read_text("utf-8"))
    assert not list(unknown_site.glob("sitemap*"))
    for address in PAGES:
        metas = {each.get("property"): each.get("content", "") for each in page(known_site, address).iter("meta")}
        assert metas["og:url"] == f"https://example.org/published/here/{address}"
        assert metas["og:url"] in locations
        assert (known_site / metas["og:image"].removeprefix("https://example.org/published/here/")).is_file()
        unnamed = {each.get("property") or each.get("rel") for each in page(unknown_site, address).iter()}
        assert {"og:title", "icon"} <= unnamed
        assert not unnamed & {"og:url", "og:image", "canonical"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("[x](clause:nowhere)", "unknown clause `nowhere`"),
        ("[x](question:nowhere)", "unknown question `nowhere`"),
        ("[x](fact:nowhere)", "unknown fact `nowhere`"),
        ("[x](checker:classification=clever)", "question `classification`"),
        ("[x](checker:colour=blue)", "unknown question `colour`"),
        ("::: quote inform-ace", "unknown clause `inform-ace`; did you mean `inform-ase`?"),
        ("::: quot inform-ase", "unknown directive `quot`; did you mean `quote`?"),
        ("::: decision nowhere", "unknown decision `nowhere`"),
        ("::: checker twice", "directive `checker` takes nothing after its name"),
    ],
)
def test_a_directive_or_link_to_nothing_is_a_fault(line: str, fault: str) -> None:
    """What a page asks of the policy and is not there stops the build, and is named."""
    with pytest.raises(DirectiveError, match=re.escape(fault)):
        markdown(line, extensions=["checker.pages.extension:PolicyPages"])


def test_a_broken_link_stops_the_build(tmp_path: Path) -> None:
    """A link to a page, and one to a place, that do not exist stop the build, and both are named."""
    shutil.copytree(ROOT / "docs", tmp_path / "docs", ignore=shutil.ignore_patterns("assets"))
    shutil.copytree(ROOT / "checker" / "pages" / "theme", tmp_path / "checker" / "pages" / "theme")
    shutil.copy(ROOT / "mkdocs.yml", tmp_path)
    with (tmp_path / "docs" / "index.md").open("a", encoding="utf-8") as first:
        first.write("\n[x](nowhere.md) [x](privacy.md#nowhere)\n")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(tmp_path / "mkdocs.yml")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    for link in ("nowhere.md", "privacy.md#nowhere"):
        assert re.search(f"^WARNING .*'{link}'", done.stderr, re.MULTILINE)
