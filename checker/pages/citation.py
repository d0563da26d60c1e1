"""How the text is cited: as a sentence, as BibTeX and as RIS.

In: a policy, a clause or none for the whole text, who the author is, and where and when it was read.  Out: text.
Must name the publisher of the text as its author, and this site only as where it was read.
"""

from dataclasses import dataclass
from urllib.parse import quote

from checker.engine.document import short
from checker.engine.model import Clause, Policy
from checker.sentences.source import plain_words_of

_ENDS = 4
"""How many words at each end of a quotation a link to its text names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Where and when the text was read.

    address: absolute.  long, slashed: the day, as `January 4, 2027` and `2027/01/04`.
    """

    address: str
    long: str
    slashed: str


def quoted(policy: Policy, clause: Clause, author: str, reading: Reading) -> str:
    """Return a clause's words as a quotation, followed by the citation."""
    return f"“{plain_words_of(clause)}” ({sentence(policy, clause, author, reading)})"


def sentence(policy: Policy, clause: Clause | None, author: str, reading: Reading) -> str:
    """Return a citation as medical journals write it for a page of the web that has no date of its own."""
    return f"{author}. {policy.title}. {_where_read(policy, clause)}. Accessed {reading.long}. {reading.address}"


def bibtex(policy: Policy, clause: Clause | None, author: str, reading: Reading) -> str:
    """Return an entry for BibTeX."""
    key = policy.short_name if clause is None else f"{policy.short_name}-{clause.id}"
    fields = {
        "author": f"{{{author}}}",
        "title": f"{{{policy.title}}}",
        "howpublished": f"\\url{{{reading.address}}}",
        "note": f"{_where_read(policy, clause)}. Accessed {reading.long}",
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}}}\n"


def ris(policy: Policy, clause: Clause | None, author: str, reading: Reading) -> str:
    """Return a record for reference managers."""
    fields = (
        ("TY", "ELEC"),
        ("AU", f"{author},"),  # the comma says that it is no person's name
        ("TI", policy.title),
        ("UR", reading.address),
        ("Y2", reading.slashed),
        ("N1", _where_read(policy, clause)),
        ("ER", ""),
    )
    return "".join(f"{name}  - {value}\n" for name, value in fields)


def text_fragment(clause: Clause) -> str:
    """Return the fragment by which a browser finds and marks a clause's words: its first and last words."""
    words = plain_words_of(clause).split()
    ends = [words] if len(words) <= 2 * _ENDS else [words[:_ENDS], words[-_ENDS:]]
    return ":~:text=" + ",".join(quote(" ".join(each), safe="").replace("-", "%2D") for each in ends)


def _where_read(policy: Policy, clause: Clause | None) -> str:
    """Return where the text was read: the number of a clause is that site's, and so is the fingerprint."""
    version = f"fingerprint {short(policy.fingerprint)}"
    if clause is None:
        return f"Read on an independent site ({version})"
    return f"Clause {clause.number}, as numbered by the independent site where it was read ({version})"
