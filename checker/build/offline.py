"""The service worker, which makes the site work offline after one visit to the checker.

In: the finished site.  Out: `service-worker.js` in it, which lists every file with a digest of its content.
Must not store answers: it caches only the site's own files.

`OFFLINE=off make site` writes one that removes the caches of earlier ones, and itself: one deployment switches it off.
"""

import hashlib
import os
import shutil
from pathlib import Path

from checker.build.failure import BuildFailure
from checker.build.places import ROOT, SCRATCH
from checker.build.tool import run_node

NAME = "service-worker.js"
SCRIPT = Path(__file__).with_name("offline.mjs")
OFF = Path(__file__).with_name("offline-off.js")
SWITCH = "OFFLINE"


def build_service_worker(site: Path) -> None:
    """Write the service worker of a finished site; with `OFFLINE=off`, the one that removes it."""
    switch = os.environ.get(SWITCH, "on") or "on"
    if switch not in {"on", "off"}:
        raise BuildFailure(f"{SWITCH}: `{switch}` is not allowed; allowed: `on`, `off`")
    (site / NAME).unlink(missing_ok=True)
    if switch == "off":
        shutil.copyfile(OFF, site / NAME)
        return
    SCRATCH.mkdir(exist_ok=True)
    compressed = sorted((site / "assets" / "runtime").rglob("*.gz"))
    plain = [path.with_suffix("").relative_to(site).as_posix() for path in compressed]
    plan = {"site": str(site), "name": NAME, "frame": str(_frame()), "plain": plain}
    run_node(SCRIPT, plan, f"site/{NAME} could not be made")


def _frame() -> Path:
    """Return the path of the cached service worker without its list, which depends on the script and on Workbox."""
    inputs = SCRIPT.read_bytes() + (ROOT / "package-lock.json").read_bytes()
    return SCRATCH / f"service-worker-{hashlib.sha256(inputs).hexdigest()[:12]}.js"
