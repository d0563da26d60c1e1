"""Files as `.gz`: the same bytes for the same input, and as few of them as Zopfli finds.

Zopfli is slow (half a minute for the runtime), so it works beside whatever makes the next file, and each result is
kept under `build/` by its input's digest.
"""

import gzip
import hashlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from checker.build.places import SCRATCH

CACHE = SCRATCH / "gz"
ROUNDS = 5
"""Zopfli's rounds; more than this gained less than one part in a thousand."""


@contextmanager
def compressing(least: int) -> Iterator[Callable[[Path], None]]:
    """Give a function that takes finished files; each of `least` bytes or more then has a `.gz` beside it."""
    coming: dict[Path, Future[bytes]] = {}
    with ThreadPoolExecutor() as pool:

        def add(path: Path) -> None:
            if path.stat().st_size >= least:
                coming[path] = pool.submit(_compressed, path.read_bytes())

        yield add
    for path, content in coming.items():
        path.with_name(path.name + ".gz").write_bytes(content.result())


def _compressed(content: bytes) -> bytes:
    from zopfli.gzip import compress

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
