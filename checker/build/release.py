"""A release: the package gets its version, and the changelog the version and its day.

In: a version and a day.  Out: `pyproject.toml`, `CHANGELOG.md`, and the notes in `build/release-notes.md`.
Must not release what the changelog says nothing of, nor a version twice.
"""

import re
from datetime import date
from pathlib import Path

from checker.build.failure import BuildFailure
from checker.build.places import ROOT

_VERSION = re.compile(r"\d+\.\d+\.\d+")
_UNRELEASED = re.compile(r"^## \[([^\]]+)\] - Unreleased\n", re.MULTILINE)


def release(version: str, day: date, root: Path = ROOT) -> None:
    """Write the files. Raise BuildFailure if the version is none, or there is nothing to release."""
    if not _VERSION.fullmatch(version):
        raise BuildFailure(f"`{version}` is not a version; give one such as 0.2.0")
    changelog, project = root / "CHANGELOG.md", root / "pyproject.toml"
    text = changelog.read_text("utf-8")
    if f"## [{version}] - 2" in text:
        raise BuildFailure(f"CHANGELOG.md: {version} is released already; give another version")
    heading = _UNRELEASED.search(text)
    if heading is None:
        raise BuildFailure("CHANGELOG.md: has no part `## [...] - Unreleased`; add one, with what a reader will notice")
    notes = re.split(r"^## \[", text[heading.end() :], maxsplit=1, flags=re.MULTILINE)[0].strip()
    if not notes:
        raise BuildFailure("CHANGELOG.md: says nothing of this version; add what a reader will notice")
    released = f"## [{version}] - {day.isoformat()}\n"
    changelog.write_text(text[: heading.start()] + released + text[heading.end() :], "utf-8")
    head, _, rest = re.split(r'^(version = ".*")$', project.read_text("utf-8"), maxsplit=1, flags=re.MULTILINE)
    project.write_text(f'{head}version = "{version}"{rest}', "utf-8")
    (root / "build").mkdir(exist_ok=True)
    (root / "build" / "release-notes.md").write_text(f"{notes}\n", "utf-8")
