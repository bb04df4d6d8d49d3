"""Feeds over HTTP: conditional, bounded, guarded at every hop; what goes wrong is a value in plain words."""

import asyncio
import socket
import ssl
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver
from yarl import URL

from feeds.decompress import ACCEPTED, DamagedBodyError, decoder
from feeds.encoding import decode
from feeds.guard import ForbiddenAddressError, Guard, address_of
from feeds.headers import fresh_for, retry_after
from feeds.pages import is_challenge
from feeds.sockets import open_socket
from feeds.verbatim import Verbatim, received, sendable

REDIRECTS = frozenset((301, 302, 303, 307, 308))
PERMANENT = frozenset((301, 308))
TURNED_AWAY = frozenset((401, 403, 429, 503))
MOST_REDIRECTS = 6
ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/feed+json, application/xml;q=0.9,"
    " text/xml;q=0.9, application/json;q=0.8, text/html;q=0.5, */*;q=0.1"
)
LOOKED_AT = 20_000
"""Bytes of an error's body that are read, to tell a challenge page from an error."""
PORTIONS_AT_ONCE = 8
"""Portions that are decompressed in one turn of the event loop: half a megabyte."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds and bytes (after decompression) that one fetch may take."""

    connect: float = 10
    read: float = 20
    total: float = 45
    body: int = 10_000_000


@dataclass(frozen=True, slots=True)
class Answer:
    """What every answer of a server carries. ``moved_to``: where permanent redirects from the asked address lead."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    fresh_for: timedelta = timedelta()
    moved_to: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched(Answer):
    """A body, decompressed."""

    body: bytes = b""
    content_type: str = ""


@dataclass(frozen=True, slots=True)
class Unchanged(Answer):
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


Outcome = Fetched | Unchanged | Failed | Postponed
SocketFactory = Callable[[tuple[Any, ...]], socket.socket]
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


class Fetcher:
    """Asks servers. Holds the sessions; made by ``open_fetcher``."""

    def __init__(
        self,
        guarded: aiohttp.ClientSession,
        trusted: aiohttp.ClientSession,
        guard: Guard,
        limits: Limits,
        now: Callable[[], datetime],
    ) -> None:
        self.guarded, self.trusted = guarded, trusted
        self.guard, self.limits, self.now = guard, limits, now

    async def fetch(
        self,
        url: str,
        etag: str | None = None,
        last_modified: str | None = None,
        courtesy: Courtesy = no_courtesy,
    ) -> Outcome:
        """One feed: conditional if a validator is given, sent back byte for byte. Never raises for the network.

        ``courtesy`` is asked before every request, also of a redirect; waiting for it is not counted to the limits.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        sent = {name: sendable(value) for name, value in conditions.items() if value}
        try:
            found = await self._follow(url, sent, courtesy)
        except aiohttp.ClientError as error:  # before TimeoutError: some of its errors are both
            return explain(error)
        except TimeoutError:
            return Failed(f"the server did not finish its answer within {self.limits.total:g} seconds")
        except (OSError, ValueError) as error:
            return explain(error)
        if isinstance(found, Unchanged):
            return replace(found, etag=found.etag or etag, last_modified=found.last_modified or last_modified)
        return found

    async def _follow(self, url: str, conditions: dict[str, str], courtesy: Courtesy) -> Outcome:
        asked, moved_to, permanent, left = {url}, None, True, self.limits.total
        for _ in range(MOST_REDIRECTS):
            if refusal := self.guard.refusal(url):
                return Failed(refusal, forbidden=True)
            async with courtesy(url) as until:
                if until is not None:
                    return Postponed(until)
                started = time.monotonic()
                async with asyncio.timeout(left):
                    found = await self._ask(url, conditions, moved_to)
                left -= time.monotonic() - started
            if not isinstance(found, _Hop):
                return found
            url = found.to
            if url in asked:
                return Failed("the address redirects in a circle")
            asked.add(url)
            permanent = permanent and found.permanent
            moved_to = url if permanent else moved_to
        return Failed(f"the address redirects more than {MOST_REDIRECTS - 1} times")

    async def _ask(self, url: str, conditions: dict[str, str], moved_to: str | None) -> Outcome | _Hop:
        session = self.trusted if self.guard.trusts(url) else self.guarded
        async with session.get(address_of(url), headers=conditions, allow_redirects=False) as response:
            headers = response.headers
            if response.status in REDIRECTS and "Location" in headers:
                return _Hop(self._join(url, headers["Location"]), response.status in PERMANENT)
            etag = received(response.raw_headers, b"etag")
            last_modified = received(response.raw_headers, b"last-modified")
            fresh = fresh_for(headers, self.now())
            if response.status == HTTPStatus.NOT_MODIFIED and conditions:
                return Unchanged(url, etag, last_modified, fresh, moved_to)
            if response.status != HTTPStatus.OK:
                return replace(await self._failure(response), url=url, fresh_for=fresh)
            body = await self._body(response, self.limits.body)
            if body is None:
                reason = f"the body is larger than {self.limits.body / 1_000_000:g} MB"
                return Failed(reason, url=url, fresh_for=fresh)
            return Fetched(url, etag, last_modified, fresh, moved_to, body, headers.get("Content-Type", ""))

    @staticmethod
    def _join(url: str, location: str) -> str:
        return str(URL(url).join(URL(location)).with_fragment(None))

    async def _failure(self, response: aiohttp.ClientResponse) -> Failed:
        wish = retry_after(response.headers, self.now())
        if response.status == HTTPStatus.GONE:
            return Failed("the server says that the feed is gone for good (410)", response.status, gone=True)
        start = await self._body(response, LOOKED_AT, cut=True)
        challenge = "cf-mitigated" in response.headers or is_challenge(decode(start or b""))
        if challenge and response.status in TURNED_AWAY:
            words = f"the server sent a page that asks for a person (a challenge, {response.status}), not the feed"
            return Failed(words, response.status, wish)
        return Failed(_words(response.status), response.status, wish)

    async def _body(self, response: aiohttp.ClientResponse, most: int, *, cut: bool = False) -> bytes | None:
        """The body, decompressed, read until it is longer than ``most`` bytes: then None, or its beginning."""
        if not cut and (response.content_length or 0) > most:
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


