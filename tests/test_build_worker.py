"""What the worker promises, asked of the built site in a browser: answers, progress, and what fails where."""

import json
from pathlib import Path

import pytest

from checker.build.serving import served
from tests.checker_page import altered


@pytest.fixture(scope="module")
def runtime(site_dir: Path) -> Path:
    """Give the runtime folder of the built site."""
    return site_dir / "assets" / "runtime"


WORKER = """
async ({requests, name}) => {
  const worker = new Worker(new URL("assets/checker/worker.js", document.baseURI), { type: "module", name });
  const messages = [];
  const answers = new Set();
  await new Promise((resolve) => {
    worker.onerror = (event) => { messages.push({ type: "error", detail: event.message }); resolve(); };
    worker.onmessage = ({ data }) => {
      messages.push(data);
      if (data.id !== undefined) answers.add(data.id);
      const isOver = ["failed", "again"].includes(data.type) && data.id === undefined;
      if (isOver || answers.size === requests.length) resolve();
    };
    requests.forEach((request, id) => worker.postMessage({ id, request }));
  });
  worker.terminate();
  return messages;
}
"""


WHOLE = "checker-plain"
"""The name of a worker that starts the whole Python from the beginning."""


def talk(page, *requests, name="checker") -> list[dict]:
    """Start the site's worker from its front page, send requests at once, and return all that it says."""
    page.goto("./")
    return page.evaluate(WORKER, {"requests": list(requests), "name": name})


either_start = pytest.mark.parametrize(
    "name", ["checker", pytest.param(WHOLE, marks=pytest.mark.whole_python)], ids=["started", "whole"]
)
"""A test that holds for a Python that goes on and for one that starts from the beginning."""


