"""Look at every page of the built site with Lighthouse, as a phone does, and say where a score is below its goal.

The site is served under a base path, by a host that compresses text, as most do.
Performance is that of this machine, which should have nothing else to do; where it is below the goal, the middle one of
three looks counts.  The other scores are the same anywhere.
"""

import argparse
import gzip
import json
import os
import subprocess
import sys
from functools import cache
from http import HTTPStatus
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import override

from checker.build.chromium import installed, launch_options
from checker.build.places import ROOT, SITE
from checker.build.serving import LocalSiteHandler, served
from tests.test_browser_pages import pages

FOLDER = Path(__file__).parent
LIGHTHOUSE = FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
SPEED = "performance"
GOALS = {SPEED: 95, "accessibility": 100, "best-practices": 100, "seo": 100}
COMPRESSED = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".wasm", ".webmanifest", ".xml"}


@cache
def squeezed(path: Path) -> bytes:
    """Return a file as a host sends it that compresses what it sends."""
    return gzip.compress(path.read_bytes(), 6)


class CompressingHandler(LocalSiteHandler):
    """Serves a site as a host does that compresses text and WebAssembly."""

    @override
    def do_GET(self):
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        inside = self.path.startswith(self.base) and path.is_file()
        if not inside or path.suffix not in COMPRESSED or "gzip" not in self.headers.get("Accept-Encoding", ""):
            super().do_GET()
            return
        body = squeezed(path)
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def scores(address: str, chromium: str) -> tuple[dict[str, int], list[str]]:
    """Return what Lighthouse gives a page, of 100, and the audits of accessibility that it does not pass."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        flags = " ".join(["--headless=new", *launch_options()["args"]])
        asked = ["--quiet", "--output=json", f"--output-path={path}", f"--chrome-flags={flags}"]
        subprocess.run(
            ["node", str(LIGHTHOUSE), address, *asked],
            check=True,
            stdin=subprocess.DEVNULL,
            env=os.environ | {"CHROME_PATH": chromium},
        )
        report = json.loads(path.read_text("utf-8"))
    failed = [
        f"{each['id']}: {item.get('node', {}).get('snippet', '')}"
        for each in report["categories"]["accessibility"]["auditRefs"]
        if each["weight"] and report["audits"][each["id"]]["score"] == 0
        for item in report["audits"][each["id"]].get("details", {}).get("items", [])
    ]
    return {name: round(100 * (report["categories"][name]["score"] or 0)) for name in GOALS}, failed


def below(found: dict[str, int]) -> dict[str, int]:
    """Return the scores that are below their goals."""
    return {name: score for name, score in found.items() if score < GOALS[name]}


def main() -> int:
    """Look at the pages asked for, print a table, and return 1 where a score is below its goal."""
    parser = argparse.ArgumentParser(prog="python -m tests.lighthouse", description=__doc__)
    parser.add_argument("page", nargs="*", help="such as `checker/`; all of them if none is named")
    asked = parser.parse_args().page or pages()
    chromium = installed()
    if unknown := sorted({*asked} - {*pages()}):
        print(f"there is no page `{unknown[0]}`; there are: {', '.join(pages())}", file=sys.stderr)
        return 2
    if chromium is None or not LIGHTHOUSE.is_file():
        what = "Chromium or Chrome" if chromium is None else f"{LIGHTHOUSE.relative_to(ROOT).parts[0]}/lighthouse"
        print(f"{what} is not installed; run `npm ci` in tests/lighthouse", file=sys.stderr)
        return 2
    wanting = 0
    print(f"{'':52}{'  '.join(GOALS)}")
    with served(SITE, base="/a/base/", kind=CompressingHandler) as root:
        for page in asked:
            found, failed = scores(root + page, chromium)
            if SPEED in below(found):  # it differs from look to look: the middle one of three counts
                looks = [found, *(scores(root + page, chromium)[0] for _ in range(2))]
                found[SPEED] = median([each[SPEED] for each in looks])
            wanting += bool(below(found))
            figures = "  ".join(f"{found[name]:>{len(name)}}" for name in GOALS)
            print(f"{page or '/':52}{figures}{'  below the goal' if below(found) else ''}", flush=True)
            for each in failed:
                print(f"    {each}", flush=True)
    return 1 if wanting else 0


if __name__ == "__main__":
    raise SystemExit(main())
