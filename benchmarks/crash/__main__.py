"""``make bench-crash``, or ``python -m benchmarks.crash``."""

from benchmarks.crash.crash import main

if __name__ == "__main__":
    main()
