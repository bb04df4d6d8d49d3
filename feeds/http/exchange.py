"""One request on a connection of its own: as much of an HTTP client as a feed reader needs.

The parser, the flow of a body and the race of addresses are aiohttp's. What its sessions add (a pool, retries, redirects, cookies
and proxies of their own) is left out: a feed has no use for it, and it costs more than all the rest of an unchanged visit.
"""

import asyncio
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import aiohappyeyeballs
from aiohttp import ServerDisconnectedError, StreamReader
from aiohttp.abc import AbstractResolver
from aiohttp.client_proto import ResponseHandler
from multidict import CIMultiDictProxy
from yarl import URL

from feeds.http.headers import UNSENDABLE

LONGEST_LINE = 32_768
"""Bytes of a header, or of the status line."""
NEXT_ADDRESS = 0.25
"""Seconds after which the next address of a host is tried beside the first ("Connection Attempt Delay", RFC 8305, 5)."""

_Row = tuple[int, int, int, str, tuple[Any, ...]]
SocketFactory = Callable[[tuple[Any, ...]], socket.socket]


class NoNameError(OSError):
    """The name of a host leads nowhere."""


class NotTakenError(OSError):
    """Nobody took the connection in time."""


class NoConnectionError(OSError):
    """No address of the host takes a connection; its cause says why."""


@dataclass(frozen=True, slots=True)
class ServerAnswer:
    """What a server said before its body; ``content`` gives the body as it comes, as it was sent (compressed)."""

    status: int
    headers: CIMultiDictProxy[str]
    raw_headers: tuple[tuple[bytes, bytes], ...]
    content: StreamReader


class Exchange:
    """A connection for one request. To be closed."""

    __slots__ = ("_handler", "_read")

    def __init__(self, handler: ResponseHandler, read: float) -> None:
        self._handler, self._read = handler, read

    async def ask(self, request: bytes) -> ServerAnswer:
        """Sends the request; the answer that is not an interim one (RFC 9110, 15.2). Raises ``aiohttp.ClientError`` and
        ``HttpProcessingError``."""
        handler = self._handler
        handler.set_response_params(
            read_until_eof=True,
            auto_decompress=False,
            read_timeout=self._read,
            max_line_size=LONGEST_LINE,
            max_field_size=LONGEST_LINE,
        )
        if handler.transport is None:
            raise ServerDisconnectedError
        handler.transport.write(request)
        handler.start_timeout()
        while True:
            message, content = await handler.read()
            if not 100 <= message.code < 200 or message.code == 101:
                return ServerAnswer(message.code, message.headers, message.raw_headers, content)

    def close(self) -> None:
        """At once: what was not read of the answer is not wanted."""
        self._handler.abort()


class Connections:
    """Opens connections. ``connect`` and ``read`` are seconds: until one is taken, and between two helpings of an answer;
    ``most`` are open at once."""

    def __init__(
        self, resolver: AbstractResolver, trust: ssl.SSLContext, connect: float, read: float, most: int
    ) -> None:
        self.resolver, self.trust, self.connect, self.read = resolver, trust, connect, read
        self.places = asyncio.Semaphore(most)

    async def open(self, address: URL, make_socket: SocketFactory) -> Exchange:
        """Raises ``NoNameError``, ``NotTakenError``, ``NoConnectionError``, ``ssl.SSLError``, and what ``make_socket`` raises."""
        rows = await self._rows(address.raw_host or "", address.port or 0)
        try:
            async with asyncio.timeout(self.connect):
                opened = await _opened(rows, make_socket)
                return Exchange(await self._on(opened, address), self.read)
        except ssl.SSLError:
            raise
        except TimeoutError as error:
            raise (NotTakenError if error.errno is None else NoConnectionError)(str(error)) from error
        except OSError as error:
            raise NoConnectionError(str(error)) from error

    async def _on(self, opened: socket.socket, address: URL) -> ResponseHandler:
        """With TLS where the address asks for it; certificates name hosts without the dot of a full name."""
        loop = asyncio.get_running_loop()
        is_secure = address.scheme == "https"
        name = (address.raw_host or "").rstrip(".")
        try:
            _, handler = await loop.create_connection(
                lambda: ResponseHandler(loop),
                sock=opened,
                ssl=self.trust if is_secure else None,
                server_hostname=name if is_secure else None,
            )
        except BaseException:
            opened.close()
            raise
        return handler

    async def _rows(self, host: str, port: int) -> list[_Row]:
        if _is_literal(host):
            return [_row(host, port)]
        try:
            found = await self.resolver.resolve(host, port, family=socket.AF_UNSPEC)
        except OSError as error:
            raise NoNameError(str(error)) from error
        return [_row(one["host"], one["port"]) for one in found]


def request_of(address: URL, headers: Mapping[str, str]) -> bytes:
    """A GET request, sent as it is written; a header's value is Latin-1, one sign for one byte: a validator may hold any
    (RFC 9110, 8.8.3). Raises ``ValueError`` for control signs in a value."""
    lines = [f"GET {address.raw_path_qs} HTTP/1.1", f"Host: {address.host_port_subcomponent}"]
    for name, value in headers.items():
        if UNSENDABLE.search(value):
            raise ValueError(f"{name} holds a control sign")
        lines.append(f"{name}: {value}")
    return ("\r\n".join(lines) + "\r\nConnection: close\r\n\r\n").encode("latin-1", "replace")


async def _opened(rows: list[_Row], make_socket: SocketFactory) -> socket.socket:
    """Connected to the first of the addresses that takes a connection."""
    loop = asyncio.get_running_loop()
    if len(rows) != 1:
        return await aiohappyeyeballs.start_connection(
            rows, happy_eyeballs_delay=NEXT_ADDRESS, interleave=1, loop=loop, socket_factory=make_socket
        )
    opened = make_socket(rows[0])
    try:
        opened.setblocking(False)
        await loop.sock_connect(opened, rows[0][4])
    except BaseException:
        opened.close()
        raise
    return opened


def _row(host: str, port: int) -> _Row:
    is_sixth = ":" in host
    place = (host, port, 0, 0) if is_sixth else (host, port)
    return (
        socket.AF_INET6 if is_sixth else socket.AF_INET,
        socket.SOCK_STREAM,
        socket.IPPROTO_TCP,
        "",
        place,
    )


@lru_cache(10_000)
def _is_literal(host: str) -> bool:
    """An address as the system takes it without asking anybody."""
    for family in (socket.AF_INET, socket.AF_INET6):
        try:
            socket.inet_pton(family, host)
        except OSError:
            continue
        return True
    return False


@lru_cache(1)
def system_trust() -> ssl.SSLContext:
    """The certificates that the system trusts; to read them takes some tens of milliseconds."""
    context = ssl.create_default_context()
    context.set_alpn_protocols(["http/1.1"])
    return context
