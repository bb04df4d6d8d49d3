"""Fetching from real servers on loopback: validators, redirects, limits, and failures in plain words."""

import asyncio
import gzip
import socket
import sys
import zlib
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta
from hashlib import sha512

import brotli
import pytest
from aiohttp import web

from feeds.http.decompress import decoder
from feeds.http.fetch import Fetcher
from feeds.http.headers import received
from feeds.http.outcomes import Failed, Fetched, Unchanged
from feeds.http.sockets import HELPING, open_socket

if sys.version_info >= (3, 14):
    from compression.zstd import compress as zstd_of
else:
    from backports.zstd import compress as zstd_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]
FEED = b"<rss version='2.0'><channel><title>Loopback</title></channel></rss>" * 20


async def test_a_feed_is_read_with_its_validators_byte_for_byte(serve: Serve, fetcher: Fetcher) -> None:
    seen: list[web.Request] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request)
        headers = {
            "ETag": 'W/"a,\\"b"',
            "Last-Modified": "Mon, 6 Nov 2023 9:00:00 GMT",
            "Cache-Control": "max-age=600",
        }
        status = 304 if "If-None-Match" in request.headers else 200
        return web.Response(status=status, body=None if status == 304 else FEED, headers=headers)

    url = await serve(answer)
    first = await fetcher.fetch(url + "/feed?b=1&a=2")
    assert isinstance(first, Fetched)
    assert (first.body, first.etag, first.fresh_for) == (FEED, 'W/"a,\\"b"', timedelta(minutes=10))
    second = await fetcher.fetch(url + "/feed?b=1&a=2", first.etag, first.last_modified)
    assert isinstance(second, Unchanged)
    assert second.fresh_for == timedelta(minutes=10)
    assert seen[1].headers["If-None-Match"] == 'W/"a,\\"b"'
    assert seen[1].headers["If-Modified-Since"] == "Mon, 6 Nov 2023 9:00:00 GMT"
    assert seen[0].raw_path == "/feed?b=1&a=2"
    assert "Entente/" in seen[0].headers["User-Agent"]
    assert "desk@entente.example" in seen[0].headers["User-Agent"]
    assert not {"Cookie", "Referer", "If-None-Match"} & set(seen[0].headers)


