"""Sockets that take what a server sends in small helpings.

An event loop reads a quarter of a megabyte at once and hands all of it to the HTTP parser in one turn. Of chunks of one
byte, or of interim responses, that is forty thousand objects and a stall of 70 ms.
"""

import socket
from typing import Any

HELPING = 64 * 1024
"""Bytes that the system keeps for us: all that one read can take. Enough for 200 kB in a second from the other side of the world."""


def open_socket(address: tuple[Any, ...]) -> socket.socket:
    """A socket for one row of ``getaddrinfo`` (aiohttp's ``socket_factory``)."""
    family, kind, protocol, _, _ = address
    opened = socket.socket(family=family, type=kind, proto=protocol)
    opened.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, HELPING)
    return opened
