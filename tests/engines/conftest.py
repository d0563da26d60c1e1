"""The built site as before, in the browsers of other engines and in an old one; other origins are refused, and counted.

What refuses them is a policy of the server: it holds in each of these browsers, in pages and in workers.
"""

import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from threading import Event
from typing import override

import pytest
from playwright.sync_api import Browser

from checker.build.serving import SiteHandler, served
from tests.checker_page import opened, settled
from tests.conftest import PATIENCE_MS
from tests.engines.remote import NotInstalled, Page, firefox, webkit
from tests.test_browser_security import polled

BASE = "/a/base/"
OLDEST = Path(__file__).with_name("node_modules") / "@sparticuz" / "chromium" / "bin"
"""The oldest Chromium that the about page names, as a package that holds the program itself."""
INFLATE = "process.stdin.pipe(require('zlib').createBrotliDecompress()).pipe(process.stdout)"
ONLY_THIS_SITE = (
    "Content-Security-Policy",
    f"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; report-uri {BASE}refused",
)
"""What the browser itself refuses by, in pages and in workers, and where it tells of it."""


class Refusals(list[str]):
    """What a browser reports to have refused."""

    def __init__(self) -> None:
        """Have refused nothing yet."""
        super().__init__()
        self.came = Event()


@pytest.fixture
def refused() -> Refusals:
    """Give what the browser reports to have refused, as it reports it."""
    return Refusals()


@pytest.fixture
def base_url(site_dir: Path, refused: Refusals) -> Iterator[str]:
    """Serve the site under a base path, with the policy; gives that address."""

    class Handler(SiteHandler):
        @override
        def do_POST(self) -> None:
            """Take down a report."""
            refused.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            refused.came.set()
            self.send_response(204)
            self.end_headers()

    with served(site_dir, base=BASE, headers=(ONLY_THIS_SITE,), kind=Handler) as address:
        yield address


@pytest.fixture(scope="session")
def oldest(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], AbstractContextManager[Page]]:
    """Unpack the oldest Chromium, and give a function that opens a page of it: `oldest(base_url)`."""
    if not OLDEST.is_dir():
        raise NotInstalled("no old Chromium here: `make thorough` installs it")
    folder = tmp_path_factory.mktemp("oldest")
    for packed, name in (("chromium.br", "chromium"), ("swiftshader.tar.br", "swiftshader.tar")):
        with (OLDEST / packed).open("rb") as source, (folder / name).open("wb") as target:
            subprocess.run(["node", "-e", INFLATE], stdin=source, stdout=target, check=True)
    with tarfile.open(folder / "swiftshader.tar") as archive:
        archive.extractall(folder, filter="data")
    (folder / "chromium").chmod(0o755)

    @contextmanager
    def opening(base_url: str) -> Iterator[Page]:
        graphics = ["--use-gl=swiftshader", "--use-angle=swiftshader"]
        arguments = ["--headless", "--no-sandbox", "--disable-dev-shm-usage", *graphics]
        old = browser.browser_type.launch(executable_path=folder / "chromium", args=arguments)
        context = old.new_context(base_url=base_url, service_workers="block")
        context.set_default_timeout(PATIENCE_MS)
        yield polled(context.new_page())
        old.close()

    return opening


@pytest.fixture(params=["chromium-112", "firefox", "webkit"])
def remote(request: pytest.FixtureRequest, base_url: str) -> Iterator[Page]:
    """Give a page of each browser that is installed, nothing opened yet."""
    engines = {"firefox": firefox, "webkit": webkit}
    with ExitStack() as stack:
        try:
            opening = engines.get(request.param) or request.getfixturevalue("oldest")
            page = stack.enter_context(opening(base_url))
        except NotInstalled as fault:
            pytest.skip(str(fault))
        yield page


@pytest.fixture
def checker(page: Page) -> Page:
    """Give the checker page, started and with nothing answered."""
    opened(page)
    settled(page)
    return page


@pytest.fixture
def page(remote: Page, refused: Refusals) -> Iterator[Page]:
    """Give the same page, and fail its test for anything that was asked of another origin."""
    yield remote
    assert not refused, f"asked another origin: {refused}"


@pytest.fixture
def record_faces() -> Callable[[str, int], None]:
    """Count no case twice: the browser that is a face of its own is Chromium."""
    return lambda _face, _count: None
