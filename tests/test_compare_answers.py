"""Comparing versions of which one allows an answer that the other does not."""

from copy import deepcopy

import pytest

from checker.compare.compare import compare
from checker.compare.report import comparison_markdown, comparison_text
from tests.edits import DOCUMENT, PRESENT, effects, thing, version


def without_other():
    """Return the policy that ships without the third category, and without what speaks of it."""
    document = deepcopy(DOCUMENT)
    question = thing(document, "question", "category")
    question["value"] = [value for value in question["value"] if value["id"] != "other"]
    decision = thing(document, "decision", "position")
    decision["row"] = [row for row in decision["row"] if "category is other" not in row.get("when", "")]
    document["silence"] = [each for each in document["silence"] if each["id"] != "other-codes"]
    return version(document)


NEW = compare(without_other(), PRESENT)
GONE = compare(PRESENT, without_other())


def led(comparison, kind, name):
    """Return what answers that only one version allows come to, by what they come to before and now."""
    found = next(each for each in comparison.as_json()[kind] if each["id"] == name)
    return {(each["from"], each["to"]): each["witness"] for each in found["new_answers"]}


class TestANewAnswer:
    def test_what_it_leads_to_is_told_with_the_smallest_example(self):
        """Each value that the new answer can lead to is told, and that no earlier result moves."""
        found = led(NEW, "decisions", "position")
        assert found[None, "not_stated"] == {"classification": "augmentative", "category": "other"}
        assert found.keys() == {
            (None, value) for value in ("undetermined", "not_stated", "strongly_advises_against", "will_not_discuss")
        }
        assert led(NEW, "clauses", "fda-clearance-note") == {(None, "not_applicable"): {"category": "other"}}
        assert effects(NEW)["decisions", "position"] == "answers"
        assert all(not each["moves"] for kind in ("clauses", "decisions") for each in NEW.as_json()[kind])

    def test_nothing_is_told_where_a_rule_does_not_ask_the_question(self):
        """A clause and a decision that do not ask for the category are unchanged."""
        assert ("decisions", "discussion") not in effects(NEW)
        assert led(NEW, "clauses", "inform-ase") == {}

    def test_it_is_told_in_words(self):
        """The text says that the answer is new, what it leads to, and how often."""
        text = " ".join(comparison_text(NEW).split())
        assert "A new answer, or one no longer there; no other result moves: ASE’s stated position;" in text
        assert "With an answer that is new: “Not about your case”: 1 way of answering, 1 of them complete." in text
        assert "CPT category you seek: Another kind, or a change to a code." in text
        assert "With an answer that is new" in comparison_markdown(NEW)

    def test_a_silence_that_it_brings_up_is_told(self):
        """A silence of both versions that a new answer brings up is told, though no other answers do."""
        old, new = without_other(), deepcopy(DOCUMENT)
        thing(new, "silence", "study-use")["when"] = "not offered_on_humans or category is other"
        found = compare(old, version(new)).as_json()["silences"]
        silence = next(each for each in found if each["id"] == "study-use")
        assert {"category": "other"} in [each["witness"] for each in silence["new_answers"]]


class TestAnAnswerNoLongerThere:
    def test_what_it_led_to_is_told(self):
        """Where only the old version allows an answer, what it came to is told as before."""
        assert led(GONE, "clauses", "fda-clearance-note") == {("not_applicable", None): {"category": "other"}}
        text = " ".join(comparison_text(GONE).split())
        assert "With an answer no longer there, before: “Not about your case”: 1 way of answering" in text


@pytest.mark.parametrize("same", [PRESENT, without_other()])
def test_the_same_answers_on_both_sides_lead_to_nothing_new(same):
    """Where both versions allow the same answers there is nothing to tell."""
    found = compare(same, same).as_json()
    assert [each["new_answers"] for kind in ("clauses", "decisions", "conflicts") for each in found[kind]] == [
        []
    ] * sum(len(found[kind]) for kind in ("clauses", "decisions", "conflicts"))
