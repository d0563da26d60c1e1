"""The pages of the clauses, one for each: Markdown files that the site generator builds like all others.

In: a policy.  Out: `docs/clauses/<clause id>.md`, and no other file there.
Must not write words of its own that `checker/pages` could write: these are the title, and what search results show.
"""

import json
import shutil
from pathlib import Path

from checker.build.places import CLAUSES
from checker.engine.model import Clause, Policy
from checker.sentences.source import plain_words_of
from checker.sentences.words import capitalized

_PAGE = """\
---
title: {title}
description: {description}
search:
  exclude: true
---

# {heading} {{#clause}}

::: clause-page {id}

??? why rests "Sources"

    - **{whose} text**: the quotation, word for word.
    - **Ours**: everything else.
"""


def write_clause_pages(policy: Policy, folder: Path = CLAUSES) -> None:
    """Write the page of every clause, in a folder that is emptied before."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for clause in policy.clauses.values():
        (folder / f"{clause.id}.md").write_text(clause_page(policy, clause), "utf-8")


def clause_page(policy: Policy, clause: Clause) -> str:
    """Return the page of a clause, as Markdown. JSON's strings are YAML's too."""
    heading = f"{clause.number} {clause.title}"
    return _PAGE.format(
        title=json.dumps(heading, ensure_ascii=False),
        description=json.dumps(f"“{plain_words_of(clause)}” ({policy.title})", ensure_ascii=False),
        heading=heading,
        id=clause.id,
        whose=capitalized(policy.publisher.possessive),
    )
