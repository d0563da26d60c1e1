"""A copy of the repository in which a site can be built apart, with what is installed here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from checker.build.places import ROOT

FILES = (".python-version", "mkdocs.yml", "package-lock.json", "requirements.txt")
MADE = ("runtime", "clauses", "policy.json")


def checkout(folder: Path) -> Path:
    """Copy into a folder what a site is built from, without anything that was made before; return the folder."""
    folder.mkdir(exist_ok=True)
    shutil.copytree(ROOT / "checker", folder / "checker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "docs", folder / "docs", ignore=shutil.ignore_patterns(*MADE))
    for name in FILES:
        shutil.copyfile(ROOT / name, folder / name)
    (folder / "node_modules").symlink_to(ROOT / "node_modules")
    (folder / "build").mkdir()
    return folder


def build_site(folder: Path, config: str = "mkdocs.yml", **environment: str) -> Path:
    """Build the site of a copy as `make site` does; return the folder of the site."""
    for command in (
        ("checker.build", "before"),
        ("mkdocs", "build", "--strict", "-f", config),
        ("checker.build", "after"),
    ):
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder, env=os.environ | environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"
