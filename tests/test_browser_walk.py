"""Walks of visitors through the built site, for each of the three uses, one by keyboard alone; and on every screen."""

import pytest

from tests.checker_page import after, checked, choose, follow, opened, ready, type_date, value
from tests.shipped import LATER, POLICY, SUBMITTED

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
    if width < 960:  # else the result is beside the form
        tab_to(page, ".form-actions a")
        page.keyboard.press("Enter")
    assert value(page, "discussion") == "barred"
    tab_to(page, "[data-copy=result-link]")
    page.keyboard.press("Enter")
    page.locator("[data-copy=result-link] + .copied", has_text="Copied.").first.wait_for()
    link = page.evaluate("navigator.clipboard.readText()")
    assert "classification=augmentative" in link
    assert "Echo" not in link


@WIDTHS
def test_from_a_class_of_appendix_s_into_the_check(new_page, width):
    """A reader of Appendix S goes to the head of the check, with the class filled in, and has it after a look away."""
    page = new_page(viewport={"width": width, "height": 800})
    page.goto("appendix-s/")
    link = page.locator('.md-content a[href*="classification=autonomous"]').first
    link.scroll_into_view_if_needed()
    link.click()
    ready(page)
    assert page.evaluate("scrollY") < 100
    assert checked(page) == {"classification": "autonomous"}
    choose(page, "involves_physician_work", "false")
    page.goto("about/")
    opened(page)
    assert value(page, "position") == "will_not_discuss"


@WIDTHS
def test_a_link_from_someone_else_is_read_and_answered_further(new_page, width):
    """Whoever is sent a link reads the result first, opens the answers, adds one, and has a link of their own."""
    page = new_page(viewport={"width": width, "height": 800})
    opened(page, f"#classification=augmentative&category=category_iii&us_trial_description=false&{LATER}={SUBMITTED}")
    assert page.locator("[data-notice=opened]").is_visible()
    assert page.locator("[data-decision=discussion]").bounding_box()["y"] < 800
    page.locator("[data-form-summary]").click()
    choose(page, "informed_ase", "true")
    type_date(page, LATER, "March 2, 2028")
    assert f"informed_ase=true&{LATER}=2028-03-02" in page.url.replace("&wants", "")
    assert page.url == page.locator("[data-link]").input_value()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_screen_of_320_pixels_and_text_of_double_size(checker):
    """Nothing has to be looked for by scrolling sideways at 320 pixels, nor with text of twice the size at 640."""
    follow(checker, f"classification=augmentative&category=category_i&{LATER}={SUBMITTED}")
    checker.evaluate("for (const each of document.querySelectorAll('.checker details')) each.open = true")
    for width, size in ((320, "100%"), (640, "200%")):
        checker.set_viewport_size({"width": width, "height": 800})
        checker.evaluate("(size) => { document.documentElement.style.fontSize = size; }", size)
        assert checker.evaluate("document.documentElement.scrollWidth") <= width
    checker.evaluate("document.documentElement.style.fontSize = ''")


def test_forced_colours_keep_every_status_told(checker):
    """With the system's own colours each status still has its word and its shape."""
    checker.emulate_media(forced_colors="active")
    follow(checker, "classification=autonomous&fda_process_begun=false")
    checker.locator("#all-clauses > summary").click()
    badges = checker.locator(".checker-result .status")
    assert badges.count() >= len(POLICY.clauses)
    for badge in badges.all():
        assert badge.inner_text().strip()
        shape = badge.evaluate(
            "(each) => { const {maskImage, backgroundColor} = getComputedStyle(each, '::before');"
            " return [maskImage, backgroundColor]; }"
        )
        assert shape[0] != "none"
        assert shape[1] not in {"rgba(0, 0, 0, 0)", "transparent"}


def test_every_target_can_be_hit(checker):
    """Every control of the checker is 24 pixels high and wide at least, or is in a line of text."""
    checker.set_viewport_size({"width": 360, "height": 800})
    follow(checker, f"classification=autonomous&fda_process_begun=false&{LATER}={SUBMITTED}")
    small = checker.evaluate(
        """() => [...document.querySelectorAll(
            ".checker :is(button, summary, label.option, .things a)")]
          .filter((each) => each.checkVisibility({visibilityProperty: true}))
          .map((each) => [each.textContent.trim().slice(0, 40), each.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([text, box]) => `${text}: ${box.height}`)"""
    )
    assert small == []
