"""Walks of visitors through the built site, for each of the three uses, one by keyboard alone; and on every screen."""

import pytest

from checker.result.link import fragment as link_of
from tests.checker_page import after, checked, choose, follow, opened, ready, type_date, value
from tests.shipped import EARLIER, LATER, POLICY, SUBMITTED, before

WIDTHS = pytest.mark.parametrize("width", [360, 1280])
FOCUS = """() => {
  const at = document.activeElement;
  if (!at || at === document.body) return null;
  const seen = at.matches(".option input") ? at.closest(".option") : at;
  const {outlineStyle, outlineWidth} = getComputedStyle(seen);
  const box = seen.getBoundingClientRect();
  // The theme's own inputs lie under their labels.  Words may be broken in two lines: one that is seen will do.
  const over = ({left, top, width, height}) => document.elementFromPoint(left + width / 2, top + height / 2);
  const own = (each) => each && (seen.contains(each) || each.contains(seen));
  const covered = at.closest(".md-content") && ![...seen.getClientRects()].some((line) => own(over(line)));
  return {
    what: at.outerHTML.slice(0, 160),
    outlined: outlineStyle !== "none" && parseFloat(outlineWidth) > 0,
    inside: box.bottom > 0 && box.top < innerHeight,
    covered,
  };
}"""


def tab_to(page, selector, limit=150):
    """Press Tab until the focus is at an element; at every stop the focus must be seen."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            continue  # the browser's own controls
        assert focus["outlined"], focus
        assert focus["inside"], focus
        assert not focus["covered"], focus
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    message = f"{selector} is not reached in {limit} steps"
    raise AssertionError(message)


def settle(page, act):
    """Do something by keyboard that changes an answer, wait for the result, and see that the focus stayed."""
    after(page, act)
    assert page.evaluate(FOCUS) is not None


@WIDTHS
def test_checking_ones_own_case_by_keyboard_alone(new_page, width):
    """From home to a copied link with Tab, arrows, Space, Enter and typing; the focus is always seen, never lost."""
    page = new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("./")
    tab_to(page, "main a[href*='checker/']:not([href*='='])")
    page.keyboard.press("Enter")
    page.wait_for_url("**/checker/")
    ready(page)
    tab_to(page, "input[name=classification]")
    settle(page, lambda: page.keyboard.press("Space"))
    settle(page, lambda: page.keyboard.press("ArrowDown"))
    assert checked(page)["classification"] == "augmentative"
    tab_to(page, "[data-clear=classification]")
    settle(page, lambda: page.keyboard.press("Enter"))
    settle(page, lambda: page.keyboard.press("Enter"))  # puts it back
    assert checked(page)["classification"] == "augmentative"
    tab_to(page, "input[name=category]")
    settle(page, lambda: page.keyboard.press("Space"))
    tab_to(page, "input[name=fda_process_begun]")
    settle(page, lambda: page.keyboard.press("ArrowDown"))
    assert checked(page)["fda_process_begun"] == "false"
    tab_to(page, f"input[name={LATER}]", limit=60)
    settle(page, lambda: page.keyboard.insert_text(SUBMITTED))
    tab_to(page, "input[name=technology]")
    page.keyboard.type("Echo helper")
    tab_to(page, ".form-actions [data-see]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "result"
    assert value(page, "discussion") == "barred"
    tab_to(page, "[data-copy=result-link]")
    page.keyboard.press("Enter")
    page.locator("[data-copy=result-link] + .copied", has_text="copied.").wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "classification=augmentative" in link
    assert "Echo" not in link
    tab_to(page, ".things a[href='#q-fda_process_begun']")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "q-fda_process_begun"


@WIDTHS
def test_reading_and_then_checking_with_the_class_of_a_link(new_page, width):
    """A reader goes from home to a clause, to Appendix S and, with the class filled in, to the first question."""
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("./")
    page.locator("main .md-content a[href$='procedures/']").first.click()
    page.locator(".md-content a[href*='clauses/taxonomy']").first.click()
    assert page.locator("blockquote").first.inner_text()
    page.goto("appendix-s/")
    page.locator('.md-content a[href*="classification=autonomous"]').first.click()
    ready(page)
    assert page.evaluate("scrollY") < 100
    assert checked(page) == {"classification": "autonomous"}
    choose(page, "involves_physician_work", "false")
    page.goto("about/")
    opened(page)
    assert value(page, "position") == "will_not_discuss"


@WIDTHS
def test_a_link_from_someone_else_is_read_and_answered_further(new_page, width):
    """Whoever is sent a link reads the result first, then the answers, changes one, and has a link of their own."""
    page = new_page(viewport={"width": width, "height": 800})
    given = {"classification": "augmentative", "us_trial_description": "false", LATER: SUBMITTED}
    opened(page, f"#{link_of(POLICY, given)}")
    heading = page.locator("#result")
    assert heading.inner_text() == "A result shared with you"
    assert page.locator("[data-decision=discussion]").bounding_box()["y"] < 800
    assert page.locator("[data-part=answers] h3").inner_text() == "Your 3 answers"
    assert page.locator("[data-part=answers] tr").count() == 3
    page.locator("[data-change]").click()
    choose(page, "informed_ase", "true")
    type_date(page, LATER, "March 2, 2028")
    page.wait_for_function(f"location.hash.includes('{LATER}=2028-03-02')")
    assert "informed_ase=true" in page.url
    assert page.url == page.locator("[data-link]").input_value()
    page.locator("[data-see]:visible").first.click()
    assert heading.inner_text() == "Your result"
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_whole_result_and_back(checker):
    """The result takes the form's place, with the focus on its heading; Back returns to what was there before."""
    choose(checker, "fda_process_begun", "false")
    address = checker.url
    checker.locator(".form-actions [data-see]").click()
    assert checker.locator("[data-decision=discussion]").is_visible()
    assert not checker.locator("#q-classification").is_visible()
    assert (checker.evaluate("document.activeElement.id"), checker.url) == ("result", address)
    checker.go_back()
    assert checker.locator("#q-classification").is_visible()
    assert checker.evaluate("document.activeElement.matches('[data-see]')")
    checker.go_forward()
    assert checker.evaluate("document.activeElement.id") == "result"
    checker.locator(".things a").first.click()
    assert checker.evaluate("document.activeElement.id") == "q-fda_process_begun"
    checker.go_back()
    assert checker.locator("#result").is_visible()
    checker.locator("[data-change]").click()
    assert checker.locator("#q-classification").is_visible()


