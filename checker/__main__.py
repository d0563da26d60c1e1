"""`python -m checker`: the command line."""

import signal
import sys

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # From here on, Ctrl+C ends the process like other tools: at once, without a traceback, and with its calling script.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from checker.commandline.main import main

if __name__ == "__main__":
    sys.exit(main())
