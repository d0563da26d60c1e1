"""The one exception whose text the build shows to the user."""


class BuildFailure(Exception):
    """A problem for the user to fix; each line of its text says what is wrong, where, and what to do."""
