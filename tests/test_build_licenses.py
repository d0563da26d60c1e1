"""The licenses of what the site ships: everything of others is named, with its version, its source and the text."""

import json
import re
from importlib.metadata import version
from pathlib import Path
from sysconfig import get_python_version

from checker.build.places import PYODIDE

OURS = re.compile(
    r"assets/(checker|runtime)/|assets/[a-z0-9-]+\.(png|svg|css|txt)$|search/"
    r"|.*\.(html|xml|txt|json|gz)$|_headers$|\.nojekyll$"
)
THEME = re.compile(r"assets/(javascripts|stylesheets|images)/")


def test_everything_of_others_is_named(site_dir: Path) -> None:
    """The published file has each component with its version, license and source, and the full text of each license."""
    text = (site_dir / "assets" / "licenses.txt").read_text("utf-8")
    parts = re.findall(r"={80}\n(.+) ([\d.]+)\n.+\nLicense: (.+)\nSource: https://.+\n\n.", text)
    pyodide = json.loads((PYODIDE / "package.json").read_text("utf-8"))
    assert [each for _, each, _ in parts] == [pyodide["version"], get_python_version(), version("mkdocs-material")]
    assert [each for *_, each in parts] == [pyodide["license"], "PSF-2.0", "MIT, and those of the icons"]
    of_icons = ("Fonticons, Inc.", "Pictogrammers Free License", "GitHub Inc.", "CC0 1.0 Universal")
    for words in ("Mozilla Public License", "PYTHON SOFTWARE FOUNDATION LICENSE", "Martin Donath", *of_icons):
        assert words in text


def test_no_file_comes_from_elsewhere(site_dir: Path) -> None:
    """Every file of the site is ours, generated, or part of a component that is named."""
    files = [path.relative_to(site_dir).as_posix() for path in site_dir.rglob("*") if path.is_file()]
    assert [name for name in files if not OURS.match(name) and not THEME.match(name)] == []
