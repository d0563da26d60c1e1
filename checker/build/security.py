"""The content security policy of the site: in each page as a meta element, and as files for hosts that send headers.

In: the finished site.  Out: the policy in the place that the theme's pages leave for it; `_headers` in the site, for
hosts that read such a file; `build/nginx.conf`.
Must allow scripts by the site's own files and by the digests of those that stand in its pages, and by nothing else.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from checker.build.digest import integrity
from checker.build.failure import BuildFailure
from checker.build.places import SCRATCH

PLACE = "content-security-policy-of-this-site"
"""What stands in a page for the policy until it is known."""

HEADERS = "_headers"
NGINX = "nginx.conf"
REFERRER = "no-referrer"
_INLINE = re.compile(r"<(script|style)\b([^>]*)>(.*?)</\1>", re.DOTALL)


def secure(site: Path, configurations: Path = SCRATCH) -> None:
    """Write the policy into every page, and the files for hosts. Raise BuildFailure if a page has no place for it."""
    pages = sorted(site.rglob("*.html"))
    texts = {page: page.read_text("utf-8") for page in pages}
    missing = [page.relative_to(site).as_posix() for page, text in texts.items() if text.count(PLACE) != 1]
    if missing:
        raise BuildFailure("\n".join(f"site/{name}: has no place for the policy; see main.html" for name in missing))
    policy = policy_for(texts.values())
    for page, text in texts.items():
        page.write_text(text.replace(PLACE, policy), "utf-8")
    (site / HEADERS).write_text(
        f"/*\n  Content-Security-Policy: {policy}\n  Referrer-Policy: {REFERRER}\n  X-Content-Type-Options: nosniff\n",
        "utf-8",
    )
    configuration = Path(__file__).with_name(NGINX).read_text("utf-8")
    configurations.mkdir(exist_ok=True)
    (configurations / NGINX).write_text(
        configuration.replace("@POLICY@", policy).replace("@REFERRER@", REFERRER), "utf-8"
    )


def policy_for(pages: Iterable[str]) -> str:
    """Return the policy that fits all pages, since in-place navigation runs scripts of one under that of another."""
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
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "worker-src": ["'self'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'self'"],
        "form-action": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())
