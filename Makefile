# Everything starts here: `make serve` shows the site, `make test` proves it. `make help` lists the rest.

SHELL := /bin/sh
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory
export NO_MKDOCS_2_WARNING := 1
# Let Python cache its bytecode: the tests start it some two hundred times.
unexport PYTHONDONTWRITEBYTECODE
# Date builds by the last commit, for reproducible output.
export SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct 2>/dev/null)

# Setting up needs any Python from 3.8 on. Each candidate is run, since version managers install shims that do not work.
BOOT := $(shell for python in python3 /usr/bin/python3 /usr/local/bin/python3 python; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 8))' >/dev/null 2>&1 && { echo "$$python"; break; }; done)
PYTHON := .venv/bin/python
PORT ?=
POLICY ?=
export POLICY # a folder with another policy to build and check; by default checker/policy
PIN := .uv/bin/uv pip compile --quiet --upgrade --universal --generate-hashes --no-emit-index-url --no-header

.PHONY: help setup policy site serve checked test thorough lint bench lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' Makefile

setup:
	@test -n "$(BOOT)" || { echo "setup: there is no Python 3 on the path; install Python 3 and run make again" >&2; exit 1; }
	@$(BOOT) -I checker/build/setup.py

policy: setup ## check a change of the text or the rules, and say what it means
	@$(PYTHON) -m checker.build policy

site: setup ## build the site into site/; POLICY=FOLDER for another policy: see .github/CONTRIBUTING.md
	@$(PYTHON) -m checker.build before
	@rm -rf site
	@$(PYTHON) -m mkdocs build --strict
	@$(PYTHON) -m checker.build after

serve: site ## build the site and serve it on this machine; PORT=8080 for a certain port
	@$(PYTHON) -m checker.build serve --port "$(PORT)"

lint: setup ## check style and types
	@$(PYTHON) -m ruff check --quiet
	@$(PYTHON) -m ruff format --check --quiet
	@$(PYTHON) -m mypy --no-error-summary
	@node_modules/.bin/tsc

checked: setup
	@$(MAKE) -j2 lint site
	@$(PYTHON) -m tests.chromium

test: checked ## check style and types, build the site and run the tests: every promise once, in Chromium
	@$(PYTHON) -m pytest

thorough: checked ## run what takes too long for every time: fuzzing, faults, other browsers, the stock runtime
	@FUZZ_EXAMPLES=2000 $(PYTHON) -m pytest tests/test_fuzz.py
	@$(PYTHON) -m pytest -m thorough

bench: site ## measure how fast the site is beside stock Pyodide and bare Material; five minutes
	@$(PYTHON) -m tests.chromium
	@$(PYTHON) -m tests.bench

lock: setup ## update the pinned Python and npm packages, after an edit of pyproject.toml or package.json too
	@$(PIN) --python-version "$$(cat .python-version)" --group pyproject.toml:dev --output-file requirements.txt
	@$(PIN) --python-version 3.8 --group pyproject.toml:uv --output-file requirements-uv.txt
	@npm install --package-lock-only --ignore-scripts --loglevel=error

clean: ## remove build results, but not installed packages
	@rm -rf site build docs/clauses docs/policy.json docs/assets/runtime docs/assets/licenses.txt .mypy_cache .ruff_cache .pytest_cache .hypothesis
