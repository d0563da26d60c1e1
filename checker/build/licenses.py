"""The licenses of third-party software that the site ships, from its packages.

In: the installed packages.  Out: `docs/assets/licenses.txt`.
Must name all third-party software that a visitor's browser receives, with its version, license and source.
"""

import json
import sysconfig
from dataclasses import dataclass
from importlib.metadata import distribution
from pathlib import Path

from checker.build.failure import BuildFailure
from checker.build.places import LICENSES, PACKAGES

_RULE = "=" * 80
TEXTS = {"MPL-2.0": "axe-core"}
"""Packages with the text of a license: Pyodide's own has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Third-party software.  files: which of its files are shipped, in words.  text: its license."""

    name: str
    version: str
    license: str
    source: str
    files: str
    text: str


def components() -> tuple[Component, ...]:
    """Return all third-party software that the site ships. Raise BuildFailure if a license is not found."""
    pyodide = json.loads(_read(PACKAGES / "pyodide" / "package.json"))
    theme = distribution("mkdocs-material")
    of_theme = [Path(str(theme.locate_file(each))) for each in theme.files or () if each.name.startswith("LICENSE")]
    return (
        Component(
            name="pyodide",
            version=pyodide["version"],
            license=pyodide["license"],
            source=pyodide["repository"]["url"].removeprefix("git+").removesuffix(".git"),
            files="Python for the browser, unchanged, in assets/runtime/",
            text=_read(PACKAGES / TEXTS[pyodide["license"]] / "LICENSE"),
        ),
        Component(
            name="Python",
            version=sysconfig.get_python_version(),
            license="PSF-2.0",
            source="https://www.python.org/downloads/source/",
            files="the standard library, compiled and cut to what is used, in assets/runtime/",
            text=_read(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"),
        ),
        Component(
            name="Material for MkDocs, with Material Design Icons, Font Awesome, Octicons and Simple Icons",
            version=theme.version,
            license="MIT, and those of the icons",
            source="https://github.com/squidfunk/mkdocs-material",
            files="scripts, styles and icons, unchanged, in assets/javascripts/, assets/stylesheets/ and the pages",
            text="\n\n".join(map(_read, of_theme)),
        ),
    )


def write_licenses(target: Path = LICENSES) -> None:
    """Write the file."""
    found = components()
    head = (
        "Third-party software that this site includes, and the license of each.\n"
        "The site’s own code and words are under the MIT license; the text that it quotes is its publisher’s.\n"
    )
    parts = [
        f"{_RULE}\n{each.name} {each.version}\n{each.files}\nLicense: {each.license}\nSource: {each.source}\n\n"
        f"{each.text.strip()}\n"
        for each in found
    ]
    target.write_text("\n".join([head, *parts]), "utf-8")


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as fault:
        message = f"{path.name} of {path.parent.name}: {fault.strerror}; its license is shipped with the site"
        raise BuildFailure(message) from None
