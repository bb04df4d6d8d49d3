"""``make bench-scale``, or ``python -m benchmarks.scale``."""

from benchmarks.scale.scale import main

if __name__ == "__main__":
    main()
