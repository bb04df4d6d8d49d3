"""Validators byte for byte: what a server sent as ``ETag`` or ``Last-Modified`` goes back as the same bytes.

A value is kept as Latin-1 text, one sign for one byte. aiohttp writes header values as UTF-8 and leaves out what is
none, but RFC 9110 (8.8.3) lets an entity tag have any byte from 0x80 on: such a request gets its bytes on the way out.
"""

import re
from typing import Any, cast

import aiohttp

UNSENDABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
"""Control signs: no server may send them (RFC 9110, 5.5), and no client sends them back."""
STANDING_IN = 0x10FE00
"""A private sign above this one stands for a byte that is not part of any UTF-8."""
HIDDEN = {0xDC00 + byte: STANDING_IN + byte for byte in range(0x80, 0x100)}
SHOWN = {hidden: halved for halved, hidden in HIDDEN.items()}


def received(raw: tuple[tuple[bytes, bytes], ...], name: bytes) -> str | None:
    """The first value of a header as it came; None where there is none that can be sent back. ``name`` in small
    letters."""
    value = next((value for key, value in raw if key.lower() == name), b"").strip(b" \t").decode("latin-1")
    return value if value and not UNSENDABLE.search(value) else None


def sendable(value: str) -> str:
    """A kept value in the form that aiohttp writes as the same bytes, where they are UTF-8, or ``Verbatim`` does."""
    if value.isascii():
        return value
    return value.encode("latin-1", "replace").decode("utf-8", "surrogateescape").translate(HIDDEN)


class Verbatim(aiohttp.ClientRequest):
    """A request whose header values may hold any byte (``ClientSession``'s ``request_class``)."""

    async def send(self, conn: Any) -> aiohttp.ClientResponse:
        plain = all(map(str.isascii, self.headers.values()))
        return await super().send(conn if plain else cast("Any", _Through(conn)))


class _Through:
    """A connection whose transport writes the bytes that are stood in for; all else is the connection's own."""

    def __init__(self, inner: Any) -> None:
        self.inner = inner

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.inner, name)
        return _Through(found) if name in ("protocol", "transport") else found

    def write(self, data: bytes) -> None:
        text = data.decode("utf-8", "surrogateescape")
        self.inner.write(text.translate(SHOWN).encode("utf-8", "surrogateescape"))
