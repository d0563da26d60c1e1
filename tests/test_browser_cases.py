"""The worked cases on the built site, in a real browser under a base path."""

import json
from dataclasses import replace

from checker.browser.door import answer
from checker.verify.cases import differences
from tests.checker_page import READ, VISIBLE_WORDS, follow, fragment
from tests.shipped import CASES_TABLE, POLICY

MOST_WORDS = 270 * len(POLICY.clauses) / 11
"""Visible in a result with all folds closed, whatever is answered."""
MARKED = ("findings", "decisions", "missing", "clauses")
"""What the page marks; the rest of what a case expects is in the words, and in the engine's own tests."""

AS_READ = """
(html) => {
  const place = document.querySelector("[data-result]");
  const anew = place.cloneNode(false);
  anew.innerHTML = html;
  place.after(anew);
  const [now, wanted] = [place, anew].map((each) => each.innerText);
  anew.remove();
  return [now, wanted];
}
"""


def unlike(page, answers):
    """Return the lines of a result that are on the page and should not be, or are missing.

    The page has replaced only the parts that changed; the engine's result is inserted as a whole.
    """
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    html = json.loads(answer(json.dumps({"answers": dict(answers), "today": today})))["html"]
    now, wanted = page.evaluate(AS_READ, html)
    assert now.strip()
    return sorted(set(now.split("\n")) ^ set(wanted.split("\n")))


def test_every_case_comes_out_on_the_page(checker):
    """Every worked case, opened as a link, shows what it expects, in few words, and nothing of the case before it."""
    failed, counts, shown = {}, {}, {}
    for case in CASES_TABLE:
        if case.answers != shown:
            follow(checker, fragment(case.answers, policy=POLICY.fingerprint[:12]))
        shown = case.answers
        counts[case.says] = checker.locator("[data-result]").evaluate(VISIBLE_WORDS)
        expected = {key: each for key, each in case.expected.items() if key in MARKED}
        if found := differences(replace(case, expected=expected), checker.evaluate(READ)):
            failed[case.says] = found
        elif lines := unlike(checker, case.answers):
            failed[case.says] = lines
    assert failed == {}
    assert {says: count for says, count in counts.items() if count > MOST_WORDS} == {}
