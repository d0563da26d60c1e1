"""A clause that was withdrawn keeps its page, which says so; what led to it leads there; and it can come back."""

from copy import deepcopy
from datetime import date
from pathlib import Path

import pytest

from checker.build.clause_pages import withdrawn_page
from checker.build.published import record_policy
from checker.engine.load import from_document
from checker.markup.places import from_source
from checker.pages.withdrawn import moves_of_withdrawn, withdrawn, withdrawn_html
from checker.sentences.source import plain_words_of
from tests.edits import without_the_note
from tests.own_policy import DOCUMENT, POLICY, PROCEDURES

NOTE = "fda-clearance-note"


def without(document):
    """Return the policy without the note, and without a question and a silence."""
    without_the_note(document)
    document["silence"] = [each for each in document["silence"] if each["id"] != "field"]
    return from_document(document, "procedures.toml")


AFTER = without(deepcopy(DOCUMENT))


@pytest.fixture
def records(tmp_path: Path) -> Path:
    """Give a folder with the record of the policy as it was before."""
    record_policy(tmp_path, PROCEDURES, day=date(2027, 2, 3))
    return tmp_path


def test_nothing_is_withdrawn_while_the_text_has_it(records: Path) -> None:
    """A clause that the policy has is not withdrawn, and no place moves."""
    assert withdrawn(POLICY, records) == {}
    assert moves_of_withdrawn(POLICY, records) == ()


class TestAWithdrawnClause:
    def test_is_found_in_the_last_version_that_had_it(self, records: Path) -> None:
        """The clause, its words and the version that it stood in come from the record."""
        ((name, gone),) = withdrawn(AFTER, records).items()
        assert (name, gone.clause.id, gone.clause.text) == (NOTE, NOTE, POLICY.clauses[NOTE].text)
        assert gone.last.day == date(2027, 2, 3)
        assert gone.without is None

    def test_its_page_says_so_and_shows_its_words_as_past(self, records: Path) -> None:
        """The page says that the text no longer has it, since when, and what it said; not as a quotation of today."""
        gone = withdrawn(AFTER, records)[NOTE]
        page = withdrawn_html(AFTER, gone, from_source("clauses/x.md"))
        assert "This clause is not in the text any more." in page
        assert "In the version recorded February 3, 2027" in page
        assert plain_words_of(POLICY.clauses[NOTE]) in page.replace("<em>", "").replace("</em>", "")
        assert 'class="source"' not in page
        assert "data-caption" not in page
        assert "(withdrawn)" in withdrawn_page(AFTER, gone.clause)

    def test_its_places_and_those_of_a_silence_lead_on(self, records: Path) -> None:
        """Its places on other pages lead to its own page, and the place of a silence to what has changed."""
        moves = {f"{each.old.page}#{each.old.place}": each.new.page for each in moves_of_withdrawn(AFTER, records)}
        assert moves == {
            f"procedures/when-ase-can-discuss/#{NOTE}": f"clauses/{NOTE}/",
            f"procedures/full-text/#{NOTE}": f"clauses/{NOTE}/",
            f"rules/#rule-{NOTE}": f"clauses/{NOTE}/",
            "not-stated/#field": "changes/",
        }

    def test_since_when_is_said_once_that_is_recorded(self, records: Path, tmp_path: Path) -> None:
        """With the version after it recorded, the page says from which version on the clause is gone."""
        after = tmp_path / "after"
        after.mkdir()
        text = PROCEDURES.read_text("utf-8")
        start = text.index('[[clause]]\nid = "fda-clearance-note"')
        end = text.index("# ----", start)
        (after / "procedures.toml").write_text(text[:start] + text[end:], "utf-8")
        record_policy(records, after / "procedures.toml", day=date(2027, 5, 6))
        gone = withdrawn(AFTER, records)[NOTE]
        assert gone.without is not None
        page = withdrawn_html(AFTER, gone, from_source("clauses/x.md"))
        assert "not in the text any more since the version recorded May 6, 2027." in page

    def test_it_can_come_back(self, records: Path, tmp_path: Path) -> None:
        """A clause that is in the text again has its ordinary page, whatever is recorded in between."""
        self.test_since_when_is_said_once_that_is_recorded(records, tmp_path)
        assert withdrawn(POLICY, records) == {}
