"""Citing: the publisher of the text is the author, and every form has the fingerprint, the day and the address."""

import re

import pytest

from checker.pages.citation import Reading, bibtex, ris, sentence
from tests.own_policy import POLICY

READING = Reading(address="https://x.example/a/", long="March 1, 2027", slashed="2027/03/01")
AUTHOR = "A Society"
clauses = pytest.mark.parametrize("clause", [None, *POLICY.clauses.values()], ids=lambda clause: clause and clause.id)


@clauses
def test_every_form_names_author_title_fingerprint_day_and_address(clause):
    """A sentence, BibTeX and RIS each say whose text it is, which, of which fingerprint, and where and when read."""
    number = "independent site" if clause is None else f"Clause {clause.number}, as numbered by the independent site"
    for make, day in ((sentence, READING.long), (bibtex, READING.long), (ris, READING.slashed)):
        text = make(POLICY, clause, AUTHOR, READING)
        for part in (AUTHOR, POLICY.title, POLICY.fingerprint[:12], day, READING.address, number):
            assert part in text, (make, part)


@clauses
def test_what_is_the_site_s_own_is_not_in_the_title(clause):
    """Numbers of clauses are this site's: no form has one in the title, which reference managers keep for itself."""
    assert f"title = {{{{{POLICY.title}}}}}," in bibtex(POLICY, clause, AUTHOR, READING)
    assert f"TI  - {POLICY.title}\n" in ris(POLICY, clause, AUTHOR, READING)


def test_a_sentence_is_in_the_order_that_medical_journals_use():
    """Author, title, where it was read, day, address, each ended by a full stop but the last."""
    clause = POLICY.clauses["eight-weeks"]
    assert sentence(POLICY, clause, AUTHOR, READING) == (
        f"A Society. {POLICY.title}. Clause 1.2, as numbered by the independent site where it was read (fingerprint "
        f"{POLICY.fingerprint[:12]}). Accessed March 1, 2027. https://x.example/a/"
    )


@clauses
def test_bibtex_and_ris_have_their_form(clause):
    """An entry of BibTeX closes what it opens, one field a line; a record of RIS is tags from TY to ER."""
    entry = bibtex(POLICY, clause, AUTHOR, READING)
    assert r"howpublished = {\url{https://x.example/a/}}" in entry  # the one field that every style prints
    assert re.fullmatch(r"@misc\{[a-z0-9-]+,\n(  [a-z]+ = \{.+\},\n)+\}\n", entry)
    assert entry.count("{") == entry.count("}")
    assert "author = {{A Society}}" in entry  # else it is taken for a person's names
    lines = ris(POLICY, clause, AUTHOR, READING).splitlines()
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
    assert "AU  - A Society," in lines  # likewise
    assert (lines[0], lines[-1]) == ("TY  - ELEC", "ER  - ")
