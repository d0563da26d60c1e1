"""A folder, served while a block runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from checker.build.serving import HOST, open_server


@contextmanager
def served(site: Path, *, base: str = "/") -> Iterator[str]:
    """Serve a folder on any free port while the block runs; yield the address of the base path."""
    server = open_server(site, port=0, base=base)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{server.server_address[1]}{base}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
