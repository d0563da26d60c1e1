"""The built site as before, in the browsers of other engines; other origins are refused by a policy, and counted."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import override

import pytest

from checker.build.serving import SiteHandler, served
from tests.engines.remote import Page, firefox, webkit

BASE = "/a/base/"
ENGINES = {"firefox": firefox, "webkit": webkit}
ONLY_THIS_SITE = (
    "Content-Security-Policy",
    f"default-src 'self' 'unsafe-inline' 'unsafe-eval' data: blob:; report-uri {BASE}refused",
)
"""What the browser itself refuses by, in pages and in workers, and where it tells of it."""


@pytest.fixture
def refused() -> list[str]:
    """Give what the browser reports to have refused."""
    return []


@pytest.fixture
def base_url(site_dir: Path, refused: list[str]) -> Iterator[str]:
    """Serve the site under a base path, with the policy; gives that address."""

    class Handler(SiteHandler):
        @override
        def do_POST(self) -> None:
            """Take down a report."""
            refused.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
            self.send_response(204)
            self.end_headers()

    with served(site_dir, base=BASE, headers=(ONLY_THIS_SITE,), kind=Handler) as address:
        yield address


@pytest.fixture(params=sorted(ENGINES))
def remote(request: pytest.FixtureRequest, base_url: str) -> Iterator[Page]:
    """Give a page of each engine's browser, nothing opened yet."""
    with ENGINES[request.param](base_url) as page:
        yield page


@pytest.fixture
def page(remote: Page, refused: list[str]) -> Iterator[Page]:
    """Give the same page, and fail its test for anything that was asked of another origin."""
    yield remote
    assert not refused, f"asked another origin: {refused}"


@pytest.fixture
def record_faces() -> Callable[[str, int], None]:
    """Count no case twice: the browser that is a face of its own is Chromium."""
    return lambda _face, _count: None
