"""Citing a clause of the text that ships: its words to the letter, and the fold that fills in address and day."""

import re
from urllib.parse import unquote

import pytest

from checker.pages.citation import Reading, bibtex, quoted, ris, sentence, text_fragment
from checker.sentences.source import plain_words_of
from tests.conftest import PUBLISHED_AT
from tests.shipped import POLICY

READING = Reading(address="https://x.example/a/", long="March 1, 2027", slashed="2027/03/01")
AUTHOR = "A Society"


@pytest.mark.parametrize("clause", POLICY.clauses.values(), ids=lambda clause: clause.id)
def test_a_quotation_is_the_clause_to_the_letter(clause):
    """What is quoted is all of the clause's words and nothing else, in quotation marks."""
    text = quoted(POLICY, clause, AUTHOR, READING)
    assert text.startswith(f"“{plain_words_of(clause)}” (")
    assert text.endswith(f"({sentence(POLICY, clause, AUTHOR, READING)})")


@pytest.mark.parametrize("clause", POLICY.clauses.values(), ids=lambda clause: clause.id)
def test_a_link_to_the_words_names_their_ends(clause):
    """A text fragment has the first and the last words of the clause, with no sign that would cut it otherwise."""
    start, _, end = text_fragment(clause).removeprefix(":~:text=").partition(",")
    words = plain_words_of(clause)
    assert words.startswith(unquote(start))
    assert words.endswith(unquote(end or start))
    assert not re.search(r"[-,&#]", start + end)


class TestInTheBrowser:
    def test_address_and_day_are_filled_in_and_every_form_is_copied(self, new_page, base_url):
        """Opened, the fold has the page's own address and the visitor's day everywhere, and copies each form whole."""
        page = new_page()
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.clock.set_fixed_time("2027-03-01T12:00:00")
        clause = POLICY.clauses["assistive"]
        page.goto(f"clauses/{clause.id}/?h=code#words")
        page.locator("#cite > summary").click()
        page.locator("[data-saves]:visible").first.wait_for()
        address = f"{PUBLISHED_AT or base_url}clauses/{clause.id}/"
        reading = Reading(address=address, long="March 1, 2027", slashed="2027/03/01")
        author = "American Society of Echocardiography"
        wanted = {
            "link": address,
            "words": f"{address}#{text_fragment(clause)}",
            "quotation": quoted(POLICY, clause, author, reading),
            "citation": sentence(POLICY, clause, author, reading),
            "bibtex": bibtex(POLICY, clause, author, reading),
            "ris": ris(POLICY, clause, author, reading),
        }
        assert page.locator("[data-cite-form]").evaluate_all("(all) => all.map((each) => each.dataset.citeForm)") == [
            *wanted
        ]
        for kind, text in wanted.items():
            button = page.locator(f"[data-copy=cite-{kind}]")
            button.click()
            page.wait_for_function(f"document.querySelector('[data-copy=cite-{kind}] + .copied').textContent")
            assert page.evaluate("navigator.clipboard.readText()") == text

    @pytest.mark.parametrize("ending", ["bib", "ris"])
    def test_files_for_reference_managers_are_saved(self, page, ending):
        """The button saves exactly what stands above it, under a name that says what it is."""
        page.goto("procedures/full-text/")
        page.locator("#cite > summary").click()
        with page.expect_download() as download:
            page.locator(f"[data-saves$='.{ending}']").click()
        assert download.value.suggested_filename == f"{POLICY.short_name}.{ending}"
        kind = {"bib": "bibtex", "ris": "ris"}[ending]
        assert download.value.path().read_text("utf-8") == page.locator(f"#cite-{kind}").text_content()

    def test_a_link_to_the_words_opens_at_them(self, page):
        """A browser that knows text fragments finds the clause's words by the link, far down the full text's page."""
        clause = POLICY.clauses["autonomous"]
        page.set_viewport_size({"width": 360, "height": 400})
        page.goto(f"procedures/full-text/#{text_fragment(clause)}")
        page.wait_for_function(
            """(id) => { const {top, bottom} = document.getElementById(id).getBoundingClientRect();
              return scrollY > 0 && bottom > 0 && top < innerHeight; }""",
            arg=clause.id,
        )
