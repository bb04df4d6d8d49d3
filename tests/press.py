"""A press on loopback: it serves every publisher, and holds each request against the answer that it gave before."""

import asyncio
import time
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from http import HTTPStatus

from tests.publishers import Headers, Kind, Publisher, Trouble

JITTER = 1.1
MOST_BACK_OFF = timedelta(days=1)
SLACK = timedelta(minutes=2)
"""What a visit may be late for its turn at the host."""
LONGEST = timedelta(hours=6)
TIMER = 0.001
"""Seconds by which an event loop's timer may come too early: it counts in milliseconds."""


@dataclass
class Reply:
    status: int
    headers: Headers = field(default_factory=dict)
    body: bytes = b""


class Press:
    """``too_many``, ``wrong`` and ``late`` name the publisher and say what was amiss; ``step`` is how far the clock is
    turned at once."""

    def __init__(self, publishers: Iterable[Publisher], now: Callable[[], datetime], step: timedelta) -> None:
        self.publishers = {f"/{one.name}": one for one in publishers}
        self.now, self.step = now, step
        self.requests = 0
        self.too_many: list[str] = []
        self.wrong: list[str] = []
        self.late: list[str] = []
        self.pauses: dict[str, dict[str, datetime]] = defaultdict(dict)
        self.redirected: set[str] = set()

    def answer(self, path: str, conditions: tuple[bytes | None, bytes | None]) -> Reply:
        self.requests += 1
        publisher = self.publishers.get(path.removesuffix(".xml"))
        if publisher is None:
            return Reply(302, {"Location": path})
        self._hold_against(publisher, path)
        trouble = publisher.kind.trouble(publisher.hours(self.now()))
        if trouble is not None:
            return self._trouble(publisher, trouble)
        if publisher.kind.redirect and not path.endswith(".xml"):
            return self._redirect(publisher)
        return self._feed(publisher, conditions)

    def _hold_against(self, one: Publisher, path: str) -> None:
        now, kind = self.now(), one.kind
        one.requests += 1
        if path.endswith(".xml") and one.name in self.redirected:
            self.redirected.discard(one.name)
            return
        if now < one.earliest:
            self.too_many.append(f"{one.name}: {one.earliest - now} too early")
        if now.hour in kind.hours or now.weekday() in kind.days:
            self.too_many.append(f"{one.name}: on a day or in an hour that it names")
        if one.latest is not None and now > one.latest:
            self.late.append(f"{one.name}: {now - one.latest} too late")
        self._hold_pause_against(one)
        self._hold_redirect_against(one, path)

    def _hold_pause_against(self, one: Publisher) -> None:
        paused = {name: until for name, until in self.pauses[one.host].items() if until > self.now()}
        if len(paused) > 1:
            self.too_many.append(f"{one.name}: its host is paused until {max(paused.values())}")

    def _hold_redirect_against(self, one: Publisher, path: str) -> None:
        if one.kind.redirect in (301, 308):
            seen = one.sightings
            adopted = len(seen) >= 3 and seen[-1] - seen[0] >= timedelta(days=1)
            if adopted != path.endswith(".xml"):
                self.too_many.append(f"{one.name}: at {path} after {len(seen)} sightings")
        elif path.endswith(".xml"):
            self.wrong.append(f"{one.name}: adopted a redirect that was not for good")

    def _redirect(self, one: Publisher) -> Reply:
        one.sightings.append(self.now())
        self.redirected.add(one.name)
        return Reply(one.kind.redirect or 302, {"Location": f"/{one.name}.xml"})

    def _trouble(self, one: Publisher, trouble: Trouble) -> Reply:
        now, floor = self.now(), timedelta(minutes=one.kind.floor)
        one.failures += 1
        backing = min(floor * 2 ** min(one.failures - 1, 10), MOST_BACK_OFF / JITTER)
        said = timedelta(minutes=max(trouble.wish, trouble.fresh))
        self._next(one, max(backing, floor, said), max(backing, floor) * JITTER)
        if trouble.pauses_host:
            self._pause(one, now + timedelta(minutes=trouble.wish))
        if trouble.status == HTTPStatus.GONE:
            one.earliest, one.latest = datetime.max.replace(tzinfo=now.tzinfo), None
        return Reply(0 if trouble.drops else trouble.status, trouble.headers(now), trouble.body.encode())

    def _pause(self, one: Publisher, until: datetime) -> None:
        pauses = self.pauses[one.host]
        pauses[one.name] = until
        live = {name: at for name, at in pauses.items() if at > self.now()}
        if len(live) > 1:
            last = max(live.values())
            pauses.update(dict.fromkeys(live, last))
            for other in self.publishers.values():
                if other.host == one.host and other.latest is not None:
                    other.latest = max(other.latest, last + SLACK + self.step)

    def _feed(self, one: Publisher, conditions: tuple[bytes | None, bytes | None]) -> Reply:
        now = self.now()
        stuck = one.whole_at is not None and now - one.whole_at >= timedelta(days=1)
        if conditions != ((None, None) if stuck else one.validators):
            self.wrong.append(f"{one.name}: sent {conditions}, was given {one.validators}")
        body = one.body(now).encode()
        number = int(sha256(body).hexdigest()[:8], 16)
        unchanged = conditions != (None, None) and number == one.body_number
        one.body_number, one.failures = number, 0
        one.seen_from = one.seen_from or now
        status = 304 if unchanged else 200
        one.whole_at = one.whole_at if unchanged else now
        headers: Headers = {} if one.kind.only_on not in (None, status) else dict(one.kind.headers(now))
        headers |= self._validators(one, status)
        floor = timedelta(minutes=one.kind.floor)
        longest = max(floor, LONGEST) if not one.kind.dated else floor
        fresh = timedelta(minutes=one.kind.fresh_on(status))
        self._next(one, max(floor, fresh), max(longest, fresh) * JITTER)
        return Reply(status, headers, b"" if unchanged else body)

    def _validators(self, one: Publisher, status: int) -> Headers:
        """Gives the validators of an answer, and expects them back from now on."""
        n = one.body_number
        etag, modified = given(one.kind, n, one.requests)
        if status == HTTPStatus.OK:
            one.validators = (etag, modified)
        elif one.kind.validators == "mute":
            return {}
        else:
            one.validators = (etag or one.validators[0], modified or one.validators[1])
        names = {"ETag": etag, "Last-Modified": modified}
        return {name: value.decode("latin-1") for name, value in names.items() if value is not None}

    def _next(self, one: Publisher, soonest: timedelta, latest: timedelta) -> None:
        now = self.now()
        one.earliest = awake(now + soonest, one.kind)
        one.latest = awake(now + max(soonest, latest), one.kind) + self.step + SLACK


