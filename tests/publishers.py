"""Publishers of every kind that a feed reader meets, each with what its answers allow, worked out by hand.

``floor`` and ``fresh`` are minutes: the shortest interval that the rules give a feed of that rhythm, and what its headers say.
They are written down here and not computed, so that a fault in reading headers cannot excuse itself.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

Headers = dict[str, str | list[str]]
Hours = float
"""Since the beginning."""
ALWAYS = datetime.min.replace(tzinfo=UTC)
CHALLENGE = "<html><head><title>Just a moment...</title></head><body>Are you a person?</body></html>"


def http_date(at: datetime) -> str:
    return format_datetime(at.replace(microsecond=0), usegmt=True)


def nothing(_now: datetime) -> Headers:
    return {}


def always(**headers: str | list[str]) -> Callable[[datetime], Headers]:
    named: Headers = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda _now: named


@dataclass(frozen=True)
class Trouble:
    """An answer that is no feed. ``wish`` and ``fresh`` are minutes, by hand; ``drops``: the connection is closed without one."""

    status: int = 500
    headers: Callable[[datetime], Headers] = nothing
    wish: float = 0
    fresh: float = 0
    body: str = ""
    drops: bool = False

    @property
    def pauses_host(self) -> bool:
        return self.wish > 0 and self.status in (403, 429, 503)


def between(start: Hours, end: Hours, trouble: Trouble) -> Callable[[Hours], Trouble | None]:
    return lambda hours: trouble if start <= hours < end else None


@dataclass(frozen=True)
class Kind:
    """What a publisher does. ``gap`` is minutes between two items; ``names`` gives the forms of guid and link at an hour;
    ``back``: by how many items the window is set back; ``only_on``: the one status that carries the headers."""

    floor: float = 120
    gap: float = 240
    headers: Callable[[datetime], Headers] = nothing
    fresh: float = 0
    only_on: int | None = None
    validators: str = "both"
    channel: str = ""
    hours: frozenset[int] = frozenset()
    days: frozenset[int] = frozenset()
    dated: bool = True
    wished: int | None = None
    window: int = 30
    trouble: Callable[[Hours], Trouble | None] = lambda _hours: None
    redirect: int | None = None
    names: Callable[[Hours], tuple[str, str]] = lambda _hours: (
        "tag:{name},2026:item-{n}",
        "http://{name}.example/{n}",
    )
    back: Callable[[Hours], int] = lambda _hours: 0
    settle: Hours = 8
    """Nothing comes out so long before the end: as long as a visit may be away."""
    gone_at: Hours | None = None

    def fresh_on(self, status: int) -> float:
        return self.fresh if self.only_on in (None, status) else 0


def moved_names(after: Hours, *, links_too: bool) -> Callable[[Hours], tuple[str, str]]:
    old = ("http://{name}.example/?p={n}", "http://{name}.example/{n}")
    new = ("urn:uuid:{name}-{n}", "https://new-{name}.example/story/{n}" if links_too else old[1])
    return lambda hours: new if hours >= after else old


def expires(minutes: float, *, dated: bool = True) -> Callable[[datetime], Headers]:
    """``dated``: the server's clock is the simulated one; else it shows a day long ago, as a copy's does."""
    return lambda now: {
        "Expires": http_date(now + timedelta(minutes=minutes)),
        "Date": http_date(now if dated else datetime(2020, 1, 1, tzinfo=UTC)),
    }


def later(minutes: float) -> Callable[[datetime], Headers]:
    return lambda now: {"Retry-After": http_date(now + timedelta(minutes=minutes)), "Date": http_date(now)}


NIGHT = "".join(f"<hour>{hour}</hour>" for hour in range(7))
WEEKEND = "<skipDays><day>Saturday</day><day>Sunday</day></skipDays>"
KINDS: dict[str, Kind] = {
    "plain": Kind(validators="none", gap=60, floor=60),
    "etag": Kind(validators="etag"),
    "weak": Kind(validators="weak"),
    "odd-bytes": Kind(validators="odd"),
    "modified": Kind(validators="modified"),
    "both": Kind(),
    "rotating": Kind(validators="rotating"),
    "mute-304": Kind(validators="mute"),
    "dropped": Kind(validators="dropped"),
    "max-age": Kind(headers=always(Cache_Control="max-age=14400"), fresh=240),
    "aged": Kind(headers=always(Cache_Control="public, max-age=18000", Age="3600"), fresh=240),
    "shared": Kind(headers=always(Cache_Control="s-maxage=86400, max-age=10800"), fresh=180),
    "no-cache": Kind(headers=always(Cache_Control="no-cache, max-age=86400")),
    "no-store": Kind(headers=always(Cache_Control="no-store")),
    "one-field": Kind(headers=always(Cache_Control='no-cache="Set-Cookie", max-age=10800'), fresh=180),
    "revalidate": Kind(
        headers=lambda now: {**expires(600)(now), "Cache-Control": "max-age=0, must-revalidate"}
    ),
    "immutable": Kind(
        headers=always(Cache_Control="max-age=14400, immutable, stale-while-revalidate=60"), fresh=240
    ),
    "two-lines": Kind(headers=always(Cache_Control=["public", "max-age=10800"]), fresh=180),
    "whole-day": Kind(headers=always(Cache_Control="max-age=86400"), fresh=1440, settle=28),
    "two-days": Kind(headers=always(Cache_Control="max-age=172800"), fresh=2880, settle=56),
    "a-year": Kind(headers=always(Cache_Control="max-age=31536000"), fresh=1440, settle=28),
    "expires": Kind(headers=expires(300), fresh=300),
    "expires-copy": Kind(headers=expires(300, dated=False), fresh=300),
    "expires-zero": Kind(headers=always(Expires="0")),
    "expired": Kind(headers=expires(-180)),
    "both-ages": Kind(headers=lambda now: {**expires(30)(now), "Cache-Control": "max-age=9000"}, fresh=150),
    "fresh-304": Kind(
        headers=always(Cache_Control="max-age=14400"), fresh=240, only_on=304, gap=300, floor=150
    ),
    "fresh-200": Kind(
        headers=always(Cache_Control="max-age=12000"), fresh=200, only_on=200, gap=300, floor=150
    ),
    "ttl": Kind(channel="<ttl>300</ttl>", floor=300),
    "ttl-quick": Kind(channel="<ttl>15</ttl>", floor=15, gap=20, window=240),
    "ttl-shortest": Kind(channel="<ttl>1</ttl>", floor=10, gap=15, window=240),
    "ttl-fresh": Kind(
        channel="<ttl>15</ttl>", floor=15, gap=20, headers=always(Cache_Control="max-age=2400"), fresh=40
    ),
    "hourly": Kind(
        channel="<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>",
        gap=30,
        floor=60,
    ),
    "four-a-day": Kind(
        channel="<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
        floor=360,
    ),
    "nights": Kind(channel=f"<skipHours>{NIGHT}</skipHours>", hours=frozenset(range(7)), settle=12),
    "weekends": Kind(channel=WEEKEND, days=frozenset((5, 6)), settle=56),
    "slow": Kind(gap=480, floor=240),
    "slower": Kind(gap=1440, floor=360),
    "quick": Kind(gap=10, floor=60, window=90),
    "wished": Kind(gap=20, wished=20, floor=20),
    "undated": Kind(dated=False, floor=60),
    "undated-daily": Kind(
        dated=False, gap=60, floor=60, headers=always(Cache_Control="max-age=86400"), fresh=1440, settle=28
    ),
    "busy": Kind(trouble=between(20, 26, Trouble(429, always(Retry_After="14400"), wish=240))),
    "away": Kind(trouble=between(20, 23, Trouble(503, later(200), wish=200))),
    "person": Kind(
        trouble=between(10, 13, Trouble(403, always(Retry_After="18000"), wish=300, body=CHALLENGE))
    ),
    "past-wish": Kind(trouble=between(10, 18, Trouble(503, later(-90)))),
    "odd-wish": Kind(trouble=between(10, 18, Trouble(429, always(Retry_After="soon")))),
    "broken": Kind(trouble=between(12, 40, Trouble(500, always(Cache_Control="no-store"))), settle=26),
    "dropping": Kind(trouble=between(12, 30, Trouble(drops=True)), settle=26),
    "missing": Kind(
        floor=60, trouble=between(0, 9999, Trouble(404, always(Cache_Control="max-age=21600"), fresh=360))
    ),
    "gone": Kind(trouble=between(12, 9999, Trouble(410)), gone_at=12),
    "interstitial": Kind(trouble=between(12, 15, Trouble(200, body=CHALLENGE))),
    "loop": Kind(trouble=between(12, 15, Trouble(302, always(Location="/loop")))),
    "moved": Kind(redirect=301),
    "moved-too": Kind(redirect=308, headers=always(Cache_Control="max-age=10800"), fresh=180),
    "elsewhere": Kind(redirect=302),
    "elsewhere-too": Kind(redirect=307, validators="etag"),
    "new-guids": Kind(names=moved_names(20, links_too=False)),
    "new-names": Kind(names=moved_names(20, links_too=True)),
    "slides": Kind(back=lambda hours: 12 if 18 <= hours < 27 else 0),
    "slides-undated": Kind(back=lambda hours: 12 if 18 <= hours < 27 else 0, dated=False, floor=60),
}


@dataclass
class Publisher:
    """One feed of a kind, on a host of its own or shared, with its items at a steady rhythm."""

    name: str
    kind: Kind
    host: str
    start: datetime
    phase: timedelta
    stopped: datetime
    seen_from: datetime | None = None
    """When its items were first read."""
    requests: int = 0
    failures: int = 0
    earliest: datetime = field(default=ALWAYS)
    latest: datetime | None = None
    validators: tuple[bytes | None, bytes | None] = (None, None)
    body_number: int = 0
    whole_at: datetime | None = None
    """When a whole body was last sent."""
    sightings: list[datetime] = field(default_factory=list)
    """When the permanent redirect was seen."""

    @property
    def gap(self) -> timedelta:
        return timedelta(minutes=self.kind.gap)

    def hours(self, now: datetime) -> Hours:
        return (now - self.start) / timedelta(hours=1)

    def newest(self, now: datetime) -> int:
        """The number of the newest item; number ``window`` came out at the beginning."""
        return int((min(now, self.stopped) - self.start - self.phase) / self.gap // 1) + self.kind.window

    def came_out(self, number: int) -> datetime:
        return self.start + self.phase + self.gap * (number - self.kind.window)

    def title(self, number: int) -> str:
        return f"{self.name} no {number}"

    def news(self, until: datetime) -> list[str]:
        """The titles of what came out from its first reading on."""
        if self.seen_from is None:
            return []
        return [self.title(n) for n in range(self.newest(self.seen_from) + 1, self.newest(until) + 1)]

    @property
    def read_until(self) -> datetime:
        """What comes out until then must have been read."""
        gone_at = self.kind.gone_at
        return self.stopped if gone_at is None else self.start + timedelta(hours=gone_at - self.kind.settle)

    def body(self, now: datetime) -> str:
        newest = self.newest(now) - self.kind.back(self.hours(now))
        items = "".join(self._item(number, now) for number in range(newest, newest - self.kind.window, -1))
        spaces = 'xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"'
        return f'<rss version="2.0" {spaces}><channel><title>{self.name}</title>{self.kind.channel}{items}</channel></rss>'

    def _item(self, number: int, now: datetime) -> str:
        guid, link = (form.format(name=self.name, n=number) for form in self.kind.names(self.hours(now)))
        date = f"<pubDate>{http_date(self.came_out(number))}</pubDate>" if self.kind.dated else ""
        return (
            f"<item><title>{self.title(number)}</title><link>{link}</link>"
            f'<guid isPermaLink="false">{guid}</guid>{date}</item>'
        )
