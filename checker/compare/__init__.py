"""Comparing two versions of a policy: which words differ, and which results change."""
