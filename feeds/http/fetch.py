"""Feeds over HTTP: conditional, bounded, guarded at every hop; what goes wrong is a value in plain words."""

import asyncio
import ssl
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus

import aiohttp
from aiohttp import DefaultResolver
from aiohttp.abc import AbstractResolver
from aiohttp.http import HttpProcessingError

from feeds.http.addresses import address_of, redirected
from feeds.http.cookies import Cookies
from feeds.http.decompress import ACCEPTED, decoder
from feeds.http.exchange import Connections, ServerAnswer, request_of, system_trust
from feeds.http.guard import Guard
from feeds.http.headers import fresh_for, received, retry_after
from feeds.http.outcomes import TURNED_AWAY, Failed, Fetched, FetchOutcome, Postponed, Unchanged
from feeds.http.reasons import reason_for, turned_down
from feeds.http.sockets import open_socket
from feeds.pages.pages import is_challenge
from feeds.plain.encoding import decode

REDIRECTS = frozenset((301, 302, 303, 307, 308))
PERMANENT = frozenset((301, 308))
MOST_REDIRECTS = 6
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
COOKIE_WALL = "the server wants cookies before it sends the feed, and does not take its own back"
LOOKED_AT = 20_000
"""Bytes of an error's body that are read, to tell a challenge page from an error."""
PORTIONS_AT_ONCE = 8
"""Portions that are decompressed in one turn of the event loop: half a megabyte."""


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """Seconds and bytes (after decompression) that one fetch may take."""

    connect: float = 10
    read: float = 20
    total: float = 45
    body: int = 10_000_000


Courtesy = Callable[[str], AbstractAsyncContextManager[datetime | None]]
"""Waits for the turn of an address's host and holds it; gives until when the address is to be left alone."""


def no_courtesy(_url: str) -> AbstractAsyncContextManager[datetime | None]:
    """For servers that are asked once."""
    return nullcontext()


@dataclass(frozen=True, slots=True)
class _Hop:
    """A redirect."""

    to: str
    permanent: bool
    sets_cookies: bool = False


