"""Headlines made to trap, in two halves: how many that are ours are told or asked about, how many with a kind that fits, and
how many others are. ``python -m pytest tests/facts/reading/test_unfitted_beat.py``."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

FOLDER = Path(__file__).parent.parent.parent / "cases" / "unfitted"


@dataclass(frozen=True)
class Counted:
    """What came out of one half: of ours told, asked about and with a fitting kind; of the others told and asked about."""

    told: int
    asked: int
    kind_right: int
    told_wrongly: int
    asked_wrongly: int


def counted_rows(rows: list[list[str]], lexicon: Lexicon) -> Counted:
    """Of rows of day, language, kinds that fit, title and lead."""
    read = [
        (kinds.split("|"), assess(_article(day, language, title, lead), lexicon))
        for day, language, kinds, title, lead in rows
    ]
    ours = [(kinds, reading) for kinds, reading in read if kinds != ["out"]]
    others = [reading for kinds, reading in read if kinds == ["out"]]
    return Counted(
        sum(reading.relevance == "relevant" for _, reading in ours),
        sum(reading.relevance == "held" for _, reading in ours),
        sum(reading.relevance != "irrelevant" and reading.kind in kinds for kinds, reading in ours),
        sum(reading.relevance == "relevant" for reading in others),
        sum(reading.relevance == "held" for reading in others),
    )  # fmt: skip


def _article(day: str, language: str, title: str, lead: str) -> ArticleFacts:
    published = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return ArticleFacts(source="case", title=title, lead=lead, language=language, published=published)


@pytest.mark.parametrize(
    ("half", "floor"),
    [("a", Counted(28, 3, 29, 0, 1)), ("b", Counted(28, 0, 23, 0, 0))],
)
def test_what_was_made_to_trap_is_read(half: str, floor: Counted, lexicon: Lexicon) -> None:
    rows = tomllib.loads((FOLDER / f"beat_{half}.toml").read_text(encoding="utf-8"))["rows"]
    refuse_less(counted_rows(rows, lexicon), floor)


def refuse_less(found: Counted, floor: Counted) -> None:
    """At least so many of ours are told, told or asked about, and of a fitting kind; at most so many others."""
    assert found.told >= floor.told
    assert found.told + found.asked >= floor.told + floor.asked
    assert found.kind_right >= floor.kind_right
    assert found.told_wrongly <= floor.told_wrongly
    assert found.told_wrongly + found.asked_wrongly <= floor.told_wrongly + floor.asked_wrongly
