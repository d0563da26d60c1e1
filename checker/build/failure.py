"""The one kind of fault that the build shows to a person."""


class BuildFailure(Exception):
    """Something to put right outside this code; each line of its text says what, where, and what to do."""
