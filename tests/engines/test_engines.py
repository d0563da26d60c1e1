"""The worked cases, the walks and the proof in the other engines; `make browsers` runs them."""

import pytest
from tests.test_browser_started import (
    GOES_ON,
    test_every_way_of_answering_comes_out_as_with_python_on_this_machine,
)

from tests.checker_page import choose, opened, value
from tests.test_browser_cases import TestWalks, test_every_case_comes_out_on_the_page
from tests.test_browser_checker import TestAnswersAreKept as Kept

__all__ = [  # they are run here once more
    "TestWalks",
    "test_every_case_comes_out_on_the_page",
    "test_every_way_of_answering_comes_out_as_with_python_on_this_machine",
]
pytestmark = pytest.mark.engines


def test_answers_are_kept_over_reload_and_over_other_pages(page):
    """What was answered stands there again, with its result."""
    Kept().test_over_reload_and_over_other_pages(page)


def test_the_whole_python_answers_where_the_started_one_cannot_go_on(page, altered):
    """Where the started memory makes no sense the whole Python starts, and answers."""
    altered["worker.js"] = ("_loadSnapshot: memory", "_loadSnapshot: memory.fill(7)")
    opened(page)
    assert page.evaluate(GOES_ON) is False
    choose(page, "fda_process_begun", "false")
    assert value(page, "discussion") == "barred"


def test_another_origin_is_refused_and_counted(remote, refused):
    """The control: a request that leaves the site is refused, and seen."""
    opened(remote)
    assert refused == []
    came = remote.evaluate("() => fetch('http://elsewhere.example/').then(() => 'came', () => 'refused')")
    remote.wait_for_timeout(500)
    assert came == "refused"
    assert any("elsewhere.example" in each for each in refused)
