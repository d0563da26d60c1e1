"""The records of published versions of the policy: canonical JSON, named by the first digits of its fingerprint.

In: a policy file, and the day.  Out: its record, which the site serves, so that the checker can say what differs for an
old link; and its entry in the list of versions, which gives them an order.
Must not change or remove a record: links that were made under it remain in use.
"""

import json
from datetime import date
from pathlib import Path

from checker.build.failure import BuildFailure
from checker.build.places import POLICIES
from checker.engine.document import canonical, fingerprint, read_document, short
from checker.engine.fault import PolicyError
from checker.pages.versions import VERSIONS, read_versions
from checker.policy import PROCEDURES, load_document

COMMAND = ".venv/bin/python -m checker.build record"


def record_policy(folder: Path = POLICIES, procedures: Path = PROCEDURES, *, day: date) -> Path:
    """Write the record of a policy, and list it as recorded on a day unless it is listed; return its path."""
    document = load_document(procedures)
    name = short(fingerprint(document))
    path = folder / f"{name}.json"
    folder.mkdir(exist_ok=True)
    path.write_bytes(canonical(document))
    listed = read_versions(folder)
    if name not in [version.name for version in listed]:
        entries = [{"version": each.name, "recorded": each.day.isoformat()} for each in listed]
        entries.append({"version": name, "recorded": day.isoformat()})
        (folder / VERSIONS).write_text(json.dumps(entries, indent=1) + "\n", "utf-8")
    return path


def faults_of(folder: Path = POLICIES, procedures: Path = PROCEDURES) -> list[str]:
    """Return the faults of the records, one line each: damaged or misnamed files, and no record of this version."""
    records = [path for path in sorted(folder.glob("*")) if path.name != VERSIONS]
    faults = [fault for path in records for fault in _faults(path)]
    listed = [version.name for version in read_versions(folder)]
    faults += [
        f"{path.name}: is not in {VERSIONS}; add it where it belongs" for path in records if path.stem not in listed
    ]
    faults += [
        f"{VERSIONS}: {name} has no record; restore it" for name in listed if not (folder / f"{name}.json").is_file()
    ]
    present = short(fingerprint(load_document(procedures)))
    if not (folder / f"{present}.json").is_file():
        faults.append(f"{procedures.name}: this version is not recorded; run `{COMMAND}` and commit the file")
    return faults


def _faults(path: Path) -> list[str]:
    data = path.read_bytes()
    try:
        document = read_document(data, path.name)
    except PolicyError as fault:
        return [f"{fault}; restore it from the history"]
    if f"{short(fingerprint(document))}.json" != path.name:
        return [f"{path.name}: its fingerprint begins otherwise; restore it from the history"]
    if canonical(document) != data:
        return [f"{path.name}: not canonical JSON; restore it from the history"]
    return []


def record(day: date, folder: Path = POLICIES) -> Path:
    """Record the policy that ships, as of a day. Raise BuildFailure if the records have faults afterwards."""
    path = record_policy(folder, day=day)
    faults = faults_of(folder)
    if faults:
        raise BuildFailure("\n".join(faults))
    return path
