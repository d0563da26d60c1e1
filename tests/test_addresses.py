"""No address dies: whatever the site has published answers, and leads to what it led to."""

import re
import tomllib
from http import HTTPStatus
from pathlib import Path
from urllib.request import urlopen

import pytest

from checker.build.places import DOCS
from checker.build.serving import served
from checker.sentences.source import plain_words_of
from tests.addresses import addresses_of, all_ids, links_of, new_of, of_records, read_list
from tests.shipped import POLICY
from tests.words_on_pages import article, words_of

LISTED = read_list()
PUBLISHED = of_records() | LISTED
MOVES = {each["from"]: each["to"] for each in tomllib.loads((DOCS / "moves.toml").read_text("utf-8"))["move"]}
FEW = {"", "clauses/eight-weeks/#cite", "procedures/full-text/#autonomous", "checker/#q-category", "speed/"}
"""Of the kinds of addresses, those that are tried each time; `make thorough` tries all."""

OUTSIDE = "http://outside.example/"


def lost(site: Path, addresses: dict[str, str]) -> list[str]:
    """Return the addresses that a site does not answer, or that no longer mean what they meant."""
    places: dict[str, set[str]] = {}
    now = links_of(POLICY)
    found = []
    for address, meaning in addresses.items():
        page, _, place = address.partition("#")
        file = site / page if page and not page.endswith("/") else site / page / "index.html"
        if not file.is_file():
            found.append(f"{address}: no such page or file")
        elif meaning:
            question = place.partition("=")[0]
            withdrawn = question not in POLICY.questions and f"{page}#q-{question}" in PUBLISHED
            if now.get(address) != meaning and not withdrawn:
                found.append(f"{address}: meant {meaning}; means {now.get(address)}")
        elif place and place not in places.setdefault(page, all_ids(file)):
            found.append(f"{address}: no such place on the page")
    return found


class TestTheList:
    @pytest.mark.parametrize("site", ["site_dir", pytest.param("known_site", marks=pytest.mark.thorough)])
    def test_every_published_address_answers(self, request: pytest.FixtureRequest, site: str) -> None:
        """Every page, place, file and link into the checker that was ever listed is there, and means the same."""
        assert len(PUBLISHED) > 300
        built = {
            name: meaning for name, meaning in PUBLISHED.items() if site == "site_dir" or name != "service-worker.js"
        }
        assert lost(request.getfixturevalue(site), built) == []
        with served(request.getfixturevalue(site), base="/sub/path/") as address:
            for each in sorted({name.partition("#")[0] for name in built}):
                with urlopen(address + each) as answer:  # noqa: S310  this machine's own
                    assert answer.status == HTTPStatus.OK, each

    def test_the_control_what_is_gone_is_found(self, site_dir: Path) -> None:
        """A page, a place, a file, an answer and a meaning that are not there are each named."""
        gone = {
            "nowhere/": "",
            "about/#nowhere": "",
            "none.json": "",
            "checker/#classification=none": "Class: None",
            "checker/#classification=assistive": "Class: Autonomous",
        }
        assert [line.partition(":")[0] for line in lost(site_dir, gone)] == list(gone)

    def test_every_address_of_the_site_is_listed(self, site_dir: Path) -> None:
        """What the site has is on the list: if this fails, run `python -m tests.addresses` and commit the list.

        What comes with a change of the policy is in its record.
        """
        found = addresses_of(site_dir).keys() - PUBLISHED.keys() - links_of(POLICY).keys()
        assert sorted(address for address in found if not new_of(POLICY, address)) == []

    @pytest.mark.parametrize("clause", POLICY.clauses.values(), ids=lambda clause: clause.id)
    def test_the_addresses_of_a_clause_lead_to_its_words(self, site_dir: Path, clause) -> None:
        """On its own page, its topic's and the full text the place named by a clause holds the clause's words."""
        for page, place in (
            (f"clauses/{clause.id}", "whole"),
            (f"procedures/{clause.topic}", clause.id),
            ("procedures/full-text", clause.id),
        ):
            root = article((site_dir / page / "index.html").read_text("utf-8"))
            *_, innermost = (
                each
                for each in root.all()
                if (each.tag == "section" or "source-clause" in each.classes)
                and any(inside.attributes.get("id") == place for inside in each.all())
            )
            assert plain_words_of(clause) in " ".join(words_of(innermost).split())


