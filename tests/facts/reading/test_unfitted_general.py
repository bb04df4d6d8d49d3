"""News as general papers bring it, in other languages and made to trap, in two halves: as ``test_unfitted_beat`` counts,
by group. ``python -m pytest tests/facts/reading/test_unfitted_general.py``."""

import tomllib

import pytest

from facts.names.lexicon import Lexicon
from tests.facts.reading.test_unfitted_beat import FOLDER, Counted, counted_rows, refuse_less


@pytest.mark.parametrize(
    ("half", "group", "floor"),
    [
        ("a", "general", Counted(15, 2, 9, 0, 0)),
        ("a", "abroad", Counted(23, 2, 20, 0, 0)),
        ("a", "trap", Counted(1, 0, 0, 2, 0)),
        ("b", "general", Counted(10, 4, 7, 0, 0)),
        ("b", "abroad", Counted(21, 2, 18, 1, 0)),
        ("b", "trap", Counted(2, 0, 1, 2, 0)),
    ],
)
def test_general_news_is_read(half: str, group: str, floor: Counted, lexicon: Lexicon) -> None:
    _count(f"general_{half}", group, floor, lexicon)


@pytest.mark.parametrize(
    ("half", "group", "floor"),
    [
        ("a", "press", Counted(24, 2, 20, 0, 0)),
        ("a", "general", Counted(11, 1, 9, 1, 1)),
        ("a", "abroad", Counted(15, 2, 15, 0, 0)),
        ("a", "trap", Counted(0, 0, 0, 3, 1)),
        ("b", "press", Counted(27, 0, 20, 0, 1)),
        ("b", "general", Counted(10, 1, 7, 0, 0)),
        ("b", "abroad", Counted(16, 1, 12, 0, 0)),
        ("b", "trap", Counted(2, 0, 0, 0, 0)),
    ],
)
def test_news_of_partners_is_read(half: str, group: str, floor: Counted, lexicon: Lexicon) -> None:
    _count(f"partners_{half}", group, floor, lexicon)


def _count(file: str, group: str, floor: Counted, lexicon: Lexicon) -> None:
    rows = tomllib.loads((FOLDER / f"{file}.toml").read_text(encoding="utf-8"))["rows"]
    refuse_less(counted_rows([row for of, *row in rows if of == group], lexicon), floor)
