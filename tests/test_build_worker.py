"""What the worker promises, asked of the built site in a browser: answers, progress, and what fails where."""

import json
from itertools import product
from pathlib import Path

import pytest

from checker.build.serving import served
from tests.checker_page import beginning
from tests.tiers import each_time, first_each_time

WORKER = """
async (requests) => {
  const index = await (await fetch("assets/runtime/runtime.json")).json();
  const worker = new Worker(new URL("assets/checker/worker.js", document.baseURI), { type: "module" });
  const messages = [];
  const over = new Set();
  await new Promise((resolve) => {
    worker.onerror = (event) => { messages.push({ type: "error", detail: event.message }); resolve(); };
    worker.onmessage = ({ data }) => {
      messages.push(data);
      if (["done", "threw"].includes(data.type)) over.add(data.id);
      if (data.type === "failed" || over.size === requests.length) resolve();
    };
    worker.postMessage({ index });
    requests.forEach((request, id) => worker.postMessage({ id, call: "answer", ...request }));
  });
  worker.terminate();
  return messages;
}
"""
PARTS = ["pyodide.asm.wasm", "pyodide.asm.js", "pyodide.mjs", "library", "engine", "pyodide-lock.json"]


@pytest.fixture(scope="module")
def folder(site_dir: Path, index: dict) -> Path:
    """Give the folder of the runtime's files."""
    return site_dir / "assets" / "runtime" / index["folder"]


def talk(page, *requests) -> list[dict]:
    """Start the site's worker from its front page, send requests at once, and return all that it says."""
    page.goto("./")
    return page.evaluate(WORKER, [each if isinstance(each, dict) else {"request": each} for each in requests])


def told(messages, kind):
    """Return the messages of one kind."""
    return [message for message in messages if message["type"] == kind]


class TestAnswers:
    def test_in_order_under_any_base_path(self, page):
        """The worker starts below a base path, and answers what was asked before it was ready, in order."""
        messages = talk(page, '{"answers": {}}', '{"answers": {"fda_process_begun": false}}')
        done = told(messages, "done")
        assert [message["id"] for message in done] == [0, 1]
        values = [json.loads(message["response"])["assessment"]["decisions"]["discussion"]["value"] for message in done]
        assert values == ["undetermined", "barred"]
        assert len(told(messages, "ready")) == 1

    def test_a_call_that_raises_is_told_and_the_next_is_answered(self, page):
        """A call that raises is told with its id and its traceback, with lines; the next is answered."""
        messages = talk(page, {"call": "calendar", "request": 5}, 5, "{}")
        threw = told(messages, "threw")
        assert [message["id"] for message in threw] == [0, 1]
        assert all("Traceback" in message["detail"] for message in threw)
        assert ", line " in threw[0]["detail"]
        assert [message["id"] for message in told(messages, "done")] == [2]

    def test_progress_never_jumps_back(self, page):
        """Progress grows, ends at its total, names the file that is waited for, and takes the steps in order."""
        progress = told(talk(page, "{}"), "progress")
        loaded = [message["loaded"] for message in progress]
        assert loaded == sorted(loaded)
        assert loaded[-1] == progress[-1]["total"]
        assert len({message["total"] for message in progress}) == 1
        assert list(dict.fromkeys(message["step"] for message in progress)) == ["download", "interpreter", "engine"]
        assert (progress[0]["loaded"], progress[0]["file"], progress[-1]["file"]) == (0, "pyodide.mjs", "")


