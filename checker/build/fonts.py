"""The site's typefaces: Source Serif for the source's words and for headings, Source Sans for ours.

In: two npm packages.  Out: their variable fonts with the Latin characters, unchanged, in `docs/assets/fonts/`.
A character that a font lacks is shown in the system's font, as all of them are until a font has loaded.
"""

import shutil
from pathlib import Path

from checker.build.failure import BuildFailure
from checker.build.places import FONTS, PACKAGES

_SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght"
_SANS = "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght"
FACES = {"serif": f"{_SERIF}-normal", "serif-italic": f"{_SERIF}-italic", "sans": f"{_SANS}-normal"}


def copy_fonts(target: Path = FONTS) -> None:
    """Copy the fonts into a folder. Raise BuildFailure if a package is not there."""
    target.mkdir(exist_ok=True)
    for name, source in FACES.items():
        path = PACKAGES / f"{source}.woff2"
        if not path.is_file():
            raise BuildFailure(f"node_modules/{source}.woff2 is missing; run `make site`, which installs it")
        shutil.copyfile(path, target / f"{name}.woff2")
