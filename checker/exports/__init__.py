"""Exports: a result as text, Markdown, JSON, a calendar file or a link."""
