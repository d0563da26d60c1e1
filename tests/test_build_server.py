"""What the static server promises."""

import socket
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from checker.build import BuildFailure
from checker.build.places import ROOT
from checker.build.serving import DEFAULT_PORT, open_server


@pytest.mark.parametrize(
    ("name", "header", "sent"),
    [
        ("", "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
        ("", "Cross-Origin-Opener-Policy", "same-origin"),
        ("checker/?x=1", "Cross-Origin-Resource-Policy", "same-origin"),
        ("checker/?x=1", "Cache-Control", "no-cache"),
        ("checker/?x=1", "Access-Control-Allow-Origin", None),
        ("policy.json", "Access-Control-Allow-Origin", "*"),
        ("policy.json", "X-Content-Type-Options", "nosniff"),
        ("RUNTIME/pyodide.js", "Content-Type", "text/javascript; charset=utf-8"),
        ("RUNTIME/pyodide.asm.wasm", "Content-Type", "application/wasm"),
        ("RUNTIME/pyodide.asm.wasm", "Cache-Control", "public, max-age=31536000, immutable"),
        ("RUNTIME/pyodide.asm.wasm.gz", "Content-Type", "application/octet-stream"),
        ("RUNTIME/pyodide.asm.wasm.gz", "Content-Encoding", None),
    ],
)
def test_headers(base_url, index, name, header, sent):
    """The headers of the site's own file are sent, for each path its own, beside the media types that browsers need."""
    name = name.replace("RUNTIME", f"assets/runtime/{index['folder']}")
    with urlopen(f"{base_url}{name}") as response:  # noqa: S310
        assert response.headers[header] == sent


def test_base_path(site_dir, base_url):
    """The site is below its base path, and nowhere else."""
    with urlopen(base_url) as response:  # noqa: S310
        assert response.read() == (site_dir / "index.html").read_bytes()
    with urlopen(f"{base_url}checker") as response:  # noqa: S310
        assert response.url == f"{base_url}checker/"
    root = base_url.removesuffix("a/base/")
    for address in (root, f"{root}checker/", f"{base_url}no-such-page/", f"{base_url}../../etc/passwd"):
        with pytest.raises(HTTPError) as caught:
            urlopen(address)  # noqa: S310
        assert caught.value.code == 404
        caught.value.close()


def test_a_port_in_use(run_build, site_dir):
    """A requested port that is in use ends in one line; without a request, a free one is used."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run_build(ROOT, "serve", "--port", str(port))
    assert done.returncode == 1
    assert done.stderr == (
        f"port {port} on 127.0.0.1 cannot be used (Address already in use); give another, or leave PORT out\n"
    )
    with open_server(site_dir) as first, open_server(site_dir) as second:
        assert first.server_address[1] != second.server_address[1] != DEFAULT_PORT


@pytest.mark.parametrize("port", ["eighty", "0", "65536", "-1", "٨٠"])
def test_an_invalid_port(run_build, port):
    """An invalid port ends in one line that says which are valid."""
    done = run_build(ROOT, "serve", f"--port={port}")
    assert done.returncode == 1
    assert done.stderr == f"PORT: `{port}` is not a port; give a number from 1 to 65535, or leave PORT out\n"


def test_nothing_built(tmp_path):
    """With no built site there is one line that says what to run."""
    with pytest.raises(BuildFailure, match=r"^nowhere/: there is no built site here; run `make site` first$"):
        open_server(tmp_path / "nowhere")
