"""The licenses of what the site ships: everything of others is named, with its version, its source and the text."""

import re
from pathlib import Path

import pytest

from checker.build import licenses
from checker.build.failure import BuildFailure
from checker.build.licenses import components

OURS = re.compile(
    r"assets/(checker|runtime)/|assets/[a-z0-9-]+\.(png|svg|css|txt)$|search/"
    r"|.*\.(html|xml|txt|json|gz)$|_headers$|\.nojekyll$"
)
THEME = re.compile(r"assets/(javascripts|stylesheets|images)/")


def test_everything_of_others_is_named(site_dir: Path) -> None:
    """The published file has each component with its version, license and source, and the full text of each license."""
    text = (site_dir / "assets" / "licenses.txt").read_text("utf-8")
    for each in components():
        assert f"{each.name} {each.version}\n" in text
        assert f"License: {each.license}\nSource: https://" in text
    of_icons = ("Fonticons, Inc.", "Pictogrammers Free License", "GitHub Inc.", "CC0 1.0 Universal")
    for words in ("Mozilla Public License", "PYTHON SOFTWARE FOUNDATION LICENSE", "Martin Donath", *of_icons):
        assert words in text


def test_no_file_comes_from_elsewhere(site_dir: Path) -> None:
    """Every file of the site is ours, generated, or part of a component that is named."""
    files = [path.relative_to(site_dir).as_posix() for path in site_dir.rglob("*") if path.is_file()]
    assert [name for name in files if not OURS.match(name) and not THEME.match(name)] == []


def test_a_missing_license_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A license that cannot be read ends the build in one line."""
    monkeypatch.setattr(licenses, "PACKAGES", tmp_path)
    with pytest.raises(BuildFailure, match=r"package.json of pyodide: No such file"):
        components()
