"""The address guard: forbidden forms, the operator's allow-list, and that no socket is opened."""

import asyncio
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import Path

import pytest

from feeds.fetch import Failed, Limits, open_fetcher
from feeds.guard import Guard, is_public, read_allowance

CASES = Path(__file__).parent.parent / "cases" / "feeds"


def lines(name: str) -> list[str]:
    return [line for line in (CASES / name).read_text().splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("url", lines("forbidden-addresses.txt"))
async def test_a_forbidden_address_is_never_connected_to(url: str) -> None:
    async with open_fetcher(
        "mailto:desk@entente.example", lambda: datetime.now(UTC), limits=Limits(total=2)
    ) as fetcher:
        found = await fetcher.fetch(url)
    assert isinstance(found, Failed)
    assert found.forbidden, found


async def test_nothing_arrives_at_a_listener_on_loopback() -> None:
    arrived = []

    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        arrived.append(writer.get_extra_info("peername"))
        writer.close()

    server = await asyncio.start_server(listen, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server, open_fetcher("x", lambda: datetime.now(UTC), [f"10.0.0.0/8:{port}"]) as fetcher:
        for host in ("127.0.0.1", "localhost", "0.0.0.0", "2130706433", "[::ffff:127.0.0.1]"):
            found = await fetcher.fetch(f"http://{host}:{port}/")
            assert isinstance(found, Failed)
    assert arrived == []


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
