"""Every case of ``tests/cases/feeds/robots``: a robots.txt with addresses, and whether they may be read."""

import time
from pathlib import Path

import pytest

from feeds.http.robots import allows, rules

CASES = Path(__file__).parent.parent.parent / "cases" / "feeds" / "robots"


@pytest.mark.parametrize("path", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_case(path: Path) -> None:
    """Comments in the file say what is expected: ``# yes /path`` and ``# no /path``."""
    body = path.read_bytes()
    lines = [line.split() for line in body.decode().splitlines() if line.startswith(("# yes ", "# no "))]
    expected = [(word, place) for _, word, place in lines]
    found = rules(body)
    told = [
        ("yes" if allows(found, f"https://news.example{place}") else "no", place) for _, place in expected
    ]
    assert told == expected != []


@pytest.mark.parametrize(
    "body",
    [
        b"User-agent: *\n" + b"Disallow: /" + b"*a" * 250_000,
        b"User-agent: *\n" + b"Disallow: /*a*b$\n" * 30_000,
        b"User-agent: *\n" * 40_000 + b"Disallow: /",
        b"\xff" * 10_000_000,
        b"",
    ],
)
def test_a_hostile_robots_txt_is_bounded(body: bytes) -> None:
    started = time.process_time()
    allows(rules(body), "https://news.example/" + "a" * 2000)
    assert time.process_time() - started < 2
