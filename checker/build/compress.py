"""Files as `.gz`: the same bytes for the same input, and as few of them as Zopfli finds.

Zopfli is slow (15 seconds for the runtime), so each result is kept under `build/` by its input's digest.
"""

import gzip
import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from checker.build.places import SCRATCH

CACHE = SCRATCH / "gz"
ROUNDS = 5
"""Zopfli's rounds; more than this gained less than one part in a thousand."""


def compress_files(paths: list[Path]) -> None:
    """Write `<name>.gz` beside each file."""
    with ThreadPoolExecutor() as pool:
        for path, content in zip(paths, pool.map(_compressed, paths), strict=True):
            path.with_name(path.name + ".gz").write_bytes(content)


def _compressed(path: Path) -> bytes:
    from zopfli.gzip import compress

    content = path.read_bytes()
    kept = CACHE / f"{hashlib.sha256(content).hexdigest()}-{ROUNDS}.gz"
    try:
        found = kept.read_bytes()
        if gzip.decompress(found) == content:
            return found
    except (OSError, EOFError):
        pass  # not made yet, or cut short
    made: bytes = compress(content, numiterations=ROUNDS)
    CACHE.mkdir(parents=True, exist_ok=True)
    partial = kept.with_suffix(".partial")
    partial.write_bytes(made)
    partial.replace(kept)
    return made
