"""Tables of words and expressions: readable lines in the file, whole expressions where they are read."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import facts
from facts.rows.patterns import at_words, word_table

WIDEST = 160
"""Signs of a line: a word or an entry a line, and a long expression broken behind a ``|``."""
TABLES = sorted(Path(*facts.__path__).rglob("*.toml"))


def test_lines_of_tables_can_be_read() -> None:
    lines = [
        (f"{path.name}:{number}", line)
        for path in TABLES
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]
    assert len(lines) > len(TABLES)
    assert [place for place, line in lines if len(line) > WIDEST] == []


def test_an_expression_of_several_lines_is_read_as_one() -> None:
    written = next(path for path in TABLES if path.name == "evidence.toml").read_text(encoding="utf-8")
    assert "|\n" in written
    assert "\n" not in str(word_table("evidence")["done"][0]["pattern"])


ATOMS = (
    r"\ba",
    r"\bab?\b",
    "b",
    r"\b(?:a|b)c",
    r"[|\]]c",
    r"\bc\|",
    r"(?<!\w)c\b",
    r"\b[^]|a]+\b",
    r"\b",
    r"(\bb|c) a",
    "",
)


@given(st.lists(st.sampled_from(ATOMS), min_size=1, max_size=6), st.text("abc |]", max_size=12))
def test_what_is_asked_once_for_many_words_finds_the_same(atoms: list[str], text: str) -> None:
    written = "|".join(atoms)
    found = [[one.span(), *one.groups()] for one in re.finditer(written, text)]
    assert [[one.span(), *one.groups()] for one in re.finditer(at_words(written), text)] == found


def test_the_edge_of_a_word_is_asked_once() -> None:
    assert at_words(r"\bsign\b|\b(?:ink|seal)s\b|deal|\bpact") == r"\b(?:sign\b|(?:ink|seal)s\b)|deal|\bpact"
