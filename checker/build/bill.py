"""The bill of materials, in CycloneDX's form: what the site ships of others, and what it was built and tested with.

In: the licenses of what is shipped, and the lock files.  Out: `docs/assets/sbom.cdx.json`.
Must not name a version that is not pinned, and must not depend on when or where it is made.
"""

import base64
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from checker.build.licenses import components
from checker.build.places import BILL, ROOT

SPECIFICATION = "1.6"
_PIN = re.compile(r"^([a-z0-9-]+)==([^\s;\\]+)", re.MULTILINE)


def write_bill(target: Path = BILL) -> None:
    """Write the file."""
    target.write_text(json.dumps(bill(), ensure_ascii=False, indent=1) + "\n", "utf-8")


def bill() -> dict[str, Any]:
    """Return the bill: the site, what it ships (scope `required`), and what it is made with (scope `excluded`)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    shipped = [
        {
            "type": "library",
            "bom-ref": f"shipped:{each.name}",
            "name": each.name,
            "version": each.version,
            "description": each.files,
            "scope": "required",
            "licenses": [{"license": {"name": each.license}}],
            "externalReferences": [{"type": "vcs", "url": each.source}],
        }
        for each in components()
    ]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": "site",
                "name": project["name"],
                "version": project["version"],
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": [*shipped, *_python_pins(), *_npm_pins()],
    }


def _python_pins() -> Iterator[dict[str, Any]]:
    for name, version in _PIN.findall((ROOT / "requirements.txt").read_text("utf-8")):
        yield _pin(f"pkg:pypi/{name}@{version}", name, version)


def _npm_pins() -> Iterator[dict[str, Any]]:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    for path, package in packages.items():
        if path:
            name = path.rpartition("node_modules/")[2]
            purl = f"pkg:npm/{name.replace('@', '%40')}@{package['version']}"
            content = base64.b64decode(package["integrity"].removeprefix("sha512-")).hex()
            yield _pin(purl, name, package["version"]) | {"hashes": [{"alg": "SHA-512", "content": content}]}


def _pin(purl: str, name: str, version: str) -> dict[str, Any]:
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "scope": "excluded",
        "purl": purl,
    }
