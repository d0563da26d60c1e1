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
"""Packages with the text of a license, by its SPDX identifier."""


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
    return (
        _from_npm("pyodide", "Python for the browser, unchanged, in assets/runtime/"),
        _python("the standard library, compiled and cut to what is used, in assets/runtime/"),
        _theme("scripts, styles and icons, unchanged, in assets/javascripts/, assets/stylesheets/ and the pages"),
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


def _from_npm(name: str, files: str) -> Component:
    package = json.loads(_read(PACKAGES / name / "package.json"))
    path = PACKAGES / name / "LICENSE"
    address = package["repository"]["url"].removeprefix("git+").removesuffix(".git")
    if not path.is_file():  # Pyodide's package has no license text: take that of a package with the same license
        path = PACKAGES / TEXTS[package["license"]] / "LICENSE"
    return Component(
        name=name,
        version=package["version"],
        license=package["license"],
        source=address,
        files=files,
        text=_read(path),
    )


def _python(files: str) -> Component:
    path = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    return Component(
        name="Python",
        version=sysconfig.get_python_version(),
        license="PSF-2.0",
        source="https://www.python.org/downloads/source/",
        files=files,
        text=_read(path),
    )


def _theme(files: str) -> Component:
    found = distribution("mkdocs-material")
    texts = [_read(Path(str(found.locate_file(each)))) for each in found.files or () if each.name.startswith("LICENSE")]
    return Component(
        name="Material for MkDocs, with Material Design Icons, Font Awesome, Octicons and Simple Icons",
        version=found.version,
        license="MIT, and those of the icons",
        source="https://github.com/squidfunk/mkdocs-material",
        files=files,
        text="\n\n".join(texts),
    )


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as fault:
        message = f"{path.name} of {path.parent.name}: {fault.strerror}; its license is shipped with the site"
        raise BuildFailure(message) from None
