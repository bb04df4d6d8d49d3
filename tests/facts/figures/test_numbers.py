"""Roman numerals and ordinals."""

from facts.figures.numbers import roman
from facts.figures.ordinals import ordinals_in
from facts.names.text import words_of


def test_roman_numerals() -> None:
    assert [roman(w) for w in ("I", "IV", "IX", "XIV", "XXXIX")] == [1, 4, 9, 14, 39]
    assert [roman(w) for w in ("", "IIII", "VX", "AB")] == [None] * 4


def test_ordinals() -> None:
    text = "third, 4th and 22nd, but 5 and 7 tanks"
    assert [one.value for one in ordinals_in(text, words_of(text))] == [3, 4, 22]
