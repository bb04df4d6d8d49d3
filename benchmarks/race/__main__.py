"""``make bench-feeds``, or ``python -m benchmarks.race``."""

from benchmarks.race.race import main

if __name__ == "__main__":
    main()
