"""The sandbox's own clock, which a test or a benchmark can turn, and the ids that carry its time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

DISCORD_EPOCH: Final = datetime(2015, 1, 1, tzinfo=UTC)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Clock:
    """A time source plus what it was turned by; never turned back."""

    def __init__(self, source: Callable[[], datetime] = utc_now) -> None:
        self._source = source
        self._turned = timedelta()

    def now(self) -> datetime:
        return self._source() + self._turned

    def turn(self, by: timedelta) -> None:
        """Raises ValueError for a negative ``by``."""
        if by < timedelta():
            raise ValueError("the clock is never turned back")
        self._turned += by


class Snowflakes:
    """Ids that rise: milliseconds since 2015 in the upper 42 bits (Discord, reference, "Snowflakes")."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = 0

    def next(self) -> str:
        since = self._clock.now() - DISCORD_EPOCH
        self._last = max(self._last + 1, since // timedelta(milliseconds=1) << 22)
        return str(self._last)

    def pass_over(self, id_: str) -> None:
        """Later ids are above this one, which came from a saved state."""
        self._last = max(self._last, int(id_))
