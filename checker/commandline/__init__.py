"""The command line, `python -m checker`."""
