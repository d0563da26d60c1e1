"""The built site as before, in the browsers of other engines; other origins are refused by a policy, and counted."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import override

import pytest

from checker.build.serving import SiteHandler, served
from tests.checker_page import opened
from tests.engines.remote import NotInstalled, Page, firefox, webkit

BASE = "/a/base/"
ENGINES = {"firefox": firefox, "webkit": webkit}
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


@pytest.fixture(params=sorted(ENGINES))
def remote(request: pytest.FixtureRequest, base_url: str) -> Iterator[Page]:
    """Give a page of each engine's browser that is installed, nothing opened yet."""
    with ExitStack() as stack:
        try:
            page = stack.enter_context(ENGINES[request.param](base_url))
        except NotInstalled as fault:
            pytest.skip(str(fault))
        yield page


@pytest.fixture
def checker(page: Page) -> Page:
    """Give the checker page, started and with nothing answered."""
    return opened(page)


@pytest.fixture
def page(remote: Page, refused: Refusals) -> Iterator[Page]:
    """Give the same page, and fail its test for anything that was asked of another origin."""
    yield remote
    assert not refused, f"asked another origin: {refused}"


@pytest.fixture
def record_faces() -> Callable[[str, int], None]:
    """Count no case twice: the browser that is a face of its own is Chromium."""
    return lambda _face, _count: None
