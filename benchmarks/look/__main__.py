"""``python -m benchmarks.look``."""

import sys

from benchmarks.look.look import main

if __name__ == "__main__":
    sys.exit(main())
