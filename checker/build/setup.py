"""Set up what the Makefile needs: `.venv` with the Python of `.python-version`, and `node_modules`, pinned by hash.

Runs as a script before anything is installed, under any Python from 3.8 on, with only the standard library.
It prints nothing if there is nothing to do, and one line for a fault; the output of tools goes to `build/setup.log`.
"""

import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LOG = ROOT / "build" / "setup.log"
STAMP = ROOT / ".venv" / "stamp"
PINS = (".python-version", "requirements-uv.txt", "requirements.txt", "package-lock.json")


def main() -> None:
    """Install everything, unless the pins are those that were installed last."""
    pins = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in PINS)).hexdigest()
    installed = (ROOT / ".venv" / "bin" / "python").exists() and (ROOT / "node_modules").is_dir()
    if installed and STAMP.is_file() and STAMP.read_text() == pins:
        return
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        sys.exit("setup: Node.js with npm is not on the path; install Node.js 20 or newer and run make again")
    print("setup: installing the pinned packages into .venv and node_modules", flush=True)
    LOG.parent.mkdir(exist_ok=True)
    with LOG.open("wb") as log:
        npm_ci = subprocess.Popen([npm, "ci", "--ignore-scripts"], cwd=ROOT, stdout=log, stderr=log)
    try:
        set_up_python()
    finally:
        npm_ci.wait()
    if npm_ci.returncode:
        fail("the npm packages could not be installed; check that npm (of Node.js 20 or newer) reaches its registry")
    STAMP.write_text(pins)


def set_up_python() -> None:
    """Install uv into `.uv`; have it make `.venv` with the right Python, which it finds or fetches, and fill it."""
    run([sys.executable, "-m", "venv", ".uv"], "Python cannot make a virtual environment; install its venv module")
    pip = [".uv/bin/python", "-m", "pip", "install", "--require-hashes", "-r", "requirements-uv.txt"]
    run(pip, "uv could not be installed; check that pip reaches its package index")
    version = (ROOT / ".python-version").read_text().strip()
    is_this = version == f"{sys.version_info[0]}.{sys.version_info[1]}"
    venv = [".uv/bin/uv", "venv", "--clear", "--python", sys.executable if is_this else version, ".venv"]
    run(venv, f"Python {version} was neither found nor fetched; install it")
    sync = [".uv/bin/uv", "pip", "sync", "--require-hashes", "requirements.txt"]
    run(sync, "the Python packages could not be installed; check that uv reaches its package index")


def run(command: "list[str]", fault: str) -> None:
    """Run a command with its output in the log; exit with the fault if it fails."""
    with LOG.open("ab") as log:
        if subprocess.run(command, cwd=ROOT, stdout=log, stderr=log, check=False).returncode:
            fail(fault)


def fail(fault: str) -> None:
    """Exit with a fault in one line."""
    sys.exit(f"setup: {fault} and run make again; details: build/setup.log")


if __name__ == "__main__":
    main()
