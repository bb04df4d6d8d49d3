"""Sums, ordinals and counts."""

from decimal import Decimal

import pytest

from facts.figures.numbers import amounts_in, roman
from facts.figures.ordinals import ordinals_in
from facts.names.text import words_of


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("a $1.6-billion order", "1600000000", "USD"),
        ("$374,962,800 in all", "374962800", "USD"),
        ("worth 5 billion USD", "5000000000", "USD"),
        ("375 dollars million", "375000000", "USD"),
        ("€555m settlement", "555000000", "EUR"),
        ("Rs 200 crore", "2000000000", "INR"),
        ("three billion dollars", "3000000000", "USD"),
        ("1.5 milyar dolarlık", "1500000000", "USD"),
        ("£1bn", "1000000000", "GBP"),
    ],
)
def test_amounts(text: str, amount: str, currency: str) -> None:
    [money] = amounts_in(text)
    assert (money.amount, money.currency) == (Decimal(amount), currency)


@pytest.mark.parametrize("text", ["a multi-billion deal", "12 won medals of bronze", "a dollar", "in 2024"])
def test_no_amount(text: str) -> None:
    assert [m for m in amounts_in(text) if m.currency == "USD"] == []


def test_the_end_of_a_word_is_no_currency() -> None:
    assert amounts_in("Three Brothers 2021: drills in Baku") == ()


def test_roman_numerals() -> None:
    assert [roman(w) for w in ("I", "IV", "IX", "XIV", "XXXIX")] == [1, 4, 9, 14, 39]
    assert [roman(w) for w in ("", "IIII", "VX", "AB")] == [None] * 4


def test_ordinals() -> None:
    text = "third, 4th and 22nd, but 5 and 7 tanks"
    assert [one.value for one in ordinals_in(text, words_of(text))] == [3, 4, 22]
