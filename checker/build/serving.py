"""A static server for the built site, on this machine only: for `make serve` and the tests.

It behaves like the hosts that read `_headers`: correct media types and the headers in that file, but no compression.
"""

from fnmatch import fnmatchcase
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from checker.build import BuildFailure
from checker.build.security import HEADERS

HOST = "127.0.0.1"
DEFAULT_PORT = 8000


class SiteHandler(SimpleHTTPRequestHandler):
    """Serves one folder below a base path; addresses outside the base are not found."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else a body waits until the browser has confirmed the headers, 40 ms a file
    extensions_map = {  # noqa: RUF012 - the parent declares it without ClassVar
        ".css": "text/css; charset=utf-8",
        ".gz": "application/octet-stream",  # without a Content-Encoding, because the worker inflates it
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".wasm": "application/wasm",
    }
    """Whatever the machine's own table says; all other types are from that."""

    def __init__(self, *args: object, base: str = "/", **named: object) -> None:
        """Take the base path; the parent's constructor already handles the request."""
        self.base = base
        super().__init__(*args, **named)  # type: ignore[arg-type]

    def end_headers(self) -> None:
        """Send the site's headers, and ask browsers to revalidate, so that a page is up to date after a new build."""
        rules = Path(self.directory, HEADERS)
        path = "/" + getattr(self, "path", "").partition("?")[0].removeprefix(self.base)
        stated = headers_for(path, rules.read_text("utf-8")) if rules.is_file() else {}
        for name, value in {"Cache-Control": "no-cache", **stated}.items():
            self.send_header(name, value)
        super().end_headers()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """Answer with the file below the base, with the site's own 404 page, or with a plain 404."""
        if self.path.startswith(self.base):
            return super().send_head()
        self.send_error(HTTPStatus.NOT_FOUND)
        return None

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Send the site's own 404 page."""
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the parent's
        """Log nothing."""

    def translate_path(self, path: str) -> str:
        """Remove the base from the address; the parent's redirects still see the whole address."""
        return super().translate_path(path.removeprefix(self.base.rstrip("/")) or "/")


def headers_for(path: str, rules: str) -> dict[str, str]:
    """Return the headers that the rules in a `_headers` file give a path: lines with a pattern, then its headers."""
    found: dict[str, str] = {}
    applies = False
    for line in rules.splitlines():
        if not line.startswith(" "):
            applies = fnmatchcase(path, line)
        elif applies:
            name, _, value = line.strip().partition(": ")
            found[name] = value
    return found


class SiteServer(ThreadingHTTPServer):
    """A server that ignores dropped connections."""

    def handle_error(self, request: object, client_address: object) -> None:
        """Log nothing: browsers drop connections all the time."""


def open_server(site: Path, *, port: int | None = None, base: str = "/") -> SiteServer:
    """Return a server for a folder on this port; by default, on the default port or any free one.

    base: the path that it is served under, with a slash at both ends.
    """
    if not (site / "index.html").is_file():
        message = f"{site.name}/: there is no built site here; run `make site` first"
        raise BuildFailure(message)
    handler = partial(SiteHandler, directory=str(site), base=base)
    try:
        return SiteServer((HOST, DEFAULT_PORT if port is None else port), handler)
    except OSError as fault:
        if port is None:
            return SiteServer((HOST, 0), handler)
        message = f"port {port} on {HOST} cannot be used ({fault.strerror}); give another, or leave PORT out"
        raise BuildFailure(message) from None
