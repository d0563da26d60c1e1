"""The engine's door in the visitor's browser."""
