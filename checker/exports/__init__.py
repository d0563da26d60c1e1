"""Exports: a result as text, a calendar file or a link."""