class TestWorker:
    @either_start
    def test_answers_in_order_under_any_base_path(self, page, name):
        """The worker starts below a base path, and answers what was asked before it was ready, in order."""
        messages = talk(page, '{"answers": {}}', '{"answers": {"fda_process_begun": false}}', name=name)
        answers = [message for message in messages if message["type"] == "answer"]
        assert [message["id"] for message in answers] == [0, 1]
        values = [
            json.loads(message["response"])["assessment"]["decisions"]["discussion"]["value"] for message in answers
        ]
        assert values == ["undetermined", "barred"]
        assert [message["type"] for message in messages].count("ready") == 1

    @either_start
    def test_progress_never_jumps_back(self, page, name):
        """Progress grows, ends at the total that `runtime.json` gives, and takes the steps in order."""
        told = [message for message in talk(page, "{}", name=name) if message["type"] == "progress"]
        loaded = [message["loaded"] for message in told]
        assert loaded == sorted(loaded)
        assert loaded[-1] == told[-1]["total"]
        assert len({message["total"] for message in told}) == 1
        steps = [message["step"] for message in told]
        assert list(dict.fromkeys(steps)) == ["download", "interpreter", "engine"]

    @pytest.mark.whole_python
    def test_fault_in_an_answer_is_told(self, page):
        """A call that throws is told with its id and its traceback, and the next is answered."""
        messages = talk(page, 5, "{}", name=WHOLE)
        (failed,) = [message for message in messages if message["type"] == "failed"]
        assert (failed["id"], failed["step"]) == (0, "assess")
        assert "Traceback" in failed["detail"]
        assert [message["id"] for message in messages if message["type"] == "answer"] == [1]

    @pytest.mark.console_errors
    def test_fault_in_an_answer_is_left_to_the_whole_python(self, page):
        """A started Python that comes upon a fault does not tell it: it says that the whole one is to answer."""
        messages = talk(page, 5)
        (again,) = [message for message in messages if message["type"] not in {"progress", "ready"}]
        assert (again["type"], again["id"], again["step"]) == ("again", 0, "assess")

    def test_without_streams_of_gzip(self, page):
        """Where a browser cannot inflate, the plain files are used."""
        asked = []
        page.on("request", lambda request: asked.append(request.url))
        altered(page, "**/checker/download.js", "typeof DecompressionStream", "typeof undefined")
        assert talk(page, "{}")[-1]["type"] == "answer"
        assert any(url.endswith(".wasm") for url in asked)
        assert not any(url.endswith(".gz") for url in asked)

    @pytest.mark.parametrize("name", ["started.wasm.gz", "started.memory.gz", "started.js.gz"])
    @pytest.mark.console_errors
    def test_host_without_gz(self, page, name):
        """Where a host leaves out a `.gz` file, the plain one is used."""
        page.context.route(f"**/{name}", lambda route: route.fulfill(status=404, body=""))
        assert talk(page, "{}")[-1]["type"] == "answer"

    def test_host_that_inflates(self, page, runtime, index):
        """A host that sends `.gz` files as compressed content, so that they arrive inflated, does no harm."""
        folder = runtime / index["folder"]

        def inflated(route):
            name = route.request.url.rsplit("/", 1)[1].removesuffix(".gz")
            route.fulfill(body=(folder / name).read_bytes(), content_type="application/octet-stream")

        page.context.route("**/*.gz", inflated)
        messages = talk(page, "{}")
        assert messages[-1]["type"] == "answer"
        loaded = [message["loaded"] for message in messages if message["type"] == "progress"]
        assert loaded == sorted(loaded)

    @pytest.mark.console_errors
    @pytest.mark.parametrize(
        ("pattern", "step", "file"),
        [
            ("**/runtime.json", "download", "runtime.json"),
            ("**/started.wasm*", "download", "started.wasm"),
            ("**/started.memory*", "download", "started.memory"),
            ("**/started.js*", "download", "started.js"),
            ("**/pyodide.mjs", "download", "pyodide.mjs"),
            ("**/pyodide-lock.json", "download", "pyodide-lock.json"),
        ],
    )
    @pytest.mark.parametrize("how", ["missing", "unreachable"])
    def test_file_that_cannot_be_had(self, page, pattern, step, file, how):
        """A file that is missing or out of reach is told once, by its step and its name."""
        if how == "missing":
            page.context.route(pattern, lambda route: route.fulfill(status=404, body=""))
        else:
            page.context.route(pattern, lambda route: route.abort())
        failed = [message for message in talk(page, "{}") if message["type"] == "failed"]
        assert [message["step"] for message in failed] == [step]
        assert failed[0]["file"] == file

    @pytest.mark.console_errors
    @pytest.mark.whole_python
    @pytest.mark.parametrize("part", ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide.asm.js", ".whl"])
    def test_file_of_the_whole_python_that_cannot_be_had(self, page, part):
        """A file of the whole Python that is out of reach is told likewise."""
        page.context.route(f"**/*{part}*", lambda route: route.abort())
        (failed,) = [message for message in talk(page, "{}", name=WHOLE) if message["type"] == "failed"]
        assert failed["step"] == "download"
        assert failed["file"].endswith(part)

    @pytest.mark.console_errors
    @pytest.mark.whole_python
    @pytest.mark.parametrize("how", ["cut short", "changed"])
    @pytest.mark.parametrize("part", [".whl", "started.memory"])
    def test_rules_that_were_changed(self, page, runtime, index, part, how):
        """A wheel or a memory whose bytes are not those of the index is refused as a download, and never run."""
        name = next(name for name in index["files"] if name.endswith(part))
        content = bytearray((runtime / index["folder"] / name).read_bytes())
        if how == "cut short":
            del content[-1]
        else:
            content[-1] ^= 1
        page.context.route(f"**/{name}*", lambda route: route.fulfill(body=bytes(content)))
        said = talk(page, "{}", name=WHOLE if part == ".whl" else "checker")
        (failed,) = [message for message in said if message["type"] == "failed"]
        assert (failed["step"], failed["file"]) == ("download", name)

    @pytest.mark.whole_python
    @pytest.mark.console_errors
    def test_wheel_without_its_gz(self, page):
        """Where a host leaves out the compressed wheel, the plain one is used, its digest checked all the same."""
        page.context.route("**/*.whl.gz", lambda route: route.fulfill(status=404, body=""))
        assert "answer" in [message["type"] for message in talk(page, "{}", name=WHOLE)]

    @pytest.mark.parametrize("name", ["runtime.json", "started.wasm.gz"])
    def test_download_that_stalls(self, page, name):
        """A download that goes without a byte for the time limit is told by its name."""
        altered(page, "**/checker/download.js", "STALL_MS = 30_000", "STALL_MS = 3_000")
        page.context.route(f"**/{name}", lambda _route: None)
        (failed,) = [message for message in talk(page, "{}") if message["type"] == "failed"]
        assert (failed["step"], failed["file"]) == ("download", name.removesuffix(".gz"))
        assert failed["detail"] == "no data for 3 seconds"

    @pytest.mark.console_errors
    @pytest.mark.parametrize("how", ["cut short", pytest.param("changed", marks=pytest.mark.thorough)])
    @pytest.mark.parametrize(
        "part",
        [
            "runtime.json",
            "started.wasm.gz",
            "started.js.gz",
            "pyodide.mjs",
            "pyodide-lock.json",
        ],
    )
    def test_file_that_is_not_what_it_should_be(self, page, runtime, part, how):
        """A file that arrives cut short or changed is told as a fault of the download, not of what it broke."""
        (file,) = (each for each in runtime.rglob(f"*{part}"))
        content = bytearray(file.read_bytes())
        if how == "cut short":
            del content[len(content) // 2 :]
        else:
            content[0 if part == "runtime.json" else len(content) // 2] ^= 1
        page.context.route(
            f"**/{file.name}",
            lambda route: route.fulfill(body=bytes(content), content_type="application/octet-stream"),
        )
        (failed,) = [message for message in talk(page, "{}") if message["type"] == "failed"]
        assert failed["step"] == "download"
        assert file.name in {failed["file"], f"{failed['file']}.gz"}

    @pytest.mark.console_errors
    @pytest.mark.parametrize(
        ("policy", "name", "outcome"),
        [
            ("script-src 'self' 'wasm-unsafe-eval'", "checker", "answer"),
            ("script-src 'self' 'wasm-unsafe-eval'", WHOLE, "answer"),
            ("script-src 'self'", WHOLE, "failed"),
        ],
    )
    def test_content_security_policy(self, browser, site_dir, policy, name, outcome):
        """The worker runs without `blob:` scripts; without WebAssembly it says that this is what fails."""
        with served(site_dir, base="/b/", headers=(("Content-Security-Policy", policy),)) as address:
            context = browser.new_context(base_url=address)
            last = talk(context.new_page(), "{}", name=name)[-1]
            context.close()
        assert last["type"] == outcome
        assert last.get("step") == (None if outcome == "answer" else "webassembly")
