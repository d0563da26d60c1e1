"""The result: what is seen first, how much is said, and what can be opened, done and kept where it is."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar

from checker.exports.link import fragment
from tests.checker_page import VISIBLE_WORDS, after, checked, choose, follow, opened, ready, status, type_date
from tests.checker_page import fragment as fragment_by_hand
from tests.shipped import BEYOND, DATED, DAYS, EARLIER, LATER, POLICY, SUBMITTED, written

TYPICAL = {
    "classification": "augmentative",
    "category": "category_iii",
    "fda_process_begun": True,
    "offered_on_humans": True,
    "us_trial_description": False,
    "ama_submission_date": "2027-03-01",
    "ase_request_date": "2027-01-20",
    "wants_guidance": True,
}
LINK = fragment(POLICY, TYPICAL)
BOTTOM = "(each) => each.getBoundingClientRect().bottom - document.querySelector('#result').getBoundingClientRect().top"


class TestALinkWithAnswers:
    def test_begins_at_the_result_with_the_form_in_a_fold(self, page):
        """Whoever opens a shared link, or reloads it, sees the result; the answers can be changed one step away."""
        opened(page, f"#{LINK}")
        page.reload()
        ready(page)
        assert not page.locator("#q-classification").is_visible()
        assert page.locator("#result").bounding_box()["y"] < 400
        before = page.locator("[data-before-checking]")
        assert not before.is_visible()
        summary = page.locator("[data-form-summary]")
        assert summary.inner_text() == "Your 8 answers: change"
        summary.click()
        assert before.bounding_box()["y"] < page.locator("#q-classification").bounding_box()["y"]
        choose(page, "us_trial_description", "true")
        assert page.locator("[data-decision=discussion]").get_attribute("data-value") == "not_barred"

    def test_has_two_columns_where_there_is_room(self, checker):
        """With the form folded, what to do is beside the decisions on a wide screen, and below them on a narrow one."""
        follow(checker, LINK)
        for width, beside in ((1280, True), (360, False)):
            checker.set_viewport_size({"width": width, "height": 800})
            decisions = checker.locator("[data-part=decisions]").bounding_box()
            todo = checker.locator("[data-part=todo]").bounding_box()
            assert (todo["x"] >= decisions["x"] + decisions["width"]) is beside

    @pytest.mark.parametrize(
        ("hash_", "folded"),
        [
            ("classification=augmentative&category=category_i", False),
            (fragment_by_hand(TYPICAL), True),
            (fragment(POLICY, {"informed_ase": True}), True),
        ],
    )
    def test_opens_at_the_form_if_it_begins_a_check(self, checker, hash_, folded):
        """By hand a class and a category begin a check; three answers, or a link of this site, are somebody's case."""
        follow(checker, hash_)
        assert checker.locator("[data-form-summary]").is_visible() is folded
        assert checker.locator("#q-classification").is_visible() is not folded

    def test_that_names_a_question_begins_there(self, checker):
        """A link with answers and a question to go to begins at that question, however many answers it has."""
        follow(checker, fragment_by_hand(TYPICAL, at="informed_ase"))
        question = checker.locator("#q-informed_ase")
        assert question.evaluate("(each) => each === document.activeElement")
        assert question.evaluate("(each) => each.getBoundingClientRect().top < innerHeight")


