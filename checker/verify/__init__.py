"""Verifying a policy: proves its properties over every way of answering."""
