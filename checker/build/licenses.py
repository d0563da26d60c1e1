"""The licenses of third-party software that the site ships, from its packages.

In: the installed packages.  Out: `docs/assets/licenses.txt`.
Must name all third-party software that a visitor's browser receives, with its version, license and source.
"""

import json
import sysconfig
from importlib.metadata import distribution
from pathlib import Path

from checker.build.places import LICENSES, PACKAGES

_HEAD = """\
Third-party software that this site includes, and the license of each.
The site’s own code and words are under the MIT license; the text that it quotes is its publisher’s.

"""
_COMPONENT = """\
================================================================================
{name}
{files}
License: {license}
Source: {source}

{text}

"""
TEXTS = {"MPL-2.0": "axe-core"}
"""Packages with the text of a license: Pyodide's own has none."""


def write_licenses() -> None:
    """Write the file."""
    pyodide = json.loads((PACKAGES / "pyodide" / "package.json").read_text("utf-8"))
    theme = distribution("mkdocs-material")
    of_theme = [Path(str(theme.locate_file(each))) for each in theme.files or () if each.name.startswith("LICENSE")]
    components = (
        {
            "name": f"pyodide {pyodide['version']}",
            "files": "Python for the browser, unchanged, in assets/runtime/",
            "license": pyodide["license"],
            "source": pyodide["repository"]["url"].removeprefix("git+").removesuffix(".git"),
            "text": (PACKAGES / TEXTS[pyodide["license"]] / "LICENSE").read_text("utf-8"),
        },
        {
            "name": f"Python {sysconfig.get_python_version()}",
            "files": "the standard library, compiled and cut to what is used, in assets/runtime/",
            "license": "PSF-2.0",
            "source": "https://www.python.org/downloads/source/",
            "text": (Path(sysconfig.get_path("stdlib")) / "LICENSE.txt").read_text("utf-8"),
        },
        {
            "name": "Material for MkDocs, with Material Design Icons, Font Awesome, Octicons and Simple Icons "
            f"{theme.version}",
            "files": "scripts, styles and icons, unchanged, in assets/javascripts/, assets/stylesheets/ and the pages",
            "license": "MIT, and those of the icons",
            "source": "https://github.com/squidfunk/mkdocs-material",
            "text": "\n\n".join(path.read_text("utf-8") for path in of_theme),
        },
    )
    parts = (_COMPONENT.format(**each | {"text": each["text"].strip()}) for each in components)
    LICENSES.write_text(_HEAD + "".join(parts), "utf-8")
