"""`python -m saphan` is the command `saphan`."""

import sys

from saphan.config.cli import main

sys.exit(main())
