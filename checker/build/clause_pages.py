"""The pages of the clauses, one for each: Markdown files that the site generator builds like all others.

In: a policy.  Out: `docs/clauses/<clause id>.md`, and no other file there.
Must leave all words to `checker/pages`, but for the title, the description and the sources.
"""

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from checker.build.places import CLAUSES
from checker.engine.model import Clause, Policy
from checker.pages.citation import place_of
from checker.pages.facts import named_in
from checker.pages.releases import releases, withdrawn
from checker.result.words import capitalized, plain_words_of

_PAGE = """\
---
title: {title}
description: {description}
search:
  boost: {boost}
---

# {heading}

::: {directive}

??? why rests "Sources"

    - **{whose} text**: {quoted}.
    - **Ours**: everything else.
"""

_OUTSIDE = """\
    - **From outside**, where it was read and when:

    ::: facts {names}
"""


def write_clause_pages(policy: Policy, document: Mapping[str, Any], folder: Path = CLAUSES) -> None:
    """Write the page of every clause, withdrawn ones included, into a folder that is emptied first.

    document: the policy's file.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for clause in policy.clauses.values():
        (folder / f"{clause.id}.md").write_text(clause_page(policy, clause, facts_of(document, clause)), "utf-8")
    for name, gone in withdrawn(policy, releases()).items():
        (folder / f"{name}.md").write_text(withdrawn_page(policy, gone.clause), "utf-8")


def facts_of(document: Mapping[str, Any], clause: Clause) -> list[str]:
    """Return the facts behind a clause's page: those of its own tables, and of the publisher's page."""
    own = [table for table in document["clause"] if table["id"] == clause.id]
    return named_in({**document, "clause": own}, ["clause", "publisher"])


def clause_page(policy: Policy, clause: Clause, facts: Sequence[str]) -> str:
    """Return the page of a clause, as Markdown."""
    place = place_of(policy, clause)
    words = f"“{plain_words_of(clause)}” ({policy.title}{place}. Independent site; clause numbers are its own.)"
    quoted = "the quotations, word for word; [all of it, and what is known of it](../procedures.md)"
    outside = _OUTSIDE.format(names=" ".join(facts)) if facts else ""
    return _page(policy, clause, words, directive="clause-page", quoted=quoted) + outside


def withdrawn_page(policy: Policy, clause: Clause) -> str:
    """Return the page of a withdrawn clause, as Markdown."""
    words = f"Not in the text any more. {policy.title}; independent site."
    return _page(policy, clause, words, directive="withdrawn", quoted="the quotation, as it was")


def _page(policy: Policy, clause: Clause, words: str, *, directive: str, quoted: str) -> str:
    """Return a page. JSON's strings are YAML's too. The search finds “2” in “2.1” too: clause 2 comes first."""
    heading = f"Clause {clause.number}: {clause.title}{'' if clause.id in policy.clauses else ' (withdrawn)'}"
    return _PAGE.format(
        title=json.dumps(heading, ensure_ascii=False),
        description=json.dumps(words, ensure_ascii=False),
        boost=4 / 2 ** clause.number.count("."),
        heading=heading,
        directive=f"{directive} {clause.id}",
        whose=capitalized(policy.publisher.possessive),
        quoted=quoted,
    )
