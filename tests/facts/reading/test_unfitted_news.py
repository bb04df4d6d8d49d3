"""News in thirteen languages, in two halves: what is told, with which kind, parties and assertion, and what else is.
``python -m pytest tests/facts/reading/test_unfitted_news.py``."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

FOLDER = Path(__file__).parent.parent.parent / "cases" / "unfitted"
TOLD_ON = datetime(2026, 11, 20, tzinfo=UTC)


@dataclass(frozen=True)
class Counted:
    """Of ours those told, told or asked about, and of these with the right kind, states, parties and assertion, and with
    all of it; of the others those told and those told or asked about."""

    told: int
    found: int
    kinds: int
    states: int
    sides: int
    says: int
    without_fault: int
    told_wrongly: int
    found_wrongly: int


def counted(half: str, lexicon: Lexicon) -> Counted:
    rows = tomllib.loads((FOLDER / f"news_{half}.toml").read_text(encoding="utf-8"))["rows"]
    read = [(row, assess(_article(row), lexicon)) for row in rows]
    ours = [(row, one) for row, one in read if row[1] != "left"]
    found = [set(faults(row, one)) for row, one in ours if one.relevance != "irrelevant"]
    others = [one.relevance for row, one in read if row[1] == "left"]
    right = {name: sum(name not in each for each in found) for name in ("kind", "states", "sides", "says")}
    return Counted(
        told=sum(one.relevance == "relevant" for _, one in ours),
        found=len(found),
        kinds=right["kind"],
        states=right["states"],
        sides=right["sides"],
        says=right["says"],
        without_fault=sum(not each for each in found),
        told_wrongly=others.count("relevant"),
        found_wrongly=len(others) - others.count("irrelevant"),
    )


def _article(row: list[str]) -> ArticleFacts:
    return ArticleFacts(source="case", title=row[6], lead=row[7], language=row[0], published=TOLD_ON)


def faults(row: list[str], read: Reading) -> Iterator[str]:
    """What of a row was read wrong."""
    sides = ">".join(" ".join(sorted(side)) for side in (read.suppliers, read.recipients))
    found = {
        "kind": read.kind,
        "states": " ".join(sorted(read.countries)),
        "sides": sides,
        "says": read.assertion,
    }
    for (name, value), wanted in zip(found.items(), row[2:6], strict=True):
        if value not in wanted.split("|"):
            yield name


FLOORS = {
    "a": Counted(43, 45, 42, 45, 35, 43, 31, 0, 0),
    "b": Counted(38, 43, 36, 39, 29, 39, 20, 0, 0),
}


@pytest.mark.parametrize("half", sorted(FLOORS))
def test_news_that_nothing_was_made_on_is_read(half: str, lexicon: Lexicon) -> None:
    """At least so many of ours, at most so many of the others."""
    found, floor = vars(counted(half, lexicon)), vars(FLOORS[half])
    for name, least in floor.items():
        assert (found[name] <= least) if name.endswith("wrongly") else (found[name] >= least), (name, found)
