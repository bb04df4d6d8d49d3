"""Monotonic time that a test lets pass."""


class Seconds:
    """Call it wherever ``time.monotonic`` is asked for."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at
