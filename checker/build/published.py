"""The records of published versions of the policy: canonical JSON, named by the first digits of its fingerprint.

In: a policy file.  Out: its record, which the site serves, so that the checker can say what differs for an old link.
Must not change or remove a record: links that were made under it remain in use.
"""

from pathlib import Path

from checker.build.failure import BuildFailure
from checker.build.places import POLICIES
from checker.engine.document import canonical, fingerprint, read_document
from checker.engine.fault import PolicyError
from checker.policy import PROCEDURES, load_document

COMMAND = ".venv/bin/python -m checker.build record"
DIGITS = 12
"""The number of digits of the fingerprint in a link."""


def record_policy(folder: Path = POLICIES, procedures: Path = PROCEDURES) -> Path:
    """Write the record of a policy; return its path."""
    document = load_document(procedures)
    path = folder / f"{fingerprint(document)[:DIGITS]}.json"
    folder.mkdir(exist_ok=True)
    path.write_bytes(canonical(document))
    return path


def faults_of(folder: Path = POLICIES, procedures: Path = PROCEDURES) -> list[str]:
    """Return the faults of the records, one line each: damaged or misnamed files, and no record of this version."""
    faults = [fault for path in sorted(folder.glob("*")) for fault in _faults(path)]
    present = fingerprint(load_document(procedures))[:DIGITS]
    if not (folder / f"{present}.json").is_file():
        faults.append(f"{procedures.name}: this version is not recorded; run `{COMMAND}` and commit the file")
    return faults


def _faults(path: Path) -> list[str]:
    data = path.read_bytes()
    try:
        document = read_document(data, path.name)
    except PolicyError as fault:
        return [f"{fault}; restore it from the history"]
    if f"{fingerprint(document)[:DIGITS]}.json" != path.name:
        return [f"{path.name}: its fingerprint begins otherwise; restore it from the history"]
    if canonical(document) != data:
        return [f"{path.name}: not canonical JSON; restore it from the history"]
    return []


def record(folder: Path = POLICIES) -> Path:
    """Record the policy that ships. Raise BuildFailure if the records have faults afterwards."""
    path = record_policy(folder)
    faults = faults_of(folder)
    if faults:
        raise BuildFailure("\n".join(faults))
    return path
