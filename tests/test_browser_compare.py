"""Saved files compared on the real page: side by side, printed, and nothing of them kept."""

import json

from checker.engine.document import fingerprint
from tests.checker_page import choose, more, printed, ready
from tests.shipped import DAYS, EARLIER, LATER, POLICY, SUBMITTED, before, edited, one_day_less
from tests.test_browser_checker import checked
from tests.test_browser_earlier import served_as
from tests.test_browser_share import saved


def compare(page, files):
    """Choose files as a visitor does, by name and text, and wait for what is said of them."""
    more(page)
    page.locator("[data-compare]").set_input_files(
        [{"name": name, "mimeType": "application/json", "buffer": text.encode()} for name, text in files.items()]
    )
    says = page.locator("[data-share-group]:has([data-compare]) [data-share-says]")
    page.wait_for_function("(each) => !/^(Reading .*)?$/.test(each.textContent)", arg=says.element_handle())
    return says.inner_text()


def file_of(answers, name="", fingerprint=POLICY.fingerprint):
    """Return the text of a saved file, as far as it is read again."""
    return json.dumps({"answers": answers, "name": name, "fingerprint": fingerprint})


def test_files_that_the_page_saved_are_compared_and_not_kept(checker):
    """Two saved files become two columns; the form, the tab and the browser hold what they held before."""
    page = checker
    files = {}
    for name in ("assistive", "autonomous"):
        choose(page, "classification", name)
        page.locator("[name=technology]").fill(f"The {name} one")
        page.wait_for_function("(name) => document.querySelector('.result-name').textContent.includes(name)", arg=name)
        _, files[f"{name}.json"] = saved(page, "json")
    kept = page.evaluate("[JSON.stringify(sessionStorage), JSON.stringify(localStorage)]")
    assert compare(page, files) == "The files are compared below."
    heads = page.locator("[data-compared] thead").first.locator("th").all_inner_texts()
    assert heads[1:] == ["The assistive one", "The autonomous one"]
    assert page.evaluate("document.activeElement.id") == "side-by-side"
    row = page.locator("[data-compared-clause=assistive] td")
    assert [each.inner_text().strip() for each in row.all()][1] == POLICY.statuses["not_applicable"].word
    assert checked(page) == {"classification": "autonomous", "technology": "The autonomous one"}
    assert page.evaluate("[JSON.stringify(sessionStorage), JSON.stringify(localStorage)]") == kept
    page.reload()
    ready(page)
    assert page.locator("[data-compared] *").count() == 0


def test_the_comparison_is_printed_when_that_is_asked_for(checker):
    """The button prints the tables; the next paper is the report again."""
    checker.evaluate(
        "() => { window.papers = []; window.print = () => { dispatchEvent(new Event('beforeprint'));"
        " papers.push(document.querySelector('[data-report]').textContent);"
        " dispatchEvent(new Event('afterprint')); }; }"
    )
    compare(checker, {"a.json": file_of({"classification": "assistive"}), "b.json": file_of({})})
    checker.get_by_role("button", name="Print the comparison").click()
    (paper,) = checker.evaluate("papers")
    assert "Side by side: 2 files" in paper
    assert "Self-assessment: " in printed(checker)
    checker.evaluate("delete window.print")


def test_one_file_is_not_enough(checker):
    """With one file the page says what to do, and shows no table."""
    assert "two or more saved files" in compare(checker, {"a.json": file_of({})})
    assert not checker.locator("[data-compared]").is_visible()


def test_a_file_that_is_none_of_ours_is_named(checker):
    """What cannot be read is named by its file, and the others are compared."""
    compare(checker, {"a.json": file_of({}), "letter.json": "Dear all,", "b.json": file_of({"category": "iv"})})
    said = checker.locator("[data-compared]").inner_text()
    assert "letter.json" in said
    assert "Side by side: 2 files" in said
    assert "`iv`" in said or "iv" in said


def test_a_file_of_an_earlier_version_says_what_differs(checker):
    """The record of the version that a file was saved under is fetched, and what differs is below the tables."""
    _, asked = served_as(checker, one_day_less)
    given = {LATER: SUBMITTED, EARLIER: before(DAYS - 1)}
    compare(
        checker,
        {"old.json": file_of(given, "Old", fingerprint(edited(one_day_less))), "new.json": file_of(given, "New")},
    )
    said = checker.locator("[data-compared]").inner_text()
    assert "Old was saved under another version" in said
    assert "3 results come out differently" in said
    assert len(asked) == 1


def test_it_fits_the_screen(checker):
    """Three long names fit a narrow page and a wide one without scrolling sideways."""
    compare(
        checker, {f"{number}.json": file_of({}, f"A technology of a long name, number {number}") for number in range(3)}
    )
    for width in (320, 1280):
        checker.set_viewport_size({"width": width, "height": 800})
        assert checker.locator("[data-compared]").is_visible()
        assert checker.evaluate("document.documentElement.scrollWidth") <= width
