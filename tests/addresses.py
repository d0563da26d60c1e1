"""The addresses that the site has published: pages, places on them, files, and what links into the checker can say.

`addresses.txt` is their list, which only grows: `python -m tests.addresses` adds what the built site has and the list
has not.  A line is an address; for a link into the checker, a tab and what it means follow.
What the recorded versions of the policy have published is known from them, and needs no line.

A place is published if a visitor can come by its address: headings, clauses, questions, terms, silences, decisions, and
whatever else has a link on the site that leads to it.
"""

import re
from pathlib import Path

from checker import load_policy
from checker.build.places import DOCS, SITE
from checker.engine.model import UNSURE, Policy
from checker.markup.places import question_anchor
from checker.pages.rules import rule_anchor
from checker.pages.versions import anchor, read_versions
from tests.shipped import POLICY
from tests.words_on_pages import Node, article

LIST = Path(__file__).with_name("addresses.txt")

_OF_FILES = (".ico", ".json", ".txt", ".xml", ".webmanifest", "social.png", "service-worker.js")
_OTHER_FILES = ("assets/runtime/", "assets/javascripts/", "search/")
"""Files that only the site's own pages load, and whose names may change with any deployment."""

_GENERATED = re.compile(r"__|.*-(fault|help|date|q)-|cite-|whole$|(table|path|timeline|report|why|list|silence|ask)-")
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def read_list() -> dict[str, str]:
    """Return the published addresses, each with what it means, if it is a link into the checker."""
    lines = LIST.read_text("utf-8").splitlines() if LIST.is_file() else []
    return {address: meaning for address, _, meaning in (line.partition("\t") for line in lines)}


def addresses_of(site: Path, policy: Policy = POLICY) -> dict[str, str]:
    """Return the addresses that a built site has, likewise."""
    found = dict.fromkeys(_files(site), "")
    for file in sorted(site.rglob("index.html")):
        page = f"{file.parent.relative_to(site).as_posix()}/".removeprefix("./")
        found[page] = ""
        found |= dict.fromkeys((f"{page}#{place}" for place in places_of(file)), "")
    return found | links_of(policy)


def places_of(file: Path) -> set[str]:
    """Return the published places of a page."""
    root = article(file.read_text("utf-8"))
    return {
        name
        for each in _static(root)
        if (name := each.attributes.get("id")) and not _GENERATED.match(name) and _is_place(each)
    }


def all_ids(file: Path) -> set[str]:
    """Return every name on a page that an address can end in."""
    return set(re.findall(r'\sid="([^"]+)"', file.read_text("utf-8")))


def of_records() -> dict[str, str]:
    """Return the addresses that every recorded version of the policy has published, likewise."""
    found = {}
    for version in read_versions():
        record = f"assets/policies/{version.name}.json"
        found |= {record: "", f"changes/#{anchor(version)}": ""} | of_policy(load_policy(DOCS / record))
    return found


def new_of(policy: Policy, address: str) -> bool:
    """Whether an address is on the page of a clause that a policy has, or of a term: such need no line at once."""
    page, _, place = address.partition("#")
    return page.removeprefix("clauses/").removesuffix("/") in policy.clauses or place.startswith("term-")


def of_policy(policy: Policy) -> dict[str, str]:
    """Return the addresses that a policy publishes; those of answers while it asks for them."""
    places = [
        f"{page}#{name}" if page else f"clauses/{name}/"
        for name, clause in policy.clauses.items()
        for page in ("", f"procedures/{clause.topic}/", "procedures/full-text/")
    ]
    places += [f"rules/#{rule_anchor(clause)}" for clause in policy.clauses.values()]
    places += [f"clauses/{name}/#clause" for name in policy.clauses]
    places += [f"not-stated/#{silence.id}" for silence in policy.silences]
    places += [f"checker/#{question_anchor(name)}" for name in policy.questions]
    return dict.fromkeys(places, "")


def links_of(policy: Policy) -> dict[str, str]:
    """Return what a link into the checker can say: each question with each answer, and what it means."""
    found = {}
    for question in policy.questions.values():
        answers = {choice.id: choice.label for choice in question.choices}
        if question.type == "boolean":
            answers = {"true": "Yes", "false": "No"}
        if question.type == "date":
            answers = {"2027-03-01": "March 1, 2027"}
        for answer, meaning in (answers | {UNSURE: "Not sure"}).items():
            found[f"checker/#{question.id}={answer}"] = f"{question.label}: {meaning}"
    return found


def _files(site: Path) -> list[str]:
    names = sorted(file.relative_to(site).as_posix() for file in site.rglob("*") if file.is_file())
    return [name for name in names if name.endswith(_OF_FILES) and not name.startswith(_OTHER_FILES)]


def _static(node: Node) -> list[Node]:
    """Return the elements that do not depend on a visitor's answers."""
    if "data-report" in node.attributes or node.tag == "template":
        return []
    inside = [each for child in node.content if isinstance(child, Node) for each in _static(child)]
    return [node, *inside]


def _is_place(node: Node) -> bool:
    marked = {"data-question", "data-decision", "data-cites", "data-checks"} & node.attributes.keys()
    return bool(node.tag in _HEADINGS | {"dt", "section", "li"} or marked or "source-clause" in node.classes)


def main() -> None:
    """Add to the list what the built site has and the list has not."""
    listed = read_list()
    known = listed | of_records() | links_of(POLICY)  # a new term is listed, so that it lasts
    new = {address: meaning for address, meaning in addresses_of(SITE).items() if address not in known}
    lines = sorted(f"{address}\t{meaning}".rstrip("\t") for address, meaning in (listed | new).items())
    LIST.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    print(f"{LIST.name}: {len(new)} added, {len(lines)} in all")


if __name__ == "__main__":
    main()
