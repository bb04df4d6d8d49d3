"""Every case of ``tests/cases/feeds/parse``: a body beside a TOML file that says what must come out of it."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from feeds.entries.entries import Unreadable
from feeds.entries.items import Item, Parsed
from feeds.formats.parse import parse
from store.nouns.models import FeedFacts

CASES = Path(__file__).parent.parent.parent / "cases" / "feeds" / "parse"
NOW = datetime(2024, 1, 1, tzinfo=UTC)


def names() -> list[str]:
    return sorted(path.stem for path in CASES.glob("*.toml"))


def read_case(name: str) -> tuple[Parsed | Unreadable, dict[str, Any]]:
    expected = tomllib.loads((CASES / f"{name}.toml").read_text())
    (body,) = (path for path in CASES.glob(f"{name}.*") if path.suffix != ".toml")
    feed = FeedFacts(source="example", url="https://feed.example/rss", zone=expected.pop("zone", None))
    return parse(body.read_bytes(), expected.pop("content_type", ""), feed, NOW), expected


@pytest.mark.parametrize("name", names())
def test_case(name: str) -> None:
    found, expected = read_case(name)
    assert expected.pop("rule")
    if "unreadable" in expected:
        assert found == Unreadable(expected["unreadable"])
        return
    assert isinstance(found, Parsed)
    items = expected.pop("items")
    assert [told(item, wanted) for item, wanted in zip(found.items, items, strict=True)] == items
    assert head_told(found, expected) == expected


def told(item: Item, wanted: dict[str, Any]) -> dict[str, Any]:
    """The fields of an item that a case names; what it says is empty, it has not."""
    fields = item.article.model_dump() | {"keys": list(item.keys)}
    return {name: "" if fields[name] is None else fields[name] for name in wanted}


def head_told(found: Parsed, wanted: dict[str, Any]) -> dict[str, Any]:
    fields = {
        "title": found.head.title,
        "identity": found.identity,
        "ill_formed": found.ill_formed,
        "minutes": found.head.declared.minutes,
        "skip_hours": sorted(found.head.declared.skip_hours),
        "skip_days": sorted(found.head.declared.skip_days),
    }
    return {name: fields[name] for name in wanted}
