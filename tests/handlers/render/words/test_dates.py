"""Days in words: short beside a year, and as they were written in what is quoted."""

from datetime import UTC, datetime

import pytest

from handlers.render.words.dates import held_together, told
from store.nouns.values import Precision
from tests.handlers.rows import article

TEXTS = [
    ("on 30 November 2020", "on 30 Nov 2020"),
    ("Dawn: “signed on 30 November 2020.”", "Dawn: “signed on 30 November 2020.”"),
    ("3 March 2026: “by May 2027” and “in June 2028” · 4 April 2026", "3 Mar 2026: “by May 2027” and “in June 2028” · 4 Apr 2026"),
    ("“left open on 30 November 2020", "“left open on 30 Nov 2020"),
    ("“one\n2 May 2020” two", "“one\n2 May 2020” two"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shown"), TEXTS)
def test_months_are_short_but_in_quotations(text: str, shown: str) -> None:
    assert held_together(text).replace("\u00a0", " ") == shown


PUBLISHED: list[tuple[Precision, str]] = [
    ("day", "2 Mar 2026"),
    ("month", "Mar 2026"),
    ("year", "2026"),
    ("approximate", "about Mar 2026"),
    ("week", "week of 2 Mar 2026"),
    ("told", "told 2 Mar 2026"),
]


@pytest.mark.parametrize(("precision", "said"), PUBLISHED)
def test_a_text_is_dated_as_every_day_is(precision: Precision, said: str) -> None:
    at = datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert told(article("a", "wire", at, published_precision=precision)) == said
    assert told(article("a", "wire", at, published=None)) == ""
