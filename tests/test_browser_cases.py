"""The worked cases and the walks of a visitor, on the built site in a real browser under a base path."""

import json
import re

from checker.browser.door import answer
from checker.verify.cases import differences
from tests.checker_page import (
    READ,
    VISIBLE_WORDS,
    choose,
    follow,
    fragment,
    status,
    type_date,
    value,
    words,
)
from tests.shipped import BEYOND, CASES_TABLE, DATED, DAYS, EARLIER, LATER, POLICY, SUBMITTED, before, written

MOST_WORDS = 260 + 15 * BEYOND
"""Seen in a result with all folds closed, whatever is answered."""

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


def test_every_case_comes_out_on_the_page(checker):
    """Every worked case, opened as a link, shows on the page what it expects, and nothing of the case before it."""
    failed, counts = {}, {}
    for number, case in enumerate(CASES_TABLE):
        # `at` makes each link differ from the one before it, so that the page is told of it
        follow(checker, fragment(case.answers, policy=POLICY.fingerprint[:12], at=f"none-{number}"))
        counts[case.says] = checker.locator("[data-result]").evaluate(VISIBLE_WORDS)
        read = checker.evaluate(READ)
        discussion = read["decisions"]["discussion"]
        discussion["blocking"].sort(key=list(POLICY.questions).index)  # on the page, by their clauses
        if discussion["value"] != "undetermined" and discussion["tags"] != discussion["clauses"]:
            failed[case.says] = discussion
        if found := differences(case, read, read["silences"]):
            failed[case.says] = found
        elif lines := unlike(checker, case.answers):
            failed[case.says] = lines
    assert failed == {}
    assert {says: count for says, count in counts.items() if count > MOST_WORDS} == {}


class TestWalks:
    def test_augmentative_category_iii_before_and_after_the_description(self, checker):
        """Without the trial description clause 2 alone stands in the way; with it no clause does, and no promise."""
        choose(checker, "classification", "augmentative")
        choose(checker, "category", "category_iii")
        choose(checker, "fda_process_begun", "true")
        choose(checker, "offered_on_humans", "true")
        choose(checker, "us_trial_description", "false")
        assert (value(checker, "discussion"), value(checker, "position")) == ("barred", "neutral")
        said = words(checker, "discussion")
        assert "cannot engage in discussion regarding a developer’s CPT code application process until" in said
        assert "This says nothing about whether you may apply." in said
        things = {each: checker.locator(f".things [data-thing={each}] a").all_inner_texts() for each in ("yes", "no")}
        assert [len(things["yes"]), *things["no"]] == [2, "Description of a US clinical trial provided"]
        assert "neither sponsor, support, nor interfere" in words(checker, "position")
        choose(checker, "us_trial_description", "true")
        assert (value(checker, "discussion"), value(checker, "position")) == ("not_barred", "neutral")
        (row,) = (each for each in POLICY.decisions["discussion"].rule.rows if each.outcome == "not_barred")
        assert row.card.lead in " ".join(words(checker, "discussion").split())

    def test_autonomous_with_one_answer_not_sure(self, checker):
        """Not being sure of one physician-work question leaves both decisions open, with that question named."""
        choose(checker, "classification", "autonomous")
        choose(checker, "involves_physician_work", "true")
        choose(checker, "recognizes_physician_work", "unsure")
        for criterion in ("fda_process_begun", "offered_on_humans", "us_trial_description"):
            choose(checker, criterion, "true")
        assert (value(checker, "discussion"), value(checker, "position")) == ("undetermined", "undetermined")
        assert "One “no” is enough: ASE then “will not engage in discussion”." in words(checker, "discussion")
        assert checker.locator("[data-decision=discussion] [data-thing=open] a").all_inner_texts() == [
            "Recognizes specific physician work"
        ]

    def test_assistive_and_not_solely_for_workflow(self, checker):
        """Assistive technology that is not solely for workflow gets "the text does not say", and nothing surer."""
        choose(checker, "classification", "assistive")
        choose(checker, "solely_workflow", "false")
        assert value(checker, "position") == "not_stated"
        assert status(checker, "assistive") == "not_stated"
        said = words(checker, "position")
        assert "The text does not say" in said
        assert "does not say whether this advice reaches technology that is not designed solely for that" in said
        assert not re.search(r"exempt|allowed|may pursue|prohibit|oppose", said)

    def test_just_enough_days_and_one_less(self, checker):
        """Exactly the days that are asked for are done; one less is not, with no word of lateness or refusal."""
        type_date(checker, LATER, SUBMITTED)
        type_date(checker, EARLIER, before(DAYS))
        clause = checker.locator(f"[data-clause={DATED.id}]")
        assert status(checker, DATED.id) == "met"
        assert f"exactly {DAYS} days before" in clause.text_content()
        type_date(checker, EARLIER, before(DAYS - 1))
        assert status(checker, DATED.id) == "not_met"
        said = clause.text_content() + checker.locator(f"[data-todo={DATED.id}]").inner_text()
        assert said.count(f"{DAYS - 1} days before") == 2
        assert not re.search(r"\b(late|refus|deadline|miss|reject|fail)", said)
        assert written(before(DAYS)) in checker.locator(f"[data-todo={DATED.id}] time").inner_text()