@pytest.mark.parametrize("hash_", ["", "#classification=augmentative"])
def test_the_whole_result_outlives_a_reload(page, hash_):
    """The result that was opened from the form is there again, with or without a link that begins a check."""
    opened(page, hash_).locator(".form-actions [data-see]").click()
    page.reload()
    assert ready(page).locator("#result").is_visible()


def test_the_first_options_are_on_the_first_screen_of_a_phone(new_page):
    """At 360 by 740 pixels, the first question and an option are above the bar with the outcomes."""
    page = opened(new_page(viewport={"width": 360, "height": 740}, has_touch=True))
    box = page.locator("label.option").first.bounding_box()
    assert box["y"] + box["height"] < page.locator(".so-far").bounding_box()["y"]


def test_a_screen_of_320_pixels_and_text_of_double_size(checker):
    """Nothing scrolls sideways at 320 pixels, nor with text of twice the size at 360, in the form or in the result."""
    follow(checker, f"classification=augmentative&category=category_i&{LATER}={SUBMITTED}&{EARLIER}={before(1)}")
    checker.evaluate("for (const each of document.querySelectorAll('.checker details')) each.open = true")
    for width, size in ((320, "100%"), (640, "250%"), (360, "250%")):
        checker.set_viewport_size({"width": width, "height": 800})
        checker.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        for view in ("form", "result"):
            checker.evaluate("(view) => { document.querySelector('[data-checker]').dataset.view = view; }", view)
            assert checker.evaluate("document.documentElement.scrollWidth") <= width, view
    checker.evaluate("document.documentElement.style.fontSize = ''")


def test_forced_colors_keep_every_mark(checker):
    """With the system's own colors each outcome, thing and status still has its shape, and each status its word."""
    checker.emulate_media(forced_colors="active")
    follow(checker, "classification=autonomous&fda_process_begun=false&category=other")
    checker.locator("#why > summary").click()
    assert all(checker.locator(".findings .status").all_inner_texts())
    marks = checker.eval_on_selector_all(
        ".box h3, .things > li, .findings .status, .outcomes > li",
        """(all) => all.map((each) => {
          const { content, color } = getComputedStyle(each, "::before");
          return /^"[^"]/.test(content) && color === "rgb(0, 0, 0)";
        })""",
    )
    assert len(marks) > len(POLICY.clauses) + 3
    assert all(marks)
    arrows = checker.eval_on_selector_all(
        ".md-nav__icon", "(all) => all.map((each) => getComputedStyle(each, '::after').backgroundColor)"
    )
    assert set(arrows) == {"rgb(0, 0, 0)"}


TARGETS = "button, summary, label.option, .things a, .titles a, input[type=text], .md-button"
SMALL = f"""() => [...document.querySelectorAll(":is(.md-content, .md-footer) :is({TARGETS})")]
  .filter((each) => each.checkVisibility({{ visibilityProperty: true }}))
  .map((each) => [each.textContent.trim().slice(0, 40), each.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 44).map(([text, box]) => `${{text}}: ${{box.height}}`)"""


def test_every_target_can_be_hit_by_a_finger(new_page):
    """On a touch screen each button, fold and option is 44 pixels high, or is in a line of text."""
    page = new_page(viewport={"width": 360, "height": 800}, has_touch=True, is_mobile=True)
    page.goto("clauses/eight-weeks/")
    assert page.evaluate(SMALL) == []
    opened(page, f"#classification=autonomous&fda_process_begun=false&{LATER}={SUBMITTED}")
    for view in ("form", "result"):
        page.evaluate("(view) => { document.querySelector('[data-checker]').dataset.view = view; }", view)
        assert page.evaluate(SMALL) == [], view
