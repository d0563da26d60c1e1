"""Set up what the Makefile needs: `.venv`, with the Python of `.python-version`, and `node_modules`, all pinned.

Runs as a script before anything is installed, under any Python from 3.8 on, with only the standard library.
It prints nothing if there is nothing to do, one line for each step that takes time, and one line for a fault; the
output of tools goes to `build/setup.log`.
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
IS_WANTED = "import sys; raise SystemExit('%d.%d' % sys.version_info[:2] != {!r})"


class SetupFailure(Exception):
    """A problem for the user to fix; its text is the line to show."""


def at_root(*parts):
    """Return a path below the checkout."""
    return os.path.join(ROOT, *parts)


def in_environment(folder, program):
    """Return the path of a program in the virtual environment `folder`."""
    return at_root(folder, "bin", program)


def say(line):
    """Show one line of progress."""
    print(line, flush=True)


def run(command, environment=None):
    """Run a command, with its output in the log; return whether it succeeded."""
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


def succeeds(command):
    """Return whether a command runs and succeeds; discard its output."""
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
    """Return one SHA-256 for files of the checkout and their names."""
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
    """Return whether a stamp file holds this value."""
    try:
        with open(at_root(stamp), encoding="ascii") as file:
            return file.read() == value
    except (OSError, ValueError):
        return False


def put_stamp(stamp, value):
    """Record the digest of the inputs that the stamp's folder was made from."""
    with open(at_root(stamp), "w", encoding="ascii") as file:
        file.write(value)


def make_environment(python, folder):
    """Make a fresh virtual environment with pip. Raise SetupFailure, with the usual reason on Debian, if that fails."""
    shutil.rmtree(at_root(folder), ignore_errors=True)
    if not run([python, "-m", "venv", at_root(folder)]) or not succeeds(
        [in_environment(folder, "python"), "-m", "pip", "--version"]
    ):
        shutil.rmtree(at_root(folder), ignore_errors=True)
        raise SetupFailure(
            f"{python} cannot make a virtual environment; install its venv module (Debian and Ubuntu:"
            " `apt-get install python3-venv`) and run make again; details: build/setup.log"
        )


def wanted():
    """Return the minor version of Python in `.python-version`."""
    try:
        with open(at_root(".python-version"), encoding="ascii") as file:
            return file.read().strip()
    except (OSError, ValueError) as fault:
        raise SetupFailure(".python-version: cannot be read (%s); restore it from git" % fault) from None


def is_wanted(python):
    """Return whether a Python has the wanted version."""
    return succeeds([python, "-c", IS_WANTED.format(wanted())])


def python_of_uv():
    """Return a Python that uv finds or fetches; uv is installed in its own environment, `.uv`."""
    version = wanted()
    pins = digest("requirements-uv.txt")
    if not is_stamped(os.path.join(".uv", "stamp"), pins) or not succeeds([in_environment(".uv", "uv"), "--version"]):
        say(f"setup: Python {version} is not here; installing uv to find or fetch it")
        make_environment(sys.executable, ".uv")
        if not install(".uv", "requirements-uv.txt"):
            raise SetupFailure(
                f"uv could not be installed, and there is no Python {version};"
                f" install Python {version}, or let pip reach its package index, then run make again;"
                " details: build/setup.log"
            )
        put_stamp(os.path.join(".uv", "stamp"), pins)
    uv = in_environment(".uv", "uv")
    found = find_with(uv)
    if found is None:
        say(f"setup: fetching Python {version}")
        run([uv, "python", "install", version])
        found = find_with(uv)
    if found is None:
        raise SetupFailure(
            f"Python {version} was neither found nor fetched;"
            f" install Python {version} and run make again; details: build/setup.log"
        )
    return found


def find_with(uv):
    """Return the path of the Python that uv finds, or None."""
    done = subprocess.run(
        [uv, "python", "find", "--no-project", wanted()],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    path = done.stdout.decode(errors="replace").strip()
    return path if done.returncode == 0 and is_wanted(path) else None


def find_python():
    """Return a Python of the wanted version: this one, one on the PATH, or one that uv finds or fetches."""
    for python in (sys.executable, shutil.which("python" + wanted())):
        if python and is_wanted(python):
            return python
    return python_of_uv()


def install(folder, requirements):
    """Install pinned packages into an environment; return whether that succeeded."""
    python = in_environment(folder, "python")
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input"]
    return run([python, "-m", "pip", "install", *quiet, "--require-hashes", "-r", at_root(requirements)])


def set_up_python():
    """Set up `.venv` from `requirements.txt`, unless it is up to date."""
    pins = digest("requirements.txt")
    stamp = os.path.join(".venv", "stamp")
    python = in_environment(".venv", "python")
    has_python = is_wanted(python)
    if is_stamped(stamp, pins) and has_python:
        return
    if not has_python:
        found = find_python()
        say(f"setup: making .venv with Python {wanted()}")
        make_environment(found, ".venv")
    say("setup: installing the pinned Python packages into .venv")
    if not install(".venv", "requirements.txt"):
        raise SetupFailure(
            "the pinned Python packages could not be installed; see that pip reaches its package index,"
            " then run make again; details: build/setup.log"
        )
    put_stamp(stamp, pins)


def set_up_node():
    """Set up `node_modules` from `package-lock.json`, unless it is up to date."""
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
    """Set up Python's and npm's packages in parallel; return the exit code."""
    try:
        os.makedirs(os.path.dirname(LOG), exist_ok=True)
        with ThreadPoolExecutor() as pool:  # both mostly wait for the network
            tasks = [pool.submit(set_up) for set_up in (set_up_python, set_up_node)]
        for task in tasks:
            task.result()
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
