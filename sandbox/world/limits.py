"""Rate limits: a bucket for each route and its major parameter, told in headers and, where asked, enforced.

https://docs.discord.com/developers/topics/rate-limits. Enforced limits are Discord's known ones for messages; the
default is so wide that a test never waits.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True)
class Limit:
    """So many requests within so many seconds."""

    requests: int
    seconds: float


WIDE: Final = Limit(1000, 1.0)
AS_ON_DISCORD: Final[Mapping[tuple[str, str], Limit]] = {
    ("POST", "/channels/{channel_id}/messages"): Limit(5, 5.0),
    ("PATCH", "/channels/{channel_id}/messages/{message_id}"): Limit(5, 5.0),
    ("DELETE", "/channels/{channel_id}/messages/{message_id}"): Limit(5, 1.0),
    ("POST", "/channels/{channel_id}/messages/{message_id}/threads"): Limit(5, 5.0),
    ("POST", "/channels/{channel_id}/messages/{message_id}/crosspost"): Limit(10, 3600.0),
    ("POST", "/users/@me/channels"): Limit(5, 5.0),
}


@dataclass(frozen=True)
class Allowance:
    """What a bucket still allows. ``reset_after`` in seconds; ``over`` when this request was one too many."""

    bucket: str
    limit: int
    remaining: int
    reset_after: float
    over: bool

    def headers(self, now: float) -> dict[str, str]:
        """``now`` in seconds since 1970."""
        return {
            "X-RateLimit-Limit": str(self.limit),
            "X-RateLimit-Remaining": str(self.remaining),
            "X-RateLimit-Reset": f"{now + self.reset_after:.3f}",
            "X-RateLimit-Reset-After": f"{self.reset_after:.3f}",
            "X-RateLimit-Bucket": self.bucket,
        }


@dataclass
class Limits:
    """Fixed windows that begin with the first request. ``met`` counts the requests that were refused."""

    rows: Mapping[tuple[str, str], Limit] = field(default_factory=dict)
    met: int = 0
    _windows: dict[tuple[str, str, str], tuple[float, int]] = field(default_factory=dict)

    def take(self, method: str, route: str, major: str, now: float) -> Allowance:
        """Counts one request; ``major`` is the channel, guild or webhook that the route names."""
        limit = self.rows.get((method, route), WIDE)
        begun, used = self._windows.get((method, route, major), (now, 0))
        if now - begun >= limit.seconds:
            begun, used = now, 0
        over = used >= limit.requests
        self.met += over
        self._windows[method, route, major] = (begun, used + (not over))
        bucket = hashlib.sha256(f"{method} {route}".encode()).hexdigest()[:32]
        left = limit.requests - used - (not over)
        return Allowance(bucket, limit.requests, left, max(0.0, begun + limit.seconds - now), over)
