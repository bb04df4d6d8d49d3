"""Names, things and ordinals that tell two events apart, or one told twice: ``tests/cases/match/pairs``, both orders."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import New, Unsure, Verdict, match
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from store.nouns.models import ArticleFacts

FILES = sorted((Path(__file__).parent.parent.parent / "cases" / "match" / "pairs").glob("*.toml"))
PAIRS = [
    pytest.param(pair, id=f"{path.stem}-{number}-{pair['is']}")
    for path in FILES
    for number, pair in enumerate(tomllib.loads(path.read_text())["pair"], start=1)
]
EXPECTED = {"new": ("new",), "apart": ("new", "asked"), "one": ("same",), "perhaps": ("same", "asked")}


def article(pair: dict[str, Any], which: str, minute: int) -> ArticleFacts:
    later = timedelta(days=pair.get("days", 0) if which == "second" else 0, minutes=minute)
    return ArticleFacts(
        source="case", title=pair[which], lead=pair.get(f"{which}_lead", ""), language="en",
        published=datetime(2026, 11, 24, 9, tzinfo=UTC) + later,
    )  # fmt: skip


def read(told: ArticleFacts, lexicon: Lexicon) -> Reading:
    """What is held for a person, only because of its language, is judged as if that person had said yes."""
    reading = assess(told, lexicon)
    return replace(reading, relevance="relevant") if reading.relevance == "held" else reading


def judged(known: ArticleFacts, told: ArticleFacts, lexicon: Lexicon) -> Verdict:
    reading = read(known, lexicon)
    text = ProfileText(known.title, known.lead, reading.published, reading)
    index = EventIndex([Profile("known", draft(known, reading, lexicon), (text,))])
    return match(told, read(told, lexicon), index)


def word(verdict: Verdict) -> str:
    return "new" if isinstance(verdict, New) else "asked" if isinstance(verdict, Unsure) else "same"


@pytest.mark.parametrize("pair", PAIRS)
def test_pair(pair: dict[str, Any], lexicon: Lexicon) -> None:
    first, second = article(pair, "first", 0), article(pair, "second", 10)
    for known, told in ((first, second), (second, first)):
        assert assess(known, lexicon).relevance != "irrelevant", known.title
        verdict = judged(known, told, lexicon)
        assert word(verdict) in EXPECTED[pair["is"]], (told.title, verdict)
