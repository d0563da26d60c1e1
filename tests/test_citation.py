"""Citing: the publisher of the text is the author, and every form has the fingerprint, the day and the address."""

import re
from urllib.parse import unquote

import pytest

from checker.pages.citation import Reading, bibtex, quoted, ris, sentence, text_fragment
from checker.sentences.source import plain_words_of
from tests.conftest import PUBLISHED_AT
from tests.own_policy import POLICY
from tests.shipped import POLICY as SHIPPED

READING = Reading(address="https://x.example/a/", long="March 1, 2027", iso="2027-03-01", slashed="2027/03/01")
AUTHOR = "A Society"
clauses = pytest.mark.parametrize("clause", [None, *POLICY.clauses.values()], ids=lambda clause: clause and clause.id)


@clauses
def test_every_form_names_author_title_fingerprint_day_and_address(clause):
    """A sentence, BibTeX and RIS each say whose text it is, which, of which fingerprint, and where and when read."""
    number = "independent site" if clause is None else f"Clause {clause.number}, as numbered by the independent site"
    for make, day in ((sentence, READING.long), (bibtex, READING.iso), (ris, READING.slashed)):
        text = make(POLICY, clause, AUTHOR, READING)
        for part in (AUTHOR, POLICY.title, POLICY.fingerprint[:12], day, READING.address, number):
            assert part in text, (make, part)


@clauses
def test_what_is_the_site_s_own_is_not_in_the_title(clause):
    """Numbers of clauses are this site's: no form has one in the title, which reference managers keep for itself."""
    assert f"title = {{{{{POLICY.title}}}}}," in bibtex(POLICY, clause, AUTHOR, READING)
    assert f"TI  - {POLICY.title}\n" in ris(POLICY, clause, AUTHOR, READING)


def test_a_sentence_is_in_the_order_that_medical_journals_use():
    """Author, title, where it was read, day, address, each ended by a full stop but the last."""
    clause = POLICY.clauses["eight-weeks"]
    assert sentence(POLICY, clause, AUTHOR, READING) == (
        f"A Society. {POLICY.title}. Clause 1.2, as numbered by the independent site where it was read (fingerprint "
        f"{POLICY.fingerprint[:12]}). Accessed March 1, 2027. https://x.example/a/"
    )


@clauses
def test_bibtex_and_ris_have_their_form(clause):
    """An entry of BibTeX closes what it opens, one field a line; a record of RIS is tags from TY to ER."""
    entry = bibtex(POLICY, clause, AUTHOR, READING)
    assert re.fullmatch(r"@misc\{[a-z0-9-]+,\n(  [a-z]+ = \{.+\},\n)+\}\n", entry)
    assert entry.count("{") == entry.count("}")
    assert "author = {{A Society}}" in entry  # else it is taken for a person's names
    lines = ris(POLICY, clause, AUTHOR, READING).splitlines()
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert (lines[0], lines[-1]) == ("TY  - ELEC", "ER  - ")


@pytest.mark.parametrize("clause", SHIPPED.clauses.values(), ids=lambda clause: clause.id)
def test_a_quotation_is_the_clause_to_the_letter(clause):
    """What is quoted is all of the clause's words and nothing else, in quotation marks."""
    text = quoted(SHIPPED, clause, AUTHOR, READING)
    assert text.startswith(f"“{plain_words_of(clause)}” (")
    assert text.endswith(f"({sentence(SHIPPED, clause, AUTHOR, READING)})")


@pytest.mark.parametrize("clause", SHIPPED.clauses.values(), ids=lambda clause: clause.id)
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
        clause = SHIPPED.clauses["assistive"]
        page.goto(f"clauses/{clause.id}/?h=code#words")
        page.locator("#cite > summary").click()
        page.locator("[data-saves]:visible").first.wait_for()
        address = f"{PUBLISHED_AT or base_url}clauses/{clause.id}/"
        reading = Reading(address=address, long="March 1, 2027", iso="2027-03-01", slashed="2027/03/01")
        author = "American Society of Echocardiography"
        wanted = {
            "link": address,
            "words": f"{address}#{text_fragment(clause)}",
            "quotation": quoted(SHIPPED, clause, author, reading),
            "citation": sentence(SHIPPED, clause, author, reading),
            "bibtex": bibtex(SHIPPED, clause, author, reading),
            "ris": ris(SHIPPED, clause, author, reading),
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
        assert download.value.suggested_filename == f"{SHIPPED.short_name}.{ending}"
        kind = {"bib": "bibtex", "ris": "ris"}[ending]
        assert download.value.path().read_text("utf-8") == page.locator(f"#cite-{kind}").text_content()

    def test_a_link_to_the_words_opens_at_them(self, page):
        """A browser that knows text fragments finds the clause's words by the link, far down the full text's page."""
        clause = SHIPPED.clauses["autonomous"]
        page.set_viewport_size({"width": 360, "height": 400})
        page.goto(f"procedures/full-text/#{text_fragment(clause)}")
        page.wait_for_function(
            """(id) => { const {top, bottom} = document.getElementById(id).getBoundingClientRect();
              return scrollY > 0 && bottom > 0 && top < innerHeight; }""",
            arg=clause.id,
        )
