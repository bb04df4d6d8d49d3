"""What servers may answer with, byte by byte; TLS on loopback; that every connection ends."""

import asyncio
import os
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from yarl import URL

from feeds.http.exchange import request_of
from feeds.http.fetch import Fetcher, FetchLimits, open_fetcher
from feeds.http.outcomes import Failed, Fetched
from tests.feeds.http.test_addresses import Names

LIMITS = FetchLimits(connect=1, read=0.5, total=2, body=100_000)
OK = b"HTTP/1.1 200 OK\r\n"
NO_HTTP = "the server sent something that is not HTTP"
BROKEN = "the connection broke off in the middle of the body"
HUNG_UP = "the server closed the connection without an answer"
ANSWERS: dict[bytes, bytes | str] = {
    OK + b"Content-Length: 4\r\n\r\nfeed": b"feed",
    OK + b"\r\nfeed": b"feed",
    b"HTTP/1.0 200 OK\r\n\r\nfeed": b"feed",
    b"HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nfeed": b"feed",
    OK + b"Content-Length: 0\r\n\r\n": b"",
    OK + b"Transfer-Encoding: chunked\r\n\r\n2\r\nfe\r\n2;x=y\r\ned\r\n0\r\nTrailer: x\r\n\r\n": b"feed",
    b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK + b"\r\nfeed": b"feed",
    OK + b"X-Long: " + b"x" * 30_000 + b"\r\nContent-Length: 4\r\n\r\nfeed": b"feed",
    OK + b"Content-Length: 9\r\n\r\nfeed": BROKEN,
    OK + b"Transfer-Encoding: chunked\r\n\r\n9\r\nfeed": BROKEN,
    OK + b"X-Long: " + b"x" * 60_000 + b"\r\n\r\nfeed": NO_HTTP,
    OK + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nfeed": NO_HTTP,
    OK + b"Content-Length: -4\r\n\r\nfeed": NO_HTTP,
    b"<rss version='2.0'></rss>": NO_HTTP,
    b"SSH-2.0-OpenSSH_9.6\r\n": NO_HTTP,
    b"\x15\x03\x01\x00\x02\x02\x46": NO_HTTP,
    b"HTTP/1.1 200 O": HUNG_UP,
    b"": HUNG_UP,
}  # fmt: skip
"""Bytes to the body that is read, or to why there is none."""


ANSWERED = b"HTTP/1.1 400 Bad Request\r\n\r\n"


@asynccontextmanager
async def answering(answer: bytes, trust: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """The port of a server that says the same to everybody and hangs up."""

    async def say(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(1000)
        writer.write(answer)
        writer.close()

    async with await asyncio.start_server(say, "127.0.0.1", 0, ssl=trust) as server:
        yield server.sockets[0].getsockname()[1]


async def test_what_a_server_may_answer(fetcher: Fetcher) -> None:
    told: dict[bytes, bytes | str] = {}
    for answer in ANSWERS:
        async with answering(answer) as port:
            found = await fetcher.fetch(f"http://127.0.0.1:{port}/")
        told[answer] = (
            found.body if isinstance(found, Fetched) else found.reason if isinstance(found, Failed) else ""
        )
    assert told == ANSWERS


async def test_no_connection_outlasts_its_fetch(fetcher: Fetcher) -> None:
    """Read to its end, too large, turned away, broken off, refused, given up on in the middle: all are closed."""
    large = OK + b"Content-Length: 900000\r\n\r\n" + b"x" * 900_000
    whole, short = OK + b"Content-Length: 4\r\n\r\nfeed", OK + b"Content-Length: 9\r\n\r\n"
    await _fetch_and_give_up(fetcher, whole)  # what the loop itself opens once
    before = await _descriptors(most=0)
    for answer in (large, whole, ANSWERED, short):
        await _fetch_and_give_up(fetcher, answer)
    assert await _descriptors(most=before) <= before


async def _fetch_and_give_up(fetcher: Fetcher, answer: bytes) -> None:
    async with answering(answer) as port:
        await fetcher.fetch(f"http://127.0.0.1:{port}/")
        given_up = asyncio.create_task(fetcher.fetch(f"http://127.0.0.1:{port}/"))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.wait([given_up])
    await fetcher.fetch(f"http://127.0.0.1:{port}/")


async def _descriptors(most: int) -> int:
    """Of this process, once they are no more than that or have had half a second to go."""
    for _ in range(25):
        count = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - names alone
        if count <= most:
            break
        await asyncio.sleep(0.02)
    return count


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Its key and itself, for ``news.example``."""
    if shutil.which("openssl") is None:
        pytest.skip("no openssl here makes a certificate")
    file = tmp_path / "news.pem"
    ask = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
           "-subj", "/CN=news.example", "-addext", "subjectAltName=DNS:news.example", "-keyout", str(tmp_path / "key"), "-out", str(file)]  # fmt: skip
    subprocess.run(ask, check=True, capture_output=True)
    file.write_bytes((tmp_path / "key").read_bytes() + file.read_bytes())
    return file


async def test_tls_asks_whose_certificate_it_is(certificate: Path) -> None:
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(certificate)
    ours = ssl.create_default_context(cafile=str(certificate))
    told: list[object] = []
    async with answering(OK + b"Content-Length: 4\r\n\r\nfeed", theirs) as port, answering(ANSWERED) as plain:
        for host, at, trust in (
            ("news.example", port, ours),
            ("news.example.", port, ours),
            ("other.example", port, ours),
            ("news.example", port, None),
            ("news.example", plain, ours),
        ):
            told.append(await _fetched(f"https://{host}:{at}/", trust))
    refused = "the server's certificate is not valid"
    assert told == [b"feed", b"feed", refused, refused, "no secure connection could be made with the server"]


async def _fetched(url: str, trust: ssl.SSLContext | None) -> object:
    names, allowed = Names(["127.0.0.1"]), ["127.0.0.0/8"]
    async with open_fetcher(
        "x", lambda: datetime.now(UTC), allowed, LIMITS, resolver=names, trust=trust
    ) as fetcher:
        found = await fetcher.fetch(url)
    return found.body if isinstance(found, Fetched) else found.reason if isinstance(found, Failed) else found


def test_a_request_is_sent_as_it_is_written() -> None:
    address = URL("https://[2001:db8::1]:8443/a%2Fb?c=%20", encoded=True)
    sent = request_of(address, {"Accept": "*/*", "If-None-Match": '"caf\xe9"'})
    assert sent == (
        b"GET /a%2Fb?c=%20 HTTP/1.1\r\nHost: [2001:db8::1]:8443\r\nAccept: */*\r\n"
        b'If-None-Match: "caf\xe9"\r\nConnection: close\r\n\r\n'
    )
    for hostile in ("x\r\nHost: other", "x\n", "\0"):
        with pytest.raises(ValueError, match="control sign"):
            request_of(address, {"If-None-Match": hostile})