def given(kind: Kind, number: int, request: int) -> tuple[bytes | None, bytes | None]:
    """``ETag`` and ``Last-Modified`` of a body of that number."""
    etags: dict[str, bytes] = {
        "etag": b'"%d"' % number,
        "both": b'"%d"' % number,
        "mute": b'"%d"' % number,
        "weak": b'W/"%d"' % number,
        "odd": b'"caf\xe9 \xff, ""%d"-gzip' % number,
        "rotating": b'"%d-%d"' % (number, request),
    }
    etag = etags.get(kind.validators)
    if kind.validators == "dropped" and request % 2:
        etag = b'"%d"' % number
    dated = kind.validators in ("modified", "both", "mute", "odd")
    return etag, b"Montag, d. %d.  Hornung 2026 (\xfcbel)" % number if dated else None


def awake(at: datetime, kind: Kind) -> datetime:
    while at.hour in kind.hours or at.weekday() in kind.days:
        at = at.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
    return at


class Counters:
    """Requests to a host that came before the one before had ended, or sooner than ``gap`` seconds after it."""

    def __init__(self, gap: float) -> None:
        self.gap = gap
        self.busy: Counter[str] = Counter()
        self.ended: dict[str, float] = {}
        self.crowded: list[str] = []

    def begin(self, host: str) -> None:
        if self.busy[host] or time.monotonic() - self.ended.get(host, 0) < self.gap - TIMER:
            self.crowded.append(host)
        self.busy[host] += 1

    def end(self, host: str) -> None:
        self.busy[host] -= 1
        self.ended[host] = time.monotonic()


@asynccontextmanager
async def printed(press: Press, counters: Counters) -> AsyncIterator[int]:
    """Serves a press on every loopback address; gives the port."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
        except asyncio.IncompleteReadError:  # connected, and asked nothing
            writer.close()
            return
        counters.begin(host)
        sent = dict(line.split(b": ", 1) for line in head[1:] if line)
        path = head[0].split(b" ")[1].decode()
        reply = press.answer(path, (sent.get(b"If-None-Match"), sent.get(b"If-Modified-Since")))
        counters.end(host)
        writer.write(as_bytes(reply) if reply.status else b"")
        writer.close()

    async with await asyncio.start_server(serve, "0.0.0.0", 0) as server:
        yield server.sockets[0].getsockname()[1]


def as_bytes(reply: Reply) -> bytes:
    lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}", "Connection: close"]
    kind = "text/html" if reply.body.startswith(b"<html") else "application/rss+xml"
    lines += [
        f"Content-Type: {kind}",
        *([f"Content-Length: {len(reply.body)}"] if reply.status != 304 else []),
    ]
    for name, values in reply.headers.items():
        lines += [f"{name}: {value}" for value in ([values] if isinstance(values, str) else values)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + reply.body
