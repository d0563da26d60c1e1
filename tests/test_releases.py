"""Releases: what each changed, and the pages of clauses that the text no longer has."""

import json
from pathlib import Path

import pytest

from checker.engine.load import fingerprint
from checker.pages.releases import changes_html, releases, withdrawn, withdrawn_html
from checker.result.words import plain_words_of
from tests.edits import edited, without_the_note
from tests.invented import DOCUMENT, POLICY


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give two releases: in the second one clause is gone."""
    later = edited(without_the_note)
    for day, document in (("2027-02-03", DOCUMENT), ("2027-05-06", later)):
        record = {"fingerprint": fingerprint(document), "policy": document}
        (tmp_path / f"{day}.json").write_text(json.dumps(record), "utf-8")
    return tmp_path


def test_before_the_first_release_nothing_is_listed(tmp_path: Path) -> None:
    """Without a record the page says that the list begins with the first release."""
    assert "begins with the first release" in changes_html(releases(tmp_path))


def test_the_latest_release_is_listed_first_with_what_it_changed(folder: Path) -> None:
    """Each release has its day and its fingerprint, and what comparing it with the one before finds."""
    latest, first = changes_html(releases(folder)).split("</section>")[:2]
    assert "May 6, 2027" in latest
    assert "<li>The Society’s text differs: clause 2.1.</li>" in latest
    assert f"February 3, 2027 ({POLICY.version})" in first
    assert "The first release." in first


def test_a_withdrawn_clause_keeps_its_page(folder: Path) -> None:
    """A clause of an earlier release that the text no longer has is known, and its page has its words as they were."""
    first, latest = releases(folder)
    assert withdrawn(POLICY, [first, latest]) == {}
    (gone,) = withdrawn(latest.policy, [first, latest]).values()
    page = withdrawn_html(latest.policy, gone)
    assert "not in the text any more" in page
    assert "In the release of February 3, 2027" in page
    assert plain_words_of(gone.clause) in page.replace("<em>", "").replace("</em>", "")
    assert 'class="source"' not in page
