"""Stands in for importlib.resources.abc, which importlib.abc imports and does not use."""
