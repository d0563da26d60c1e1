"""The site's typefaces: Source Serif for the source's words and for headings, Source Sans for ours.

In: the variable fonts of two npm packages, and the site's sources.  Out: in `docs/assets/fonts/`, three woff2 files
with the characters that the sources use, in the weights that the style sheets use; and the licence.
The same input gives the same bytes.
Must not name them Source: their licence reserves that name for fonts as published, and these are cut.

A character that a font lacks is shown in the system's font, as all of them are until a font is there.
"""

import hashlib
import shutil
from collections.abc import Set as AbstractSet
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from checker.build.failure import BuildFailure
from checker.build.places import DOCS, FONTS, PACKAGES, ROOT, RUNTIME, SCRATCH
from checker.policy import FOLDER

STAMP = SCRATCH / "fonts.stamp"
LICENCE = "licence.txt"
READ = {".html", ".js", ".md", ".py", ".toml", ".txt", ".yml"}
"""The endings of the files that words of the site stand in."""

ALWAYS = frozenset(map(chr, range(0x20, 0x7F))) | frozenset("\u00a0¶·×–—‘’“”…")
"""ASCII, and the characters of good typography, whether or not a source uses them."""
TYPED = frozenset(map(chr, range(0xC0, 0x100)))
"""The letters of Latin-1, for our font alone: a name that a visitor types is to be in one font."""

FEATURES = ["ccmp", "kern", "liga", "pnum", "tnum"]
NAMES = [0, 1, 2, 3, 4, 5, 6, 14]
"""The entries of a font's table of names that are kept: copyright, names, version, and where the licence stands."""
OWN_NAMES = {1, 3, 4, 6}


class Face(NamedTuple):
    """One file.  name: without ending; source: in `node_modules`; family: its own name; weights: what it is cut to.

    more: characters that it has in addition.
    """

    name: str
    source: str
    family: str
    weights: tuple[int, int] | int
    more: frozenset[str] = frozenset()


# Source Serif without its axis of optical sizes, which alone would cost 30 kB: fixed at the one for texts.
_SERIF = "@fontsource-variable/source-serif-4/files/source-serif-4-latin-wght"
_SANS = "@fontsource-variable/source-sans-3/files/source-sans-3-latin-wght"
FACES = (
    Face("serif", f"{_SERIF}-normal.woff2", "Site Serif", (400, 700)),
    Face("serif-italic", f"{_SERIF}-italic.woff2", "Site Serif", 400),
    Face("sans", f"{_SANS}-normal.woff2", "Site Sans", (400, 700), TYPED),
)


def build_fonts(target: Path = FONTS, stamp: Path = STAMP) -> bool:
    """Make the folder of fonts, unless it is up to date; return whether it was made."""
    for face in FACES:
        if not (PACKAGES / face.source).is_file():
            message = f"node_modules/{face.source} is not there; run `make site`, which installs it"
            raise BuildFailure(message)
    characters = ALWAYS | used_characters()
    inputs = _digest_inputs(characters)
    if stamp.is_file() and stamp.read_text("ascii") == f"{inputs} {_digest_files(target)}":
        return False
    with TemporaryDirectory() as name:
        folder = Path(name) / "fonts"
        folder.mkdir()
        for face in FACES:
            (folder / f"{face.name}.woff2").write_bytes(cut(face, characters | face.more))
        (folder / LICENCE).write_text(_licence(), "utf-8")
        shutil.rmtree(target, ignore_errors=True)
        shutil.move(folder, target)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(f"{inputs} {_digest_files(target)}", "ascii")
    return True


def used_characters() -> frozenset[str]:
    """Return every character of the site's sources."""
    folders = (DOCS, ROOT / "checker", FOLDER)
    paths = [path for folder in folders for path in folder.rglob("*") if path.suffix in READ]
    made = (RUNTIME, FONTS)  # by the build
    sources = [path for path in paths if path.is_file() and not any(map(path.is_relative_to, made))]
    text = "".join(path.read_text("utf-8") for path in [*sources, ROOT / "mkdocs.yml"])
    return frozenset(each for each in text if each.isprintable())


def cut(face: Face, characters: AbstractSet[str]) -> bytes:
    """Return a font with these characters only, those that it has, and with its weights only."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(PACKAGES / face.source, recalcTimestamp=False)
    options = Options(layout_features=FEATURES, name_IDs=NAMES, hinting=False, notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(text="".join(sorted(characters)))
    subsetter.subset(font)
    font = instantiateVariableFont(font, {"wght": face.weights})
    for entry in font["name"].names:
        if entry.nameID in OWN_NAMES:
            entry.string = face.family.replace(" ", "") if entry.nameID in {3, 6} else face.family
    font.flavor = "woff2"
    content = BytesIO()
    font.save(content)
    return content.getvalue()


def characters_of(font: Path) -> frozenset[str]:
    """Return the characters that a font has."""
    from fontTools.ttLib import TTFont

    return frozenset(map(chr, TTFont(font).getBestCmap()))


def _licence() -> str:
    """Return the fonts' copyrights, and the licence that both have."""
    from fontTools.ttLib import TTFont

    rights = {str(TTFont(PACKAGES / face.source)["name"].getDebugName(0)): None for face in FACES}
    text = (PACKAGES / FACES[0].source).parent.with_name("LICENSE").read_text("utf-8")
    return "\n".join([*rights, "", text[text.index("This Font Software") :]])


def _digest_inputs(characters: AbstractSet[str]) -> str:
    """Return a digest of everything that the fonts are made from; of packages, only of their pinned versions."""
    total = hashlib.sha256("".join(sorted(characters)).encode())
    for path in (Path(__file__), ROOT / "package-lock.json", ROOT / "requirements.txt"):
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def _digest_files(folder: Path) -> str:
    """Return a digest of the files that were made."""
    total = hashlib.sha256()
    for path in sorted(folder.glob("*")):
        total.update(f"{path.name}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