def _words(status: int) -> str:
    known = {
        401: "the server asks for a password",
        403: "the server refuses the bot",
        404: "the server says that there is no such page",
        429: "the server says that it is asked too often",
    }
    if status in known:
        return f"{known[status]} ({status})"
    if status >= 500:
        return f"the server has an error of its own ({status})"
    return f"the server answered {status} instead of a feed"


def explain(error: Exception) -> Failed:
    """An exception of the network in plain words, without an address of the inner network."""
    causes = _causes(error)
    if any(
        isinstance(cause, ForbiddenAddressError) or "private or reserved" in str(cause) for cause in causes
    ):
        return Failed("the address is private or reserved: the bot does not open it", forbidden=True)
    return Failed(
        next(
            (words for kind, words in EXPLAINED if any(isinstance(cause, kind) for cause in causes)), UNKNOWN
        )
    )


EXPLAINED: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (DamagedBodyError, "the body is damaged: it is not compressed as the server says"),
    (aiohttp.ClientConnectorDNSError, "the host's name could not be found"),
    (
        (aiohttp.ClientConnectorCertificateError, ssl.CertificateError),
        "the server's certificate is not valid",
    ),
    ((aiohttp.ClientConnectorSSLError, ssl.SSLError), "no secure connection could be made with the server"),
    (aiohttp.ConnectionTimeoutError, "the server did not take the connection in time"),
    ((aiohttp.SocketTimeoutError, TimeoutError), "the server stopped sending"),
    ((aiohttp.ClientConnectorError, ConnectionRefusedError), "nothing answers at that address"),
    (aiohttp.InvalidURL, "this is not an address of the web"),
    (aiohttp.ClientPayloadError, "the connection broke off in the middle of the body"),
    (
        (aiohttp.ServerDisconnectedError, ConnectionError),
        "the server closed the connection without an answer",
    ),
    (aiohttp.ClientResponseError, "the server sent something that is not HTTP"),
    (ValueError, "this is not an address of the web"),
)
"""Kinds of exceptions, the narrower first, and what an admin reads."""
UNKNOWN = "the server could not be reached"


def _causes(error: BaseException | None) -> list[BaseException]:
    found: list[BaseException] = []
    while error is not None and error not in found:
        found.append(error)
        inner = getattr(error, "os_error", None)
        error = inner if isinstance(inner, BaseException) else error.__cause__
    return found


class BrokenOffError(aiohttp.ClientError):
    """The connection ended before there was an answer; its cause says how."""


async def once(request: aiohttp.ClientRequest, send: aiohttp.ClientHandlerType) -> aiohttp.ClientResponse:
    """aiohttp asks again by itself where a connection breaks off: a second request, at once, for one visit."""
    try:
        return await send(request)
    except (aiohttp.ClientOSError, aiohttp.ServerDisconnectedError) as error:
        raise BrokenOffError(str(error)) from error


@asynccontextmanager
async def open_fetcher(
    contact: str,
    now: Callable[[], datetime],
    allowed: Sequence[str] = (),
    limits: Limits = Limits(),
    connections: int = 300,
    resolver: AbstractResolver | None = None,
) -> AsyncIterator[Fetcher]:
    """The fetcher for as long as the context lasts. ``contact`` is an address (URL or mail) at which whoever runs the
    servers can complain (empty: none is told); ``allowed`` are the operator's entries for ``read_allowance``;
    ``resolver`` looks names up (None: the system's)."""
    guard = Guard(allowed)
    headers = {
        "User-Agent": f"Entente/0.1 (feed reader; +{contact})" if contact else "Entente/0.1 (feed reader)",
        "Accept": ACCEPT,
        "Accept-Encoding": ACCEPTED,
    }
    timeout = aiohttp.ClientTimeout(total=None, sock_connect=limits.connect, sock_read=limits.read)

    def session(make_socket: SocketFactory) -> aiohttp.ClientSession:
        return aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=connections, force_close=True, socket_factory=make_socket, resolver=resolver
            ),
            headers=headers,
            timeout=timeout,
            cookie_jar=aiohttp.DummyCookieJar(),
            request_class=Verbatim,
            middlewares=(once,),
            trust_env=False,
            auto_decompress=False,
            max_line_size=32_768,
            max_field_size=32_768,
        )

    async with session(guard.make_socket) as guarded, session(open_socket) as trusted:
        yield Fetcher(guarded, trusted, guard, limits, now)
