"""The visitor's dates on the checker page: what can be read on a narrow screen, and what can be followed and kept."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from tests.checker_page import choose, type_date
from tests.shipped import DATED, DAYS, EARLIER, LATER, POLICY, SUBMITTED, written

AMA, ASE = LATER, EARLIER
NOW = date(2026, 11, 23)
BOXES = """
() => {
  const box = ({left, top, right, bottom}) => [left, top, right, bottom];
  const picture = document.querySelector(".dates figure svg");
  const labels = [...picture.querySelectorAll("g")].map((group) => {
    const parts = [...group.querySelectorAll("text, .day")].map((each) => each.getBoundingClientRect());
    const most = [Math.min, Math.min, Math.max, Math.max];
    return most.map((of, index) => of(...parts.map((each) => box(each)[index])));
  });
  return {
    labels,
    picture: box(picture.getBoundingClientRect()),
    wide: document.documentElement.scrollWidth,
    letters: parseFloat(getComputedStyle(picture.querySelector("text")).fontSize)
      * picture.getBoundingClientRect().width / picture.viewBox.baseVal.width,
  };
}
"""


@pytest.fixture
def narrow(checker):
    """Give the checker on a screen of 320 px, on a day that is known.

    The day alone is another: Playwright's own clock takes the page's marks away, which tests wait for.
    """
    checker.set_viewport_size({"width": 320, "height": 700})
    checker.evaluate(
        """() => {
          window.RealDate ??= Date;
          window.Date = class extends RealDate {
            constructor(...given) { given.length ? super(...given) : super(2026, 10, 23, 10); }
          };
        }"""
    )
    yield checker
    checker.evaluate("window.Date = RealDate")


def wrong(boxes):
    """Return the labels that leave the picture, and the pairs that touch, as the browser has drawn them."""
    left, top, right, bottom = boxes["picture"]
    labels = boxes["labels"]
    out = [each for each in labels if each[0] < left or each[1] < top or each[2] > right or each[3] > bottom]
    pairs = [
        (one, other)
        for index, one in enumerate(labels)
        for other in labels[index + 1 :]
        if one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    ]
    return [*out, *pairs]


class TestThePicture:
    def test_can_be_read_at_320_px(self, narrow):
        """Dates one day apart, the same day, years apart and in any order: no label is cut, covered or tiny."""
        for ama, ase in (
            ("2026-11-24", "2026-11-22"),
            ("2026-11-23", "2026-11-23"),
            ("2027-01-19", "2026-11-24"),
            ("2199-12-31", "1900-01-01"),
            ("2020-09-30", "2036-09-30"),
        ):
            type_date(narrow, AMA, ama)
            type_date(narrow, ASE, ase)
            narrow.evaluate("document.querySelector('#your-dates').open = true")
            boxes = narrow.evaluate(BOXES)
            assert len(boxes["labels"]) == 4
            assert wrong(boxes) == [], (ama, ase)
            assert boxes["wide"] == 320
            assert boxes["letters"] >= 12

    def test_labels_that_touch_or_leave_it_are_seen(self, narrow):
        """Letters twice as large are found to touch and to leave the picture: the control."""
        type_date(narrow, AMA, "2026-11-24")
        type_date(narrow, ASE, "2026-11-22")
        narrow.locator("#your-dates > summary").click()
        assert wrong(narrow.evaluate(BOXES)) == []
        narrow.add_style_tag(content=".checker .dates .label { font-size: 24px; }")
        assert wrong(narrow.evaluate(BOXES)) != []


class TestTheWords:
    def test_stand_below(self, narrow):
        """Each known day stands in a list; without a date the whole part is hidden."""
        part = narrow.locator("[data-part=dates]")
        assert part.is_hidden()
        ama, ase = NOW + timedelta(days=DAYS + 12), NOW - timedelta(days=12)
        type_date(narrow, AMA, ama.isoformat())
        type_date(narrow, ASE, ase.isoformat())
        part.locator("summary").click()
        assert [" ".join(each.split()) for each in part.locator("li").all_inner_texts()] == [
            f"{POLICY.questions[ASE].label}: {written(ase.isoformat())}",
            "Today: November 23, 2026",
            f"{DATED.latest_date.label}: December 5, 2026",
            f"{POLICY.questions[AMA].label}: {written(ama.isoformat())}",
        ]
        narrow.locator(f"[data-clear={AMA}]").click()
        narrow.locator(f"[data-clear={ASE}]").click()
        part.wait_for(state="hidden")

    def test_a_note_leads_to_its_question(self, narrow):
        """A note about an odd date stands in the result, and its link puts the focus on the question."""
        type_date(narrow, AMA, "2025-03-01")
        link = narrow.locator("[data-note=past] a")
        assert link.inner_text() == POLICY.questions[AMA].label
        link.click()
        assert narrow.evaluate("document.activeElement.id") == f"q-{AMA}"
        assert narrow.locator(f"input[name={AMA}]").input_value() == "2025-03-01"


class TestTheCalendar:
    def test_is_made_in_the_browser(self, narrow):
        """The button that offers it hands over a file, made by the engine in the browser, readable as such."""
        choose(narrow, "informed_ase", "true")
        assert narrow.locator("[data-make=calendar]").count() == 0
        type_date(narrow, AMA, SUBMITTED)
        narrow.locator("#your-dates > summary").click()
        with narrow.expect_download() as waiting:
            narrow.get_by_role("button", name="Save these dates as a calendar file (.ics)").click()
        assert waiting.value.suggested_filename == "ase-cpt-self-assessment.ics"
        calendar = Calendar.from_ical(waiting.value.path().read_bytes())
        assert [str(each["summary"]) for each in calendar.walk("VEVENT")] == [
            f"Self-assessment: {DATED.latest_date.label}",
            f"Self-assessment: {POLICY.questions[AMA].label}",
        ]
