"""What came of asking a server for a feed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TURNED_AWAY = frozenset((401, 403, 429, 503))


@dataclass(frozen=True, slots=True)
class Response:
    """What every answer of a server carries. ``moved_to``: where permanent redirects from the asked address lead."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta = timedelta()
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched(Response):
    """A body, decompressed."""

    body: bytes = b""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged(Response):
    """304: what is known is current. Validators are those that it sent, else those that were sent to it."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Nothing to read, and why. ``url`` is the one that answered; ``gone`` is 410; ``forbidden``: the guard refused;
    ``retry_after`` is the server's wish, and ``fresh_for`` how long its answer will be the same."""

    reason: str
    status: int | None = None
    retry_after: timedelta | None = None
    gone: bool = False
    forbidden: bool = False
    url: str = ""
    fresh_for: timedelta = timedelta()

    @property
    def sends_away(self) -> bool:
        """Whether the server wants fewer requests, not only this one later."""
        return self.retry_after is not None and self.status in TURNED_AWAY


@dataclass(frozen=True, slots=True)
class Postponed:
    """Not asked: the address, or one that it leads to, is to be left alone until then."""

    until: datetime


FetchOutcome = Fetched | Unchanged | Failed | Postponed
