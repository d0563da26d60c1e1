"""The checks around `mkdocs build`: the policy and the glossary before it, the site after it."""

import json
from pathlib import Path

from checker.build.failure import BuildFailure

WORKER = "assets/checker/worker.js"
INDEX = "assets/runtime/runtime.json"


def check_sources() -> None:
    """Raise BuildFailure with every fault of the policy or the glossary, one line each."""
    from checker.engine.fault import PolicyError
    from checker.pages.glossary import load_glossary
    from checker.policy import GLOSSARY, load_policy

    try:
        load_glossary(GLOSSARY, load_policy())
    except PolicyError as fault:
        raise BuildFailure(str(fault)) from None


def check_site(site: Path) -> None:
    """Raise BuildFailure with every file of the worker's that is missing from the finished site or has another size."""
    faults = [] if (site / WORKER).is_file() else [f"site/{WORKER}: is missing"]
    try:
        index = json.loads((site / INDEX).read_text("utf-8"))
    except (OSError, ValueError):
        faults.append(f"site/{INDEX}: is missing or cut short")
        index = {"folder": "", "files": {}}
    folder = f"assets/runtime/{index['folder']}"
    for name, entry in index["files"].items():
        path = site / folder / name
        if not path.is_file():
            faults.append(f"site/{folder}/{name}: is missing")
        elif path.stat().st_size != entry["size"]:
            faults.append(f"site/{folder}/{name}: has {path.stat().st_size} bytes, not {entry['size']}")
    if faults:
        raise BuildFailure("\n".join(f"{fault}; run `make clean site`" for fault in faults))
