"""The build: what runs before and after MkDocs, and what tests, benchmarks and `make serve` stand on.

Not part of the wheel.
Every fault that a person can put right is a `BuildFailure`, whose text is one line.
"""
