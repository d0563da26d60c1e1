"""The worked cases, the walks and the proof in the other engines that are installed."""

import pytest

from tests.checker_page import opened
from tests.engines.remote import PATIENCE_S
from tests.test_browser_cases import TestWalks, test_every_case_comes_out_on_the_page
from tests.test_browser_checker import TestAnswersAreKept as Kept

__all__ = ["TestWalks", "test_every_case_comes_out_on_the_page"]  # they are run here once more
pytestmark = pytest.mark.thorough


def test_answers_are_kept_over_a_reload(page):
    """What was answered stands there again, with its result."""
    Kept().test_over_a_reload(opened(page))


def test_each_mark_has_its_shape(page):
    """What is in place, missing and open have each a mark of its own shape: none is a square that lost its shape."""
    opened(page, "#fda_process_begun=false&offered_on_humans=true")
    shapes = page.evaluate(
        """() => Object.fromEntries([...document.querySelectorAll("[data-decision] .things > li")].map((each) => {
          const style = getComputedStyle(each, "::before");
          return [each.dataset.thing, style.maskImage || style.webkitMaskImage];
        }))"""
    )
    assert len(shapes) > 1
    assert all("url(" in shape for shape in shapes.values())
    assert len(set(shapes.values())) == len(shapes)


def test_another_origin_is_refused_and_counted(remote, refused):
    """The control: a request that leaves the site is refused, and seen."""
    opened(remote)
    assert refused == []
    came = remote.evaluate("() => fetch('http://elsewhere.example/').then(() => 'came', () => 'refused')")
    assert came == "refused"
    assert refused.came.wait(PATIENCE_S)
    assert any("elsewhere.example" in each for each in refused)
