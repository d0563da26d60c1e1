"""Where things lie in the checkout."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PYODIDE = ROOT / "node_modules" / "pyodide"
RUNTIME = ROOT / "docs" / "assets" / "runtime"
POLICIES = ROOT / "docs" / "assets" / "policies"
"""The record of policies that were published; a link may have been made under any of them."""

SITE = ROOT / "site"
SCRATCH = ROOT / "build"
"""Caches and logs; may be removed at any time."""
