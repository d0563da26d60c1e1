"""Reproducible zip files.

A zip file records a date and permissions for each member; here, all members get the same.
"""

import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can record."""

PERMISSIONS = 0o100644 << 16


def rewrite(
    source: Path,
    target: Path,
    *,
    compress: bool,
    keep: Callable[[str], bool] = lambda _name: True,
    instead: Mapping[str, bytes] = {},
) -> None:
    """Copy the members of a zip file whose names pass `keep`, sorted by name.

    instead: contents to write in place of the original ones, by member name.
    Folders have no members: neither pip nor zipimport needs them.
    """
    method = zipfile.ZIP_DEFLATED if compress else zipfile.ZIP_STORED
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in sorted(old.namelist()):
            if name.endswith("/") or not keep(name):
                continue
            member = zipfile.ZipInfo(name, EPOCH)
            member.external_attr = PERMISSIONS
            member.create_system = 3
            new.writestr(member, instead.get(name) or old.read(name), method, 9 if compress else None)
