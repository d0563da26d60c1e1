"""`python -m checker`: the command line."""

import signal
import sys

if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    # Ctrl+C ends it as it ends other tools, from here on: at once, without a traceback, and a script around it too.
    signal.signal(signal.SIGINT, signal.SIG_DFL)

from checker.commandline.main import main

sys.exit(main())
