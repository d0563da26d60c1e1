"""The build: what runs before and after MkDocs, and what tests, benchmarks and `make serve` use."""


class BuildFailure(Exception):
    """A problem for the user to fix; each line of its text says what is wrong, where, and what to do."""
