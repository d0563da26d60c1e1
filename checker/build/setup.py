"""Set up what the Makefile needs: `.venv` with Python 3.13 and the pinned packages, and `node_modules`.

Runs as a script under any Python from 3.8 on, with the standard library only, before anything is installed.
It prints nothing when there is nothing to do, one line for each step that takes time, and one line for a
fault; the tools' own words go to `build/setup.log`.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
LOG = os.path.join(ROOT, "build", "setup.log")
WANTED = (3, 13)
WANTED_NAME = "3.13"
IS_WANTED = "import sys; raise SystemExit(sys.version_info[:2] != (3, 13))"


class SetupFailure(Exception):
    """Something that the person who runs make has to put right; its text is the one line to show."""


def at_root(*parts):
    """Return a path below the checkout."""
    return os.path.join(ROOT, *parts)


def in_environment(folder, program):
    """Return the path of a program of the virtual environment `folder`."""
    return at_root(folder, "bin", program)


def say(line):
    """Show one line of progress."""
    print(line, flush=True)


def run(command, environment=None):
    """Run a command with its output in the log; return whether it succeeded."""
    with open(LOG, "a", encoding="utf-8") as log:
        log.write("$ " + " ".join(command) + "\n")
        log.flush()
        try:
            done = subprocess.run(
                command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=environment,
                check=False,
            )
        except OSError as fault:
            log.write(str(fault) + "\n")
            return False
    return done.returncode == 0


def answers(command):
    """Return whether a command runs and succeeds; its output is dropped."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0


def digest(*names):
    """Return one sha256 over the named files of the checkout and their names."""
    total = hashlib.sha256()
    for name in names:
        try:
            with open(at_root(name), "rb") as file:
                content = file.read()
        except OSError as fault:
            raise SetupFailure(f"{name}: cannot be read ({fault.strerror}); restore it from git") from None
        total.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
    return total.hexdigest()


def is_stamped(stamp, value):
    """Return whether the stamp file holds this value."""
    try:
        with open(at_root(stamp), encoding="ascii") as file:
            return file.read() == value
    except (OSError, ValueError):
        return False


def put_stamp(stamp, value):
    """Record that the folder of this stamp was made from inputs with this digest."""
    with open(at_root(stamp), "w", encoding="ascii") as file:
        file.write(value)


def make_environment(python, folder):
    """Make a fresh virtual environment with pip, or fail with the reason that is usual on Debian."""
    shutil.rmtree(at_root(folder), ignore_errors=True)
    if not run([python, "-m", "venv", at_root(folder)]) or not answers(
        [in_environment(folder, "python"), "-m", "pip", "--version"]
    ):
        shutil.rmtree(at_root(folder), ignore_errors=True)
        raise SetupFailure(
            f"{python} cannot make a virtual environment; install its venv module (Debian and Ubuntu:"
            " `apt-get install python3-venv`) and run make again; details: build/setup.log"
        )


def python_of_uv():
    """Return a Python 3.13 that uv finds or fetches; uv lives in an environment of its own, `.uv`."""
    pins = digest("requirements-uv.txt")
    if not is_stamped(os.path.join(".uv", "stamp"), pins) or not answers([in_environment(".uv", "uv"), "--version"]):
        say(f"setup: Python {WANTED_NAME} is not here; installing uv to find or fetch it")
        make_environment(sys.executable, ".uv")
        if not install(".uv", "requirements-uv.txt"):
            raise SetupFailure(
                f"uv could not be installed, and there is no Python {WANTED_NAME};"
                f" install Python {WANTED_NAME}, or let pip reach its package index, then run make again;"
                " details: build/setup.log"
            )
        put_stamp(os.path.join(".uv", "stamp"), pins)
    uv = in_environment(".uv", "uv")
    found = find_with(uv)
    if found is None:
        say(f"setup: fetching Python {WANTED_NAME}")
        run([uv, "python", "install", WANTED_NAME])
        found = find_with(uv)
    if found is None:
        raise SetupFailure(
            f"Python {WANTED_NAME} was neither found nor fetched;"
            f" install Python {WANTED_NAME} and run make again; details: build/setup.log"
        )
    return found


def find_with(uv):
    """Return the path of the Python 3.13 that uv finds, or None."""
    done = subprocess.run(
        [uv, "python", "find", "--no-project", WANTED_NAME],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    path = done.stdout.decode(errors="replace").strip()
    return path if done.returncode == 0 and answers([path, "-c", IS_WANTED]) else None


def find_python():
    """Return a Python 3.13: this one, the one on the path, or the one that uv finds or fetches."""
    if sys.version_info[:2] == WANTED:
        return sys.executable
    named = shutil.which("python" + WANTED_NAME)
    if named and answers([named, "-c", IS_WANTED]):
        return named
    return python_of_uv()


def install(folder, requirements):
    """Install hash-pinned packages into the environment; return whether it succeeded."""
    python = in_environment(folder, "python")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    return run([python, "-m", "pip", "install", *quiet, "--require-hashes", "-r", at_root(requirements)])


def set_up_python():
    """Make `.venv` as `requirements.txt` says, unless it already is."""
    pins = digest("requirements.txt")
    stamp = os.path.join(".venv", "stamp")
    python = in_environment(".venv", "python")
    if is_stamped(stamp, pins) and answers([python, "-c", IS_WANTED]):
        return
    if not answers([python, "-c", IS_WANTED]):
        found = find_python()
        say(f"setup: making .venv with Python {WANTED_NAME}")
        make_environment(found, ".venv")
    say("setup: installing the pinned Python packages into .venv")
    if not install(".venv", "requirements.txt"):
        raise SetupFailure(
            "the pinned Python packages could not be installed; see that pip reaches its package index,"
            " then run make again; details: build/setup.log"
        )
    put_stamp(stamp, pins)


def set_up_node():
    """Make `node_modules` as `package-lock.json` says, unless it already is."""
    pins = digest("package.json", "package-lock.json")
    stamp = os.path.join("node_modules", "stamp")
    if is_stamped(stamp, pins):
        return
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        missing = "npm" if npm is None else "node"
        raise SetupFailure(f"`{missing}` is not on the path; install Node.js 20 or newer with npm and run make again")
    say("setup: installing the pinned npm packages into node_modules")
    if not run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]):
        raise SetupFailure(
            "the pinned npm packages could not be installed; see that npm (of Node.js 20 or newer)"
            " reaches its registry, then run make again; details: build/setup.log"
        )
    put_stamp(stamp, pins)


def main():
    """Set up Python's packages and npm's side by side; return the exit code."""
    try:
        os.makedirs(os.path.dirname(LOG), exist_ok=True)
        with ThreadPoolExecutor() as pool:  # both wait for a network most of the time
            doing = [pool.submit(set_up) for set_up in (set_up_python, set_up_node)]
        for done in doing:
            done.result()
    except SetupFailure as failure:
        print(f"setup: {failure}", file=sys.stderr)
        return 1
    except OSError as fault:
        print(
            f"setup: {fault.filename}: {fault.strerror}; put it right and run make again",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
