"""``make evaluate``, or ``python -m benchmarks.evaluate``."""

from benchmarks.evaluate.evaluate import main

if __name__ == "__main__":
    main()
