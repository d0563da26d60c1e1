"""Where things stand on the site.

In: a clause, topic or question.  Out: an address, for one of the two ways in which pages are made:
`SOURCES` for pages that the site generator makes (it turns addresses of Markdown files into relative ones),
`CHECKER_PAGE` for markup that is made in the visitor's browser on the checker page.
Must not depend on where the site is published.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from checker.engine.model import Clause, Policy


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """How addresses are written: what stands before and after the path of a page."""

    before: str
    after: str

    def page(self, path: str) -> str:
        """Return the address of a page, such as `procedures/full-text`."""
        return f"{self.before}{path}{self.after}"

    def clause(self, clause: Clause) -> str:
        """Return the address of a clause on the page of its topic."""
        return f"{self.page(f'procedures/{clause.topic}')}#{clause.id}"

    def clause_in_text(self, clause: Clause) -> str:
        """Return the address of a clause on the page that shows the whole text."""
        return f"{self.page('procedures/full-text')}#{clause.id}"


SOURCES = Places(before="/", after=".md")
CHECKER_PAGE = Places(before="../", after="/")


def question_anchor(question: str) -> str:
    """Return the anchor of a question on the checker page."""
    return f"q-{question}"


def fragment(policy: Policy, given: Mapping[str, bool | str]) -> str:
    """Return the part of a link after `#` that holds answers, ending in the policy's fingerprint."""
    pairs = [
        f"{name}={quote(str(given[name]).lower() if isinstance(given[name], bool) else str(given[name]), safe='')}"
        for name in policy.questions
        if name in given
    ]
    return "&".join([*pairs, f"policy={policy.fingerprint[:12]}"])
