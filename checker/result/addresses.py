"""Addresses of clauses, questions and pages, for links written as `clause:ID`, `question:ID` and `page:PATH`.

Each edge resolves the links of its markup once, with `markup.resolved` and one of these functions.
Must not depend on where the site is published.
"""

from collections.abc import Callable

_FOLDERS = {"clause": "clauses/", "page": ""}


def on_checker_page(kind: str, name: str) -> str:
    """Return an address for the built checker page."""
    if kind == "question":
        return f"#{anchor(name)}"
    return f"../{_FOLDERS[kind]}{name}/"


def in_source(path: str) -> Callable[[str, str], str]:
    """Return a function that returns addresses for a Markdown file: those of other Markdown files.

    path: the file's path, relative to the folder of all pages.
    """
    up = "../" * path.count("/")

    def address(kind: str, name: str) -> str:
        if kind == "question":
            return f"{up}checker/index.md#{anchor(name)}"
        page, _, place = name.partition("#")
        return f"{up}{_FOLDERS[kind]}{page}.md{f'#{place}' if place else ''}"

    return address


def anchor(question: str) -> str:
    """Return the anchor of a question on the checker page."""
    return f"q-{question}"
