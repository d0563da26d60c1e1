"""Comparing two versions of a policy by meaning: which words differ, and which results move."""
