"""What servers in the wild ask of a client: addresses as they were written, cookies on the way, bodies by what they are."""

import gzip
import sys
import zlib
from collections.abc import Awaitable, Callable

import pytest
from aiohttp import web
from hypothesis import given
from hypothesis import strategies as st

from feeds.http.addresses import address_of, redirected
from feeds.http.cookies import Cookies
from feeds.http.fetch import COOKIE_WALL, Fetcher
from feeds.http.outcomes import Failed, Fetched
from tests.feeds.http.test_fetch import FEED

if sys.version_info >= (3, 14):
    from compression.zstd import compress as zstd_of
else:
    from backports.zstd import compress as zstd_of

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Serve = Callable[[Handler], Awaitable[str]]
QUERIES = [
    "/go?url=https%3A%2F%2Fx.example%2Fa%3Fb%3D1%26c%3D2%2B3&sig=a%2Fb%2Bc%3D",
    "/a%2Fb;v=1/%7Euser?q=%E4%B8%AD&e=%20&plus=1+2&empty=&=x&flag",
    "/rss?at=a@b:c&p='(1)!*'",
    "/lower%2fcase?x=%3a%2F",
    "//double//slashes?//",
]


@pytest.mark.parametrize("written", QUERIES)
async def test_a_redirect_is_followed_byte_for_byte(serve: Serve, fetcher: Fetcher, written: str) -> None:
    seen: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.raw_path)
        if request.path == "/feed":
            return web.Response(status=301, headers={"Location": place + written + "#part"})
        return web.Response(body=FEED)

    place = await serve(answer)
    found = await fetcher.fetch(place + "/feed")
    assert isinstance(found, Fetched)
    assert seen == ["/feed", written]
    assert found.moved_to == place + written
    await fetcher.fetch(found.moved_to)
    assert seen[-1] == written


async def test_what_no_address_may_hold_is_escaped(serve: Serve, fetcher: Fetcher) -> None:
    seen: list[str] = []

    async def answer(request: web.Request) -> web.Response:
        seen.append(request.raw_path)
        if request.path == "/feed":
            return web.Response(status=302, headers={"Location": " /a b/ü?q=<x>"})
        return web.Response(body=FEED)

    assert isinstance(await fetcher.fetch(await serve(answer) + "/feed"), Fetched)
    assert seen[-1] == "/a%20b/%C3%BC?q=%3Cx%3E"


@given(st.text(st.sampled_from("ab%2F/?&=+;:@!$'()*,~._-"), max_size=30), st.text(max_size=20))
def test_the_guard_and_the_client_read_one_host(path: str, rest: str) -> None:
    for url in (f"http://feed.example/{path}", f"http://feed.example/{path}{rest}", f"http:{rest}"):
        try:
            read = address_of(redirected("http://feed.example/", url))
        except ValueError:
            continue
        if url.startswith("http://feed.example/"):
            assert (read.host, read.port) == ("feed.example", 80)


def cookie_check(*, takes_its_own: bool) -> Handler:
    """Sends who has no cookie to a page that sets one and leads back."""

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/check":
            headers = {"Location": "/feed", "Set-Cookie": "ok=1; Path=/; HttpOnly"}
            return web.Response(status=302, headers=headers)
        if takes_its_own and request.headers.get("Cookie") == "ok=1":
            return web.Response(body=FEED)
        return web.Response(status=302, headers={"Location": "/check?u=feed"})

    return answer


async def test_a_cookie_that_is_set_on_the_way_is_brought_back(serve: Serve, fetcher: Fetcher) -> None:
    place = await serve(cookie_check(takes_its_own=True))
    for _ in range(2):  # the second visit begins without it
        found = await fetcher.fetch(f"{place}/feed")
        assert isinstance(found, Fetched)
        assert (found.body, found.moved_to) == (FEED, None)


async def test_a_server_that_wants_other_cookies_is_called_so(serve: Serve, fetcher: Fetcher) -> None:
    found = await fetcher.fetch(await serve(cookie_check(takes_its_own=False)) + "/feed")
    assert isinstance(found, Failed)
    assert found.reason == COOKIE_WALL


async def test_a_new_cookie_at_every_step_ends(serve: Serve, fetcher: Fetcher) -> None:
    count = 0

    async def answer(request: web.Request) -> web.Response:
        nonlocal count
        count += 1
        return web.Response(status=302, headers={"Location": "/feed", "Set-Cookie": f"n={count}"})

    found = await fetcher.fetch(await serve(answer) + "/feed")
    assert isinstance(found, Failed)
    assert found.reason == COOKIE_WALL
    assert count <= 6


def test_a_cookie_is_told_to_nobody_else() -> None:
    cookies = Cookies()
    assert cookies.keep("a.example", ["id=7; Domain=example", "bad header\r\n", "=1", "k=v w; Secure"])
    assert not cookies.keep("a.example", ["id=7"])
    assert cookies.header("a.example") == {"Cookie": "id=7; k=v w"}
    assert cookies.header("b.a.example") == {}
    cookies.keep("a.example", [f"n{n}={'x' * 400}" for n in range(100)])
    assert cookies.header("a.example") == {}


@pytest.mark.parametrize(
    "body",
    [
        FEED,
        gzip.compress(FEED),
        zlib.compress(FEED),
        zlib.compress(FEED, 0),
        zstd_of(FEED),
        gzip.compress(b""),
    ],
    ids=["plain", "gzip", "zlib", "stored", "zstd", "empty"],
)
@pytest.mark.parametrize("encoding", ["", "identity", "gzip"])
async def test_a_body_is_what_it_is(serve: Serve, fetcher: Fetcher, body: bytes, encoding: str) -> None:
    """Also where the server compresses a file that is compressed already."""

    async def answer(request: web.Request) -> web.Response:
        sent = gzip.compress(body) if encoding == "gzip" else body
        headers = {"Content-Encoding": encoding} if encoding else {}
        return web.Response(body=sent, headers=headers, content_type="application/x-gzip")

    found = await fetcher.fetch(await serve(answer))
    assert isinstance(found, Fetched)
    assert found.body in (FEED, b"")


async def test_a_bomb_without_a_header_is_bounded(serve: Serve, fetcher: Fetcher) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.Response(body=gzip.compress(bytes(5_000_000)))

    found = await fetcher.fetch(await serve(answer))
    assert isinstance(found, Failed)
    assert found.reason == "the body is larger than 0.1 MB"
