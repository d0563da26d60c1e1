"""The checks around `mkdocs build`: the policy, the files beside it and the pages before it, the site after it."""

import json
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from checker.build.failure import BuildFailure
from checker.build.places import CLAUSES, DOCS, ROOT

if TYPE_CHECKING:
    from checker.build.our_words import Sources

ADDRESSES = {
    "SITE_URL": ("https://", "http://"),
    "REPOSITORY_URL": ("https://", "http://"),
    "CONTACT": ("https://", "mailto:"),
}
"""The settings that hold an address, each with what it may begin with. MkDocs adds the slash at the end of SITE_URL."""

WORKER = "assets/checker/worker.js"
INDEX = "assets/runtime/runtime.json"


def check_sources() -> None:
    """Check what is written by hand. Raise BuildFailure with every fault of it, one line each."""
    from checker.build.our_words import faults_of

    for name, (usual, other) in ADDRESSES.items():
        address = os.environ.get(name, "")
        if address and not re.fullmatch(rf"({usual}|{other})[^\s?#]+", address):
            raise BuildFailure(f"{name}: `{address}` is not an address; begin it with `{usual}` or `{other}`")
    if faults := faults_of(read_sources()):
        raise BuildFailure("\n".join(faults))


def read_sources() -> "Sources":
    """Return what is written by hand. Raise BuildFailure if a file cannot be used, with every fault of it."""
    from checker.build.our_words import Sources
    from checker.engine.fault import InputError
    from checker.pages.facts import load_facts
    from checker.pages.glossary import load_glossary
    from checker.policy import CASES, FACTS, GLOSSARY, PROCEDURES, load_document, load_policy, load_source
    from checker.verify.cases import load_cases

    try:
        policy = load_policy()
        load_glossary(GLOSSARY)
        load_facts(FACTS)
        load_cases(load_document(CASES), CASES.name, policy)
        return Sources(
            policy=policy,
            text=load_source(),
            document=load_document(PROCEDURES),
            glossary=load_document(GLOSSARY),
            facts=load_document(FACTS) if FACTS.is_file() else {},
            cases=load_document(CASES),
            pages={
                path.relative_to(DOCS).as_posix(): path.read_text("utf-8")
                for path in sorted(DOCS.rglob("*.md"))
                if CLAUSES not in path.parents
            },
            navigation="\n".join(path.read_text("utf-8") for path in sorted(ROOT.glob("*.yml"))),
        )
    except InputError as fault:
        raise BuildFailure(str(fault)) from None


def check_site(site: Path) -> None:
    """Raise BuildFailure with every file of the worker that is missing from the finished site or has the wrong size."""
    faults = [] if (site / WORKER).is_file() else [f"site/{WORKER}: is missing"]
    try:
        index = json.loads((site / INDEX).read_text("utf-8"))
    except (OSError, ValueError):
        faults.append(f"site/{INDEX}: is missing or cut short")
        index = {"folder": "", "files": {}}
    folder = f"assets/runtime/{index['folder']}"
    for name, entry in index["files"].items():
        path = site / folder / name
        if not path.is_file():
            faults.append(f"site/{folder}/{name}: is missing")
        elif path.stat().st_size != entry["size"]:
            faults.append(f"site/{folder}/{name}: has {path.stat().st_size} bytes, not {entry['size']}")
    if faults:
        raise BuildFailure("\n".join(f"{fault}; run `make clean site`" for fault in faults))


def finish_site(site: Path) -> None:
    """Remove the sitemap if it is empty, as for an unknown address, and tell Jekyll to leave the files alone."""
    if "<loc>" not in (site / "sitemap.xml").read_text("utf-8"):
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site / name).unlink()
    (site / ".nojekyll").touch()
