"""Facts of headlines that were written before anything that reads them: ``tests/cases/unfitted/facts_*.toml``.

A coin dealt them: *mended* were read by eye while rules were made, of *unseen* only the count was looked at, once, at the end.
"""

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

FOLDER = Path(__file__).parent.parent.parent / "cases" / "unfitted"
TOLD = datetime(2026, 11, 24, 9, tzinfo=UTC)
WITHOUT_FAULT = {"mended": 50, "unseen": 44}
"""At least so many of each are found and told without any fault. Before rules were made for them it was 25 of 59 and 31 of 64."""


def items(part: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((FOLDER / f"facts_{part}.toml").read_text(encoding="utf-8"))[
        "item"
    ]
    return rows


def reading_of(item: dict[str, Any], lexicon: Lexicon) -> Reading:
    published = item.get("published", TOLD)
    article = ArticleFacts(source="case", title=item["title"], lead=item.get("lead", ""), published=published)
    return assess(article, lexicon)


def day_of(reading: Reading) -> str:
    if reading.day is None:
        return "none"
    return f"{reading.day:%Y-%m}" if reading.precision == "month" else reading.day.isoformat()


def sides(reading: Reading) -> str:
    return ">".join("+".join(sorted(side)) for side in (reading.suppliers, reading.recipients))


def one_of(wanted: str, found: str) -> bool:
    return wanted == "any" or found in wanted.split("|")


def faults(item: dict[str, Any], read: Reading) -> Iterator[str]:
    """What a reading gets wrong. What an item does not state may not be read either."""
    if read.relevance == "irrelevant":
        yield "left out"
        return
    words = {
        "says": read.assertion,
        "states": " ".join(sorted(read.countries)),
        "roles": sides(read),
        "day": day_of(read),
    }
    for name, found in words.items():
        wanted = item.get(name, {"roles": ">", "day": "none"}.get(name, "any"))
        if not one_of(wanted, found):
            yield f"{name}: {found} for {wanted}"
    for name, number in (("ordinal", read.ordinal), ("batch", read.batch)):
        if item.get(name) not in (number, "any"):
            yield f"{name}: {number}"
    yield from _sums_and_places(item, read)


def _sums_and_places(item: dict[str, Any], read: Reading) -> Iterator[str]:
    counts = sorted({count.number for count in read.quantities})
    if item.get("counts", []) not in (counts, "any"):
        yield f"counts: {counts}"
    sums = [f"{money.amount.normalize():f} {money.currency}" for money in read.amounts]
    if item.get("sums", []) != sums:
        yield f"sums: {sums}"
    if "until" in item and read.until != item["until"]:
        yield f"until: {read.until}"
    if "target" in item and read.target != item["target"]:
        yield f"target: {read.target}"
    if "host" in item and item["host"] not in read.hosts:
        yield f"host: {read.hosts}"
    if "equipment" in item and not any(item["equipment"] in thing for thing in read.equipment):
        yield f"equipment: {read.equipment}"


@pytest.mark.parametrize("part", sorted(WITHOUT_FAULT))
def test_facts_of_headlines_that_nothing_was_made_on(part: str, lexicon: Lexicon) -> None:
    right = [item["title"] for item in items(part) if not [*faults(item, reading_of(item, lexicon))]]
    assert len(right) >= WITHOUT_FAULT[part], right
