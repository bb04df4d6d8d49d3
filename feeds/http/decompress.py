"""Bounded decompression of HTTP bodies: a kilobyte of brotli can hold a gigabyte, so output is taken in portions."""

import re
import sys
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PORTION = 64 * 1024
ACCEPTED = "gzip, deflate, br, zstd"
GZIP = b"\x1f\x8b"
ZSTANDARD = re.compile(rb"\x28\xb5\x2f\xfd|[\x50-\x5f]\x2a\x4d\x18")
"""The beginning of a frame, and of one that holds no text (RFC 8878, 3.1)."""
FIRST_BYTES = (b"\x1f", b"\x28", b"\x78")
LONGEST_MARK = 4
"""By which bytes a compressed body is known: gzip, a frame of Zstandard, and zlib (RFC 1950, 2.2: the first two bytes are a
multiple of 31). Brotli has no mark."""
UNREAD = frozenset(("compress", "x-compress", "dcb", "dcz", "exi", "pack200-gzip"))
"""Registered codings that were not offered. Any other unknown word ("none", "utf-8") is a server's mistake about a
body that is not compressed at all."""


class DamagedBodyError(ValueError):
    """The body is not what its ``Content-Encoding`` says."""


class Decoder(Protocol):
    """Takes a chunk as received and gives portions of text of at most about ``PORTION`` bytes."""

    def portions(self, chunk: bytes) -> Iterator[bytes]: ...

    @property
    def is_finished(self) -> bool:
        """Whether the body may end here. A connection that breaks off looks like one that ends."""


class Identity:
    is_finished = True

    def portions(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class Zlib:
    """gzip, also in several members (RFC 1952, 2.2), and deflate (with or, as some servers send it, without the zlib
    header: RFC 9110, 8.4.1.2). What follows the compressed text is left out."""

    def __init__(self, window: int) -> None:
        self.window = window
        self.inflate = zlib.decompressobj(window)
        self.started = False

    @property
    def is_finished(self) -> bool:
        return self.inflate.eof or not self.started

    def portions(self, chunk: bytes) -> Iterator[bytes]:
        if not self.started and self.window == zlib.MAX_WBITS and chunk and (chunk[0] & 0x0F) != 8:
            self.inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self.started = self.started or bool(chunk)
        data = chunk
        try:
            while data and (not self.inflate.eof or self._begins_again(data)):
                yield self.inflate.decompress(data, PORTION)
                data = self.inflate.unconsumed_tail or self.inflate.unused_data
        except zlib.error as error:
            raise DamagedBodyError(str(error)) from error

    def _begins_again(self, data: bytes) -> bool:
        if self.window <= zlib.MAX_WBITS or not data.startswith(GZIP[: len(data)]):
            return False
        self.inflate = zlib.decompressobj(self.window)
        return True


class Brotli:
    def __init__(self) -> None:
        self.inflate = brotli.Decompressor()
        self.started = False

    @property
    def is_finished(self) -> bool:
        return self.inflate.is_finished() or not self.started

    def portions(self, chunk: bytes) -> Iterator[bytes]:
        self.started = self.started or bool(chunk)
        try:
            portion = self.inflate.process(chunk, output_buffer_limit=PORTION)
            while portion:
                yield portion
                portion = self.inflate.process(b"", output_buffer_limit=PORTION)
        except brotli.error as error:
            raise DamagedBodyError(str(error)) from error


class Zstandard:
    """Also in several frames (RFC 8878, 3.1)."""

    def __init__(self) -> None:
        self.inflate = _zstandard()
        self.started = False
        self.rest = b""

    @property
    def is_finished(self) -> bool:
        return self.inflate.eof or not self.started

    def portions(self, chunk: bytes) -> Iterator[bytes]:
        self.started = self.started or bool(chunk)
        data, self.rest = self.rest + chunk, b""
        try:
            while not self.inflate.eof or self._begins_again(data):
                portion = self.inflate.decompress(data, max_length=PORTION)
                data = self.inflate.unused_data
                yield portion
                if not portion and not self.inflate.eof and self.inflate.needs_input:
                    return
        except zstd.ZstdError as error:
            raise DamagedBodyError(str(error)) from error

    def _begins_again(self, data: bytes) -> bool:
        if not ZSTANDARD.match(data):
            self.rest = data[:3]  # a mark may be torn by the network
            return False
        self.inflate = _zstandard()
        return True


def _zstandard() -> zstd.ZstdDecompressor:
    """8 MB is the window that RFC 9659 lets a server ask of a client."""
    return zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: 23})


class Unnamed:
    """What a body still is when the coding that its header names is taken off: servers send files that are compressed
    already, and say nothing of it."""

    def __init__(self, outer: Decoder) -> None:
        self.outer = outer
        self.inner: Decoder | None = None
        self.start = b""

    @property
    def is_finished(self) -> bool:
        return self.outer.is_finished and (self.inner is None or self.inner.is_finished)

    def portions(self, chunk: bytes) -> Iterator[bytes]:
        for portion in self.outer.portions(chunk):
            if self.inner is not None:
                yield from self.inner.portions(portion)
                continue
            self.start += portion
            if len(self.start) >= LONGEST_MARK or not self.start.startswith(FIRST_BYTES):
                self.inner = _by_its_mark(self.start)
                yield from self.inner.portions(self.start)


def _by_its_mark(start: bytes) -> Decoder:
    if start.startswith(GZIP):
        return CODINGS["gzip"]()
    if start[:1] == b"\x78" and len(start) > 1 and int.from_bytes(start[:2], "big") % 31 == 0:
        return CODINGS["deflate"]()
    return CODINGS["zstd"]() if ZSTANDARD.match(start) else Identity()


CODINGS: dict[str, Callable[[], Decoder]] = {
    "gzip": partial(Zlib, zlib.MAX_WBITS | 16),
    "x-gzip": partial(Zlib, zlib.MAX_WBITS | 16),
    "deflate": partial(Zlib, zlib.MAX_WBITS),
    "br": Brotli,
    "zstd": Zstandard,
}


def decoder(encoding: str) -> Decoder:
    """The decoder of a ``Content-Encoding``. Raises ``DamagedBodyError`` for what was not offered: another coding, or
    several on top of each other."""
    words = [part.strip().lower() for part in encoding.split(",")]
    codings = [word for word in words if word in CODINGS or word in UNREAD]
    if len(codings) > 1 or not UNREAD.isdisjoint(codings):
        raise DamagedBodyError(f"content encoding {encoding[:40]!r}")
    return Unnamed(CODINGS[codings[0]]() if codings else Identity())
