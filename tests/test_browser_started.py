"""The started Python that comes with the site, and the whole one that takes over where it fails, on the built site."""

import json

import pytest

from checker.verify.files import verify_files
from tests.checker_page import altered, choose, opened, value

GOES_ON = "performance.getEntriesByName('checker:ready').at(-1).detail.goesOn"
DOOR_FAILS = """make ? goesOn ? pyodideHasStopped() : door.make(request) :"""


def proven(page):
    """Run the proof on the page that has it; return the digest of what came of it."""
    page.goto("how/")
    page.locator("[data-prove]").click()
    page.wait_for_selector("[data-verified]", timeout=60_000)
    return page.locator("[data-verified]").get_attribute("data-digest")


def test_every_way_of_answering_comes_out_as_with_python_on_this_machine(page):
    """A visit goes on from the started Python, to the end of the proof, which has the digest that Python has here."""
    opened(page)
    assert page.evaluate(GOES_ON) is True
    choose(page, "fda_process_begun", "false")
    assert value(page, "discussion") == "barred"
    assert proven(page) == verify_files().digest
    assert page.evaluate(GOES_ON) is True


@pytest.mark.whole_python
@pytest.mark.console_errors
@pytest.mark.parametrize(
    ("present", "instead"),
    [
        ("_loadSnapshot: memory", "_loadSnapshot: memory.fill(7, 4096)"),
        ("_loadSnapshot: memory", "_loadSnapshot: memory.fill(7)"),
        ("WebAssembly.instantiate(module, imports)", "WebAssembly.instantiate(module, goesOn ? {} : imports)"),
        ("return pyodide.pyimport(DOOR);", "return pyodide.pyimport(goesOn ? `${DOOR}s` : DOOR);"),
    ],
    ids=["memory without sense", "no memory", "another program", "another engine"],
)
def test_what_cannot_go_on_is_started_from_the_beginning(page, present, instead):
    """A started Python that does not go on is no word of failure: the whole one starts, and answers."""
    altered(page, "**/checker/worker.js", present, instead)
    opened(page)
    assert page.evaluate(GOES_ON) is False
    choose(page, "fda_process_begun", "false")
    assert value(page, "discussion") == "barred"


@pytest.mark.whole_python
@pytest.mark.console_errors
def test_what_stops_while_it_answers_is_answered_by_the_whole(page):
    """Where the started Python stops at an answer, the same answers are asked of the whole one."""
    stops = "goesOn && JSON.parse(request).answers.fda_process_begun === false ? pyodideHasStopped() : door.answer"
    altered(page, "**/checker/worker.js", ": door.answer", f": {stops}")
    opened(page)
    assert page.evaluate(GOES_ON) is True
    choose(page, "fda_process_begun", "false")
    assert page.evaluate(GOES_ON) is False
    assert value(page, "discussion") == "barred"


@pytest.mark.whole_python
@pytest.mark.console_errors
def test_what_stops_while_it_makes_a_file_is_made_by_the_whole(page):
    """Where the started Python stops at a file, the visitor gets it all the same, once, and with what was answered."""
    altered(page, "**/checker/worker.js", "make ? door.make(request) :", DOOR_FAILS)
    opened(page)
    choose(page, "fda_process_begun", "false")
    with page.expect_download() as got:
        page.locator('[data-share] [data-make="json"]').click()
    saved = json.loads(got.value.path().read_text("utf-8"))
    assert {name: answer for name, answer in saved["answers"].items() if answer is not None} == {
        "fda_process_begun": False
    }
    assert page.evaluate(GOES_ON) is False


@pytest.mark.whole_python
@pytest.mark.console_errors
def test_a_proof_that_stops_is_run_by_the_whole(page):
    """Where the started Python stops within the proof, the whole one runs it, with the same digest."""
    altered(page, "**/checker/worker.js", "await putWheel();", "await putWheel(); if (goesOn) pyodideHasStopped();")
    assert proven(page) == verify_files().digest
    assert page.evaluate(GOES_ON) is False


@pytest.mark.whole_python
@pytest.mark.console_errors
def test_a_start_that_says_nothing_is_given_up_and_the_next_is_from_the_beginning(page):
    """A start that hangs is told after the time limit; trying again starts the whole Python."""
    altered(page, "**/checker/worker.js", "_loadSnapshot: memory", "_loadSnapshot: new Promise(() => {})")
    altered(page, "**/checker/engine.js", "PATIENCE_MS = 60_000", "PATIENCE_MS = 3_000")
    page.goto("checker/")
    page.wait_for_selector("[data-checker=failed]")
    assert "no sign of life for 3 seconds" in page.locator("[data-checker]").inner_text()
    page.locator("[data-retry]").click()
    page.wait_for_selector("[data-checker=ready] [data-decision]")
    assert page.evaluate(GOES_ON) is False


@pytest.mark.whole_python
@pytest.mark.console_errors
def test_a_proof_whose_files_cannot_be_had_can_be_tried_again(page):
    """The wheel is fetched for the proof alone; where it cannot be had, the proof fails, and works when it is there."""
    page.context.route("**/*.whl*", lambda route: route.abort())
    page.goto("how/")
    page.locator("[data-prove]").click()
    page.wait_for_selector("[data-proof=failed]")
    page.context.unroute("**/*.whl*")
    page.locator("[data-prove]").click()
    page.wait_for_selector("[data-verified]", timeout=60_000)
