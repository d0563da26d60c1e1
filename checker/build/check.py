"""The checks before `mkdocs build`: the policy, the files beside it, the pages and the settings."""

import os
import re

from checker.build import BuildFailure
from checker.build.our_words import Sources, faults_of
from checker.build.places import CLAUSES, DOCS, ROOT
from checker.pages.facts import load_facts
from checker.pages.glossary import load_glossary
from checker.policy import CASES, FACTS, GLOSSARY, PROCEDURES, load_document, load_policy, load_source
from checker.verify.cases import load_cases

ADDRESSES = {
    "SITE_URL": ("https://", "http://"),
    "REPOSITORY_URL": ("https://", "http://"),
    "CONTACT": ("https://", "mailto:"),
}
"""The settings that hold an address, each with what it may begin with. MkDocs adds the slash at the end of SITE_URL."""


def check_sources() -> Sources:
    """Return what is written by hand. Raise InputError or BuildFailure with every fault of it, one line each."""
    for name, (usual, other) in ADDRESSES.items():
        address = os.environ.get(name, "")
        if address and not re.fullmatch(rf"({usual}|{other})[^\s?#]+", address):
            raise BuildFailure(f"{name}: `{address}` is not an address; begin it with `{usual}` or `{other}`")
    sources = read_sources()
    if faults := faults_of(sources):
        raise BuildFailure("\n".join(faults))
    return sources


def read_sources() -> Sources:
    """Return what is written by hand. Raise InputError if a file cannot be used, with every fault of it."""
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
