"""What a visit keeps of a started Python, and that the next one does as well without it, on the built site."""

import pytest

from checker.verify.files import verify_files
from tests.checker_page import altered, choose, opened, value

NAME = "Zwölfton-7731"
RESTORED = "performance.getEntriesByName('checker:ready').at(-1).detail.restored"
READ = """async () => {
  for (const name of await caches.keys()) {
    if (!name.startsWith("checker-snapshot")) continue;
    const cache = await caches.open(name);
    const keys = await cache.keys();
    if (!keys.length) return null;
    const kept = await cache.match(keys[0]);
    return { urls: keys.map(({ url }) => url), size: (await kept.arrayBuffer()).byteLength };
  }
  return null;
}"""
HOLDS = """async (text) => {
  const names = (await caches.keys()).filter((name) => name.startsWith("checker-snapshot"));
  const cache = await caches.open(names[0]);
  const kept = await (await cache.match((await cache.keys())[0])).arrayBuffer();
  const memory = new TextDecoder("latin1").decode(kept);
  const ways = [new TextEncoder().encode(text), Uint8Array.from(text, (each) => each.charCodeAt(0))];
  return ways.some((bytes) => memory.includes(new TextDecoder("latin1").decode(bytes)));
}"""
CHANGE = """async (how) => {
  const names = (await caches.keys()).filter((name) => name.startsWith("checker-snapshot"));
  const cache = await caches.open(names[0]);
  const [key] = await cache.keys();
  const kept = await cache.match(key);
  const headers = Object.fromEntries(kept.headers);
  let bytes = new Uint8Array(await kept.arrayBuffer());
  if (how === "a byte was changed") bytes[5_000_000] ^= 1;
  else if (how === "its end is missing") bytes = bytes.slice(0, 6_000_000);
  else {
    if (how === "it is no memory") bytes.fill(7);
    if (how === "its memory makes no sense") bytes.fill(7, 1000);
    if (how === "it is too small") headers["x-whole-length"] = String(bytes.length);
    const digested = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    headers["x-digest"] = [...digested].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  }
  await cache.put(how === "it is of an older runtime" ? key.url.replace(/[0-9a-f]{12}/, "0123456789ab") : key,
    new Response(bytes, { headers }));
  if (how === "it is of an older runtime") await cache.delete(key);
}"""


def visit(page):
    """Open the checker page, wait for its first result and for what is kept of it; return what is kept."""
    opened(page)
    page.wait_for_function(READ, polling=100)
    return page.evaluate(READ)


def test_the_next_visit_puts_back_what_the_first_one_kept(new_page):
    """A second visit starts from the memory that the first one left, and every way of answering comes out the same."""
    page = new_page()
    kept = visit(page)
    assert page.evaluate(RESTORED) is False
    assert len(kept["urls"]) == 1
    assert kept["size"] < 16_000_000
    again = opened(page.context.new_page())
    assert again.evaluate(RESTORED) is True
    choose(again, "fda_process_begun", "false")
    assert value(again, "discussion") == "barred"
    again.goto("how/")
    again.locator("[data-prove]").click()
    again.wait_for_selector("[data-verified]", timeout=60_000)
    assert again.evaluate(RESTORED) is True
    assert again.locator("[data-verified]").get_attribute("data-digest") == verify_files().digest


@pytest.mark.parametrize("how", ["before the first result", "after it"])
def test_no_answer_is_kept(new_page, how):
    """Neither what a link brings nor what is typed is in the copy; what ships with the site is."""
    page = new_page()
    page.add_init_script(
        f"""sessionStorage.setItem("checker:answers", JSON.stringify({{ technology: "{NAME}" }}));"""
        if how == "before the first result"
        else ""
    )
    opened(page)
    if how == "before the first result":
        assert page.locator("[name=technology]").input_value() == NAME
    else:
        page.locator("[name=technology]").fill(NAME)
        choose(page, "fda_process_begun", "false")
    page.wait_for_function(READ, polling=100)
    assert page.evaluate(HOLDS, "fda_process_begun")
    assert not page.evaluate(HOLDS, NAME)
    assert not page.evaluate(HOLDS, NAME[-8:])


@pytest.mark.console_errors
@pytest.mark.parametrize(
    "how",
    [
        "a byte was changed",
        "its end is missing",
        "it is no memory",
        pytest.param("its memory makes no sense", marks=pytest.mark.thorough),
        pytest.param("it is too small", marks=pytest.mark.thorough),
        "it is of an older runtime",
    ],
)
def test_what_is_of_no_use_is_replaced(new_page, how):
    """A copy that cannot be used means a start without, no word of failure, and a new copy in its place."""
    page = new_page()
    kept = visit(page)
    page.evaluate(CHANGE, how)
    page.close()
    again = opened(page.context.new_page())
    assert again.evaluate(RESTORED) is False
    assert again.locator('[data-notice="failed"]').is_hidden()
    again.wait_for_function(f"async () => (await ({READ})())?.urls.join() === '{kept['urls'][0]}'", polling=100)
    once_more = opened(page.context.new_page())
    assert once_more.evaluate(RESTORED) is True
    choose(once_more, "fda_process_begun", "false")
    assert value(once_more, "discussion") == "barred"


@pytest.mark.parametrize(
    ("present", "instead"),
    [
        ("caches.open(CACHE)", 'Promise.reject(new DOMException("full", "QuotaExceededError"))'),
        ("await caches.", 'await Promise.reject(new DOMException("denied", "SecurityError")) ?? caches.'),
        ("globalThis.caches", "undefined"),
        ("inside.getExpectedKeys().slice(0, EXPECTED)", "[]"),
    ],
    ids=["storage is full", "storage is denied", "there is no storage", "pyodide is another"],
)
@pytest.mark.console_errors
def test_where_nothing_can_be_kept_the_checker_works_all_the_same(new_page, present, instead):
    """Without storage, or where Pyodide cannot be copied, each visit starts Python from the beginning."""
    page = new_page()
    altered(page, "**/checker/snapshot.js", present, instead)
    for each in (page, page.context.new_page()):
        opened(each)
        assert each.evaluate(RESTORED) is False
        choose(each, "fda_process_begun", "false")
        assert value(each, "discussion") == "barred"
        assert each.evaluate(READ) is None


@pytest.mark.console_errors
def test_a_start_that_says_nothing_is_given_up_and_the_next_is_plain(new_page):
    """A start that hangs is told after the time limit; trying again takes nothing from an earlier visit."""
    page = new_page()
    visit(page)
    page.close()
    again = page.context.new_page()
    start = "snapshot ? { ...config, ...{ _loadSnapshot: snapshot } } : config"
    altered(again, "**/checker/worker.js", start, start.replace(": snapshot }", ": new Promise(() => {}) }"))
    altered(again, "**/checker/engine.js", "PATIENCE_MS = 60_000", "PATIENCE_MS = 3_000")
    again.goto("checker/")
    again.wait_for_selector("[data-checker=failed]")
    assert "no sign of life for 3 seconds" in again.locator("[data-checker]").inner_text()
    again.locator("[data-retry]").click()
    again.wait_for_selector("[data-checker=ready] [data-decision]")
    assert again.evaluate(RESTORED) is False
