"""What the worker promises, asked of the built site in a browser: answers, progress, and what fails where."""

import json
from pathlib import Path

import pytest

from checker.build.runtime.fill import build_runtime
from checker.build.runtime.library import STOCK
from tests.checker_page import beginning
from tests.shipped import CASES_TABLE

WORKER = """
async (requests) => {
  const index = await (await fetch("assets/runtime/runtime.json")).json();
  const worker = new Worker(new URL("assets/checker/worker.js", document.baseURI), { type: "module" });
  const messages = [];
  let open = requests.length;
  await new Promise((resolve) => {
    worker.onerror = (event) => { messages.push({ type: "error", detail: event.message }); resolve(); };
    worker.onmessage = ({ data }) => {
      messages.push(data);
      if (data.type === "failed" || (data.type === "done" && --open === 0)) resolve();
    };
    worker.postMessage({ index });
    for (const request of requests) worker.postMessage({ request });
  });
  worker.terminate();
  return messages;
}
"""


@pytest.fixture(scope="module")
def folder(site_dir: Path, index: dict) -> Path:
    """Give the folder of the runtime's files."""
    return site_dir / "assets" / "runtime" / index["folder"]


def talk(page, *requests) -> list[dict]:
    """Start the site's worker from its front page, send requests at once, and return all that it says."""
    page.goto("./")
    return page.evaluate(WORKER, requests)


def told(messages, kind):
    """Return the messages of one kind."""
    return [message for message in messages if message["type"] == kind]


class TestAnswers:
    def test_in_order_under_any_base_path(self, page):
        """The worker starts below a base path, and answers what was asked before it was ready, in order."""
        messages = talk(page, '{"answers": {}}', '{"answers": {"fda_process_begun": false}}')
        done = told(messages, "done")
        values = [json.loads(message["response"])["assessment"]["decisions"]["discussion"]["value"] for message in done]
        assert values == ["undetermined", "barred"]
        assert len(told(messages, "ready")) == 1

    def test_a_request_that_raises_is_told(self, page):
        """A request that raises is told with its traceback, with lines."""
        (failed,) = told(talk(page, 5), "failed")
        assert failed["step"] == "assess"
        assert "Traceback" in failed["detail"]
        assert ", line " in failed["detail"]

    def test_progress_never_jumps_back(self, page):
        """Progress grows, ends at its total, names the file that is waited for, and takes the steps in order."""
        progress = told(talk(page, "{}"), "progress")
        loaded = [message["loaded"] for message in progress]
        assert loaded == sorted(loaded)
        assert loaded[-1] == progress[-1]["total"]
        assert len({message["total"] for message in progress}) == 1
        assert list(dict.fromkeys(message["step"] for message in progress)) == ["download", "interpreter", "engine"]
        assert (progress[0]["loaded"], progress[0]["file"], progress[-1]["file"]) == (0, "pyodide.js", "")


class TestDownloads:
    def test_without_streams_of_gzip(self, page):
        """Where a browser cannot inflate, the plain files are used."""
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        beginning(page, "**/checker/download.js", "delete globalThis.DecompressionStream;")
        assert told(talk(page, "{}"), "done")
        assert any(url.endswith(".wasm") for url in asked)
        assert not any(url.endswith(".gz") for url in asked)

    def test_each_file_is_fetched_once(self, page, index):
        """Of every file only the `.gz`, where there is one, is fetched, and only once."""
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        assert told(talk(page, "{}"), "done")
        names = [url.rsplit("/", 1)[1] for url in asked if index["folder"] in url]
        assert sorted(names) == sorted(name for name in index["files"] if f"{name}.gz" not in index["files"])

    @pytest.mark.console_errors
    @pytest.mark.parametrize("how", ["missing", "a page", "cut short", "inflated"])
    def test_a_gz_that_is_not_what_it_should_be(self, page, folder, how):
        """Where a host answers for `.gz` files with something else, the plain ones are used, and progress goes on."""

        def answer(route):
            name = route.request.url.rsplit("/", 1)[1]
            content = (folder / name).read_bytes()
            bodies = {
                "missing": b"",
                "a page": b"<!doctype html><title>Welcome</title>",
                "cut short": content[: len(content) // 2],
                "inflated": (folder / name.removesuffix(".gz")).read_bytes(),
            }
            route.fulfill(status=404 if how == "missing" else 200, body=bodies[how])

        page.context.route("**/*.gz", answer)
        messages = talk(page, "{}")
        assert told(messages, "done")
        loaded = [message["loaded"] for message in told(messages, "progress")]
        assert loaded == sorted(loaded)

    @pytest.mark.console_errors
    @pytest.mark.parametrize("name", ["pyodide.js", "pyodide.asm.js", "library.zip"])
    def test_a_file_that_cannot_be_had(self, page, name):
        """A file that is missing, in each of its forms, is reported once, by its step and its name."""
        page.context.route(f"**/{name}*", lambda route: route.fulfill(status=404, body=""))
        (failed,) = told(talk(page, "{}"), "failed")
        assert (failed["step"], failed["file"]) == ("download", name)

    @pytest.mark.console_errors
    @pytest.mark.parametrize(("name", "how"), [("pyodide.asm.wasm", "cut short"), ("engine.zip", "changed")])
    def test_a_file_that_is_not_what_it_should_be(self, page, folder, name, how):
        """A file that arrives cut short or changed is reported as a fault of the download, not of what it broke."""

        def answer(route):
            content = bytearray((folder / route.request.url.rsplit("/", 1)[1]).read_bytes())
            if how == "cut short":
                del content[len(content) // 2 :]
            else:
                content[len(content) // 2] ^= 1
            route.fulfill(body=bytes(content), content_type="application/octet-stream")

        page.context.route(f"**/{name}*", answer)
        (failed,) = told(talk(page, "{}"), "failed")
        assert (failed["step"], failed["file"]) == ("download", name)


@pytest.mark.console_errors
def test_a_content_policy_without_webassembly(page):
    """Where a host's own policy forbids WebAssembly, the worker says that this is what fails."""

    def answer(route):
        found = route.fetch()
        route.fulfill(response=found, headers=found.headers | {"content-security-policy": "script-src 'self'"})

    page.context.route("**/worker.js", answer)
    (failed,) = told(talk(page, "{}"), "failed")
    assert failed["step"] == "webassembly"


@pytest.mark.thorough
def test_worked_cases_are_the_same_with_either_library(new_page, index, tmp_path, monkeypatch):
    """Every worked case has the same response, to the letter, with the trimmed library and with Pyodide's whole one."""
    monkeypatch.setenv("RUNTIME", "trimmed" if index["library"] == STOCK else "stock")
    build_runtime(tmp_path)
    ours, theirs = new_page(), new_page()
    theirs.context.route(
        "**/assets/runtime/**",
        lambda route: route.fulfill(path=tmp_path / route.request.url.split("/assets/runtime/")[1]),
    )
    requests = [json.dumps({"answers": case.answers, "today": "2026-11-23"}) for case in CASES_TABLE]
    one, other = (told(talk(page, *requests), "done") for page in (ours, theirs))
    assert len(one) == len(CASES_TABLE)
    assert one == other
