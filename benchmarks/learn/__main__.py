"""``make learn``, or ``python -m benchmarks.learn``."""

from benchmarks.learn.learn import main

if __name__ == "__main__":
    main()
