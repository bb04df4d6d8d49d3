"""Widths of letters: the table is the font's, and what is too wide is cut between words."""

import tomllib

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from benchmarks.words.letter_widths import TABLE, table, widths
from handlers.drawing.png_worker import FONT
from handlers.render.pictures.letters import fitted_text, in_font, text_width, wrapped
from tests.any_text import ANY_TEXT

MOST_OF_A_FONT = 800_000
MANY = settings(max_examples=40, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])


def test_the_table_is_the_fonts() -> None:
    assert TABLE.read_text(encoding="utf-8") == "\n".join(table(widths(FONT))) + "\n"
    assert tomllib.loads(TABLE.read_text(encoding="utf-8"))


def test_the_font_is_small_with_all_that_its_package_brings() -> None:
    assert sum(file.stat().st_size for file in FONT.parent.iterdir()) <= MOST_OF_A_FONT


@MANY
@given(ANY_TEXT, st.floats(1, 400))
def test_what_is_fitted_fits(text: str, room: float) -> None:
    plain = in_font(text)
    short = fitted_text(plain, 11, room)
    assert text_width(short, 11) <= room
    assert in_font(short) == short
    assert plain.startswith(short.removesuffix("…").rstrip(" ,;:–-·")) or short == plain


@MANY
@given(ANY_TEXT, st.integers(1, 3))
def test_lines_fit(text: str, lines: int) -> None:
    found = wrapped(in_font(text), 11, 120, lines)
    assert len(found) <= lines
    assert all(text_width(line, 11) <= 120 for line in found)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Wei Fenghe visits Pakistan", "Wei Fenghe visits Pakistan"),
        ("Erdoğan in Islamabad", "Erdoğan in Islamabad"),
        ("Việt Nam's navy", "Viet Nam's navy"),
        ("📦 Delivery", "Delivery"),
        ("a\nb\x00c  d", "a bc d"),
        ("中国 and Pakistan", ""),
        ("Китай", ""),
        ("", ""),
    ],
)
def test_letters_that_the_font_lacks(text: str, shown: str) -> None:
    assert in_font(text) == shown
