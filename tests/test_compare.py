"""Comparing two versions of the policy: what moves, for how many ways of answering, with the smallest that shows it."""

from copy import deepcopy
from time import process_time

import pytest

from checker.compare.compare import compare
from checker.compare.report import comparison_text
from tests import edits
from tests.edits import CRITERIA, DIRECTIONS, DOCUMENT, PRESENT, compared, edited, effects, thing, told, version

BOTH_WORK = {"involves_physician_work": True, "recognizes_physician_work": True}

MOVES = {
    "55 days instead of 56": (
        edits.fifty_five,
        {
            ("clauses", "eight-weeks"): [
                ("not_met", "met", 1, 1, {"ama_submission_date": "2028-03-01", "ase_request_date": "2028-01-06"})
            ]
        },
    ),
    "any of the criteria instead of all": (
        edits.any_of_the_criteria,
        {
            ("clauses", "discussion-criteria"): [
                ("undetermined", "met", 6, 0, {"fda_process_begun": True}),
                ("not_met", "undetermined", 6, 0, {"fda_process_begun": False}),
                ("not_met", "met", 12, 6, {"fda_process_begun": True, "offered_on_humans": False}),
            ],
            ("decisions", "discussion"): [
                ("barred", "undetermined", 468, 0, {"fda_process_begun": False}),
                ("undetermined", "not_barred", 126, 0, {"fda_process_begun": True, "classification": "assistive"}),
                (
                    "barred",
                    "not_barred",
                    252,
                    54,
                    {"fda_process_begun": True, "offered_on_humans": False, "classification": "assistive"},
                ),
            ],
        },
    ),
    "no exception for physician work": (
        edits.no_exception,
        {
            ("clauses", "autonomous"): [
                ("undetermined", "applies", 3, 0, {"classification": "autonomous"}),
                ("not_applicable", "undetermined", 2, 0, BOTH_WORK),
                ("not_applicable", "applies", 1, 1, {"classification": "autonomous", **BOTH_WORK}),
            ],
            ("decisions", "discussion"): [
                ("undetermined", "barred", 31, 0, {"classification": "autonomous"}),
                ("not_barred", "undetermined", 2, 0, dict.fromkeys(CRITERIA, True) | BOTH_WORK),
                (
                    "not_barred",
                    "barred",
                    1,
                    1,
                    dict.fromkeys(CRITERIA, True) | {"classification": "autonomous"} | BOTH_WORK,
                ),
            ],
        },
    ),
    "a row of the position has another value": (
        edits.neutral_not_stated,
        {
            ("decisions", "position"): [
                # the four other questions are answered in one of two ways or open: 3 to the fourth, complete 2 to it
                ("neutral", "not_stated", 81, 16, {"classification": "augmentative", "category": "category_iii"}),
                # the class open, or not classified yet; Category III awarded, not awarded or open: 2 * 3
                (
                    "undetermined",
                    "not_stated",
                    6,
                    0,
                    {"solely_workflow": False, "category": "category_iii", **BOTH_WORK},
                ),
            ]
        },
    ),
    "a clause is removed": (
        edits.without_the_note,
        {
            ("clauses", "fda-clearance-note"): [
                ("undetermined", None, 1, 0, {}),
                ("applies", None, 1, 1, {"category": "category_iii"}),
                ("not_applicable", None, 2, 2, {"category": "category_i"}),
            ]
        },
    ),
    "a clause loses its rule": (
        edits.rule_removed,
        {
            ("clauses", "inform-ase"): [
                ("undetermined", None, 1, 0, {}),
                ("met", None, 1, 1, {"informed_ase": True}),
                ("not_met", None, 1, 1, {"informed_ase": False}),
            ]
        },
    ),
    "a question has another id": (
        edits.question_renamed,
        {
            ("clauses", "inform-ase"): [
                ("met", "undetermined", 1, 0, {"informed_ase": True}),
                ("not_met", "undetermined", 1, 0, {"informed_ase": False}),
                ("undetermined", "met", 1, 0, {"ase_informed": True}),
                ("undetermined", "not_met", 1, 0, {"ase_informed": False}),
                ("met", "not_met", 1, 1, {"informed_ase": True, "ase_informed": False}),
                ("not_met", "met", 1, 1, {"informed_ase": False, "ase_informed": True}),
            ]
        },
    ),
    "a question takes other answers": (edits.question_is_a_choice, {}),
    "a status has another id": (
        edits.status_renamed,
        {
            ("clauses", "augmentative-category-i"): [
                (
                    "not_yet",
                    "after_award",
                    1,
                    1,
                    {"classification": "augmentative", "category": "category_i", "category_iii_awarded": False},
                )
            ]
        },
    ),
    "a value has another id": (
        edits.value_renamed,
        {
            ("decisions", "position"): [
                ("neutral", "none_of_three", 81, 16, {"classification": "augmentative", "category": "category_iii"})
            ]
        },
    ),
    "a conflict says less": (
        edits.conflict_narrowed,
        {
            ("conflicts", "assistive"): [
                ("holds", "none", 1, 1, {"classification": "autonomous", "solely_workflow": True})
            ]
        },
    ),
    "a conflict is removed": (
        edits.conflict_removed,
        {
            ("conflicts", "assistive"): [
                ("holds", "none", 2, 2, {"classification": "augmentative", "solely_workflow": True})
            ]
        },
    ),
}
"""By the change: the edit, and every move of a result as (from, to, sheets, complete, smallest witness)."""


