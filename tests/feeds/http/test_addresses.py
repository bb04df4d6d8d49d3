"""The address guard: forbidden forms, the operator's allow-list, and that no socket is opened."""

import asyncio
import socket
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiohttp.abc import AbstractResolver, ResolveResult

from feeds.http.fetch import FetchLimits, open_fetcher
from feeds.http.guard import Guard, is_public, read_allowance
from feeds.http.outcomes import Failed, Fetched

CASES = Path(__file__).parent.parent.parent / "cases" / "feeds"


def now() -> datetime:
    return datetime.now(UTC)


def lines(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("url", lines("forbidden-addresses.txt"))
async def test_a_forbidden_address_is_never_connected_to(url: str) -> None:
    async with open_fetcher(
        "mailto:desk@entente.example", lambda: datetime.now(UTC), limits=FetchLimits(total=2)
    ) as fetcher:
        found = await fetcher.fetch(url)
    assert isinstance(found, Failed)
    assert found.forbidden, found


@pytest.mark.parametrize(
    "url", [*lines("forbidden-addresses.txt"), "/\\127.0.0.1", "//127.0.0.1", "///10.0.0.1"]
)
async def test_a_redirect_to_a_forbidden_address_is_not_followed(url: str) -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: " + url.encode() + b"\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    place = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    async with server, open_fetcher("x", now, [place], FetchLimits(total=2)) as fetcher:
        found = await fetcher.fetch(f"http://{place}/feed")
    assert isinstance(found, Failed)


class Listener:
    """Counts who arrives at 127.0.0.1 and 127.0.0.2, at one port of both."""

    def __init__(self) -> None:
        self.arrived: list[str] = []
        self.port = 0

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.arrived.append(writer.get_extra_info("sockname")[0])
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
        writer.close()


@pytest.fixture
async def listener() -> AsyncIterator[Listener]:
    listener = Listener()
    server = await asyncio.start_server(listener.answer, "0.0.0.0", 0)
    listener.port = server.sockets[0].getsockname()[1]
    async with server:
        yield listener


async def test_nothing_arrives_at_a_listener_on_loopback(listener: Listener) -> None:
    async with open_fetcher("x", now, [f"10.0.0.0/8:{listener.port}"]) as fetcher:
        for host in ("127.0.0.1", "localhost", "0.0.0.0", "2130706433", "[::ffff:127.0.0.1]"):
            found = await fetcher.fetch(f"http://{host}:{listener.port}/")
            assert isinstance(found, Failed)
    assert listener.arrived == []


class Names(AbstractResolver):
    """Answers one look-up after the other, as a name server of a stranger may."""

    def __init__(self, *answers: list[str]) -> None:
        self.answers = list(answers)

    async def resolve(self, host: str, port: int = 0, family: int = socket.AF_INET) -> list[ResolveResult]:
        found = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        rows = [(socket.AF_INET6 if ":" in place else socket.AF_INET, place) for place in found]
        return [
            ResolveResult(
                hostname=host, host=place, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST
            )
            for kind, place in rows
        ]

    async def close(self) -> None:
        """Nothing is open."""


@pytest.mark.parametrize(
    "answer",
    [
        ["127.0.0.1"],
        ["127.0.0.1", "::1", "10.0.0.1"],
        ["::ffff:127.0.0.1"],
        ["64:ff9b::7f00:1", "0.0.0.0", "169.254.169.254"],
        ["fe80::1", "fd00:ec2::254"],
    ],
)
async def test_a_name_that_leads_inside_is_not_followed(answer: list[str], listener: Listener) -> None:
    allowed = [f"127.0.0.2:{listener.port}"]
    async with open_fetcher("x", now, allowed, resolver=Names(answer)) as fetcher:
        found = await fetcher.fetch(f"http://news.example:{listener.port}/")
    assert isinstance(found, Failed)
    assert found.forbidden
    assert listener.arrived == []


async def test_of_mixed_answers_the_open_one_is_taken(listener: Listener) -> None:
    """127.0.0.2 is permitted, and stands for an address of the open internet."""
    mixed = ["10.0.0.1", "127.0.0.1", "::1", "127.0.0.2", "0.0.0.0"]
    async with open_fetcher("x", now, [f"127.0.0.2:{listener.port}"], resolver=Names(mixed)) as fetcher:
        assert isinstance(await fetcher.fetch(f"http://news.example:{listener.port}/"), Fetched)
    assert listener.arrived == ["127.0.0.2"]


async def test_a_name_that_changes_between_two_requests(listener: Listener) -> None:
    names = Names(["127.0.0.2"], ["127.0.0.1"], ["127.0.0.2"])
    async with open_fetcher("x", now, [f"127.0.0.2:{listener.port}"], resolver=names) as fetcher:
        answers = [type(await fetcher.fetch(f"http://news.example:{listener.port}/")) for _ in range(3)]
    assert answers == [Fetched, Failed, Fetched]
    assert listener.arrived == ["127.0.0.2", "127.0.0.2"]


@pytest.mark.parametrize("address", lines("public-addresses.txt"))
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    ("allowed", "url", "refused"),
    [
        ("127.0.0.1:8001", "http://127.0.0.1:8001/", False),
        ("127.0.0.1:8001", "http://127.0.0.1:8002/", True),
        ("http://127.0.0.1:8001/", "http://127.0.0.1:8001/feed", False),
        ("127.0.0.1:8001", "http://127.0.0.2:8001/", True),
        ("10.0.0.0/8", "http://10.2.3.4:9999/feed", False),
        ("[::1]:8001", "http://[::1]:8001/", False),
        ("intranet.example", "http://intranet.example:81/", False),
        ("intranet.example:81", "http://intranet.example:82/", True),
        ("intranet.example", "http://other.example:81/", True),
        ("intranet.example", "http://intranet.example@10.0.0.1/", True),
        ("intranet.example", "http://intranet.example\\@10.0.0.1/", True),
    ],
)
def test_the_operators_allow_list(allowed: str, url: str, refused: bool) -> None:
    assert bool(Guard([allowed]).refusal(url)) == refused


@pytest.mark.parametrize("text", ["", "10.0.0.0/99", "host:99999", "a b", "user@host", "http://host/feed"])
def test_an_entry_of_the_allow_list_that_is_none_is_told(text: str) -> None:
    with pytest.raises(ValueError, match=r"neither a host|no port"):
        read_allowance(text)
