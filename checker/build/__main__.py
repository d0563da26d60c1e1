"""The build's command line: `python -m checker.build before|after|serve|policy|library|browser`.

Exit 0, or 1 with the faults on standard error, one line each.
"""

import argparse
import sys
from collections.abc import Sequence

from checker.build.failure import BuildFailure
from checker.build.places import SITE
from checker.build.serving import DEFAULT_PORT, HOST, LAST_PORT, open_server


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of the build; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        COMMANDS[options.command](options)
    except BuildFailure as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        print(f"{place}{fault.strerror or fault}; fix it and retry", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m checker.build", description="Build and serve the site's parts.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("before", help="check the policy, fill docs/assets/ and docs/clauses/, before `mkdocs build`")
    commands.add_parser("after", help="check the finished site and write its security policy, after `mkdocs build`")
    serve = commands.add_parser("serve", help="serve site/ on this machine")
    serve.add_argument("--port", help=f"the port to use; without it, {DEFAULT_PORT} or the next free one")
    serve.add_argument("--base", default="/", help="the path to serve the site under; / by default")
    commands.add_parser("policy", help="check a change of the policy, and say what it means")
    commands.add_parser("library", help="record which modules of the standard library the engine imports")
    commands.add_parser("browser", help="find or fetch the browser that the tests need")
    return parser


def _before(_options: argparse.Namespace) -> None:
    from checker.build.check import check_sources
    from checker.build.clause_pages import write_clause_pages
    from checker.build.licenses import write_licenses
    from checker.build.places import SCRATCH
    from checker.build.policy_json import write_policy_json
    from checker.build.runtime.fill import build_runtime
    from checker.pages.facts import load_facts
    from checker.policy import FACTS, PROCEDURES, load_document, load_policy

    (SCRATCH / "build.log").unlink(missing_ok=True)
    check_sources()
    policy = load_policy()
    document = load_document(PROCEDURES)
    write_clause_pages(policy, document)
    write_policy_json(policy.fingerprint, document, load_facts(FACTS))
    build_runtime()
    write_licenses()


def _after(_options: argparse.Namespace) -> None:
    from checker.build.check import check_site, finish_site
    from checker.build.security import secure

    check_site(SITE)
    finish_site(SITE)
    secure(SITE)


def _serve(options: argparse.Namespace) -> None:
    port = _read_port(options.port)
    with open_server(SITE, port=port, base=options.base) as server:
        used = server.server_address[1]
        if port is None and used != DEFAULT_PORT:
            print(f"Port {DEFAULT_PORT} is in use, so this is on the next free one.")
        base = "/" + "".join(f"{part}/" for part in options.base.split("/") if part)
        print(f"Serving the site at http://{HOST}:{used}{base} (stop with Ctrl+C)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def _read_port(text: str | None) -> int | None:
    """Return the requested port, or None if it is absent or empty, as make passes it."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or not 0 < int(text) <= LAST_PORT:
        message = f"PORT: `{text}` is not a port; give a number from 1 to {LAST_PORT}, or leave PORT out"
        raise BuildFailure(message)
    return int(text)


def _policy(_options: argparse.Namespace) -> None:
    from checker.build.change import check_change

    for words in check_change():
        print(words, flush=True)


def _library(_options: argparse.Namespace) -> None:
    from checker.build.places import ROOT
    from checker.build.runtime.library import LIST
    from checker.build.runtime.recording import HEAD, record_members

    members = record_members()
    LIST.write_text(HEAD + "".join(f"{member}\n" for member in members), "utf-8")
    print(f"{LIST.relative_to(ROOT)}: {len(members)} members")


def _browser(_options: argparse.Namespace) -> None:
    from checker.build.chromium import provide_browser

    provide_browser()


COMMANDS = {
    "before": _before,
    "after": _after,
    "serve": _serve,
    "policy": _policy,
    "library": _library,
    "browser": _browser,
}

if __name__ == "__main__":
    raise SystemExit(main())
