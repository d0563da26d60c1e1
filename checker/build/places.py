"""Paths in the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ROOT / "node_modules"
PYODIDE = PACKAGES / "pyodide"
DOCS = ROOT / "docs"
CLAUSES = DOCS / "clauses"
RUNTIME = DOCS / "assets" / "runtime"
POLICY_JSON = DOCS / "policy.json"
LICENSES = DOCS / "assets" / "licenses.txt"

SITE = ROOT / "site"
SCRATCH = ROOT / "build"
"""Caches and logs; can be removed at any time."""
