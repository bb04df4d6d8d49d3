"""A clock that a test turns."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Gives the same moment until it is turned. Call it wherever a ``now`` is asked for."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def turn(self, **by: float) -> datetime:
        """Forward by ``timedelta``'s keywords (``minutes=5``); the moment that it shows then."""
        self.at += timedelta(**by)
        return self.at
