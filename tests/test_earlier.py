"""Earlier versions: a link made under one is told what differs."""

import json
import re
from copy import deepcopy
from xml.etree.ElementTree import fromstring

import pytest

from checker.engine.document import canonical
from tests import edits
from tests.edits import DOCUMENT, PRESENT, edited, thing
from tests.own_policy import DOOR

NOTHING = "With these answers nothing comes out differently."


def told(answers, edit=None, *, text=None, begins=None):
    """Return what differs for answers given under the policy as it is after an edit, as a tree."""
    earlier = edited(edit) if edit else PRESENT
    request = {
        "make": "earlier",
        "answers": answers,
        "earlier": canonical(earlier.document).decode() if text is None else text,
        "fingerprint": earlier.policy.fingerprint[:12] if begins is None else begins,
    }
    made = json.loads(DOOR.make(json.dumps(request)))
    assert made["type"] == "text/html"
    return fromstring(f"<div>{made['text']}</div>")  # noqa: S314  our own markup


def words(tree):
    """Return what a tree says, on one line."""
    return " ".join("".join(tree.itertext()).split())


def lines(tree, name):
    """Return what stands under a mark, by what it marks."""
    return {each.get(name): words(each) for each in tree.iter() if each.get(name)}


FIFTY_FIVE = {"ama_submission_date": "2028-03-01", "ase_request_date": "2028-01-06"}


class TestWhatDiffers:
    def test_a_status_that_moves(self):
        """A clause whose status differs is told with both statuses in the site's words, and nothing else is."""
        tree = told(FIFTY_FIVE, edits.fifty_five)
        moved = lines(tree, "data-moved")
        assert moved.keys() == {"clause eight-weeks", "day eight-weeks", "silence eight-weeks-consequence"}
        assert moved["clause eight-weeks"].endswith("Then: 8 weeks or more Now: Fewer than 8 weeks")
        assert words(tree[0]) == "With these answers 3 results come out differently."

    def test_a_decision_that_moves(self):
        """A decision whose value differs is told with both values in the words of each version."""
        tree = told({"fda_process_begun": True, "offered_on_humans": False}, edits.any_of_the_criteria)
        moved = lines(tree, "data-moved")
        assert {"decision discussion", "clause discussion-criteria"} <= moved.keys()
        labels = PRESENT.policy.decisions["discussion"]
        assert moved["decision discussion"].endswith(f"Then: {labels.open} Now: {labels.labels['barred']}")

    def test_a_conflict_and_a_day_are_results_too(self):
        """Answers that are pointed out under one version alone, and a day that is counted otherwise, are told."""
        answers = {"classification": "augmentative", "solely_workflow": True}
        moved = lines(told(answers, edits.conflict_removed), "data-moved")
        assert moved["conflict assistive"].endswith("Then: not pointed out Now: pointed out")
        moved = lines(told({"ama_submission_date": "2028-03-01"}, edits.fifty_five), "data-moved")
        assert moved["day eight-weeks"].endswith("Then: January 6, 2028 Now: January 5, 2028")

    @pytest.mark.parametrize(
        ("answers", "edit"),
        [
            ({}, None),
            ({"classification": "assistive"}, edits.fifty_five),
            ({"ama_submission_date": "unsure"}, edits.fifty_five),
            ({"classification": "augmentative", "category": "category_iii"}, edits.label),
            ({}, edits.reading),
            ({"classification": "augmentative", "category": "category_iii"}, edits.value_renamed),
        ],
    )
    def test_where_nothing_differs_it_says_that_and_no_more(self, answers, edit):
        """Where no result, text or question differs for these answers there is one sentence."""
        tree = told(answers, edit)
        assert len(tree) == 1
        assert words(tree) == NOTHING

    def test_both_wordings_are_quoted_only_where_the_text_differs(self):
        """A clause whose text differs stands with both wordings as quotations, the earlier one as the site gave it."""
        tree = told({}, edits.text_and_number)
        assert lines(tree, "data-reworded").keys() == {"inform-ase"}
        quoted = [words(each) for each in tree.iter("blockquote")]
        assert quoted == ["ASE advises.", PRESENT.policy.clauses["inform-ase"].text]
        assert "The text as this site gave it then:" in words(tree)
        assert "no result comes out differently and the text of 1 clause differs." in words(tree[0])

    def test_a_clause_that_came_or_went(self):
        """A clause that only one version has is told as that; its result has nothing beside it."""
        tree = told({"category": "category_iii"}, edits.without_the_note)
        assert "This site gave no such clause then." in lines(tree, "data-reworded")["fda-clearance-note"]
        assert "Then: no result Now:" in lines(tree, "data-moved")["clause fda-clearance-note"]

    def test_a_question_that_is_gone_or_new(self):
        """A question of the link that is gone is told with its answer, which a link has in letters; a new one too."""
        tree = told({"ase_informed": "true"}, edits.question_renamed)
        asked = lines(tree, "data-asked")
        assert asked["ase_informed"].endswith("Answered: YesNow: no longer asked")
        assert asked["informed_ase"].endswith("Then: not asked")
        assert "Then: Done Now: Still open" in lines(tree, "data-moved")["clause inform-ase"]

    def test_a_question_that_is_reworded_is_told_only_where_it_was_answered(self):
        """Both wordings of a question stand where the link answers it, and nothing where it does not."""

        def reworded(document):
            thing(document, "question", "wants_guidance")["ask"] = "Is guidance wanted?"

        asked = lines(told({"wants_guidance": False}, reworded), "data-asked")
        assert asked["wants_guidance"].endswith("Asked then: Is guidance wanted?")
        assert words(told({"informed_ase": True}, reworded)) == NOTHING

    @pytest.mark.parametrize("edit", edits.EDITS, ids=lambda edit: edit.__name__)
    def test_says_nothing_that_the_text_does_not(self, edit):
        """Whatever differs, nothing is called eligible, passed, wrong, late or the like; no identifier is shown."""
        answers = {"classification": "autonomous", "solely_workflow": True, "category_iii_awarded": True, **FIFTY_FIVE}
        said = words(told(answers, edit))
        assert not re.search(r"eligib|complian|approved|passed|rejected|wrong|\blate\b|deadline|undetermined|_", said)
        assert said.startswith("With these answers")


class TestARecordThatCannotBeUsed:
    @pytest.mark.parametrize(
        "text",
        ["", "{", "[]", "null", "<!doctype html>", '{"title": "x"}', '{"a": "\\ud800"}', "[" * 100_000, "NaN"],
        ids=range(9),
    )
    def test_is_told_in_a_sentence(self, text):
        """What is no policy of this engine's is told plainly, and nothing raises."""
        assert "cannot be shown here" in words(told({}, text=text, begins=""))

    def test_is_told_where_it_is_another_than_asked_for(self):
        """A record with another fingerprint than the link's is not taken for it."""
        assert "cannot be shown here" in words(told({}, edits.fifty_five, begins="0" * 12))

    def test_is_told_where_the_engine_no_longer_loads_it(self):
        """A policy that says something the present engine does not know is told, not half read."""
        document = deepcopy(DOCUMENT) | {"unheard_of": True}
        assert "cannot be shown here" in words(told({}, text=canonical(document).decode(), begins=""))

    @pytest.mark.parametrize("request_", [{}, {"earlier": 1}, {"earlier": None, "fingerprint": [], "answers": 3}])
    def test_whatever_is_asked_the_door_answers(self, request_):
        """A request without a record, or with odd things in its place, is answered in words."""
        assert "cannot be shown here" in json.loads(DOOR.make(json.dumps({"make": "earlier"} | request_)))["text"]