class TestHowMuchIsSaid:
    def test_what_one_clause_says_of_both_decisions_is_said_once(self, checker):
        """Where one clause settles both decisions, one card holds both, and screen readers are told of the second."""
        follow(checker, "classification=autonomous&involves_physician_work=false")
        both = checker.locator("[data-decision]").evaluate_all("(all) => all.map((each) => each.dataset.value)")
        assert both == ["barred", "will_not_discuss"]
        assert checker.locator("[data-decision] h3").count() == 1
        second = checker.locator("[data-decision=position]")
        assert second.bounding_box()["height"] <= 1
        assert second.text_content() == "This is also ASE’s stated position."

    def test_words_are_few(self, checker):
        """A typical result has about 220 visible words, the form about 13 for each question; an open fold counts."""
        assert checker.locator(".checker-form").evaluate(VISIBLE_WORDS) <= 14 * len(POLICY.questions)
        follow(checker, LINK)
        count = checker.locator("[data-result]").evaluate(VISIBLE_WORDS)
        assert count <= 234 + 15 * BEYOND
        checker.locator("#all-clauses > summary").click()
        assert checker.locator("[data-result]").evaluate(VISIBLE_WORDS) > count + 50

    def test_on_a_phone_the_decisions_and_the_first_date_fit_the_first_screen(self, checker):
        """From the head of the result, both decisions and the first date are within 800 px at 360."""
        checker.set_viewport_size({"width": 360, "height": 800})
        follow(checker, LINK)
        assert checker.locator("[data-decision]").last.evaluate(BOTTOM) < 800
        assert checker.locator("[data-todo] time").first.evaluate(BOTTOM) < 800

    def test_on_a_phone_a_low_bar_leads_from_the_form_to_the_result(self, checker):
        """From the first answer on, a bar of two lines and 64 px at most has both decisions; it leads to them."""
        checker.set_viewport_size({"width": 360, "height": 800})
        assert not checker.locator(".bar").is_visible()
        choose(checker, "fda_process_begun", "false")
        bar = checker.locator(".bar")
        box = bar.bounding_box()
        assert box["height"] <= 64
        assert box["y"] + box["height"] == 800
        lines = [line.inner_text() for line in bar.locator("span").all()]
        assert "cannot engage in discussion" in lines[0]
        assert lines[1] == POLICY.decisions["position"].open
        bar.click()
        assert checker.evaluate("document.activeElement.id") == "result"
        assert checker.locator("#result").evaluate("(each) => each.getBoundingClientRect().top") < 100


class TestWhatCanBeDoneInPlace:
    def test_what_is_done_is_said_where_it_is_listed(self, checker):
        """What is to do can be marked as done in the list; the focus stays there, and the form has the answer."""
        entry = checker.locator("[data-todo=inform-ase]")
        button = entry.get_by_role("button", name="Done?")
        button.focus()
        after(checker, lambda: checker.keyboard.press("Enter"))
        assert checked(checker) == {"informed_ase": "true"}
        assert entry.locator(".how").inner_text() == POLICY.statuses["met"].word
        assert not button.count()
        assert checker.evaluate("document.activeElement.closest('[data-todo]').dataset.todo") == "inform-ase"
        assert status(checker, "inform-ase") == "met"

    def test_the_words_of_a_clause_open_where_its_number_is(self, checker):
        """Each number opens its clause's words once, keeps them open as answers come, and closes them again."""
        tags = checker.locator("[data-decision=discussion] h3 .tag")
        names = [tag.get_attribute("data-words") for tag in tags.all()]
        assert len(names) == 2
        here = checker.locator("[data-decision=discussion] .words-here")
        for tag in tags.all():
            tag.click()
        choose(checker, "informed_ase", "true")
        opened_here = here.evaluate_all("(all) => all.map((each) => each.dataset.wordsHere)")
        assert sorted(opened_here) == sorted(names)
        words = here.and_(checker.locator(f"[data-words-here={names[0]}]")).locator("blockquote p")
        assert words.inner_text() == POLICY.clauses[names[0]].text.replace("*", "")
        assert tags.first.get_attribute("aria-expanded") == "true"
        tags.first.click()
        assert here.count() == 1

    def test_every_number_is_a_link_to_its_clause(self, checker):
        """Each number leads to the clause's own page, for whoever opens it in another tab or has no script."""
        links = checker.eval_on_selector_all(
            "[data-result] .tag", "all => all.map((each) => [each.dataset.words, each.href])"
        )
        assert len(links) >= 4
        assert [name for name, address in links if not address.endswith(f"/clauses/{name}/")] == []

    def test_the_question_to_send_can_be_copied(self, checker):
        """A silence of the case has a question to send, which its button copies."""
        checker.context.grant_permissions(["clipboard-read", "clipboard-write"])
        choose(checker, "us_trial_description", "false")
        checker.locator("#questions-to-send > summary").click()
        asked = checker.locator("[data-silence=which-trial]")
        asked.get_by_role("button", name="Copy this question").click()
        asked.locator(".copied", has_text="Copied.").wait_for()
        (silence,) = [each for each in POLICY.silences if each.id == "which-trial"]
        assert checker.evaluate("navigator.clipboard.readText()") == silence.ask


