"""The browser for the tests and the benchmark: an installed one, or one that `python -m tests.chromium` provides."""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""The first is Chromium without windows, which takes a third of the processor time."""
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
)

NONE_HERE = (
    "no browser for the tests: install Chromium or Google Chrome"
    " (Debian and Ubuntu: `apt-get install chromium`) and run make again"
)


def launch_options() -> dict[str, Any]:
    """Return the options for Playwright's `chromium.launch` to start this machine's browser, headless."""
    found = installed()
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0  # Chromium's sandbox does not start as root
    options: dict[str, Any] = {"args": [*ARGUMENTS, *(["--no-sandbox"] if as_root else [])]}
    return options | ({"executable_path": found} if found else {})


def installed() -> str | None:
    """Return the path of an installed Chromium or Chrome."""
    for name in NAMES:
        path = shutil.which(name)
        if path:
            return path
    return str(MAC) if MAC.is_file() else None


def provide_browser() -> None:
    """Make sure that a browser is installed. Raise SystemExit, with what to install, if that fails."""
    if installed() or _playwright_has_one():
        return
    print("setup: there is no Chromium or Chrome here; fetching a browser for the tests", flush=True)
    _quietly([sys.executable, "-m", "playwright", "install", "chromium-headless-shell"])
    if _playwright_has_one():
        return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        print(f"setup: installing the {NAMES[0]} package", flush=True)
        _quietly(["apt-get", "update"])
        _quietly(["apt-get", "install", "--yes", "--no-install-recommends", NAMES[0]])
    if not installed():
        raise SystemExit(NONE_HERE)


def _playwright_has_one() -> bool:
    """Return whether Playwright has fetched a browser that starts."""
    script = "from playwright.sync_api import sync_playwright as p\nwith p() as q: q.chromium.launch().close()"
    return _quietly([sys.executable, "-c", script])


def _quietly(command: list[str]) -> bool:
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=600,
            check=False,
            env=os.environ | {"DEBIAN_FRONTEND": "noninteractive"},
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


if __name__ == "__main__":
    provide_browser()
