"""A newcomer's walk through the built site: by keyboard alone, and on every kind of screen."""

import pytest

from tests.checker_page import after, follow, ready, value
from tests.shipped import LATER, POLICY, SUBMITTED
from tests.test_browser_checker import checked

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


@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.thorough)])
def test_the_whole_task_by_keyboard(new_page, width):
    """From home to a copied link with Tab, arrows, Space, Enter and typing; the focus is always seen, never lost."""
    page = new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("./")
    tab_to(page, "main a[href*='/checker/']:not([href*='='])")
    page.keyboard.press("Enter")
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
    tab_to(page, "#q-category_iii_awarded summary, input[name=category_iii_awarded]")
    tab_to(page, "input[name=fda_process_begun]")
    settle(page, lambda: page.keyboard.press("ArrowDown"))
    assert checked(page)["fda_process_begun"] == "false"
    tab_to(page, f"input[name={LATER}]")
    settle(page, lambda: page.keyboard.insert_text(SUBMITTED))
    tab_to(page, "input[name=technology]")
    page.keyboard.type("Echo helper")
    if width < 960:  # else the result is beside the form
        tab_to(page, ".form-actions a")
        page.keyboard.press("Enter")
    assert value(page, "discussion") == "barred"
    tab_to(page, "[data-copy=result-link]")
    page.keyboard.press("Enter")
    page.wait_for_function(
        "document.querySelector('[data-copy=result-link] + .copied').textContent.startsWith('Copied.')"
    )
    link = page.evaluate("navigator.clipboard.readText()")
    assert "classification=augmentative" in link
    assert "Echo" not in link


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
    """Every control of the checker is 24 pixels high and wide at least, or stands in a line of text."""
    checker.set_viewport_size({"width": 360, "height": 800})
    follow(checker, f"classification=autonomous&fda_process_begun=false&{LATER}={SUBMITTED}")
    small = checker.evaluate(
        """() => [...document.querySelectorAll(
            ".checker :is(button, summary, label.option, label.md-button, .things a)")]
          .filter((each) => each.checkVisibility({visibilityProperty: true}))
          .map((each) => [each.textContent.trim().slice(0, 40), each.getBoundingClientRect()])
          .filter(([, box]) => box.width < 24 || box.height < 24).map(([text, box]) => `${text}: ${box.height}`)"""
    )
    assert small == []
