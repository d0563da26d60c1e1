#!/bin/sh
# Take the newest of one thing, run the tests, and say in one line what broke: newest.sh packages|pyodide|python|zensical
# For `python`, NEWEST_PYTHON is its path.
set -u
mkdir -p build
log=build/newest.txt

attempt() {
  case "$1" in
    packages) make lock && make test ;;
    pyodide) npm install --save-dev --save-exact --ignore-scripts pyodide@latest && make test ;;
    python) # the package alone: the site is built with the version that Pyodide has
      [ -x "${NEWEST_PYTHON:-}" ] || { echo "error: NEWEST_PYTHON is not the path of a Python"; return 2; }
      "$NEWEST_PYTHON" --version && make setup &&
        .venv/bin/python -m pytest -m "thorough or not thorough" tests/test_package.py ;;
    zensical) make setup && .venv/bin/python -m pip install --quiet --upgrade zensical &&
      make site && .venv/bin/python -m checker.build browser && .venv/bin/python -m pytest -m thorough tests/test_generators.py ;;
    *) echo "newest.sh: $1 is none of packages, pyodide, python, zensical"; return 2 ;;
  esac
}

# The first test or package that failed; else what was said before make's own error; else the last line.
broke() {
  grep -m 1 -E '^(FAILED|ERROR|E  |error|npm (ERR|error))' "$log" ||
    awk '/^make.*[*][*][*]/ { print said; exit } { said = $0 }' "$log" | grep . || tail -n 1 "$log"
}

if attempt "$1" >"$log" 2>&1; then
  line="With the newest $1, all tests pass."
  result=0
else
  line="With the newest $1: $(broke)"
  result=1
fi
echo "$line"
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then echo "$line" >>"$GITHUB_STEP_SUMMARY"; fi
tail -n 60 "$log"
exit "$result"
