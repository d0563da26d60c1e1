"""The service worker, which makes the site work offline after one visit to the checker.

In: the finished site.  Out: `service-worker.js` in it: a list of the site's files with their digests, and our script.
Must not list what no visitor without a network needs.

`OFFLINE=off make site` writes one that removes the caches of earlier ones, and itself: one deployment switches it off.
"""

import fnmatch
import json
import os
import shutil
from pathlib import Path

from checker.build.digest import integrity
from checker.build.failure import BuildFailure

NAME = "service-worker.js"
SCRIPT = Path(__file__).with_name(NAME)
OFF = Path(__file__).with_name("offline-off.js")
SWITCH = "OFFLINE"

KINDS = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".png", ".xml", ".webmanifest", ".woff2", ".gz"}
NOT_NEEDED = (
    NAME,
    "404.html",  # some hosts answer a request for it with 404
    "*/lunr/*",  # the search's other languages
    "sitemap.xml.gz",
    "assets/screenshot.png",
    "assets/policies/*",  # a record of an earlier version is fetched only for a link that was made under it
    *("assets/social.png", "assets/sbom.cdx.json", "feed.xml", "policy.json", "schemas/*"),  # what programs read
)


def build_service_worker(site: Path) -> None:
    """Write the service worker of a finished site; with `OFFLINE=off`, the one that removes it."""
    switch = os.environ.get(SWITCH, "on") or "on"
    if switch not in {"on", "off"}:
        raise BuildFailure(f"{SWITCH}: `{switch}` is not allowed; allowed: `on`, `off`")
    if switch == "off":
        shutil.copyfile(OFF, site / NAME)
        return
    files = {path: integrity((site / path).read_bytes()) for path in files_to_cache(site)}
    (site / NAME).write_text(f"const FILES = {json.dumps(files, indent=1)};\n\n{SCRIPT.read_text('utf-8')}", "utf-8")


def files_to_cache(site: Path) -> list[str]:
    """Return the paths of the files that work without a network needs. Of a file and its `.gz` that is the `.gz`."""
    paths = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.suffix in KINDS)
    needed = {path for path in paths if not any(fnmatch.fnmatchcase(path, pattern) for pattern in NOT_NEEDED)}
    return sorted(path for path in needed if f"{path}.gz" not in needed)