BOXES = """
() => {
  const box = ({left, top, right, bottom}) => [left, top, right, bottom];
  const picture = document.querySelector(".dates figure svg");
  const labels = [...picture.querySelectorAll("g")].map((group) => {
    const parts = [...group.querySelectorAll("text, .day")].map((each) => each.getBoundingClientRect());
    const most = [Math.min, Math.min, Math.max, Math.max];
    return most.map((of, index) => of(...parts.map((each) => box(each)[index])));
  });
  return { labels, picture: box(picture.getBoundingClientRect()), wide: document.documentElement.scrollWidth };
}
"""
NOW = date(2026, 11, 23)


@pytest.fixture
def narrow(checker):
    """Give the checker on a screen of 320 px, on a day that is known."""
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


class TestDates:
    def test_the_picture_can_be_read_at_320_px(self, narrow):
        """Dates one day apart, the same day, years apart and in any order: no label is cut or covered."""
        for later, earlier in (
            ("2026-11-24", "2026-11-22"),
            ("2026-11-23", "2026-11-23"),
            ("2199-12-31", "1900-01-01"),
            ("2020-09-30", "2036-09-30"),
        ):
            type_date(narrow, LATER, later)
            type_date(narrow, EARLIER, earlier)
            narrow.evaluate("document.querySelector('#your-dates').open = true")
            boxes = narrow.evaluate(BOXES)
            assert len(boxes["labels"]) == 4
            assert wrong(boxes) == [], (later, earlier)
            assert boxes["wide"] == 320
        narrow.add_style_tag(content=".checker .dates .label { font-size: 24px; }")
        assert wrong(narrow.evaluate(BOXES)) != []  # the control
        narrow.evaluate("document.head.lastElementChild.remove()")

    def test_are_listed_in_words(self, narrow):
        """Each known day is in a list; without a date the whole part is hidden."""
        part = narrow.locator("[data-part=dates]")
        assert part.is_hidden()
        later, earlier = NOW + timedelta(days=DAYS + 12), NOW - timedelta(days=12)
        type_date(narrow, LATER, later.isoformat())
        type_date(narrow, EARLIER, earlier.isoformat())
        part.locator("summary").click()
        assert [" ".join(each.split()) for each in part.locator("li").all_inner_texts()] == [
            f"{POLICY.questions[EARLIER].label}: {written(earlier.isoformat())}",
            "Today: November 23, 2026",
            f"{DATED.latest_date.label}: December 5, 2026",
            f"{POLICY.questions[LATER].label}: {written(later.isoformat())}",
        ]

    def test_a_note_leads_to_its_question(self, narrow):
        """A note about an odd date is in the result, and its link puts the focus on the question."""
        type_date(narrow, LATER, "2025-03-01")
        link = narrow.locator("[data-note=past] a")
        assert link.inner_text() == POLICY.questions[LATER].label
        link.click()
        assert narrow.evaluate("document.activeElement.id") == f"q-{LATER}"

    def test_can_be_saved_as_a_calendar_file(self, narrow):
        """The button hands over a file, made by the engine in the browser, that a calendar can read."""
        type_date(narrow, LATER, SUBMITTED)
        narrow.locator("#your-dates > summary").click()
        with narrow.expect_download() as waiting:
            narrow.get_by_role("button", name="Save these dates as a calendar file (.ics)").click()
        assert waiting.value.suggested_filename == "ase-cpt-self-assessment.ics"
        calendar = Calendar.from_ical(waiting.value.path().read_bytes())
        assert [str(each["summary"]) for each in calendar.walk("VEVENT")] == [
            f"Self-assessment: {DATED.latest_date.label}",
            f"Self-assessment: {POLICY.questions[LATER].label}",
        ]
        narrow.locator("[data-share-says]", has_text="handed to your browser").wait_for()

    def test_a_calendar_file_that_fails_is_said_beside_its_button(self, narrow):
        """Where the file cannot be made, that is said, and the next answer comes."""
        type_date(narrow, LATER, SUBMITTED)
        narrow.locator("#your-dates > summary").click()
        narrow.evaluate("() => { window.stringify = JSON.stringify; JSON.stringify = () => 5; }")
        narrow.locator("[data-make=calendar]").click()
        narrow.evaluate("() => { JSON.stringify = window.stringify; }")
        narrow.locator("[data-share-says]", has_text="could not be made").wait_for()
        choose(narrow, "classification", "assistive")
        assert status(narrow, "taxonomy") == "met"
