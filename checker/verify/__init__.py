"""Proving properties of a policy by going through every way of answering."""
