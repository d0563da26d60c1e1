"""Stands in for importlib.resources: nothing here asks for resources of a package."""
