"""The service worker, with which the site works without a network after one visit to the checker.

In: the finished site.  Out: `service-worker.js` in it, which names every file by its content.
Must not keep what was answered: it keeps the site's own files and nothing else.

`OFFLINE=off make site` writes one that removes what earlier ones kept, and itself: so one deployment switches it off.
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
    """Write the service worker of a finished site, or the one that ends it, as the switch says."""
    switch = os.environ.get(SWITCH, "on") or "on"
    if switch not in {"on", "off"}:
        raise BuildFailure(f"{SWITCH}: `{switch}` is not allowed; allowed: `on`, `off`")
    (site / NAME).unlink(missing_ok=True)
    if switch == "off":
        shutil.copyfile(OFF, site / NAME)
        return
    SCRATCH.mkdir(exist_ok=True)
    squeezed = sorted((site / "assets" / "runtime").rglob("*.gz"))
    plain = [path.with_suffix("").relative_to(site).as_posix() for path in squeezed]
    plan = {"site": str(site), "name": NAME, "frame": str(_frame()), "plain": plain}
    run_node(SCRIPT, plan, f"site/{NAME} could not be made")


def _frame() -> Path:
    """Return where the service worker without its list is kept: another script or another Workbox makes another."""
    made_from = SCRIPT.read_bytes() + (ROOT / "package-lock.json").read_bytes()
    return SCRATCH / f"service-worker-{hashlib.sha256(made_from).hexdigest()[:12]}.js"
