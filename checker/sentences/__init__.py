"""Sentences: an assessment, a clause or a question in words, each made once, before any layout."""