@pytest.mark.parametrize(
    "etag",
    [b'"caf\xe9"', 'W/"caf\u00e9 \u4e2d"'.encode(), b"unquoted; 50%", b'"a","b"', b'"\xff\x80" x', b'""'],
)
async def test_validators_go_back_as_the_same_bytes(fetcher: Fetcher, etag: bytes) -> None:
    requests: list[bytes] = []

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        requests.append(await reader.readuntil(b"\r\n\r\n"))
        body = (
            b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nEtag: %s\r\nLast-Modified:  gestern, 9 Uhr \xfc\r\n\r\n."
            % etag
        )
        unchanged = b"HTTP/1.1 304 Not Modified\r\nEtag: %s \r\n\r\n" % etag
        writer.write(unchanged if len(requests) == 2 else body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        first = await fetcher.fetch(url)
        assert isinstance(first, Fetched)
        second = await fetcher.fetch(url, first.etag, first.last_modified)
        assert isinstance(second, Unchanged)
        assert (second.etag, second.last_modified) == (first.etag, first.last_modified)
    lines = requests[1].split(b"\r\n")
    assert b"If-None-Match: " + etag in lines
    assert b"If-Modified-Since: gestern, 9 Uhr \xfc" in lines


def test_a_validator_that_nobody_may_send_is_not_kept() -> None:
    assert received(((b"ETag", b'"a\x01"'), (b"Last-Modified", b"")), b"etag") is None
    assert received(((b"ETag", b'"a"'), (b"etag", b'"b"')), b"etag") == '"a"'
    assert received((), b"etag") is None


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("identity", FEED),
        ("gzip", gzip.compress(FEED)),
        ("deflate", zlib.compress(FEED)),
        ("deflate", zlib.compress(FEED)[2:-4]),
        ("br", brotli.compress(FEED)),
        ("zstd", zstd_of(FEED)),
        ("gzip", gzip.compress(FEED[:90]) + gzip.compress(FEED[90:])),
        ("gzip", gzip.compress(FEED) + b"\0\0 padding"),
        ("zstd", zstd_of(FEED[:90]) + b"\x50\x2a\x4d\x18\1\0\0\0x" + zstd_of(FEED[90:])),
        ("x-gzip, identity", gzip.compress(FEED)),
        ("utf-8", FEED),
        ("none", FEED),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_encodings(serve: Serve, fetcher: Fetcher, encoding: str, body: bytes) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": encoding})

    found = await fetcher.fetch(await serve(answer))
    assert isinstance(found, Fetched)
    assert found.body == FEED


async def test_frames_that_the_network_tears() -> None:
    frames = {
        "gzip": gzip.compress(FEED[:90]) + gzip.compress(FEED[90:]),
        "zstd": zstd_of(FEED[:90]) + zstd_of(FEED[90:]),
        "deflate": zlib.compress(FEED),
        "br": brotli.compress(FEED),
    }
    for encoding, body in frames.items():
        inflate = decoder(encoding)
        portions = [
            portion for place in range(len(body)) for portion in inflate.portions(body[place : place + 1])
        ]
        assert (b"".join(portions), inflate.is_finished) == (FEED, True)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd"])
async def test_a_compressed_body_that_breaks_off_is_no_feed(
    serve: Serve, fetcher: Fetcher, encoding: str
) -> None:
    """Half a feed would be read as a whole one, and its validators would keep the other half away."""
    compress = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd_of}
    body = compress[encoding](FEED + sha512(FEED).digest() * 2)[:-60]

    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=body, headers={"Content-Encoding": encoding, "ETag": '"half"'})

    found = await fetcher.fetch(await serve(answer))
    assert isinstance(found, Failed)
    assert found.reason == "the connection broke off in the middle of the body"


@pytest.mark.parametrize("encoding", ["compress", "gzip, gzip", "gzip, br"])
async def test_a_coding_that_was_not_offered(serve: Serve, fetcher: Fetcher, encoding: str) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(FEED), headers={"Content-Encoding": encoding})

    found = await fetcher.fetch(await serve(answer))
    assert isinstance(found, Failed)
    assert found.reason == "the body is damaged: it is not compressed as the server says"


def test_one_read_takes_a_helping() -> None:
    """A server that sends a megabyte of one-byte chunks is not parsed in one turn of the event loop."""
    row = (socket.AF_INET, socket.SOCK_STREAM, 0, "", ())
    with socket.create_server(("127.0.0.1", 0)) as server, open_socket(row) as near:
        near.connect(server.getsockname())
        far, _ = server.accept()
        far.setblocking(False)
        with far, suppress(BlockingIOError):
            while True:
                far.send(b"x" * 100_000)
        assert 0 < len(near.recv(10_000_000)) <= 3 * HELPING


@pytest.mark.parametrize("encoding", ["identity", "gzip", "deflate", "br", "zstd"])
async def test_a_body_is_bounded_after_decompression(serve: Serve, fetcher: Fetcher, encoding: str) -> None:
    """Two hundred megabytes plain, and a few kilobytes that hold as much."""
    compress = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress, "zstd": zstd_of}
    piece = b" " * 5_000_000
    bomb = compress[encoding](piece) if encoding in compress else b""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Encoding": encoding})
        await response.prepare(request)
        if bomb:
            await response.write(bomb)
        for _ in range(0 if bomb else 40):
            await response.write(piece)
        return response

    found = await fetcher.fetch(await serve(answer))
    assert isinstance(found, Failed)
    assert found.reason == "the body is larger than 0.1 MB"


