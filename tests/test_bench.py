"""The benchmark, but for its figures: right medians, missed goals that are named, a record that is shown."""

import re

import pytest

from checker.pages.speed import read_record, speed_html
from tests.bench import BYTES_PER_S, ROWS, Connection, Measured, Row, figure, medians, record, table

FAST = Row("fast", "A fast thing", "ms", dict, ratio=0.45, beside="a slow one", shown=True)
SMALL = Row("small", "A small thing", "B", dict, most=150_000)
NO_BREAK = "\N{NO-BREAK SPACE}"
FREE = Row("free", "A thing without a goal", "s", dict)


def test_a_row_has_the_medians_of_its_turns():
    """The middle one of several, here and beside, and what the one comes to beside the other."""
    measured = medians(FAST, [{"fast": (300, 1000)}, {"fast": (100, 2000)}, {"fast": (900, 3000)}])
    assert (measured.here, measured.beside, measured.ratio) == (300, 2000, 0.15)
    assert medians(SMALL, [{"small": 9}, {"small": 1}, {"small": 2}]) == Measured(SMALL, 2)


@pytest.mark.parametrize(
    ("measured", "verdict"),
    [
        (Measured(FAST, 450, 1000), "met"),
        (Measured(FAST, 451, 1000), "MISSED"),
        (Measured(SMALL, 150_000), "met"),
        (Measured(SMALL, 150_001), "MISSED"),
        (Measured(FREE, 10), ""),
    ],
)
def test_a_goal_is_met_up_to_its_limit(measured, verdict):
    """A goal for a ratio goes by the ratio, another by the figure, and a row without a goal has none to meet."""
    assert measured.verdict == verdict


def test_the_table_names_the_goals_that_are_missed():
    """A missed goal is said in its row and below the table; where none is missed, that is said."""
    shown = table([Measured(FAST, 1300, 2000), Measured(SMALL, 140_481), Measured(FREE, 2.26)])
    assert re.search(r"^fast: A fast thing +1\.30 s +2\.00 s +0\.65 +0\.45  MISSED$", shown, re.MULTILINE)
    assert re.search(r"^small: A small thing +140 kB +150 kB  met$", shown, re.MULTILINE)
    assert re.search(r"^free: A thing without a goal +2\.26 s$", shown, re.MULTILINE)
    assert shown.endswith("\ngoals missed: fast")
    assert table([Measured(SMALL, 1)]).endswith("\ngoals missed: none")


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [(0, "ms", "0 ms"), (999.4, "ms", "999 ms"), (1370, "ms", "1.37 s"), (0, "B", "0 kB"), (3_589_214, "B", "3.59 MB")],
)
def test_a_figure_is_read_in_its_unit(value, unit, shown):
    """Times and sizes are shown in the unit that suits them."""
    assert figure(value, unit) == shown


def test_a_slow_connection_is_slow(monkeypatch):
    """What is sent at once on several requests takes as long as one after the other; a fast one waits for nothing."""
    slept = []
    monkeypatch.setattr("tests.bench.time.sleep", slept.append)
    monkeypatch.setattr("tests.bench.time.perf_counter", lambda: 100.0)
    Connection(slow=False).wait_for(BYTES_PER_S)
    assert not slept
    slow = Connection(slow=True)
    for _ in range(3):
        slow.wait_for(BYTES_PER_S)
    assert slept == [1, 2, 3]


def test_the_about_page_shows_the_record(site_dir):
    """The page shows the record, which has the rows that `make bench` would write, and the day and the browser."""
    kept = read_record()
    made = record([Measured(row, 1, 2 if row.beside else None) for row in ROWS], "Chromium 1")
    assert set(made) == set(kept)
    assert [title for title, *_ in made["rows"]] == [title for title, *_ in kept["rows"]]
    page = (site_dir / "about" / "index.html").read_text("utf-8")
    assert "".join(speed_html(kept).split()) in "".join(page.split())
    assert f"{kept['date'][:4]} with {kept['browser']}" in page
    for title, here, _ in kept["rows"]:
        assert f"<td>{title}</td>" in page
        assert f"<td>{here.replace(' ', NO_BREAK)}</td>" in page


def test_the_former_page_leads_there(site_dir):
    """The address of the former page is no dead end, and has no place in the navigation."""
    page = (site_dir / "speed" / "index.html").read_text("utf-8")
    assert 'href="../about/#how-fast-it-is"' in page
    assert "speed/" not in (site_dir / "index.html").read_text("utf-8")
