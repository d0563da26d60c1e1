"""`docs/policy.json`: the policy as data, for programs.

In: the policy's file, its fingerprint, and the facts.  Out: one JSON file, the same bytes for the same input.
Must not contain anything that is not in the policy or on the pages.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.build.places import POLICY_JSON
from checker.pages.facts import Facts


def write_policy_json(fingerprint: str, document: Mapping[str, Any], facts: Facts, target: Path = POLICY_JSON) -> None:
    """Write the policy as it is in its file, its fingerprint, and the facts from outside that pages rest on."""
    published = {
        "fingerprint": fingerprint,
        "policy": document,
        "facts": [
            {
                "id": fact.id,
                "says": fact.says,
                "looked_up": fact.looked_up,
                "sources": [
                    {"name": source.name, "address": source.address}
                    for source in (facts.sources[name] for name in fact.sources)
                ],
            }
            for fact in facts.facts.values()
        ],
    }
    target.write_text(json.dumps(published, ensure_ascii=False, indent=1) + "\n", "utf-8")