class TestWhatMoves:
    @pytest.mark.parametrize("name", MOVES)
    def test_a_change_moves_exactly_these_results(self, name):
        """Each change moves these results, for so many ways of answering, shown by this smallest one, and no other."""
        edit, expected = MOVES[name]
        assert told(compared(edit)) == expected

    def test_the_same_policy_twice_moves_nothing(self):
        """A policy and itself: every clause and decision is unchanged, and all of it was gone through in time."""
        start = process_time()
        found = compare(PRESENT, version(deepcopy(DOCUMENT)))
        assert process_time() - start < 3
        assert (effects(found), found.as_json()["identical"]) == ({}, True)
        assert [found.as_json()[key] for key in ("changed", "order", "questions", "statuses")] == [[], [], [], []]
        # neither date, one of the two, or both at one of 5 distances; questions answered yes or no are yes, no or open
        assert {each.id: each.checked for each in found.clauses if each.id in {"inform-ase", "eight-weeks"}} == {
            "inform-ase": 3,
            "eight-weeks": 8,
        }
        assert [each.checked for each in found.decisions] == [5 * 3**5, 5 * 4 * 3**4]

    def test_the_day_counted_back_moves_with_the_days(self):
        """With 55 days the day counted back moves too, for every submission date, and is told beside the result."""
        clause = compared(edits.fifty_five).as_json()["clauses"][2]
        assert clause["beside"] == {
            "latest_date": {
                "from": "2028-01-05",
                "to": "2028-01-06",
                "sheets": 7,
                "complete": 6,
                "witness": {"ama_submission_date": "2028-03-01"},
            }
        }

    def test_what_is_told_beside_a_result_is_told_apart(self):
        """Where “barred” stays, that it rests on one clause more, or that less stands in the way, is told apart."""
        beside = compared(edits.no_exception).as_json()["decisions"][0]["beside"]
        assert list(beside) == ["missing", "clauses", "blocking"]
        assert beside["clauses"] == {
            "from": ["discussion-criteria"],
            "to": ["discussion-criteria", "autonomous"],
            "sheets": 90,
            "complete": 7,
            "witness": {"fda_process_begun": False, "classification": "autonomous"},
        }
        assert beside["blocking"]["witness"] == {"classification": "autonomous", "involves_physician_work": False}
        assert (beside["blocking"]["from"], beside["blocking"]["to"]) == (["involves_physician_work"], [])

    def test_answers_of_a_conflict_are_told_beside_it(self):
        """A conflict that holds as before and concerns other answers is told beside the result."""

        def edit(document):
            document["conflict"][1]["when"] += " and (requirements_familiar or not requirements_familiar)"

        (conflict,) = [each for each in compared(edit).as_json()["conflicts"] if each["moves"]]
        assert conflict["beside"]["answers"]["to"] == ["classification", "solely_workflow", "requirements_familiar"]


