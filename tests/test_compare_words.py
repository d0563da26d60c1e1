"""A comparison in words: what a maintainer reads, in a terminal and in a summary."""

import json
import re
from copy import deepcopy

import pytest

from checker.compare.compare import compare
from checker.compare.report import comparison_markdown, comparison_text
from tests import edits
from tests.edits import DIRECTIONS, DOCUMENT, EDITS, compared, edited, version

NEVER = re.compile(r"\b(eligible|ineligible|compliant|approved|passed|rejected)\b", re.IGNORECASE)


class TestWordsForPeople:
    @pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
    @pytest.mark.parametrize("write", [comparison_text, comparison_markdown])
    def test_no_identifier_is_shown(self, edit, write):
        """In text and Markdown no id, status, value or key stands where a word is, and none of the words never said."""
        new = edited(edit)
        text = write(compared(edit)).replace("\\", "")
        ids = {
            each["id"]
            for document in (DOCUMENT, new.document)
            for key in ("question", "status", "clause", "silence")
            for each in document[key]
        }
        assert not [each for each in ids if re.search(r"[_-]", each) and each in text]
        assert not re.findall(r"\b(undetermined|not_barred|row|when|None|True|False)\b(?=[:.])", text)
        assert not NEVER.search(text)

    def test_text_says_what_moves(self):
        """A change of days reads as a sentence with counts, and the smallest example in the words of the questions."""
        text = " ".join(comparison_text(compared(edits.fifty_five)).split())
        assert "Results move: clause 1.2." in text
        assert "“Not done” → “Done”: 1 of 10 ways of answering (of the complete ones 1 of 7)." in text
        assert "To ASE for consideration: January 6, 2028." in text
        assert "Before: January 5, 2028. Now: January 6, 2028." in text

    @pytest.mark.parametrize(
        ("word", "sentence"),
        [
            ("stricter", "The new rules are stricter: results move only towards “ASE ‘cannot engage in discussion’"),
            ("looser", "The new rules are looser: results move only away from “ASE ‘cannot engage in discussion’"),
            ("neither", "The new rules are neither stricter nor looser: results do not all move the same way."),
        ],
    )
    def test_direction_in_words(self, word, sentence):
        """Whether the rules are stricter, looser or neither is a sentence of its own."""
        assert sentence in comparison_markdown(compared(DIRECTIONS[word]))

    def test_a_renamed_result_reads_as_the_same_words(self):
        """Where only the id of a status differs, the move says that the words are the same."""
        text = " ".join(comparison_text(compared(edits.status_renamed)).split())
        assert "“Speaks of after the Category III award” → the same words under another identifier: 1 of 60" in text
        assert "The other version has one that differs in its identifier alone." in text

    def test_a_rule_in_other_words_is_told_apart_from_words(self):
        """A rule that is written differently and moves nothing is not called a change of words."""
        text = comparison_text(compared(edits.rule_said_otherwise))
        assert "The rule is written differently, and no result moves." in text

    def test_a_new_number_names_the_one_before(self):
        """A clause that is numbered anew is shown with both numbers."""
        text = comparison_text(compared(edits.text_and_number))
        assert "Clause 0.1 Informing ASE before filing (before: clause 1)" in text

    def test_the_same_input_gives_the_same_bytes(self):
        """Two comparisons of the same two versions write the same."""
        first, second = (compare(version(deepcopy(DOCUMENT)), edited(edits.mixed)) for _ in range(2))
        assert json.dumps(first.as_json()) == json.dumps(second.as_json())
        assert comparison_markdown(first) == comparison_markdown(second)
