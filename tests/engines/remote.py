"""Pages of browsers that Playwright does not drive as they are installed: Firefox, and WebKit in its GTK port.

In: a browser of this machine.  Out: a page with those of Playwright's methods that the tests of `checker_page.py` use,
so that the same tests run in every engine.
Each browser is driven by its own W3C protocol: Firefox by WebDriver BiDi, WebKitGTK by WebDriver.
"""

import json
import os
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin

from websockets.sync.client import connect

HOST = "127.0.0.1"
PATIENCE_S = 60
FIREFOX = ("firefox", "firefox-esr")
MINI_BROWSER = ("usr/lib/*/webkit2gtk-4.*/MiniBrowser", "usr/libexec/webkit2gtk-4.*/MiniBrowser")
QUIET = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "extensions.getAddons.cache.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,",
    "toolkit.telemetry.server": "data:,",
}
"""What keeps Firefox from asking its maker's hosts."""


class BrowserFault(Exception):  # noqa: N818 - as the build's failures are named
    """A browser did not start, or did not do what it was told."""


class NotInstalled(BrowserFault):
    """A browser is not there."""


class Page:
    """One page. execute: runs the body of an async function that gets `given`, and returns what it returns."""

    def __init__(self, base_url: str, navigate: Callable[[str], None], execute: Callable[[str, Any], Any]) -> None:
        self._base_url = base_url
        self._navigate = navigate
        self._execute = execute

    def goto(self, address: str) -> None:
        """Open an address, relative to the site's base path, and wait until it is loaded."""
        self._navigate(urljoin(self._base_url, address))

    def reload(self) -> None:
        """Load the page anew."""
        self._navigate(self.evaluate("location.href"))

    def evaluate(self, script: str, given: object = None) -> Any:
        """Return what an expression, or a function that gets `given`, comes to in the page."""
        return self._execute(f"const it = ({script});\nreturn typeof it === 'function' ? it(given) : it;", given)

    def wait_for_function(self, expression: str) -> None:
        """Wait until an expression holds; a page that is loaded meanwhile is waited for too."""
        ends = time.monotonic() + PATIENCE_S
        fault = None
        while time.monotonic() < ends:
            try:
                if self.evaluate(f"Boolean({expression})"):
                    return
            except BrowserFault as met:
                fault = met
            time.sleep(0.02)
        message = f"`{expression}` did not come to hold within {PATIENCE_S} seconds ({fault})"
        raise BrowserFault(message)

    def wait_for_selector(self, selector: str, **_options: object) -> None:
        """Wait until the page has such an element, shown or not."""
        self.wait_for_function(f"document.querySelector({json.dumps(selector)})")

    def locator(self, selector: str) -> "Locator":
        """Return the element that a selector finds."""
        return Locator(self, selector)


class Locator:
    """The one element of a page that a selector finds: the first, or that of a number."""

    def __init__(self, page: Page, selector: str, number: int = 0) -> None:
        self._page = page
        self._selector = selector
        self._find = f"document.querySelectorAll({json.dumps(selector)})[{number}]"

    def _do(self, script: str, given: object = None) -> Any:
        return self._page.evaluate(f"(given) => {{ const it = {self._find}; {script} }}", given)

    def all(self) -> list["Locator"]:
        """Return each element that the selector finds."""
        count = self._page.evaluate(f"document.querySelectorAll({json.dumps(self._selector)}).length")
        return [Locator(self._page, self._selector, number) for number in range(count)]

    def all_inner_texts(self) -> list[str]:
        """Return the words of each element that the selector finds."""
        return [each.inner_text() for each in self.all()]

    def evaluate(self, function: str) -> Any:
        """Return what a function of the element comes to."""
        return self._do(f"return ({function})(it);")

    def text_content(self) -> str:
        """Return all its words, shown or not."""
        return self._do("return it.textContent;")

    def click(self) -> None:
        """Wait until it is there and can be clicked, and click it."""
        self._page.wait_for_function(f"{self._find}?.matches(':not(:disabled)')")
        self._do("it.click();")

    def fill(self, text: str) -> None:
        """Type a text in the place of what stood there."""
        self._do("it.focus(); it.value = given; it.dispatchEvent(new Event('input', { bubbles: true }));", text)

    def press(self, key: str) -> None:
        """Leave it, as with the tabulator: the only key that these pages are given."""
        if key != "Tab":
            message = f"cannot press {key}"
            raise BrowserFault(message)
        self._do("it.dispatchEvent(new Event('change', { bubbles: true })); it.blur();")

    def get_attribute(self, name: str) -> str | None:
        """Return an attribute."""
        return self._do("return it.getAttribute(given);", name)

    def inner_text(self) -> str:
        """Return its words as they are shown; it is scrolled to, as what is out of sight may not be laid out."""
        return self._do(
            """it.scrollIntoView();
            return new Promise((resolve) => requestAnimationFrame(() => setTimeout(() => resolve(it.innerText))));"""
        )


@contextmanager
def firefox(base_url: str) -> Iterator[Page]:
    """Start Firefox without a window, and give one page of it."""
    program = next(filter(None, map(shutil.which, FIREFOX)), None)
    if program is None:
        message = "no Firefox here; install it (Debian: `apt-get install firefox-esr`)"
        raise NotInstalled(message)
    with TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        preferences = "".join(f"user_pref({json.dumps(key)}, {json.dumps(value)});\n" for key, value in QUIET.items())
        (Path(profile) / "user.js").write_text(preferences, "utf-8")
        command = [program, "--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0"]
        with _running(command, {"HOME": profile}) as said:
            address = _said(said, r"WebDriver BiDi listening on (ws://\S+)")
            with connect(f"{address}/session", max_size=None) as line:
                yield _bidi(base_url, line)