class TestStricterOrLooser:
    @pytest.mark.parametrize("word", DIRECTIONS)
    def test_direction(self, word):
        """Rules are stricter where results move only towards “barred”, looser where only away from it, else neither."""
        discussion, position = compared(DIRECTIONS[word]).as_json()["decisions"]
        assert (discussion["direction"], position["direction"]) == (word, None)

    def test_back_again_is_the_other_way(self):
        """What is stricter one way is looser the other way."""
        back = {"stricter": "looser", "looser": "stricter"}
        for word, other in back.items():
            assert compare(edited(DIRECTIONS[word]), PRESENT).decisions[0].direction == other

    def test_the_value_that_blocks_may_have_another_id(self):
        """The direction goes by what blocks in each version, so renaming that value is neither stricter nor looser."""

        def edit(document):
            decision = thing(document, "decision", "discussion")
            for table, key in [(decision, "blocking_value"), (decision["value"][0], "id")]:
                table[key] = "stopped"
            for row in decision["row"][:2]:
                row["value"] = "stopped"

        found = compared(edit).decisions[0]
        assert ({(move.before, move.after) for move in found.moves}, found.direction) == (
            {("barred", "stopped")},
            "neither",
        )


WORDS = {
    "our reading": (edits.reading, "clauses", "taxonomy", ["reading"]),
    "the text, its number and its force": (edits.text_and_number, "clauses", "inform-ase", ["number", "text", "force"]),
    "what a row says": (edits.row_says, "clauses", "autonomous", ["row.says"]),
    "a rule in other words": (edits.rule_said_otherwise, "clauses", "autonomous", ["row.when"]),
    "the label of a value": (edits.label, "decisions", "position", ["value.label"]),
}


class TestWords:
    @pytest.mark.parametrize("name", WORDS)
    def test_words_alone_move_nothing(self, name):
        """A change of words is told as words only, with the keys that changed, and no result moves."""
        edit, kind, identity, changed = WORDS[name]
        found = compared(edit)
        assert effects(found) == {(kind, identity): "words"}
        (subject,) = [each for each in found.as_json()[kind] if each["id"] == identity]
        assert subject["changed"] == changed
        assert not found.as_json()["identical"]

    def test_a_new_clause_and_a_removed_one_are_named_so(self):
        """A clause that only one version has is added or removed, and stands where it stood."""
        without = edited(edits.without_the_note)
        assert effects(compare(PRESENT, without)) == {("clauses", "fda-clearance-note"): "removed"}
        assert effects(compare(without, PRESENT)) == {("clauses", "fda-clearance-note"): "added"}
        ids = [clause["id"] for clause in DOCUMENT["clause"]]
        assert [each.id for each in compare(PRESENT, without).clauses] == ids

    def test_other_ids_for_the_same_words_are_pointed_out(self):
        """A question or status that differs in its id alone is told with the id that it has in the other version."""
        questions = compared(edits.question_renamed).as_json()["questions"]
        assert [(each["id"], each["effect"], each["same_but_for_id"]) for each in questions] == [
            ("informed_ase", "removed", "ase_informed"),
            ("ase_informed", "added", "informed_ase"),
        ]
        statuses = compared(edits.status_renamed).as_json()["statuses"]
        assert [(each["id"], each["same_but_for_id"]) for each in statuses] == [
            ("not_yet", "after_award"),
            ("after_award", "not_yet"),
        ]

    def test_other_answers_to_a_question_are_told(self):
        """What a question takes, and values that only one version allows, are told with the question."""
        found = compared(edits.question_is_a_choice).as_json()
        assert found["questions"] == [
            {
                "id": "informed_ase",
                "effect": "changed",
                "changed": ["type", "no", "value.id", "value.label"],
                "same_but_for_id": None,
                "values_added": ["said", "silent"],
                "values_removed": [],
            }
        ]

        def edit(document):
            thing(document, "question", "classification")["value"].append({"id": "generative", "label": "Generative"})

        (question,) = compared(edit).as_json()["questions"]
        assert (question["values_added"], question["values_removed"]) == (["generative"], [])

    def test_another_order_is_told_and_moves_nothing(self):
        """Clauses, questions and conflicts in another order are told as such, and no result moves."""
        document = deepcopy(DOCUMENT)
        for key in ("topic", "addressee", "clause", "question", "silence", "conflict"):
            document[key].reverse()
        found = compare(PRESENT, version(document))
        assert found.as_json()["order"] == ["topic", "addressee", "clause", "question", "silence", "conflict"]
        assert effects(found) == {}

    def test_the_whole_of_the_file_is_looked_at(self):
        """Title, disclaimer and the words for what is open are told at the top."""

        def edit(document):
            document["disclaimer"] += " Truly."
            document["undetermined"]["says"] = "Still open: {open}."

        assert compared(edit).as_json()["changed"] == ["disclaimer", "undetermined.says"]


