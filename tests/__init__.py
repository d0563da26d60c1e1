"""The tests; a package, so that no other of this name that a dependency brings along is taken for it."""
