"""`python -m checker`: the command line."""

import sys

from checker.commandline.main import main

sys.exit(main())