class TestMoves:
    def test_only_what_was_published_moves_and_to_what_is_there(self, site_dir: Path) -> None:
        """Each move is of a listed address that the site has only by the move, and leads to one that is listed."""
        assert [each for each in MOVES if each not in LISTED] == []
        assert lost(site_dir, dict.fromkeys(MOVES.values(), "")) == []
        present = addresses_of(site_dir)
        assert [each for each in MOVES if each in present] == []

    def test_on_the_same_page_the_old_name_stands_at_the_new_one(self, site_dir: Path) -> None:
        """An old name leads to exactly the place that has the new one, without a script."""
        within = {old: new for old, new in MOVES.items() if old.partition("#")[0] == new.partition("#")[0]}
        assert len(within) > 5
        for old, new in within.items():
            page, _, place = new.partition("#")
            text = (site_dir / page / "index.html").read_text("utf-8")
            aliases = r'(<span class="old-place" id="[^"]+"></span>)*'
            at = rf'id="{place}"[^>]*>{aliases}<span class="old-place" id="{old.partition("#")[2]}">'
            assert re.search(at, text), old

    def test_to_another_page_a_line_leads_on(self, new_page, base_url) -> None:
        """Whoever comes by the address sees one line with a link to where it is now; nobody else sees it."""
        page = new_page(java_script_enabled=False)
        across = {old: new for old, new in MOVES.items() if old.partition("#")[0] != new.partition("#")[0]}
        assert len(across) > 5
        for old, new in across.items():
            page.goto(old)
            line = page.locator(".moved:visible")
            assert line.count() == 1
            assert line.evaluate("(each) => each.getBoundingClientRect().top < innerHeight")
            assert line.get_by_role("link").evaluate("(each) => each.href") == base_url + new
        line.get_by_role("link").click()
        page.wait_for_url(base_url + new)
        assert page.locator(".moved:visible").count() == 0


class TestComingFromOutside:
    @pytest.mark.parametrize("known", [False, pytest.param(True, marks=pytest.mark.thorough)])
    def test_a_link_of_each_kind_arrives(self, request: pytest.FixtureRequest, new_context, known) -> None:
        """From a page of another origin a visitor comes to each kind of place, under any path, and sees it."""
        kinds = {
            "": "h1",
            "procedures/assistive/": "h1",
            "procedures/assistive/#assistive": "#assistive",
            "procedures/full-text/#autonomous": "#autonomous",
            "clauses/eight-weeks/": "h1",
            "clauses/eight-weeks/#cite": "#cite[open]",
            "not-stated/#currency": "#currency",
            "glossary/#term-taxonomy": "#term-taxonomy",
            "appendix-s/#autonomous": "#autonomous",
            "rules/#rule-taxonomy": "#rule-taxonomy",
            "checker/#q-category": "#q-category",
            "checker/#classification=augmentative": "input[value=augmentative]:checked",
            "about/#trademarks-and-licence": "#trademarks-and-license",
            "how/#the-complete-tables": "#the-complete-tables",
            "speed/": "h1",
        }
        context = new_context(service_workers="block")
        with served(request.getfixturevalue("known_site" if known else "site_dir"), base="/sub/path/") as address:
            links = "".join(f'<p><a href="{address}{kind}">{kind or "home"}</a></p>' for kind in kinds)
            context.route(
                f"{OUTSIDE}**", lambda route: route.fulfill(body=f"<h1>Links</h1>{links}", content_type="text/html")
            )
            page = context.new_page()
            some = [kind for kind in kinds if known or kind in FEW]
            for kind in some:
                seen = kinds[kind]
                page.goto(OUTSIDE)
                page.get_by_role("link", name=kind or "home", exact=True).click()
                page.wait_for_url(f"{address}**")
                place = page.locator(seen).first
                place.wait_for(state="visible" if not seen.startswith("input") else "attached")
                page.wait_for_function(
                    "(place) => place.getBoundingClientRect().top < innerHeight", arg=place.element_handle()
                )
            context.unroute(f"{OUTSIDE}**")


@pytest.mark.console_errors
class TestTheNearestAddresses:
    @pytest.mark.parametrize(
        ("typed", "offered"),
        [
            ("procedure/asistive/", "procedures/assistive/"),
            ("clause/eight-week", "clauses/eight-weeks/"),
            ("apendix-s.html", "appendix-s/"),
            ("Not-Stated/index.htm", "not-stated/"),
        ],
    )
    def test_the_page_for_unknown_addresses_offers_them(self, page, base_url, typed, offered) -> None:
        """An address that is nearly one of the site's is answered with it, first of three at most."""
        page.goto(typed)
        page.wait_for_selector("html[data-base]")
        links = page.locator("[data-nearest] li:visible a").evaluate_all("(all) => all.map((each) => each.href)")
        assert links[0] == base_url + offered
        assert len(links) <= 3

    def test_nothing_is_offered_for_what_is_like_nothing(self, page) -> None:
        """An address that is like none of the site's gets no guess."""
        page.goto("wp-login.php")
        page.wait_for_selector("html[data-base]")
        assert page.locator("[data-nearest]:visible").count() == 0
