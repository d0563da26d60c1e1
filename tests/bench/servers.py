"""The sites that are compared, and a server that counts what it sends.

In: the built site, and the packages of `node_modules`.  Out: folders that can be served, and bytes by kind.
Bytes are those of bodies; headers are not counted.
"""

import gzip
import json
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import override

from checker.build.places import PYODIDE, SITE
from checker.build.runtime.wheel import build_wheel
from checker.build.serving import LocalSiteHandler, served

PAGES = Path(__file__).parent / "pages"
MODULES = PYODIDE.parent
ALTERNATIVES = ("@pyscript/core", "@micropython/micropython-webassembly-pyscript")
STOCK_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
HOST_COMPRESSES = {".js", ".mjs", ".json", ".wasm", ".html", ".css", ".svg"}

RUNTIME, SCRIPTS, REST = "runtime", "scripts", "rest"
"""Kinds of files: Python with the engine; the checker's scripts, its worker among them; all else."""


@dataclass
class Tally:
    """What a server has sent: each file with its kind, its bytes, and its bytes from a host that compresses."""

    sent: list[tuple[str, str, int, int]] = field(default_factory=list)

    def total(self, *kinds: str) -> int:
        """Return the bytes of these kinds as they were sent."""
        return sum(plain for _, kind, plain, _ in self.sent if kind in kinds)

    def squeezed(self, *kinds: str) -> int:
        """Return the bytes of these kinds from a host that compresses text and WebAssembly."""
        return sum(squeezed for _, kind, _, squeezed in self.sent if kind in kinds)


@dataclass(frozen=True)
class Served:
    """A site while it is served. page: the address with the checker, or with what is compared with it."""

    name: str
    folder: Path
    root: str
    page: str
    tally: Tally


def kind_of(path: str) -> str:
    """Return the kind of a file of one of the sites, by its path below the site."""
    if path.startswith(("assets/runtime/", "assets/stock/")):
        return RUNTIME
    return SCRIPTS if path.startswith("assets/checker/") and path.endswith(".js") else REST


def counting(folder: Path, tally: Tally) -> type[LocalSiteHandler]:
    """Return a handler that serves a folder, compresses nothing, and counts the bodies it sends."""
    sizes: dict[str, int] = {}

    class Counting(LocalSiteHandler):
        @override
        def copyfile(self, source, outputfile):
            content = source.read()
            path = Path(source.name).relative_to(folder).as_posix()
            if path not in sizes:
                compresses = Path(path).suffix in HOST_COMPRESSES
                sizes[path] = len(gzip.compress(content, 6)) if compresses else len(content)
            tally.sent.append((path, kind_of(path), len(content), sizes[path]))
            outputfile.write(content)

    return Counting


def missing() -> str:
    """Return what to do where a package is not installed; nothing where all are."""
    absent = [name for name in ("pyodide", *ALTERNATIVES) if not (MODULES / name).is_dir()]
    return f"node_modules: `{absent[0]}` is not there; run `make setup`, which installs it" if absent else ""


def make_stock(folder: Path) -> Path:
    """Copy the built site and put the stock worker and its files in; return the copy."""
    site = folder / "stock"
    shutil.copytree(SITE, site, ignore=shutil.ignore_patterns("runtime"))
    stock = site / "assets" / "stock"
    wheel = put_stock(stock)
    script = (PAGES / "stock-worker.js").read_text("utf-8").replace("WHEEL", wheel.name)
    (site / "assets" / "checker" / "worker.js").write_text(script, "utf-8")
    return site


def put_stock(stock: Path) -> Path:
    """Put Pyodide's own files and the engine's wheel as source into a folder; return the wheel."""
    stock.mkdir(parents=True)
    for name in STOCK_FILES:
        shutil.copyfile(PYODIDE / name, stock / name)
    return build_wheel(stock)


def make_floor(folder: Path) -> Path:
    """Make a page that starts our Python in a worker and nothing else."""
    site = folder / "floor"
    runtime = SITE / "assets" / "runtime"
    shutil.copytree(runtime / json.loads((runtime / "runtime.json").read_text("utf-8"))["folder"], site / "runtime")
    shutil.copyfile(PAGES / "floor.html", site / "index.html")
    shutil.copyfile(PAGES / "floor-worker.js", site / "worker.js")
    return site


def make_alternatives(folder: Path) -> Path:
    """Make pages that answer with PyScript: the same engine in Pyodide, and a first line in MicroPython."""
    site = folder / "alternatives"
    put_stock(site / "stock").rename(site / "engine.zip")
    pyscript, micropython = (MODULES / name for name in ALTERNATIVES)
    shutil.copytree(pyscript / "dist", site / "pyscript", ignore=shutil.ignore_patterns("*.map"))
    shutil.copytree(micropython, site / "micropython")
    for name in ("pyscript", "micropython"):
        shutil.copyfile(PAGES / f"{name}.html", site / f"{name}.html")
    shutil.copyfile(PAGES / "pyscript.html", site / "index.html")
    return site


MAKERS = {
    "ours": (lambda _folder: SITE, "checker/"),
    "stock": (make_stock, "checker/"),
    "floor": (make_floor, ""),
    "pyscript": (make_alternatives, "pyscript.html"),
    "micropython": (make_alternatives, "micropython.html"),
}
"""For each site what makes its folder, and the page that is opened."""


@contextmanager
def sites(folder: Path, *names: str) -> Iterator[dict[str, Served]]:
    """Serve sites while the block runs, each from its own port: no two share what a browser keeps."""
    with ExitStack() as stack:
        made: dict[str, Served] = {}
        for name in names:
            make, page = MAKERS[name]
            place = folder / name
            place.mkdir(exist_ok=True)
            site, tally = make(place), Tally()
            root = stack.enter_context(served(site, kind=counting(site, tally)))
            made[name] = Served(name=name, folder=site, root=root, page=root + page, tally=tally)
        yield made
