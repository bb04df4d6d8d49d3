"""Weekdays that a text states: past acts never lie ahead, and what is to come still does (``tests/cases/days``)."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from facts.figures.day_words import days_in_words
from facts.figures.days import best_day, stated_days

CASES = Path(__file__).parent.parent.parent / "cases" / "days"
SPOKEN = frozenset(
    re.findall(
        "[a-z]+",
        "fr es pt it de nl sv da nb fi et lv lt pl cs sk sl bs mk bg ro hu sq el tr az uz kk ru uk be hy ka he ar fa ur hi mr ne "
        "bn ta te ml gu pa si th id fil sw am so ca is",
    )
)
LANGUAGES = sorted(SPOKEN)


def rows(name: str) -> list[Any]:
    case = tomllib.loads((CASES / f"{name}.toml").read_text())
    return [pytest.param(case["published"], *row, id=(row[1] or row[0])[:60]) for row in case["rows"]]


@pytest.mark.parametrize(
    ("title", "lead", "meant"), tomllib.loads((CASES / "years.toml").read_text(encoding="utf-8"))["abroad"]
)
def test_a_year_in_words_of_another_language_is_that_of_its_date(title: str, lead: str, meant: date) -> None:
    found = {
        one.day
        for ahead in (False, True)
        for one in stated_days(title, lead, date(2026, 11, 30), ahead=ahead)
    }
    assert found == {meant}


def unstated(name: str) -> list[list[str]]:
    case = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    found: list[list[str]] = case["unstated"]
    return found


@pytest.mark.parametrize(("published", "title", "lead", "meant", "ahead"), rows("weeks"))
def test_a_week_in_words_is_known_by_its_monday(
    published: date, title: str, lead: str, meant: date, ahead: bool
) -> None:
    best = best_day(stated_days(title, lead, published, ahead=ahead), ahead=ahead, saying=False)
    assert best is not None
    assert (best.day, best.precision) == (meant, "week")


@pytest.mark.parametrize(("published", "title", "lead", "meant"), rows("far"))
def test_a_time_to_come_is_known_by_its_year(published: date, title: str, lead: str, meant: int) -> None:
    best = best_day(stated_days(title, lead, published, ahead=True), ahead=True, saying=False)
    assert best is not None
    assert (best.day, best.precision) == (date(meant, 1, 1), "year")


@pytest.mark.parametrize(("title", "lead"), [*unstated("weeks"), *unstated("far")])
def test_the_week_of_something_else_and_the_day_of_saying_are_no_day_of_a_plan(title: str, lead: str) -> None:
    assert (
        best_day(stated_days(title, lead, date(2026, 11, 25), ahead=True), ahead=True, saying=False) is None
    )


@pytest.mark.parametrize(("published", "title", "lead", "meant"), rows("past"))
def test_what_is_over_never_lies_ahead(published: date, title: str, lead: str, meant: date) -> None:
    best = best_day(stated_days(title, lead, published), ahead=False, saying=False)
    assert best is not None
    assert best.day == meant
    assert all(stated.day <= published for stated in stated_days(title, lead, published))


@pytest.mark.parametrize(("published", "title", "lead", "meant"), rows("ahead"))
def test_what_is_to_come_lies_ahead(published: date, title: str, lead: str, meant: date) -> None:
    stated = {one.day for one in stated_days(title, lead, published)}
    assert meant in stated
    assert min(stated) > published


@pytest.mark.parametrize(
    ("published", "title", "lead", "meant", "ahead"),
    [*rows("languages"), *rows("spans"), *rows("earlier_steps"), *rows("years")],
)
def test_the_day_of_what_is_told(published: date, title: str, lead: str, meant: date, ahead: bool) -> None:
    best = best_day(stated_days(title, lead, published, ahead=ahead), ahead=ahead, saying=False)
    assert best is not None
    assert best.day == meant


@pytest.mark.parametrize(("title", "lead"), [*unstated("earlier_steps"), *unstated("years")])
def test_the_day_of_an_earlier_step_is_not_that_of_a_later_one(title: str, lead: str) -> None:
    assert best_day(stated_days(title, lead, date(2026, 11, 30)), ahead=False, saying=False) is None


RANGES = tomllib.loads((CASES.parent / "ranges.toml").read_text(encoding="utf-8"))["rows"]


@pytest.mark.parametrize(
    ("published", "text", "first", "last", "ahead"), RANGES, ids=[row[1][:50] for row in RANGES]
)
def test_both_ends_of_what_lasts(
    published: date, text: str, first: date, last: date | str, ahead: bool
) -> None:
    best = best_day(stated_days(text, "", published, ahead=ahead), ahead=ahead, saying=False)
    assert best is not None
    assert (best.day, best.until) == (first, last or None)


@given(st.text(), st.dates(), st.booleans())
def test_any_text_in_any_language_names_days_within_it(text: str, published: date, ahead: bool) -> None:
    """Where days stand, and that no calendar's end is passed."""
    if date.min.year < published.year < date.max.year:
        for found in days_in_words(text, published, ahead=ahead):
            assert 0 <= found.start < found.end <= len(text) + 4
            assert found.until is None or found.until > found.day


@given(st.sampled_from(LANGUAGES), st.dates(date(2001, 1, 1), date(2090, 1, 1)), st.integers(-150, 150))
def test_a_date_is_itself_or_none(language: str, published: date, apart: int) -> None:
    day = published + timedelta(days=apart)
    written = f"{day.day} {Locale.parse(language).months['format']['wide'][day.month]}"
    if not written.endswith(("listopada", "may", "jun", "jul", "mac")):  # of two months, or read as English
        assert [found.day for found in days_in_words(written, published, ahead=False)] == [day]


@pytest.mark.parametrize(
    ("lead", "last"),
    [
        ("The exercise began at Mailsi on 3 November and ends on Saturday.", date(2026, 11, 21)),
        ("The exercise began at Mailsi on 3 November and ended on Saturday.", date(2026, 11, 14)),
        ("The exercise, which began on 3 November, concludes on Friday.", date(2026, 11, 20)),
    ],
)
def test_what_ends_ends_on_the_next_such_day(lead: str, last: date) -> None:
    stated = stated_days("Drill enters its final phase", lead, date(2026, 11, 19))
    assert [one.day for one in stated if one.role in ("end", "ended")] == [last]
