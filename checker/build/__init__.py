"""The build: what runs before and after MkDocs, and what tests, benchmarks and `make serve` use.

Every fault that the user can fix is a `BuildFailure` with a one-line text.
"""
