"""The engine for the browser: a wheel with the modules that `checker/browser/door.py` imports, and the policy as JSON.

In: a checkout.  Out: the wheel, with the same bytes for the same sources.
Must not contain anything that only the command line, the pages or the build use, since every visitor downloads it.
"""

import ast
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.build.archive import rewrite
from checker.build.places import ROOT
from checker.build.tool import run_python
from checker.engine.document import canonical, read_document
from checker.policy import FOLDER, PROCEDURES

DISTRIBUTION = "ase-cpt-checker"
DOOR = "checker.browser.door"
INPUTS = ("pyproject.toml", "LICENSE", "NOTICE")
POLICY = Path("checker") / "policy"
DATA = (PROCEDURES.name,)
"""The files of the policy's folder that are in the wheel."""


def modules(root: Path = ROOT) -> dict[str, Path]:
    """Return our modules that the door imports, directly or not, inside functions too: files by name, sorted."""
    found: dict[str, Path] = {}
    pending = [DOOR]
    while pending:
        name = pending.pop()
        path = root.joinpath(*name.split("."))
        file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if name in found or not name:
            continue
        found[name] = file
        pending += [name.rpartition(".")[0], *(each for each in imports_of(file) if each.startswith("checker."))]
    return dict(sorted(found.items()))


def imports_of(file: Path) -> set[str]:
    """Return the names of the modules that a file imports, inside functions too."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_bytes(), file.name)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def sources(root: Path = ROOT) -> list[Path]:
    """Return every file that the wheel is made from, sorted."""
    folder = root / POLICY if FOLDER == ROOT / POLICY else FOLDER
    return sorted([*(root / name for name in INPUTS), *modules(root).values(), *(folder / name for name in DATA)])


def build_wheel(folder: Path, root: Path = ROOT) -> Path:
    """Build the wheel of the checkout at `root` into `folder`; return its path."""
    with TemporaryDirectory() as name:
        stage, built = Path(name) / "source", Path(name) / "built"
        for path in sources(root):
            target = stage / (POLICY / path.name if path.name in DATA else path.relative_to(root))
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".toml" and path.name in DATA:
                target.with_suffix(".json").write_bytes(canonical(read_document(path.read_bytes(), path.name)))
            else:
                shutil.copyfile(path, target)
        run_python(
            ["build", "--wheel", "--no-isolation", "--outdir", str(built), str(stage)],
            "the wheel could not be built",
            {"SOURCE_DATE_EPOCH": "315532800"},
        )
        (wheel,) = built.glob("*.whl")
        rewrite(wheel, folder / wheel.name, compress=True)
    return folder / wheel.name
