"""The built site behind nginx, with the configuration that the build writes: what HOSTING.md promises, line by line."""

import gzip
import re
import shutil
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from time import perf_counter

import pytest

from checker.build.failure import BuildFailure
from checker.build.places import ROOT
from checker.build.security import HEADERS, NGINX, secure
from tests.checker_page import choose, follow, opened, ready, value
from tests.test_browser_security import META, polled

pytestmark = pytest.mark.thorough
BASE = "/a/base/"
TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".webmanifest": "application/manifest+json; charset=utf-8",
    ".wasm": "application/wasm",
    ".woff2": "font/woff2",
    ".gz": "application/octet-stream",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
MAIN = """
daemon off;
pid {folder}/pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/site.conf;
}}
"""
REQUESTS, AT_ONCE = 2000, 20


class Host:
    """A running nginx: its port, its folder, and questions to it."""

    def __init__(self, port: int, folder: Path) -> None:
        """Take where it listens and where it keeps its logs."""
        self.port, self.folder = port, folder
        self.address = f"http://127.0.0.1:{port}{BASE}"

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path of the site; return status, headers by their names in small letters, and body."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request("GET", BASE + path, headers=headers)
            answer = connection.getresponse()
            return answer.status, {name.lower(): word for name, word in answer.getheaders()}, answer.read()


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory, site_dir: Path) -> Iterator[Host]:
    """Give nginx that serves the built site below a path."""
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None:
        pytest.skip("no nginx here; install it (Debian: `apt-get install nginx-light`)")
    folder = tmp_path_factory.mktemp("nginx")
    folder.chmod(0o755)
    root = folder / "root"
    shutil.copytree(site_dir, root / BASE.strip("/"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = (ROOT / "build" / NGINX).read_text("utf-8")
    changes = {"listen 80;": f"listen 127.0.0.1:{port};", "/srv/site;": f"{root};", "404 /404": f"404 {BASE}404"}
    for old, new in changes.items():
        assert configuration.count(old) == 1
        configuration = configuration.replace(old, new)
    (folder / "site.conf").write_text(configuration, "utf-8")
    user = "user root;\n" if Path("/proc/self").stat().st_uid == 0 else ""
    (folder / "nginx.conf").write_text(user + MAIN.format(folder=folder), "utf-8")
    command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "emerg" not in checked.stderr
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as server:
        found = Host(port, folder)
        for _ in range(10_000):
            try:
                found.get("")
                break
            except ConnectionRefusedError:
                assert server.poll() is None
        yield found
        server.terminate()


def kinds(site: Path) -> dict[str, str]:
    """Return a file of each kind."""
    files = [path.relative_to(site).as_posix() for path in sorted(site.rglob("*")) if path.is_file()]
    return {kind: next(name for name in files if name.endswith(kind)) for kind in TYPES}


class TestFiles:
    def test_each_kind_has_its_type_and_comes_as_it_is(self, host: Host, site_dir: Path) -> None:
        """A file of each kind has the type that browsers need, byte for byte, and nothing is said to be compressed."""
        for kind, name in kinds(site_dir).items():
            status, headers, body = host.get(name)
            assert (status, headers["content-type"]) == (200, TYPES[kind]), name
            assert "content-encoding" not in headers
            assert body == (site_dir / name).read_bytes()

    def test_what_can_be_is_compressed(self, host: Host, site_dir: Path) -> None:
        """To whoever takes gzip, text and large files are sent compressed; what is compressed already is not again."""
        sent = {}
        for kind, name in kinds(site_dir).items():
            _, headers, body = host.get(name, **{"Accept-Encoding": "gzip"})
            if headers.get("content-encoding") == "gzip":
                assert gzip.decompress(body) == (site_dir / name).read_bytes()
                sent[kind] = len(body) / (site_dir / name).stat().st_size
        assert sent.keys() == {".html", ".css", ".js", ".mjs", ".json", ".webmanifest", ".wasm", ".svg"}
        assert sent[".wasm"] < 0.5
        assert sent[".html"] < 0.4

    def test_lifetimes_go_by_content(self, host: Host, index: dict) -> None:
        """What is named after its content is kept for a year, and all else asked for anew, which costs no bytes."""
        folder = f"assets/runtime/{index['folder']}/"
        for name in index["files"]:
            assert host.get(folder + name)[1]["cache-control"] == "public, max-age=31536000, immutable"
        for name in ("", "checker/", "assets/runtime/runtime.json", "assets/checker/worker.js", "service-worker.js"):
            _, headers, _ = host.get(name)
            assert headers["cache-control"] == "no-cache"
            status, _, body = host.get(name, **{"If-None-Match": headers["etag"]})
            assert (status, body) == (304, b"")

    def test_an_unknown_address_is_answered_with_the_page_for_it(self, host: Host, site_dir: Path) -> None:
        """The site's own page comes with status 404 and all headers; a page without its slash is sent on."""
        status, headers, body = host.get("nowhere/at/all")
        assert (status, body) == (404, (site_dir / "404.html").read_bytes())
        assert "content-security-policy" in headers
        status, headers, _ = host.get("about")
        assert (status, headers["location"]) == (301, f"{host.address}about/")


class TestThePolicyAsAHeader:
    def test_it_is_that_of_the_pages_on_every_answer(self, host: Host, site_dir: Path) -> None:
        """Each file, of any kind, comes with the policy that the pages state, and so does the file for other hosts."""
        policy = META.search((site_dir / "index.html").read_text("utf-8"))[1]
        stated = dict(re.findall(r"^  ([A-Za-z-]+): (.+)$", (site_dir / HEADERS).read_text("utf-8"), re.MULTILINE))
        assert stated["Content-Security-Policy"] == policy
        for name in kinds(site_dir).values():
            _, headers, _ = host.get(name)
            assert {each: headers[each.lower()] for each in stated} == stated

    def test_a_check_runs_under_it_and_leaves_no_answer_in_the_log(self, host: Host, new_context) -> None:
        """With the header in force, for the worker too, the checker answers; the log has no answer of the visitor."""
        context = new_context(base_url=host.address, bypass_csp=False)
        page = polled(context.new_page())
        opened(page, "#fda_process_begun=false&classification=autonomous")
        assert value(page, "discussion") == "barred"
        choose(page, "involves_physician_work", "true")
        follow(page, "classification=assistive&solely_workflow=true")
        page.reload()
        ready(page)
        assert value(page, "position") == "strongly_advises_against"
        log = (host.folder / "access.log").read_text("utf-8")
        assert len(re.findall(r'"GET /a/base/[^"]*worker\.js', log)) > 0
        for word in ("classification", "=false", "solely_workflow", "physician_work", "#", "%23"):
            assert word not in log, word

    def test_a_build_writes_it(self, site_dir: Path, tmp_path: Path) -> None:
        """The configuration has no place that is not filled in."""
        assert "@" not in (ROOT / "build" / NGINX).read_text("utf-8")
        with pytest.raises(BuildFailure, match="has no place for the policy"):
            secure(shutil.copytree(site_dir, tmp_path / "site"), tmp_path)


def test_load(host: Host, capsys: pytest.CaptureFixture[str], index: dict) -> None:
    """Two thousand requests for what a first visit needs, twenty at a time, are all answered; how fast is printed."""
    paths = ["checker/", "assets/site.css", "assets/checker/page.js", f"assets/runtime/{index['folder']}/pyodide.mjs"]
    start = perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as visitors:
        answers = list(visitors.map(lambda number: host.get(paths[number % len(paths)]), range(REQUESTS)))
    seconds = perf_counter() - start
    assert Counter(status for status, _, _ in answers) == {200: REQUESTS}
    megabytes = sum(len(body) for *_, body in answers) / 10**6
    with capsys.disabled():
        print(f"\nnginx here: {REQUESTS} requests, {REQUESTS / seconds:.0f} a second, {megabytes:.0f} MB in all")
