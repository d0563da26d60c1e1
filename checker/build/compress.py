"""Writing `.gz` files with Zopfli: small, and reproducible.

Zopfli is slow (half a minute for the runtime), so it runs in threads while other files are made, and its results are
cached under `build/` by the digest of their input.
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
"""Zopfli's iterations; more of them saved less than one part in a thousand."""


@contextmanager
def compressing(least: int) -> Iterator[Callable[[Path], None]]:
    """Yield a function that takes finished files. At exit, each with at least `least` bytes has a `.gz` beside it."""
    pending: dict[Path, Future[bytes]] = {}
    with ThreadPoolExecutor() as pool:

        def add(path: Path) -> None:
            if path.stat().st_size >= least:
                pending[path] = pool.submit(_compressed, path.read_bytes())

        yield add
    for path, content in pending.items():
        path.with_name(path.name + ".gz").write_bytes(content.result())


def _compressed(content: bytes) -> bytes:
    from zopfli.gzip import compress

    cached = CACHE / f"{hashlib.sha256(content).hexdigest()}-{ROUNDS}.gz"
    try:
        found = cached.read_bytes()
        if gzip.decompress(found) == content:
            return found
    except (OSError, EOFError):
        pass  # not cached, or incomplete
    compressed: bytes = compress(content, numiterations=ROUNDS)
    CACHE.mkdir(parents=True, exist_ok=True)
    partial = cached.with_suffix(".partial")
    partial.write_bytes(compressed)
    partial.replace(cached)
    return compressed
