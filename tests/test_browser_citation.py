"""Citing and copying: the publisher is the author, and address and day are those of the visit."""

import re

import pytest
from playwright.sync_api import expect

from checker.pages.citation import citation
from checker.result.words import plain_words_of
from tests.shipped import POLICY

CLAUSE = POLICY.clauses["eight-weeks"]
AUTHOR = "American Society of Echocardiography"
DAY = "2027-03-01T12:00:00"


@pytest.fixture
def clause_page(new_page):
    """Give the page of a clause, on a certain day, in a browser that allows copying."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.clock.set_fixed_time(DAY)
    page.goto(f"clauses/{CLAUSE.id}/?h=weeks#cite")
    page.wait_for_function("!document.querySelector('#cite-citation').textContent.includes('[')")
    return page


def copied(page, button):
    """Press a button that copies, wait for its word, and return what is in the clipboard."""
    said = button.locator("+ .copied")
    said.evaluate("(each) => { each.textContent = ''; }")  # it may still say so of the time before
    button.click()
    expect(said).to_have_text(re.compile(r"copied\.$", re.IGNORECASE))
    return page.evaluate("navigator.clipboard.readText()")


@pytest.mark.parametrize("clause", [None, CLAUSE], ids=["the text", "a clause"])
def test_a_citation_is_in_the_order_that_medical_journals_use(clause):
    """Author, title, where it was read, day and address, each ended by a full stop but the last."""
    where = (
        "Clause 1.2, as numbered by the independent site where it was read" if clause else "Read on an independent site"
    )
    assert citation(POLICY, clause, "A Society", "https://x.example/", "March 1, 2027") == (
        f"A Society. {POLICY.title}. {where} (fingerprint {POLICY.fingerprint[:12]}). Accessed March 1, 2027. "
        "https://x.example/"
    )


@pytest.mark.console_errors  # the browser asks for the icon of an address that was put in
def test_link_quotation_and_citation_are_copied(clause_page, base_url):
    """Each button copies its text, with the page's own address and without what the way to it has added."""
    address = f"{base_url}clauses/{CLAUSE.id}/"
    cited = citation(POLICY, CLAUSE, AUTHOR, address, "March 1, 2027")
    button = clause_page.get_by_role("button", name=f"Copy link to clause {CLAUSE.number}")
    assert copied(clause_page, button) == address
    clause_page.evaluate("history.replaceState(null, '', location.href.replace('/a/base/', '//base/'))")
    assert copied(clause_page, button) == address.replace("/a/base/", "//base/")
    button = clause_page.get_by_role("button", name=f"Copy quotation of clause {CLAUSE.number}")
    assert copied(clause_page, button) == f"“{plain_words_of(CLAUSE)}” ({cited})"
    assert copied(clause_page, clause_page.locator("[data-copy=cite-citation]")) == cited
    assert clause_page.locator(".copied:not(:empty)").count() == 1


def test_where_copying_is_refused_the_text_is_selected(clause_page):
    """A browser that refuses the clipboard has the text selected in sight, and the page says so."""
    clause_page.evaluate(
        "() => { navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError')); }"
    )
    button = clause_page.get_by_role("button", name=f"Copy quotation of clause {CLAUSE.number}")
    button.click()
    expect(button.locator("+ .copied")).to_contain_text("The text is selected")
    assert plain_words_of(CLAUSE) in clause_page.evaluate("getSelection().toString()")
    expect(clause_page.locator("#cite-quotation")).to_be_visible()


def test_without_a_script_the_citation_says_what_to_fill_in(new_page):
    """Without JavaScript the citation can be read, with places for address and day, and no button is shown."""
    page = new_page(java_script_enabled=False)
    page.goto("procedures/")
    page.locator("#cite > summary").click()
    expect(page.locator("#cite-citation")).to_contain_text("Accessed [day you read it]. [address of this page]")
    assert page.locator("#cite button:visible").count() == 0


def test_a_copy_of_the_site_cites_the_original(page, site_dir):
    """A page that names its original, as on a preview or a mirror, is cited by that address."""
    address = f"https://original.example/clauses/{CLAUSE.id}/"
    html = (site_dir / "clauses" / CLAUSE.id / "index.html").read_text("utf-8")
    body = html.replace("</head>", f'<link rel="canonical" href="{address}"></head>')
    page.context.route(f"**/clauses/{CLAUSE.id}/", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"clauses/{CLAUSE.id}/")
    expect(page.locator("#cite-citation")).to_contain_text(f". {address}")
