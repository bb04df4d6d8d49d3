"""``make bench-match``, or ``python -m benchmarks.match``."""

from benchmarks.match.match import main

if __name__ == "__main__":
    main()
