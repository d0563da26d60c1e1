"""A walk in Firefox and in WebKit's GTK port, where they are installed.

Playwright drives neither as it is installed: Firefox speaks WebDriver BiDi, and WebKitGTK WebDriver.
"""

import json
import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

import pytest
from websockets.sync.client import connect

from checker.engine.answers import read_answers
from checker.engine.assess import assess
from checker.policy import load_policy
from tests.shipped import CASES_TABLE
from tests.test_build_worker import WORKER

pytestmark = pytest.mark.thorough

PATIENCE_S = 120
MINI_BROWSER = "usr/lib/*/webkit2gtk-4.*/MiniBrowser"


@dataclass
class Browser:
    """A page of a browser.  go: opens an address.  run: runs the body of an async function that gets `given`."""

    go: Callable[[str], object]
    run: Callable[..., object]

    def until(self, expression: str) -> None:
        """Wait until an expression holds."""
        ends = time.monotonic() + PATIENCE_S
        while not self.run(f"return Boolean({expression})"):
            assert time.monotonic() < ends, expression
            time.sleep(0.05)

    def value(self, decision: str) -> object:
        """Return the value of a decision on the page."""
        return self.run(f"return document.querySelector('[data-decision={decision}]').dataset.value")


@contextmanager
def running(command: list[str], ready: str, **environment: str) -> Iterator[str]:
    """Run a program, and all that it starts, while the block runs; yield what its output says when it is ready."""
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env=os.environ | environment, start_new_session=True,
    )  # fmt: skip
    try:
        yield next(found[1] for line in process.stdout if (found := re.search(ready, line)))
    finally:
        os.killpg(process.pid, 15)
        process.communicate()


@contextmanager
def firefox() -> Iterator[Browser]:
    """Start Firefox without a window."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        program = shutil.which("firefox") or shutil.which("firefox-esr")
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with (
            running(command, r"WebDriver BiDi listening on (ws://\S+)", HOME=profile) as address,
            connect(f"{address}/session", max_size=None) as line,
        ):

            def ask(method: str, **parameters: object) -> dict:
                line.send(json.dumps({"id": 1, "method": method, "params": parameters}))
                while "id" not in (heard := json.loads(line.recv(timeout=PATIENCE_S))):
                    pass  # an event
                return heard["result"]

            def run(body: str, given: object = None) -> object:
                function = (
                    f"async (given) => JSON.stringify(await (async (given) => {{{body}}})(JSON.parse(given)) ?? null)"
                )
                arguments = [{"type": "string", "value": json.dumps(given)}]
                answer = ask(
                    "script.callFunction", functionDeclaration=function, arguments=arguments,
                    awaitPromise=True, target={"context": context},
                )  # fmt: skip
                return json.loads(answer["result"]["value"])

            ask("session.new", capabilities={})
            context = ask("browsingContext.getTree")["contexts"][0]["context"]
            yield Browser(lambda to: ask("browsingContext.navigate", context=context, url=to, wait="complete"), run)


@contextmanager
def webkit() -> Iterator[Browser]:
    """Start WebKitGTK's small browser on a screen of its own."""
    (program, *_) = map(str, Path("/").glob(MINI_BROWSER))
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = {"binary": program, "args": ["--automation"]}
    wanted = {"browserName": "MiniBrowser", "webkitgtk:browserOptions": options, "timeouts": {"script": 600_000}}

    def ask(path: str, **body: object) -> object:
        request = urllib.request.Request(f"http://127.0.0.1:{port}/session{path}", json.dumps(body).encode())
        with urllib.request.urlopen(request, timeout=600) as response:  # noqa: S310
            return json.load(response)["value"]

    def run(body: str, given: object = None) -> object:
        script = f"(async (given) => {{{body}}})(arguments[0]).then(arguments[1])"
        return ask(f"/{session}/execute/async", script=script, args=[given])

    # The script says when it is about to start the driver, which listens a moment later.
    command = ["xvfb-run", "-a", "sh", "-c", f"echo ready; exec WebKitWebDriver --port={port}"]
    with running(command, "(ready)", WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1"):  # it cannot start as root
        session = patiently(lambda: ask("", capabilities={"alwaysMatch": wanted}))["sessionId"]
        yield Browser(lambda to: ask(f"/{session}/url", url=to), run)


def patiently(act: Callable[[], dict]) -> dict:
    """Act until nobody refuses the connection."""
    ends = time.monotonic() + PATIENCE_S
    while True:
        try:
            return act()
        except OSError:
            if time.monotonic() > ends:
                raise
            time.sleep(0.1)


@pytest.fixture(scope="module", params=["firefox", "webkit"])
def other(request) -> Iterator[Browser]:
    """Give a page of a browser that is installed."""
    needed = {"firefox": [("firefox", "firefox-esr")], "webkit": [("WebKitWebDriver",), ("xvfb-run",)]}[request.param]
    if not all(any(map(shutil.which, names)) for names in needed):
        pytest.skip(f"no {request.param} here; install {' and '.join(names[-1] for names in needed)}")
    with (firefox if request.param == "firefox" else webkit)() as browser:
        yield browser


def test_checking_and_coming_back(other, base_url):
    """An answer gives a result, which is there again after a reload, and a link has its own answers."""
    other.go(f"{base_url}checker/")
    other.until("document.querySelector('[data-checker=ready]')")
    other.run("document.querySelector('[name=fda_process_begun][value=false]').click()")
    other.until("document.querySelector('[data-decision=discussion][data-value=barred]')")
    other.go(f"{base_url}checker/")
    other.until("document.querySelector('[data-checker=ready] [data-decision=discussion][data-value=barred]')")
    other.go(f"{base_url}checker/#classification=assistive&solely_workflow=true")
    other.until("document.querySelector('[data-decision=position][data-value=strongly_advises_against]')")


def test_reading(other, base_url):
    """A clause's page is named after the clause, and has its words."""
    clause = next(iter(load_policy().clauses.values()))
    other.go(f"{base_url}clauses/{clause.id}/")
    other.until("document.readyState === 'complete'")
    assert clause.title in other.run("return document.title")
    assert clause.text[:40] in other.run("return document.querySelector('main blockquote').textContent")


def test_every_worked_case(other, base_url):
    """The engine gives each worked case the result that it has on this machine."""
    other.go(base_url)
    policy = load_policy()
    sheets = [read_answers(policy, case.answers)[0] for case in CASES_TABLE]
    requests = [json.dumps({"answers": dict(sheet.given)}) for sheet in sheets]
    said = other.run(f"return ({WORKER})(given)", requests)
    done = [json.loads(message["response"])["assessment"] for message in said if message["type"] == "done"]
    assert done == [json.loads(json.dumps(assess(policy, sheet).as_json())) for sheet in sheets]
