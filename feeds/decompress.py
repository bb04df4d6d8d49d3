"""Bounded decompression of HTTP bodies: a kilobyte of brotli can hold a gigabyte, so output is taken in portions."""

import sys
import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PORTION = 64 * 1024
ACCEPTED = "gzip, deflate, br, zstd"


class DamagedBodyError(ValueError):
    """The body is not what its ``Content-Encoding`` says."""


class Decoder(Protocol):
    """Takes a chunk as received and gives portions of text of at most about ``PORTION`` bytes."""

    def portions(self, chunk: bytes) -> Iterator[bytes]: ...


class Identity:
    def portions(self, chunk: bytes) -> Iterator[bytes]:
        yield chunk


class Zlib:
    """gzip and deflate (with or, as some servers send it, without the zlib header: RFC 9110, 8.4.1.2)."""

    def __init__(self, window: int) -> None:
        self.window = window
        self.inflate = zlib.decompressobj(window)
        self.started = False

    def portions(self, chunk: bytes) -> Iterator[bytes]:
        if not self.started and self.window == zlib.MAX_WBITS and chunk and (chunk[0] & 0x0F) != 8:
            self.inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        self.started = self.started or bool(chunk)
        data = chunk
        try:
            while data and not self.inflate.eof:
                yield self.inflate.decompress(data, PORTION)
                data = self.inflate.unconsumed_tail
        except zlib.error as error:
            raise DamagedBodyError(str(error)) from error


class Brotli:
    def __init__(self) -> None:
        self.inflate = brotli.Decompressor()

    def portions(self, chunk: bytes) -> Iterator[bytes]:
        try:
            portion = self.inflate.process(chunk, output_buffer_limit=PORTION)
            while portion:
                yield portion
                portion = self.inflate.process(b"", output_buffer_limit=PORTION)
        except brotli.error as error:
            raise DamagedBodyError(str(error)) from error


class Zstandard:
    def __init__(self) -> None:
        # 8 MB is the window that RFC 9659 lets a server ask of a client.
        self.inflate = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: 23})

    def portions(self, chunk: bytes) -> Iterator[bytes]:
        data = chunk
        try:
            while not self.inflate.eof:
                portion = self.inflate.decompress(data, max_length=PORTION)
                data = b""
                yield portion
                if not portion and self.inflate.needs_input:
                    return
        except zstd.ZstdError as error:
            raise DamagedBodyError(str(error)) from error


def decoder(encoding: str) -> Decoder:
    """The decoder of a ``Content-Encoding``. Raises ``DamagedBodyError`` for one that was not offered."""
    match encoding.strip().lower():
        case "" | "identity":
            return Identity()
        case "gzip" | "x-gzip":
            return Zlib(zlib.MAX_WBITS | 16)
        case "deflate":
            return Zlib(zlib.MAX_WBITS)
        case "br":
            return Brotli()
        case "zstd":
            return Zstandard()
        case other:
            raise DamagedBodyError(f"unknown content encoding {other[:40]!r}")
