"""What programs read: the policy, schemas, a feed of changes, and a guide to the site for language models.

In: the policy with its facts, the records of its versions, and the site's address if it is known.
Out: `docs/policy.json`, `docs/schemas/`, `docs/feed.xml` and `docs/llms.txt`.  The same input gives the same bytes.
Must not say anything that the policy and the pages do not say.
"""

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from checker.build.places import DOCS
from checker.build.schemas import schemas_of
from checker.engine.model import Policy
from checker.pages.facts import Fact
from checker.pages.moves import address_of
from checker.pages.versions import Change, anchor, sentences
from checker.pages.withdrawn import withdrawn

_OURS = (
    "Numbers, titles, readings, rules and results are this site’s; only quoted words are the text’s. Ids such as those "
    "of statuses and values are for programs: show the words that stand beside them, with the clause. Where the "
    "publisher’s own page differs, that page is right."
)
_OF_CLAUSES = "Clause numbers and titles are this site’s own. A clause’s page also says what the clause does not say."
_ATOM = "http://www.w3.org/2005/Atom"


def write_files_for_programs(
    policy: Policy, document: Mapping[str, Any], facts: Sequence[Fact], found: Sequence[Change], address: str
) -> None:
    """Write all of them.  document: the policy's file.  found: the changes.  address: the site's, or empty."""
    _write(DOCS / "policy.json", policy_json(policy, document, facts))
    (DOCS / "schemas").mkdir(exist_ok=True)
    for name, schema in schemas_of(policy).items():
        _write(DOCS / "schemas" / f"{name}.schema.json", schema)
    (DOCS / "feed.xml").write_bytes(feed(policy, found, address))
    (DOCS / "llms.txt").write_text(guide(policy, DOCS, address), "utf-8")


def policy_json(policy: Policy, document: Mapping[str, Any], facts: Sequence[Fact]) -> dict[str, Any]:
    """Return the policy as it was written, its fingerprint, and the facts from outside that pages rest on."""
    return {
        "fingerprint": policy.fingerprint,
        "policy": document,
        "facts": [
            {
                "id": fact.id,
                "says": fact.says,
                "looked_up": fact.looked_up.isoformat(),
                "sources": [{"name": source.name, "address": source.address} for source in fact.sources],
            }
            for fact in facts
        ],
    }


def feed(policy: Policy, found: Sequence[Change], address: str) -> bytes:
    """Return an Atom feed of the changes, the latest first."""
    root = Element("feed", {"xmlns": _ATOM})
    _text(root, "title", f"{policy.title}: changes to the text and to an independent site’s rules")
    _text(root, "subtitle", "An independent publication.")
    _text(root, "id", _name(policy, "feed"))
    _text(root, "updated", _moment(found[0]) if found else "1970-01-01T00:00:00Z")
    _text(SubElement(root, "author"), "name", "An independent publication")
    if address:
        SubElement(root, "link", {"rel": "self", "href": f"{address}feed.xml"})
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": f"{address}changes/"})
    for change in found:
        entry = SubElement(root, "entry")
        _text(entry, "title", f"Version {change.version.name}")
        _text(entry, "id", _name(policy, change.version.name))
        _text(entry, "updated", _moment(change))
        SubElement(entry, "link", {"rel": "alternate", "href": f"{address}changes/#{anchor(change.version)}"})
        _text(entry, "summary", " ".join(sentences(change)))
    indent(root)
    written: bytes = tostring(root, encoding="utf-8")
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + written + b"\n"


def guide(policy: Policy, docs: Path, address: str) -> str:
    """Return a guide in the form of llmstxt.org: what the site is, and where everything is."""
    pages = sorted(page.relative_to(docs).as_posix() for page in docs.rglob("*.md") if page.parent.name != "clauses")
    pages.sort(key=lambda page: page != "index.md")
    lines = [
        f"# {policy.title}",
        "",
        f"> An independent publication of the text, with a self-check. {policy.in_short} {_OF_CLAUSES}",
        "",
        "## Pages",
        "",
    ]
    for page in pages:
        title, description = _described(docs / page)
        lines.append(
            f"- [{title}]({address}{address_of(page) or ('' if address else './')}): {description}".removesuffix(": ")
        )
    lines.append("")
    lines += ["## Clauses", ""]
    lines += [
        f"- [{each.number} {each.title}]({address}clauses/{each.id}/): {policy.addressees[each.addressed_to].word}: "
        f"{each.force}"
        for each in policy.clauses.values()
    ]
    lines += [
        f"- [{gone.clause.number} {gone.clause.title}]({address}clauses/{name}/): not in the text any more"
        for name, gone in withdrawn(policy).items()
    ]
    lines += ["", "## Data", "", f"- [policy.json]({address}policy.json): the text, the questions and the rules"]
    lines += [f"- [{name}]({address}schemas/{name}.schema.json): JSON Schema" for name in schemas_of(policy)]
    return "\n".join(lines) + "\n"


def _described(page: Path) -> tuple[str, str]:
    """Return a page's title and description."""
    head = dict(re.findall(r"^(title|description): (.+)$", page.read_text("utf-8"), re.MULTILINE))
    return head.get("title", page.stem), head.get("description", "")


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", "utf-8")


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = text


def _moment(change: Change) -> str:
    return f"{change.version.day.isoformat()}T00:00:00Z"


def _name(policy: Policy, what: str) -> str:
    """Return a name that lasts and does not depend on where the site is published."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, f'{policy.short_name} {what}')}"
