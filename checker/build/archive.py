"""Reproducible zip files.

Every member gets the same date and permissions.
Members are not compressed: the archives are served as `.gz`, which is smaller as one stream and unpacks faster.
"""

import zipfile
from collections.abc import Mapping
from pathlib import Path

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip file can record."""

PERMISSIONS = 0o100644 << 16


def write(target: Path, members: Mapping[str, bytes]) -> None:
    """Write an archive with these members, sorted by name."""
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in sorted(members.items()):
            member = zipfile.ZipInfo(name, EPOCH)
            member.external_attr = PERMISSIONS
            member.create_system = 3
            archive.writestr(member, content)


def read(source: Path) -> dict[str, bytes]:
    """Return the members of an archive by name. Folders are left out, since zipimport does not need them."""
    with zipfile.ZipFile(source) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