class Fetcher:
    """Asks servers; made by ``open_fetcher``."""

    def __init__(
        self,
        connections: Connections,
        headers: dict[str, str],
        guard: Guard,
        limits: FetchLimits,
        now: Callable[[], datetime],
    ) -> None:
        self.connections, self.headers = connections, headers
        self.guard, self.limits, self.now = guard, limits, now

    async def fetch(
        self,
        url: str,
        etag: str | None = None,
        last_modified: str | None = None,
        courtesy: Courtesy = no_courtesy,
    ) -> FetchOutcome:
        """One feed: conditional if a validator is given, sent back byte for byte. Never raises for the network.

        ``courtesy`` is asked before every request, also of a redirect; waiting for it is not counted to the limits.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        sent = {name: value for name, value in conditions.items() if value}
        try:
            found = await self._follow(url, sent, courtesy)
        except aiohttp.ClientError as error:  # before TimeoutError: some of its errors are both
            return reason_for(error)
        except TimeoutError:
            return Failed(f"the server did not finish its answer within {self.limits.total:g} seconds")
        except (OSError, ValueError, HttpProcessingError) as error:
            return reason_for(error)
        if isinstance(found, Unchanged):
            return replace(found, etag=found.etag or etag, last_modified=found.last_modified or last_modified)
        return found

    async def _follow(self, url: str, conditions: dict[str, str], courtesy: Courtesy) -> FetchOutcome:
        asked, moved_to, permanent, left = {url}, None, True, self.limits.total
        cookies = Cookies()
        for _ in range(MOST_REDIRECTS):
            if refusal := self.guard.refusal(url):
                return Failed(refusal, forbidden=True)
            async with courtesy(url) as until:
                if until is not None:
                    return Postponed(until)
                started = time.monotonic()
                async with asyncio.timeout(left):
                    found = await self._ask(url, conditions, moved_to, cookies)
                left -= time.monotonic() - started
            if not isinstance(found, _Hop):
                return found
            url = found.to
            if found.sets_cookies:
                asked.clear()
            if url in asked:
                return Failed(COOKIE_WALL if cookies else "the address redirects in a circle")
            asked.add(url)
            permanent = permanent and found.permanent
            moved_to = url if permanent else moved_to
        return Failed(
            COOKIE_WALL if cookies else f"the address redirects more than {MOST_REDIRECTS - 1} times"
        )

    async def _ask(
        self, url: str, conditions: dict[str, str], moved_to: str | None, cookies: Cookies
    ) -> FetchOutcome | _Hop:
        address = address_of(url)
        request = request_of(address, self.headers | conditions | cookies.header(address.host or ""))
        make_socket = open_socket if self.guard.trusts(url) else self.guard.make_socket
        async with self.connections.places:
            exchange = await self.connections.open(address, make_socket)
            try:
                answer = await exchange.ask(request)
                return await self._read(url, address.host or "", answer, conditions, moved_to, cookies)
            finally:
                exchange.close()

    async def _read(
        self,
        url: str,
        host: str,
        answer: ServerAnswer,
        conditions: dict[str, str],
        moved_to: str | None,
        cookies: Cookies,
    ) -> FetchOutcome | _Hop:
        headers = answer.headers
        if answer.status in REDIRECTS and "Location" in headers:
            changed = cookies.keep(host, headers.getall("Set-Cookie", []))
            return _Hop(redirected(url, headers["Location"]), answer.status in PERMANENT, changed)
        etag = received(answer.raw_headers, b"etag")
        last_modified = received(answer.raw_headers, b"last-modified")
        fresh = fresh_for(headers, self.now())
        if answer.status == HTTPStatus.NOT_MODIFIED and conditions:
            return Unchanged(url, etag, last_modified, fresh, moved_to)
        if answer.status != HTTPStatus.OK:
            return replace(await self._failure(answer), url=url, fresh_for=fresh)
        body = await self._body(answer, self.limits.body)
        if body is None:
            reason = f"the body is larger than {self.limits.body / 1_000_000:g} MB"
            return Failed(reason, url=url, fresh_for=fresh)
        return Fetched(url, etag, last_modified, fresh, moved_to, body, headers.get("Content-Type", ""))

    async def _failure(self, response: ServerAnswer) -> Failed:
        wish = retry_after(response.headers, self.now())
        if response.status == HTTPStatus.GONE:
            return Failed("the server says that the feed is gone for good (410)", response.status, gone=True)
        start = await self._body(response, LOOKED_AT, cut=True)
        challenge = "cf-mitigated" in response.headers or is_challenge(decode(start or b""))
        if challenge and response.status in TURNED_AWAY:
            words = f"the server sent a page that asks for a person (a challenge, {response.status}), not the feed"
            return Failed(words, response.status, wish)
        return Failed(turned_down(response.status), response.status, wish)

    async def _body(self, response: ServerAnswer, most: int, *, cut: bool = False) -> bytes | None:
        """The body, decompressed, read until it is longer than ``most`` bytes: then None, or its beginning."""
        if not cut and _length(response) > most:
            return None
        parts, size, received = [], 0, 0
        inflate = decoder(",".join(response.headers.getall("Content-Encoding", [])))
        async for chunk in response.content.iter_any():
            received += len(chunk)
            for portion in inflate.portions(chunk):
                parts.append(portion)
                size += len(portion)
                if max(size, received) > most:
                    return b"".join(parts)[:most] if cut else None
                if len(parts) % PORTIONS_AT_ONCE == 0:
                    await asyncio.sleep(0)
        if not cut and not inflate.is_finished:
            raise aiohttp.ClientPayloadError("the compressed body has no end")
        return b"".join(parts)


def _length(answer: ServerAnswer) -> int:
    """How long the body is by its header; 0 where it does not say."""
    told = answer.headers.get("Content-Length", "")
    return int(told) if told.isascii() and told.isdecimal() else 0


@asynccontextmanager
async def open_fetcher(
    contact: str,
    now: Callable[[], datetime],
    allowed: Sequence[str] = (),
    limits: FetchLimits = FetchLimits(),
    connections: int = 300,
    resolver: AbstractResolver | None = None,
    trust: ssl.SSLContext | None = None,
) -> AsyncIterator[Fetcher]:
    """The fetcher for as long as the context lasts. ``contact`` is an address (URL or mail) at which whoever runs the
    servers can complain (empty: none is told); ``allowed`` are the operator's entries for ``read_allowance``;
    ``resolver`` looks names up, ``trust`` holds the certificates that are trusted (None: the system's)."""
    headers = {
        "User-Agent": f"Entente/0.1 (feed reader; +{contact})" if contact else "Entente/0.1 (feed reader)",
        "Accept": ACCEPT,
        "Accept-Encoding": ACCEPTED,
    }
    names = resolver or DefaultResolver()
    if trust is None:
        trust = await asyncio.to_thread(system_trust)
    opened = Connections(names, trust, limits.connect, limits.read, connections)
    try:
        yield Fetcher(opened, headers, Guard(allowed), limits, now)
    finally:
        await names.close()
