"""The bill of materials fits CycloneDX's schema, and names everything that is shipped and everything that is pinned."""

import json
import re
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from checker.build.bill import SPECIFICATION
from checker.build.licenses import components
from checker.build.places import ROOT

VALIDATOR = JsonStrictValidator(SchemaVersion.from_version(SPECIFICATION))


@pytest.fixture(scope="module")
def text(site_dir: Path) -> str:
    """Give the bill that the site ships."""
    return (site_dir / "assets" / "sbom.cdx.json").read_text("utf-8")


def test_it_fits_the_schema(text: str) -> None:
    """CycloneDX's own validator accepts the file."""
    assert VALIDATOR.validate_str(text) is None


@pytest.mark.parametrize(("old", "new"), [('"required"', '"needed"'), ('"type": "library"', '"kind": "library"')])
def test_what_does_not_fit_is_refused(text: str, old: str, new: str) -> None:
    """With a wrong word the same file is refused: the control."""
    assert old in text
    assert VALIDATOR.validate_str(text.replace(old, new, 1)) is not None


def test_everything_is_in_it(text: str) -> None:
    """What the site ships of others, and each package of the lock files, stands in it once, with its version."""
    parts = json.loads(text)["components"]
    shipped = [(each["name"], each["version"]) for each in parts if each["scope"] == "required"]
    assert shipped == [(each.name, each.version) for each in components()]
    locked = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    pins = re.findall(r"^([^\s=]+)==(\S+)", (ROOT / "requirements.txt").read_text("utf-8"), re.MULTILINE)
    excluded = {(each["name"], each["version"]) for each in parts if each["scope"] == "excluded"}
    assert len(excluded) == len(pins) + len(locked) - 1
    assert excluded >= set(pins)
    assert ("pyodide", locked["node_modules/pyodide"]["version"]) in excluded


def test_the_page_about_the_site_leads_to_it(site_dir: Path) -> None:
    """Whoever looks for it finds it from the page about the site."""
    assert 'href="../assets/sbom.cdx.json"' in (site_dir / "about" / "index.html").read_text("utf-8")
