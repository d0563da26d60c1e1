"""The licenses of what the site ships: everything of others is named, with its version and where its source is."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from checker.build import licenses
from checker.build.failure import BuildFailure
from checker.build.licenses import components
from checker.build.places import PACKAGES

OURS = re.compile(
    r"assets/(checker|policies|fonts|runtime)/|assets/[a-z0-9-]+\.(png|svg|css|json|txt)$|schemas/|search/"
    r"|.*\.(html|xml|txt|json|webmanifest|gz)$|service-worker\.js$|_headers$|assets/_mkdocstrings\.css$"
)
THEME = re.compile(r"assets/(javascripts|stylesheets|images)/")


def test_everything_of_others_is_named(site_dir: Path) -> None:
    """Each component stands in the published file with its version, its license, its source and a text."""
    text = (site_dir / "assets" / "licenses.txt").read_text("utf-8")
    for each in components():
        assert f"{each.name} {each.version}\n" in text
        assert f"License: {each.license}\nSource: https://" in text
        assert len(each.text) > 50
    versions = {each.name.partition(",")[0]: each.version for each in components()}
    assert versions["pyodide"] == json.loads((PACKAGES / "pyodide" / "package.json").read_text("utf-8"))["version"]
    assert versions["Material for MkDocs"] == version("mkdocs-material")
    assert "PYTHON SOFTWARE FOUNDATION LICENSE" in text
    assert "SIL OPEN FONT LICENSE" in text


def test_no_file_comes_from_elsewhere(site_dir: Path) -> None:
    """Every file of the site is ours, generated, or of a component that is named: a new kind of file fails here."""
    files = [path.relative_to(site_dir).as_posix() for path in site_dir.rglob("*") if path.is_file()]
    assert [name for name in files if not OURS.match(name) and not THEME.match(name)] == []


def test_the_page_about_the_site_leads_to_it(site_dir: Path) -> None:
    """A visitor finds the licenses from the page about the site."""
    assert 'href="../assets/licenses.txt"' in (site_dir / "about" / "index.html").read_text("utf-8")


def test_a_package_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A license that cannot be read ends the build in one line: the control."""
    monkeypatch.setattr(licenses, "PACKAGES", tmp_path)
    with pytest.raises(BuildFailure, match=r"package.json of pyodide: No such file"):
        components()