async def test_redirects(serve: Serve, fetcher: Fetcher) -> None:
    async def answer(request: web.Request) -> web.Response:
        to = {
            "/a": (301, "/b"),
            "/b": (308, "/c"),
            "/c": (302, "/d"),
            "/loop": (302, "/loop2"),
            "/loop2": (302, "/loop"),
        }
        to |= {
            "/private": (302, "http://10.0.0.1/"),
            "/port": (301, "http://8.8.8.8:22/"),
            "/file": (302, "ftp://8.8.8.8/feed"),
        }
        if request.path in to:
            status, place = to[request.path]
            return web.Response(status=status, headers={"Location": place})
        if request.path.startswith("/far"):
            return web.Response(status=302, headers={"Location": request.path + "r"})
        return web.Response(body=FEED)

    url = await serve(answer)
    found = await fetcher.fetch(url + "/a")
    assert isinstance(found, Fetched)
    assert (found.url, found.moved_to) == (url + "/d", url + "/c")
    reasons = {}
    for path in ("/loop", "/far", "/private", "/port", "/file"):
        failed = await fetcher.fetch(url + path)
        assert isinstance(failed, Failed)
        reasons[path] = failed.reason
    assert reasons == {
        "/loop": "the address redirects in a circle",
        "/far": "the address redirects more than 5 times",
        "/private": "the address is private or reserved: the bot does not open it",
        "/port": "port 22 is not read: only 80, 443, 8080 and 8443 are",
        "/file": "only http and https addresses are read",
    }


@pytest.mark.parametrize(
    ("answered", "told"),
    [
        ((404, {}, ""), ("the server says that there is no such page (404)", None)),
        ((410, {}, ""), ("the server says that the feed is gone for good (410)", None)),
        ((403, {}, "no"), ("the server refuses the bot (403)", None)),
        ((429, {"Retry-After": "120"}, ""), ("the server says that it is asked too often (429)", 120)),
        (
            (503, {"Retry-After": "Mon, 01 Jan 2024 01:00:00 GMT"}, ""),
            ("the server has an error of its own (503)", 3600),
        ),
        ((500, {"Retry-After": "120"}, ""), ("the server has an error of its own (500)", 120)),
        (
            (403, {"Retry-After": "60"}, "<html><title>Just a moment...</title>"),
            ("the server sent a page that asks for a person (a challenge, 403), not the feed", 60),
        ),
    ],
)
async def test_failures(
    answered: tuple[int, dict[str, str], str], told: tuple[str, int | None], serve: Serve, fetcher: Fetcher
) -> None:
    (status, headers, body), (reason, wish) = answered, told

    async def answer(request: web.Request) -> web.Response:
        return web.Response(status=status, headers=headers, text=body)

    found = await fetcher.fetch(await serve(answer))
    assert isinstance(found, Failed)
    assert (found.reason, found.status, found.gone) == (reason, status, status == 410)
    assert found.retry_after == (timedelta(seconds=wish) if wish else None)
    assert found.sends_away == (wish is not None and status != 500)


async def test_a_dead_host_and_a_damaged_body(serve: Serve, fetcher: Fetcher) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=b"not gzip at all", headers={"Content-Encoding": "gzip"})

    calls: list[asyncio.StreamWriter] = []

    def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        calls.append(writer)
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    hung_up = await fetcher.fetch(f"http://127.0.0.1:{port}/")
    assert len(calls) == 1
    server.close()
    await server.wait_closed()
    reasons = [
        hung_up,
        await fetcher.fetch(f"http://127.0.0.1:{port}/"),
        await fetcher.fetch(await serve(answer)),
    ]
    reasons.append(await fetcher.fetch("http://no-such-host.invalid/"))
    assert [found.reason for found in reasons if isinstance(found, Failed)] == [
        "the server closed the connection without an answer",
        "nothing answers at that address",
        "the body is damaged: it is not compressed as the server says",
        "the host's name could not be found",
    ]


async def test_a_server_that_trickles_meets_the_total_limit(serve: Serve, fetcher: Fetcher) -> None:
    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        for _ in range(100):
            await response.write(b" ")
            await asyncio.sleep(0.05)
        return response

    async def silent(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(2)
        return web.Response()

    slow = await fetcher.fetch(await serve(answer))
    mute = await fetcher.fetch(await serve(silent))
    assert isinstance(slow, Failed)
    assert isinstance(mute, Failed)
    assert (slow.reason, mute.reason) == (
        "the server did not finish its answer within 1 seconds",
        "the server stopped sending",
    )