class TestDownloads:
    def test_without_streams_of_gzip(self, page):
        """Where a browser cannot inflate, the plain files are used."""
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        beginning(page, "**/checker/download.js", "delete globalThis.DecompressionStream;")
        assert told(talk(page, "{}"), "done")
        assert any(url.endswith(".wasm") for url in asked)
        assert not any(url.endswith(".gz") for url in asked)

    def test_each_file_is_fetched_once(self, page):
        """Of every file only the `.gz`, where there is one, is fetched, and only once."""
        asked = []
        page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
        assert told(talk(page, "{}"), "done")
        squeezed = [name for name in asked if name.endswith(".gz")]
        assert len(squeezed) == len({*squeezed}) == 5
        assert not {*asked} & {name.removesuffix(".gz") for name in squeezed}

    @pytest.mark.parametrize("how", first_each_time(["changed", 403, 404, "unreachable"], 1))
    @pytest.mark.console_errors
    def test_a_gz_that_cannot_be_had(self, page, how):
        """Where `.gz` files are refused, missing, out of reach or not what they should be, the plain ones are used."""

        def answer(route):
            if how == "changed" and route.request.url.endswith(".wasm.gz"):
                route.fulfill(status=404)  # what is streamed is known to be wrong too late
            elif how == "unreachable":
                route.abort()
            else:
                route.fulfill(status=200 if how == "changed" else how, body="\x1f\x8b")

        page.context.route("**/*.gz", answer)
        assert told(talk(page, "{}"), "done")

    def test_host_that_inflates(self, page, folder):
        """A host that sends `.gz` files as compressed content, so that they arrive inflated, does no harm."""

        def inflated(route):
            name = route.request.url.rsplit("/", 1)[1].removesuffix(".gz")
            route.fulfill(body=(folder / name).read_bytes(), content_type="application/octet-stream")

        page.context.route("**/*.gz", inflated)
        messages = talk(page, "{}")
        assert told(messages, "done")
        loaded = [message["loaded"] for message in told(messages, "progress")]
        assert loaded == sorted(loaded)

    @pytest.mark.console_errors
    @pytest.mark.parametrize(
        ("part", "how"),
        each_time([("library", "missing"), ("pyodide.mjs", "missing")], product(PARTS, ("missing", "unreachable"))),
    )
    def test_file_that_cannot_be_had(self, page, index, part, how):
        """A file that is missing or out of reach, with its `.gz`, is told once, by its step and its name."""
        name = index.get(part, part)
        end = {"status": 404, "body": ""}
        page.context.route(f"**/{name}*", lambda route: route.fulfill(**end) if how == "missing" else route.abort())
        (failed,) = told(talk(page, "{}"), "failed")
        assert (failed["step"], failed["file"]) == ("download", name)

    @pytest.mark.console_errors
    @pytest.mark.parametrize(
        ("part", "how"),
        each_time([(PARTS[0], "cut short"), ("engine", "changed")], product(PARTS, ("cut short", "changed"))),
    )
    def test_file_that_is_not_what_it_should_be(self, page, folder, index, part, how):
        """A file that arrives cut short or changed is told as a fault of the download, not of what it broke."""
        name = index.get(part, part)

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
    def test_an_engine_that_the_index_does_not_know(self, page, folder, index):
        """A wheel whose bytes are not those of the index is refused by its sha256, and never run."""
        content = bytearray((folder / index["engine"]).read_bytes())
        content[-1] ^= 1
        page.context.route(f"**/{index['engine']}*", lambda route: route.fulfill(body=bytes(content)))
        (failed,) = told(talk(page, "{}"), "failed")
        assert (failed["step"], failed["file"]) == ("download", index["engine"])


@pytest.mark.console_errors
@pytest.mark.parametrize(
    ("policy", "outcome"), [("script-src 'self' 'wasm-unsafe-eval'", "done"), ("script-src 'self'", "failed")]
)
def test_content_security_policy(new_context, site_dir, policy, outcome):
    """The worker runs without `blob:` scripts; without WebAssembly it says that this is what fails."""
    with served(site_dir, base="/b/", headers=(("Content-Security-Policy", policy),)) as address:
        context = new_context(base_url=address)
        last = talk(context.new_page(), "{}")[-1]
    assert last["type"] == outcome
    assert last.get("step") == (None if outcome == "done" else "webassembly")


def test_a_browser_that_is_too_old_for_the_program(page):
    """A browser whose WebAssembly knows no exceptions is told at once: Pyodide itself would wait for ever."""
    fault = "Promise.reject(new WebAssembly.CompileError('exceptions'))"
    beginning(page, "**/checker/worker.js", f"WebAssembly.compile = () => {fault};")
    (failed,) = told(talk(page, "{}"), "failed")
    assert (failed["step"], failed["detail"]) == ("webassembly", "exceptions")
