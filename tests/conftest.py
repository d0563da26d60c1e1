"""The tests' fixtures: the built site, served under a base path that is not its own, and a browser."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from checker.build.places import ROOT, SITE
from checker.build.security import finish_site
from tests.checker_page import COUNTING, back_to_the_start, opened
from tests.chromium import launch_options
from tests.served import served

BASE = "/a/base/"
PUBLISHED_AT = os.environ.get("SITE_URL", "")
"""The address that the site was built for, if it is known: where it is published."""
PATIENCE_MS = int(os.environ.get("PATIENCE_MS", "90000"))
"""How long a page is waited for before a test fails; no test is faster or slower for it."""

# A machine with other work to do is no counterexample.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@dataclass
class Watch:
    """What the pages of one test did that they should not."""

    refused: list[str] = field(default_factory=list)
    """Addresses of other origins that were asked for; none was answered."""
    errors: list[str] = field(default_factory=list)
    """What was logged as an error or thrown and not caught, in pages and workers."""


@pytest.fixture(scope="session")
def site_dir() -> Path:
    """Give the built site; build it if there is none."""
    if not (SITE / "index.html").is_file():
        subprocess.run(["make", "--silent", "site"], cwd=ROOT, check=True)
    return SITE


@pytest.fixture(scope="session")
def known_site(tmp_path_factory: pytest.TempPathFactory, site_dir: Path) -> Path:
    """Give the site as it is built for `https://example.org/published/here`, at which it is not served."""
    return _built_for("https://example.org/published/here", tmp_path_factory.mktemp("known"), site_dir)


@pytest.fixture(scope="session")
def unknown_site(tmp_path_factory: pytest.TempPathFactory, site_dir: Path) -> Path:
    """Give the site as it is built for no known address: the built one, unless it was built for one."""
    return _built_for("", tmp_path_factory.mktemp("unknown"), site_dir) if PUBLISHED_AT else site_dir


def _built_for(address: str, folder: Path, site_dir: Path) -> Path:
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copytree(ROOT / "checker" / "pages" / "theme", folder / "checker" / "pages" / "theme")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-f", str(folder / "mkdocs.yml")]
    subprocess.run(command, cwd=ROOT, check=True, env=os.environ | {"SITE_URL": address})
    assert site_dir.is_dir()  # what is generated before is there
    finish_site(folder / "site")
    return folder / "site"


@pytest.fixture(scope="session")
def index(site_dir: Path) -> dict:
    """Give what `runtime.json` of the built site says."""
    return json.loads((site_dir / "assets" / "runtime" / "runtime.json").read_text("utf-8"))


@pytest.fixture(scope="session")
def run_build() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run the build's command line of a checkout: `run_build(folder, *arguments)`."""

    def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "checker.build", *arguments]
        return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)

    return run


@pytest.fixture(scope="session")
def base_url(site_dir: Path) -> Iterator[str]:
    """Serve the site under `/a/base/` on a free port; gives that address, slash at the end."""
    with served(site_dir, base=BASE) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start this machine's Chromium, headless, once for all tests."""
    with sync_playwright() as playwright:
        options = launch_options()
        # The pages of tests live for seconds: compiling their WebAssembly a second time, better, never pays.
        options["args"] = [*options["args"], "--js-flags=--liftoff-only"]
        chromium = playwright.chromium.launch(**options)
        yield chromium
        chromium.close()


@pytest.fixture
def watch(request: pytest.FixtureRequest) -> Iterator[Watch]:
    """Watch the pages of a test, and fail it for a request to another origin or an error that was logged."""
    seen = Watch()
    yield seen
    assert not seen.refused, f"asked another origin: {seen.refused}"
    if request.node.get_closest_marker("console_errors") is None:
        assert not seen.errors, f"logged as errors: {seen.errors}"


def _context(browser: Browser, base_url: str, seen: Callable[[], Watch], options: dict[str, Any]) -> BrowserContext:
    """Make a fresh context whose pages are watched; relative addresses start from the site's base path."""
    parts = urlsplit(base_url)
    elsewhere = re.compile(rf"^(?!blob:|data:|about:|{re.escape(f'{parts.scheme}://{parts.netloc}/')})")

    def refuse(route: Route) -> None:
        seen().refused.append(route.request.url)
        route.abort()

    def note(message: ConsoleMessage) -> None:
        if message.type == "error":
            seen().errors.append(f"{message.text} ({message.location['url']})")

    # What a test waits for is evaluated in the page, which the site’s policy forbids.
    apart = {"base_url": base_url, "bypass_csp": True}
    context = browser.new_context(**{**apart, **options})
    context.set_default_timeout(PATIENCE_MS)
    context.add_init_script(COUNTING)
    context.route(elsewhere, refuse)
    context.on("console", note)
    context.on("weberror", lambda error: seen().errors.append(str(error.error)))
    return context


@pytest.fixture
def new_page(browser: Browser, base_url: str, watch: Watch) -> Iterator[Callable[..., Page]]:
    """Make pages, each in a fresh context: `new_page()`, or with Playwright's own options for a context."""
    contexts = []

    def make(**options: object) -> Page:
        contexts.append(_context(browser, base_url, lambda: watch, options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="class")
def new_context(browser: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Make fresh contexts that nobody watches, for a server of a test's own."""
    contexts = []

    def make(**options: object) -> BrowserContext:
        contexts.append(browser.new_context(**{"bypass_csp": True, **options}))
        contexts[-1].set_default_timeout(PATIENCE_MS)
        contexts[-1].add_init_script(COUNTING)
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@dataclass
class Started:
    """The one checker of this process that has started, once a test needed it, and the watch of the present test."""

    watch: Watch = field(default_factory=Watch)
    page: Page | None = None
    start: Callable[[], Page] | None = None


@pytest.fixture(scope="session")
def started(browser: Browser, base_url: str) -> Iterator[Started]:
    """Hold the started checker until the last test is done."""
    held = Started()

    def start() -> Page:
        return opened(_context(browser, base_url, lambda: held.watch, {}).new_page())

    held.start = start
    yield held
    if held.page:
        held.page.context.close()


@pytest.fixture
def checker(request: pytest.FixtureRequest, watch: Watch, started: Started) -> Iterator[Page]:
    """Give the checker page, started and with nothing answered, to a test that needs no start of its own.

    Python is started once in each process.  Before each test everything that was done in the page is undone; that
    nothing is left is asserted.
    A test that leaves the page, or changes the browser itself, makes a page of its own; one that fails leaves none.
    """
    started.watch = watch
    page = started.page or started.start()
    started.page = None
    yield back_to_the_start(page)
    if request.node.stash.get(PASSED, False):
        started.page = page
    else:
        page.context.close()


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """Give one page in a fresh context, nothing opened yet."""
    return new_page()


PASSED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
    """Note whether a test passed, for what its fixtures hand on."""
    report = yield
    if call.when == "call":
        item.stash[PASSED] = report.passed
    return report
