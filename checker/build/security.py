"""The content security policy of the site: in each page as a meta element, and in a file for hosts that send headers.

In: the finished site.  Out: the policy in place of the placeholder in each page, and `_headers` in the site.
The file also has what a meta element cannot say: no other site may frame a page, use its window or embed its files.
Must allow only the site's own scripts: its files, and inline scripts by their digest.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from pathlib import Path

from checker.build import BuildFailure

PLACE = "content-security-policy-of-this-site"
"""The placeholder for the policy in a page."""

HEADERS = "_headers"
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)


def finish_site(site: Path) -> None:
    """Write the policy into every page, and the headers. Raise BuildFailure if a page has no place for the policy.

    Also remove the sitemap if it is empty, as for an unknown address, and tell Jekyll to leave the files alone.
    """
    pages = sorted(site.rglob("*.html"))
    texts = {page: page.read_text("utf-8") for page in pages}
    missing = [page.relative_to(site).as_posix() for page, text in texts.items() if text.count(PLACE) != 1]
    if missing:
        raise BuildFailure("\n".join(f"site/{name}: has no place for the policy; see main.html" for name in missing))
    policy = policy_for(texts.values())
    for page, text in texts.items():
        page.write_text(text.replace(PLACE, policy), "utf-8")
    headers = f"""\
/*
  Content-Security-Policy: {policy}; frame-ancestors 'none'
  Cross-Origin-Opener-Policy: same-origin
  Cross-Origin-Resource-Policy: same-origin
  Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()
  Referrer-Policy: no-referrer
  X-Content-Type-Options: nosniff
/policy.json
  Access-Control-Allow-Origin: *
"""
    for folder in (site / "assets" / "runtime").glob("*/"):  # named by its content
        headers += f"/assets/runtime/{folder.name}/*\n  Cache-Control: public, max-age=31536000, immutable\n"
    (site / HEADERS).write_text(headers, "utf-8")
    if "<loc>" not in (site / "sitemap.xml").read_text("utf-8"):
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site / name).unlink()
    (site / ".nojekyll").touch()


def policy_for(pages: Iterable[str]) -> str:
    """Return one policy for all pages, which the headers can then state too."""
    scripts: set[str] = set()
    styles: set[str] = set()
    for text in pages:
        for tag, attributes, content in _INLINE.findall(text):
            if tag == "style":
                styles.add(f"'{integrity(content.encode())}'")
            elif "src=" not in attributes and "json" not in attributes:
                scripts.add(f"'{integrity(content.encode())}'")
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *sorted(scripts)],
        "style-src": ["'self'", *sorted(styles)],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def integrity(content: bytes) -> str:
    """Return the digest of a content in the form in which browsers check it, such as `sha256-47DE…=`."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"
