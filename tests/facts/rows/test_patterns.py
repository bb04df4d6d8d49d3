"""Tables of words and expressions: readable lines in the file, whole expressions where they are read."""

from pathlib import Path

import facts
from facts.rows.patterns import word_table

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