class TestSilences:
    def test_another_condition_tells_which_answers_bring_the_silence_up(self):
        """A silence that other answers bring up is told with the change, its count and its smallest example."""

        def edit(document):
            thing(document, "silence", "before-category-iii")["when"] = "category is category_i"

        (found,) = compared(edit).as_json()["silences"]
        assert (found["id"], found["effect"], found["changed"]) == ("before-category-iii", "moves", ["when"])
        (move,) = found["moves"]
        assert (move["from"], move["to"], move["witness"]) == ("none", "holds", {"category": "category_i"})
        # Of the sheets that seek Category I, only augmentative technology without an award did so before.
        assert (found["checked"], found["complete"], move["sheets"]) == (5 * 4 * 3, 18, 14)
        words = " ".join(comparison_text(compared(edit)).split())
        assert "“What ASE does before Category III is awarded”" in words
        assert "What is written differently: the condition. Now brought up with a result: 14 of 60 ways" in words

    def test_a_silence_moves_with_the_clause_that_it_asks_for(self):
        """Where a clause's rule changes, a silence that asks for its status is told though no word of it differs."""
        (found,) = compared(edits.fifty_five).as_json()["silences"]
        assert (found["id"], found["effect"], found["changed"]) == ("eight-weeks-consequence", "moves", [])
        assert [(move["from"], move["to"], move["sheets"]) for move in found["moves"]] == [("holds", "none", 1)]
        assert "Now no longer brought up with a result" in comparison_text(compared(edits.fifty_five))

    def test_words_alone_move_nothing(self):
        """Another question to send, or another condition that means the same, is a change of words."""

        def edit(document):
            thing(document, "silence", "field")["ask"] += " Thank you."
            thing(document, "silence", "physician-work")["when"] = "not not classification is autonomous"

        found = compared(edit).as_json()["silences"]
        assert [(each["id"], each["effect"], each["changed"], each["moves"]) for each in found] == [
            ("physician-work", "changed", ["when"], []),
            ("field", "changed", ["ask"], []),
        ]

    def test_whom_clauses_address_is_told(self):
        """Another word or title for whom clauses address is told as such."""

        def edit(document):
            thing(document, "addressee", "ase")["title"] = "What ASE does"

        (found,) = compared(edit).as_json()["addressees"]
        assert (found["id"], found["effect"], found["changed"]) == ("ase", "changed", ["title"])
        assert "Whom clauses address: 1 differs." in comparison_text(compared(edit))
