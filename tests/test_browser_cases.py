"""The worked cases and the walks of a visitor, on the built site in a real browser under a base path."""

import json
import re

from checker import load_policy
from checker.browser.door import answer
from checker.verify.cases import differences
from tests.checker_page import READ, choose, follow, fragment, opened, settled, status, type_date, value, words
from tests.test_cases import CASES_TABLE

POLICY = load_policy()

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
    """Return the lines that a person reads of a result, and should not, or should and does not.

    What stands there has come from the result before, part by part; what should is put in as a whole.
    """
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    html = json.loads(answer(json.dumps({"answers": answers, "today": today})))["html"]
    now, wanted = page.evaluate(AS_READ, html)
    assert now.strip()
    return sorted(set(now.split("\n")) ^ set(wanted.split("\n")))


def test_every_case_comes_out_on_the_page(page, record_faces):
    """Every worked case, opened as a link, shows on the page what it expects, and nothing of the case before it."""
    opened(page)
    settled(page)
    failed = {}
    for number, case in enumerate(CASES_TABLE):
        # `at` makes each link differ from the one before it, so that the page is told of it
        follow(page, fragment(case.answers, policy=POLICY.fingerprint[:12], at=f"none-{number}"))
        read = page.evaluate(READ)
        if found := differences(case, read, read["silences"]):
            failed[case.says] = found
        elif lines := unlike(page, case.answers):
            failed[case.says] = lines
    assert failed == {}
    record_faces("browser", len(CASES_TABLE))


class TestWalks:
    def test_augmentative_category_iii_before_and_after_the_description(self, page):
        """Without the trial description clause 2 alone stands in the way; with it no clause does, and no promise."""
        opened(page)
        choose(page, "classification", "augmentative")
        choose(page, "category", "category_iii")
        choose(page, "fda_process_begun", "true")
        choose(page, "offered_on_humans", "true")
        choose(page, "us_trial_description", "false")
        assert (value(page, "discussion"), value(page, "position")) == ("barred", "neutral")
        said = words(page, "discussion")
        assert "cannot engage in discussion regarding a developer’s CPT code application process until" in said
        assert "No description of a US clinical trial" in said
        assert "Rests on clause 2." in said
        assert "neither sponsor, support, nor interfere" in words(page, "position")
        choose(page, "us_trial_description", "true")
        assert (value(page, "discussion"), value(page, "position")) == ("not_barred", "neutral")
        assert "it does not mean that ASE will engage in discussion" in words(page, "discussion")

    def test_autonomous_with_one_answer_not_sure(self, page):
        """Not being sure of one physician-work question leaves both decisions open, with that question named."""
        opened(page)
        choose(page, "classification", "autonomous")
        choose(page, "involves_physician_work", "true")
        choose(page, "recognizes_physician_work", "unsure")
        for criterion in ("fda_process_begun", "offered_on_humans", "us_trial_description"):
            choose(page, criterion, "true")
        assert (value(page, "discussion"), value(page, "position")) == ("undetermined", "undetermined")
        assert "1 open question can still change this" in words(page, "discussion")
        assert "Does it recognize specific physician work?" in words(page, "discussion")

    def test_assistive_and_not_solely_for_workflow(self, page):
        """Assistive technology that is not solely for workflow gets "the text does not say", and nothing surer."""
        opened(page)
        choose(page, "classification", "assistive")
        choose(page, "solely_workflow", "false")
        assert value(page, "position") == "not_stated"
        assert status(page, "assistive") == "not_stated"
        said = words(page, "position")
        assert "The text does not say" in said
        assert "does not say whether this advice reaches technology that is assistive" in said
        assert not re.search(r"exempt|allowed|may pursue|prohibit|oppose", said)

    def test_fifty_six_days_and_fifty_five(self, page):
        """Exactly 56 days are done; 55 are not, with no word of lateness or refusal."""
        opened(page)
        type_date(page, "ama_submission_date", "2028-03-01")
        type_date(page, "ase_request_date", "2028-01-05")
        clause = page.locator("[data-clause=eight-weeks]")
        assert status(page, "eight-weeks") == "met"
        assert "exactly 56 days before" in clause.inner_text()
        type_date(page, "ase_request_date", "2028-01-06")
        assert status(page, "eight-weeks") == "not_met"
        said = clause.inner_text()
        assert "55 days before" in said
        assert not re.search(r"\b(late|refus|deadline|miss|reject|fail)", said)
        assert "5 January 2028" in page.locator("[data-part=dates]").inner_text()
