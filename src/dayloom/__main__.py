"""`python -m dayloom` is the `dayloom` command."""

import sys

from dayloom.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
