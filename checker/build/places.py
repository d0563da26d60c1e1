"""Paths in the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYODIDE = ROOT / "node_modules" / "pyodide"
RUNTIME = ROOT / "docs" / "assets" / "runtime"
POLICIES = ROOT / "docs" / "assets" / "policies"
"""The records of published versions of the policy; a link may have been made under any of them."""

SITE = ROOT / "site"
SCRATCH = ROOT / "build"
"""Caches and logs; can be removed at any time."""
