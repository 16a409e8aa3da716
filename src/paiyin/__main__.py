"""Run the command line: ``python -m paiyin``."""

import sys

from paiyin.cli import main

if __name__ == "__main__":
    sys.exit(main())
