"""The service worker, with which the site works without a network after one visit to the checker.

In: the finished site.  Out: `service-worker.js` in it, which names every file by its content.
Must not keep what was answered: it keeps the site's own files and nothing else.

`OFFLINE=off make site` writes one that removes what earlier ones kept, and itself: so one deployment switches it off.
"""

import os
import shutil
from pathlib import Path

from checker.build.failure import BuildFailure
from checker.build.node import fault_of, run_script

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
    done = run_script(SCRIPT, {"site": str(site), "name": NAME})
    if done.returncode:
        raise BuildFailure(f"site/{NAME} could not be made: {fault_of(done)}; run `make clean site`")
