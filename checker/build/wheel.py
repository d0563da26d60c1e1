"""The engine as a wheel: everything of `checker` but its pages and its build, with the policy's data as JSON."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from checker.build.archive import rewrite
from checker.build.failure import BuildFailure
from checker.build.places import ROOT, SCRATCH
from checker.engine.document import canonical, read_document
from checker.policy import CASES, FOLDER, PROCEDURES, SOURCE

DISTRIBUTION = "ase-cpt-checker"
LEFT_OUT = ("pages", "build")
"""The packages that only the site's build needs."""

INPUTS = ("pyproject.toml", "LICENSE", "checker")
POLICY = Path("checker") / "policy"
DATA = (PROCEDURES.name, SOURCE.name, CASES.name)
"""What the wheel carries of the policy's folder."""


def sources(root: Path = ROOT) -> list[Path]:
    """Return every file that the wheel is made from, sorted."""
    found = [root / name for name in INPUTS if (root / name).is_file()]
    for path in (root / "checker").rglob("*"):
        inside = path.relative_to(root / "checker").parts
        if path.suffix == ".py" and inside[0] not in LEFT_OUT and "__pycache__" not in inside:
            found.append(path)
    folder = root / POLICY if FOLDER == ROOT / POLICY else FOLDER
    return sorted([*found, *(folder / name for name in DATA)])


def build_wheel(folder: Path, root: Path = ROOT) -> Path:
    """Build the wheel of the checkout at `root` into `folder`, with the same bytes for the same sources."""
    with TemporaryDirectory() as name:
        stage = Path(name) / "source"
        for path in sources(root):
            target = stage / (POLICY / path.name if path.name in DATA else path.relative_to(root))
            target.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".toml" and path.name in DATA:
                target.with_suffix(".json").write_bytes(canonical(read_document(path.read_bytes(), path.name)))
            else:
                shutil.copyfile(path, target)
        built = Path(name) / "built"
        command = [
            sys.executable,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            str(built),
            str(stage),
        ]
        run_logged(command, "the wheel could not be built", extra={"SOURCE_DATE_EPOCH": "315532800"})
        (wheel,) = built.glob("*.whl")
        rewrite(wheel, folder / wheel.name, compress=True)
    return folder / wheel.name


def run_logged(command: list[str], fault: str, extra: dict[str, str] | None = None) -> None:
    """Run a tool of the build with its output in `build/build.log`; fail with one line."""
    SCRATCH.mkdir(exist_ok=True)
    log = SCRATCH / "build.log"
    done = subprocess.run(  # noqa: S603 - fixed commands of ours
        command,
        env=os.environ | (extra or {}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    with log.open("a", encoding="utf-8") as file:
        file.write(f"$ {' '.join(command)}\n{done.stdout}{done.stderr}")
    if done.returncode:
        message = f"{fault}: {Path(command[2]).name} ended with {done.returncode}; details: build/build.log"
        raise BuildFailure(message)