def _bidi(base_url: str, line: Any) -> Page:
    """Return the page of a browser at the other end of a WebSocket that speaks WebDriver BiDi."""
    last = 0

    def ask(method: str, **parameters: object) -> dict[str, Any]:
        nonlocal last
        last += 1
        line.send(json.dumps({"id": last, "method": method, "params": parameters}))
        while True:
            heard = json.loads(line.recv(timeout=2 * PATIENCE_S))
            if heard.get("id") == last:
                break
        if heard["type"] == "error":
            message = f"{method}: {heard['message']}"
            raise BrowserFault(message)
        return heard["result"]

    ask("session.new", capabilities={})
    context = ask("browsingContext.getTree")["contexts"][0]["context"]

    def navigate(address: str) -> None:
        ask("browsingContext.navigate", context=context, url=address, wait="complete")

    def execute(body: str, given: object) -> Any:
        answer = ask(
            "script.callFunction",
            functionDeclaration="async (given) => JSON.stringify("
            f"await (async (given) => {{ {body} }})(JSON.parse(given)) ?? null)",
            arguments=[{"type": "string", "value": json.dumps(given)}],
            awaitPromise=True,
            target={"context": context},
        )
        if answer["type"] != "success":
            raise BrowserFault(answer["exceptionDetails"]["text"])
        return json.loads(answer["result"]["value"])

    return Page(base_url, navigate, execute)


@contextmanager
def webkit(base_url: str) -> Iterator[Page]:
    """Start WebKitGTK's small browser on a screen of its own, and give one page of it."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("xvfb-run")
    program = next((str(found) for pattern in MINI_BROWSER for found in Path("/").glob(pattern)), None)
    if not (driver and screen and program):
        message = (
            "no WebKitGTK or no screen for it here; install both (Debian: `apt-get install webkit2gtk-driver xvfb`)"
        )
        raise NotInstalled(message)
    with socket() as free:
        free.bind((HOST, 0))
        port = free.getsockname()[1]
    root = f"http://{HOST}:{port}/session"
    started = {"webkitgtk:browserOptions": {"binary": program, "args": ["--automation"]}}
    capabilities = {"capabilities": {"alwaysMatch": {"browserName": "MiniBrowser", **started}}}
    environment = {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}  # it cannot start as root
    with _running([screen, "-a", driver, f"--port={port}"], environment):
        session = f"{root}/{_webdriver(root, capabilities, patient=True)['sessionId']}"
        try:
            _webdriver(f"{session}/timeouts", {"script": 2000 * PATIENCE_S, "pageLoad": 1000 * PATIENCE_S})
            yield Page(
                base_url,
                lambda address: _webdriver(f"{session}/url", {"url": address}),
                lambda body, given: _webdriver_execute(session, body, given),
            )
        finally:
            _webdriver(session, method="DELETE")


def _webdriver_execute(session: str, body: str, given: object) -> Any:
    script = f"""
        const [given, done] = arguments;
        (async () => {{ {body} }})().then(
          (value) => done(JSON.stringify({{ value: value ?? null }})),
          (error) => done(JSON.stringify({{ error: String(error) }})));
    """
    answer = json.loads(_webdriver(f"{session}/execute/async", {"script": script, "args": [given]}))
    if "error" in answer:
        raise BrowserFault(answer["error"])
    return answer["value"]


def _webdriver(address: str, body: object = None, *, method: str = "POST", patient: bool = False) -> Any:
    """Send one command of WebDriver, and return its value. patient: wait until somebody listens."""
    content = json.dumps(body).encode() if method == "POST" else None
    request = urllib.request.Request(address, content, {"Content-Type": "application/json"}, method=method)  # noqa: S310
    ends = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urllib.request.urlopen(request, timeout=2 * PATIENCE_S) as response:  # noqa: S310  this machine
                return json.load(response)["value"]
        except urllib.error.HTTPError as fault:
            raise BrowserFault(json.load(fault)["value"]["message"]) from None
        except urllib.error.URLError as fault:
            if not patient or time.monotonic() > ends:
                raise BrowserFault(str(fault)) from None
            time.sleep(0.1)


@contextmanager
def _running(command: list[str], environment: dict[str, str]) -> Iterator[Path]:
    """Run a program and all that it starts while the block lasts; gives the file that what it says goes to."""
    with TemporaryDirectory() as folder:
        said = Path(folder) / "said"
        with said.open("wb") as out:
            process = subprocess.Popen(
                command, stdout=out, stderr=out, env=os.environ | environment, start_new_session=True
            )
            try:
                yield said
            finally:
                os.killpg(process.pid, 15)
                process.wait()


def _said(file: Path, pattern: str) -> str:
    """Wait until a program has said something, and return its first group."""
    ends = time.monotonic() + PATIENCE_S
    while time.monotonic() < ends:
        if found := re.search(pattern, file.read_text("utf-8", "replace")):
            return found[1]
        time.sleep(0.05)
    message = f"the browser did not start: {file.read_text('utf-8', 'replace')[-500:]}"
    raise BrowserFault(message)
