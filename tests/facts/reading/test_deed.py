"""Which deed a headline tells, between whom and whether it is done (``tests/cases/headlines.toml``)."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from facts import rows
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.deed import by_own_words
from facts.rows.kinds import KINDS
from store.nouns.models import ArticleFacts

CASES = Path(__file__).parent.parent.parent / "cases" / "headlines.toml"
ROWS = Path(rows.__file__).parent / "deed_words.toml"
TOLD = datetime(2026, 11, 28, 12, tzinfo=UTC)


def test_what_headlines_tell(lexicon: Lexicon) -> None:
    wrong = []
    for title, states, kinds, assertions in tomllib.loads(CASES.read_text(encoding="utf-8"))["rows"]:
        read = assess(ArticleFacts(source="case", title=title, lead="", published=TOLD), lexicon)
        right = " ".join(read.countries) == states and read.kind in kinds.split("|")
        if not (right and read.assertion in assertions.split("|")):
            wrong.append((title, read.relevance, read.countries, read.kind, read.assertion))
    assert wrong == []


def test_a_lead_counts_what_its_title_names(lexicon: Lexicon) -> None:
    wrong = []
    for title, lead, number in tomllib.loads((CASES.parent / "lots.toml").read_text("utf-8"))["rows"]:
        read = assess(ArticleFacts(source="case", title=title, lead=lead, published=TOLD), lexicon)
        if [count.number for count in read.quantities if count.of in read.equipment] != (
            [number] if number else []
        ):
            wrong.append((title, lead, read.quantities))
    assert wrong == []


def test_rows_name_known_kinds() -> None:
    table = tomllib.loads(ROWS.read_text(encoding="utf-8"))
    named = [row["kind"] for row in (*table["deeds"], *table["trades"])]
    named += [kind for row in table["deeds"] for kind in row["corrects"]] + table["trade"]["corrects"]
    assert {name for name in named if name not in KINDS} == set()


@given(st.text(), st.permutations(sorted(kind.name for kind in KINDS)))
def test_a_correction_only_names_known_kinds_and_loses_none(text: str, kinds: list[str]) -> None:
    told = by_own_words(kinds, text)
    assert sorted(told) == sorted(kinds)
