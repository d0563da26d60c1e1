"""The runtime with our library and with Pyodide's own: the same worker, and the same results."""

import json

import pytest

from checker.build.runtime.fill import INDEX, fill
from checker.build.runtime.library import LIBRARY, STOCK
from tests.shipped import CASES_TABLE
from tests.test_build_worker import talk, told

pytestmark = pytest.mark.thorough


@pytest.fixture(scope="module")
def other(index, tmp_path_factory):
    """Make a runtime folder with the library that the site was not built with."""
    runtime = tmp_path_factory.mktemp("runtime")
    (runtime / "files").mkdir()
    made = fill(runtime / "files", LIBRARY if index["library"] == STOCK else STOCK)
    (runtime / "files").rename(runtime / made["folder"])
    (runtime / INDEX).write_text(json.dumps(made), "utf-8")
    assert made["engine"] == index["engine"]
    assert made["library"] != index["library"]
    return runtime


@pytest.fixture
def pages(new_page, other):
    """Give two pages: one with the site's runtime, and one with the other."""
    pages = new_page(), new_page()
    pages[1].context.route(
        "**/assets/runtime/**", lambda route: route.fulfill(path=other / route.request.url.split("/assets/runtime/")[1])
    )
    return pages


def test_worked_cases_are_the_same_with_either_library(pages):
    """Every worked case has the same response, to the letter, with the trimmed library and with the whole one."""
    requests = [json.dumps({"answers": case.answers, "today": "2026-11-23", "name": "A"}) for case in CASES_TABLE]
    ours, theirs = (told(talk(page, *requests), "done") for page in pages)
    assert len(ours) == len(CASES_TABLE)
    assert ours == theirs
