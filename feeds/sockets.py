"""Sockets that take what a server sends in small helpings.

The event loop reads up to 256 KiB at once and hands all of it to the HTTP parser in one turn. Of chunks of one byte, or
of interim responses, that is forty thousand objects and a stall of more than 50 ms.
"""

import socket
from typing import Any

HELPING = 32 * 1024
"""Bytes that one read takes at most."""


class HelpingSocket(socket.socket):
    """A socket whose reads are bounded, whatever the reader asks for."""

    def recv(self, size: int, flags: int = 0, /) -> bytes:
        return super().recv(min(size, HELPING), flags)

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:
        return super().recv_into(buffer, min(nbytes or len(buffer), HELPING), flags)


def open_socket(address: tuple[Any, ...]) -> socket.socket:
    """A socket for one row of ``getaddrinfo`` (aiohttp's ``socket_factory``)."""
    family, kind, protocol, _, _ = address
    return HelpingSocket(family=family, type=kind, proto=protocol)
