"""The build's command line: `python -m checker.build before|after|serve|policy|library`.

Exit 0, or 1 with the faults on standard error, one line each.
"""

import argparse
import json
import sys
from collections.abc import Sequence

from checker.build import BuildFailure
from checker.build.places import POLICY_JSON, SITE
from checker.build.serving import DEFAULT_PORT, HOST, open_server
from checker.engine.fault import InputError

LAST_PORT = 65535


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command of the build; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m checker.build", description="Build and serve the site's parts.")
    commands = parser.add_subparsers(required=True)
    for command in (before, after, serve, policy, library):
        commands.add_parser(command.__name__, help=command.__doc__).set_defaults(command=command)
    commands.choices["serve"].add_argument("--port", help=f"by default {DEFAULT_PORT}, or a free one if that is in use")
    options = parser.parse_args(arguments)
    try:
        options.command(options)
    except (BuildFailure, InputError) as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as fault:
        place = f"{fault.filename}: " if fault.filename else ""
        print(f"{place}{fault.strerror or fault}; fix it and retry", file=sys.stderr)
        return 1
    return 0


def before(_options: argparse.Namespace) -> None:
    """Check the policy and fill docs/ with what is made from it, before `mkdocs build`."""
    from checker.build.check import check_sources
    from checker.build.clause_pages import write_clause_pages
    from checker.build.licenses import write_licenses
    from checker.build.runtime.fill import build_runtime
    from checker.build.tool import LOG

    LOG.unlink(missing_ok=True)
    sources = check_sources()
    published = {"fingerprint": sources.policy.fingerprint, "policy": sources.document, "facts": sources.facts}
    POLICY_JSON.write_text(json.dumps(published, ensure_ascii=False) + "\n", "utf-8")
    write_clause_pages(sources.policy, sources.document)
    build_runtime()
    write_licenses()


def after(_options: argparse.Namespace) -> None:
    """Finish the site and write its security policy, after `mkdocs build`."""
    from checker.build.security import finish_site

    finish_site(SITE)


def serve(options: argparse.Namespace) -> None:
    """Serve site/ on this machine."""
    text = options.port  # empty if it is not given to make
    port = int(text) if text and text.isascii() and text.isdigit() else None
    if text and (port is None or not 0 < port <= LAST_PORT):
        raise BuildFailure(f"PORT: `{text}` is not a port; give a number from 1 to {LAST_PORT}, or leave PORT out")
    with open_server(SITE, port=port) as server:
        used = server.server_address[1]
        if port is None and used != DEFAULT_PORT:
            print(f"Port {DEFAULT_PORT} is in use, so this is on a free one.")
        print(f"Serving the site at http://{HOST}:{used}/ (stop with Ctrl+C)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()


def policy(_options: argparse.Namespace) -> None:
    """Check a change of the policy, and say what it means."""
    from checker.build.change import check_change

    for words in check_change():
        print(words, flush=True)


def library(_options: argparse.Namespace) -> None:
    """Record which modules of the standard library the engine imports."""
    from checker.build.runtime.library_list import write_list

    write_list()


if __name__ == "__main__":
    raise SystemExit(main())
