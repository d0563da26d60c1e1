"""The records of published versions of the policy: canonical JSON, named by the first digits of its fingerprint.

In: a policy file, and the day.  Out: its record, which the site serves, so that the checker can say what differs for an
old link; and its entry in the list of versions, which gives them an order.
Must not change or remove a record that was published: links that were made under it remain in use.
"""

import json
import subprocess
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from checker.build.failure import BuildFailure
from checker.build.places import POLICIES
from checker.engine.document import canonical, fingerprint, read_document, short
from checker.engine.fault import PolicyError
from checker.pages.versions import VERSIONS, RecordedVersion, read_versions
from checker.policy import PROCEDURES, load_document

COMMAND = "make policy"


def record_policy(folder: Path = POLICIES, procedures: Path = PROCEDURES, *, day: date) -> Path:
    """Write the record of a policy, and list it as recorded on a day unless it is listed; return its path."""
    document = load_document(procedures)
    name = short(fingerprint(document))
    path = folder / f"{name}.json"
    folder.mkdir(exist_ok=True)
    path.write_bytes(canonical(document))
    listed = read_versions(folder)
    if name not in [version.name for version in listed]:
        _write_versions(folder, (*listed, RecordedVersion(name=name, day=day)))
    return path


def is_published(procedures: Path, folder: Path = POLICIES) -> bool:
    """Whether a policy is the version that was recorded last, and its record is on the branch that is published."""
    name = short(fingerprint(load_document(procedures)))
    names = [version.name for version in read_versions(folder)]
    return names[-1:] == [name] and name not in _never_published(folder)


def document_before(procedures: Path, folder: Path = POLICIES) -> Mapping[str, Any] | None:
    """Return the file of the version that a policy follows: the last that is recorded and is not this policy."""
    other = {short(fingerprint(load_document(procedures))), *_never_published(folder)}
    names = [version.name for version in read_versions(folder) if version.name not in other]
    return load_document(folder / f"{names[-1]}.json") if names else None


def _write_versions(folder: Path, versions: Iterable[RecordedVersion]) -> None:
    entries = [{"version": each.name, "recorded": each.day.isoformat()} for each in versions]
    (folder / VERSIONS).write_text(json.dumps(entries, indent=1) + "\n", "utf-8")


def _never_published(folder: Path) -> list[str]:
    """Return the records that the branch which is published does not have; none if git cannot tell."""
    for branch in ("origin/main", "main"):
        command = ["git", "ls-tree", "--name-only", branch, "./"]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603  fixed
        except OSError:
            return []
        if done.returncode == 0 and VERSIONS in done.stdout.split():
            names = {version.name for version in read_versions(folder)}
            names.update(path.stem for path in folder.glob("*.json") if path.name != VERSIONS)
            return sorted(name for name in names if f"{name}.json" not in done.stdout.split())
    return []


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
    """Record the policy that ships, as of a day. Raise BuildFailure if the records have faults afterwards.

    A record that was never published is replaced.
    """
    if replaced := _never_published(folder):
        for name in replaced:
            (folder / f"{name}.json").unlink(missing_ok=True)
        _write_versions(folder, [each for each in read_versions(folder) if each.name not in replaced])
    path = record_policy(folder, day=day)
    faults = faults_of(folder)
    if faults:
        raise BuildFailure("\n".join(faults))
    return path
