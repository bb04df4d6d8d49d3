"""Headlines made of parts tell what they are made to tell: the grammar of ``tests/cases/made_headlines.toml``."""

import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest

from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts

GRAMMAR = tomllib.loads((Path(__file__).parents[2] / "cases" / "made_headlines.toml").read_text("utf-8"))
TOLD = datetime(2026, 11, 16, 9, tzinfo=UTC)
EACH = 60
"""Headlines of each text: every part of it stands in some."""


def made(text: str) -> Iterator[str]:
    """The same ones each time. One part after the other goes through all that it may be, the others are drawn."""
    dealt = Random(text)
    names = re.findall(r"\{(\w+)\}", text)
    for number in range(EACH):
        fixed = names[number % len(names)]
        parts = {name: dealt.choice(GRAMMAR["parts"][name]) for name in names}
        every = GRAMMAR["parts"][fixed]
        yield text.format(**parts | {fixed: every[number // len(names) % len(every)]})


def faults(read: Reading, row: dict[str, Any]) -> list[str]:
    """What is not as the row has it."""
    found = {
        "relevance": read.relevance != "irrelevant",
        f"kind {read.kind}": read.kind in row["kinds"],
        f"says {read.assertion}": read.assertion in row["says"],
        f"phase {read.phase}": read.phase == row.get("phase", read.phase),
        f"states {read.countries}": [*read.countries] == row.get("states", [*read.countries]),
        f"gives {read.suppliers}": read.suppliers == ((row["gives"],) if "gives" in row else read.suppliers),
        f"gets {read.recipients}": read.recipients == ((row["gets"],) if "gets" in row else read.recipients),
    }
    return [fault for fault, is_right in found.items() if not is_right]


@pytest.mark.parametrize("row", GRAMMAR["headlines"], ids=lambda row: row["text"])
def test_made_headlines_are_read(row: dict[str, Any], lexicon: Lexicon) -> None:
    found = {}
    for title in dict.fromkeys(made(row["text"])):
        article = ArticleFacts(source="daily", title=title, lead="", language="en", published=TOLD)
        if wrong := faults(assess(article, lexicon), row):
            found[title] = wrong
    assert found == {}
