"""Recording which functions of Pyodide's program this site calls: `python -m checker.build functions`.

The engine is worked in a browser, by the worker that ships, with a program that tells of each function called:
from the started memory, and from the beginning, whose functions are kept too, for they are what Python uses most.
"""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any

from checker.browser.making import MAKERS
from checker.build.chromium import launch_options, provide_browser
from checker.build.interpreter import PROGRAM, SCRIPT, names_used, trim
from checker.build.places import PYODIDE, ROOT
from checker.build.runtime import INDEX, describe, fill
from checker.build.serving import SiteHandler, served
from checker.build.started import STARTED_PROGRAM
from checker.engine.document import canonical
from checker.engine.model import UNSURE, Policy
from checker.policy import PROCEDURES, load_document, load_policy

HEAD = """\
# The functions of Pyodide's program that a started Python has, by their numbers in the program as published.
# Made by `python -m checker.build functions`; do not edit.
"""

SHEETS = 300
NONSENSE = ("", "{", "[]", "null", "1e999", '{"answers": {"\\ud800": 1}, "today": "x"}', "[" * 500)
DAYS = ("2027-02-03", "2026-11-20", "0202-01-01")
TODAY = "2026-11-23"
TELLING = """
const called = (globalThis.called = new Set());
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = (program, imports) =>
  instantiate(program, { ...imports, told: { call: (number) => void called.add(number) } });
"""
WORK = """
async ({ name, messages }) => {
  const worker = new Worker("assets/checker/worker.js", { type: "module", name });
  let left = messages.length;
  await new Promise((resolve, reject) => {
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessage = ({ data }) => {
      if (data.type === "failed" || data.type === "again") reject(new Error(JSON.stringify(data)));
      if (data.id !== undefined || data.type === "verified") left -= 1;
      if (!left) resolve();
    };
    for (const message of messages) worker.postMessage(message);
  });
}
"""


def record_functions(seed: str = "recorded") -> list[int]:
    """Return the numbers of the functions that were called. seed: another one makes other requests."""
    from playwright.sync_api import sync_playwright

    provide_browser()
    with TemporaryDirectory() as name:
        site = Path(name)
        _make_telling_site(site)
        with served(site, kind=SiteHandler) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options())
            called: set[int] = set()
            for worker in ("checker", "checker-plain"):
                page = browser.new_page()
                page.goto(address)
                page.evaluate(WORK, {"name": worker, "messages": list(_messages(seed))})
                called.update(page.workers[0].evaluate("[...called]"))
            browser.close()
    return sorted(called)


def _make_telling_site(site: Path) -> None:
    """Make a site of nothing but the worker, whose programs tell of each function that is called."""
    assets = site / "assets"
    copytree(ROOT / "docs" / "assets" / "checker", assets / "checker")
    worker = assets / "checker" / "worker.js"
    worker.write_text(TELLING + worker.read_text("utf-8"), "utf-8")
    (site / "index.html").write_text("<!doctype html><title>Recording</title>", "utf-8")
    folder = assets / "runtime" / "files"
    folder.mkdir(parents=True)
    index = fill(folder, functions=None)
    names = names_used((PYODIDE / SCRIPT).read_text("utf-8"))
    for program in (PROGRAM, STARTED_PROGRAM):
        trim(PYODIDE / PROGRAM, folder / program, names, told=True)
        (folder / f"{program}.gz").unlink()
        index["files"][program] = describe(folder / program)
    folder.rename(assets / "runtime" / index["folder"])
    (assets / "runtime" / INDEX).write_text(json.dumps(index), "utf-8")


def _messages(seed: str) -> Iterator[dict[str, object]]:
    """Yield what the worker is asked: results, files, what cannot be read, and the proof."""
    policy = load_policy()
    chance = random.Random(seed)  # noqa: S311  for variety, and the same every time
    for number in range(SHEETS):
        # A page writes characters as they are, of whatever width; another writer may have them all in ASCII.
        request = json.dumps(_request(policy, chance), ensure_ascii=number % 4 == 0)
        yield {"id": f"answer {number}", "request": request}
        yield {"id": f"file {number}", "make": True, "request": request}
    for number, text in enumerate(NONSENSE):
        yield {"id": f"nonsense {number}", "request": text}
    yield {"id": "proof", "verify": True}


def _request(policy: Policy, chance: random.Random) -> dict[str, object]:
    """Return a request with everything that one can hold, or with some of it."""
    whole = {
        "answers": _answers(policy, chance),
        "own": _answers(policy, chance),
        "today": chance.choice((TODAY, TODAY, "2026-02-30", "soon", 5)),
        "name": chance.choice(("", "A device", "Zwölfton É", "心エコー", "🫀", "x" * 300, "<&>", 5)),
        "make": chance.choice(sorted(MAKERS)),
        "address": "https://example.org/checker/",
        "technologies": [{"name": f"Nr. {each}", "answers": _answers(policy, chance)} for each in range(3)],
        "earlier": _earlier(chance),
        "fingerprint": "",
    }
    left_out = {key for key in whole if key != "make" and chance.random() < 0.2}  # noqa: PLR2004  some of it
    return {key: value for key, value in whole.items() if key not in left_out}


def _earlier(chance: random.Random) -> str:
    """Return a policy that may once have been published: the present one with other words, or with something broken."""
    document = load_document(PROCEDURES)
    for _ in range(chance.randrange(5)):
        place, key, value = chance.choice(list(_leaves(document)))
        if isinstance(value, str) and " " in value:
            place[key] = chance.choice((value.replace("e", "é"), "ASE advises.", f"{value} {value}"))
        elif isinstance(value, int) and not isinstance(value, bool):
            place[key] = value - 1
        elif chance.random() < 0.2:  # noqa: PLR2004  most of these end in a policy that cannot be loaded
            del place[key]
    return chance.choice(("{}", "no")) if chance.random() < 0.05 else canonical(document).decode()  # noqa: PLR2004


def _leaves(value: dict[str, Any] | list[Any]) -> Iterator[tuple[Any, Any, object]]:
    """Yield every value of a document that is no table or list, with what holds it and its key there."""
    for key, each in value.items() if isinstance(value, dict) else enumerate(value):
        if isinstance(each, (dict, list)):
            yield from _leaves(each)
        else:
            yield value, key, each


def _answers(policy: Policy, chance: random.Random) -> dict[str, object]:
    """Return a sheet with some questions answered, a few of them in a way that cannot be read."""
    sheet: dict[str, object] = {}
    for question in policy.questions.values():
        choices = [choice.id for choice in question.choices]
        ways = [True, False] if question.type == "boolean" else [*choices, *DAYS]
        kind = chance.random()
        if kind < 0.7:  # noqa: PLR2004  most are answered
            sheet[question.id] = chance.choice(ways)
        elif kind < 0.8:  # noqa: PLR2004  some are not sure
            sheet[question.id] = UNSURE
        elif kind < 0.85:  # noqa: PLR2004  a few cannot be read
            sheet[question.id] = chance.choice([3, 1.5e300, "yes", [], {}, "31.2.2026", "\u2028", "心", "🫀", None])
    if chance.random() < 0.1:  # noqa: PLR2004  and now and then there is one that is not asked
        sheet[chance.choice(("clasification", "🫀"))] = "assistive"
    return sheet
