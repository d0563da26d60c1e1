"""The page for an address that leads nowhere: readable, and a way on, wherever the site is served."""

import pytest

from tests.served import served
from tests.test_browser_pages import problems

LINKS = {"Start here": "", "The procedures, clause by clause": "procedures/", "Check your own case": "checker/"}


@pytest.mark.parametrize(
    "nowhere",
    ["checker/typo/", "clauses/eight-weeks%E9/", "procedures//nowhere", "clauses/n%20w%3Fh&re", "Checker/#all=0"],
)
def test_its_links_lead_on_under_any_path(new_context, site_dir, nowhere):
    """Below any path, each link for an address that begins like a page's leads there, with what is behind the `#`."""
    page = new_context(color_scheme="dark").new_page()
    with served(site_dir, base="/one/two/three/") as address:
        assert page.goto(address + nowhere).status == 404
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(18, 18, 18)"
        fragment = "".join(nowhere.partition("#")[1:])
        page.wait_for_selector(f"main > ul a[href='{address}checker/{fragment}']")
        found = page.locator("main > ul a").evaluate_all(
            "(all) => Object.fromEntries(all.map((a) => [a.textContent, a.href]))"
        )
        assert found == {words: address + place + fragment for words, place in LINKS.items()}


@pytest.mark.parametrize("nowhere", ["nowhere", "no/such/page/at/any/depth/", "/example.org/nowhere"])
def test_elsewhere_its_links_lead_to_where_the_site_was_built_for(new_context, site_dir, nowhere):
    """For an address that is like none of the site's, the links go to the root that the site was built for."""
    page = new_context().new_page()
    with served(site_dir) as address:
        page.goto(address + nowhere)
        page.get_by_role("link", name="Check your own case").click()
        page.wait_for_url(f"{address}checker/")


def test_it_can_be_read_without_a_script(new_context, site_dir):
    """Without a script the page says what is wrong and where to go."""
    page = new_context(java_script_enabled=False).new_page()
    with served(site_dir) as address:
        page.goto(f"{address}nowhere")
        assert page.locator("h1").inner_text() == "There is no page at this address"
        page.get_by_role("link", name="Start here").click()
        page.wait_for_url(address)


@pytest.mark.console_errors
def test_axe_finds_nothing_on_it(new_page):
    """Axe-core finds nothing on the page, and nothing has to be looked for by scrolling sideways."""
    page = new_page(color_scheme="dark", viewport={"width": 320, "height": 800})
    page.goto("no/such/page")
    assert problems(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.console_errors  # the address as it came leads nowhere
@pytest.mark.parametrize("sign", ["%23", "%20-%20"])
def test_an_escaped_sign_before_the_answers_of_a_link_is_undone(new_page, sign):
    """A link whose `#` a program has escaped leads to the checker with its answers all the same."""
    page = new_page()
    page.goto(f"checker/{sign}policy=0123456789ab&classification=autonomous&all=1")
    page.wait_for_url("**/checker/#policy=0123456789ab&classification=autonomous&all=1")
    page.wait_for_selector("[data-checker=ready] [data-clause=taxonomy][data-status=met]", state="attached")
