"""Date windows as people write them."""

from datetime import date

import pytest

from facts.asking.windows import NotADate, Window, bound, overlaps, surely_within, window
from store.nouns.values import Precision

TODAY = date(2021, 3, 15)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-11-30", date(2020, 11, 30), date(2020, 11, 30)),
        ("30d", date(2021, 2, 13), date(2021, 2, 13)),
        ("last month", date(2021, 2, 1), date(2021, 2, 28)),
        ("last year", date(2020, 1, 1), date(2020, 12, 31)),
        ("November 2020", date(2020, 11, 1), date(2020, 11, 30)),
        ("yesterday", date(2021, 3, 14), date(2021, 3, 14)),
        ("9999y", date.min, date.min),
    ],
)
def test_both_ends_of_what_is_written(text: str, first: date, last: date) -> None:
    assert bound(text, TODAY, "first") == first
    assert bound(text, TODAY, "last") == last


@pytest.mark.parametrize("text", ["2020-02-30", "0000", "soon-ish", "2020-13", "?"])
def test_what_is_no_date_is_told_with_how_to_write_one(text: str) -> None:
    read = window(text, None, TODAY)
    assert isinstance(read, NotADate)
    assert "2020-11-30" in read.why


def test_a_window_that_ends_before_it_starts_is_refused() -> None:
    assert isinstance(window("2021", "2020", TODAY), NotADate)
    assert window("2020", "2020", TODAY) == Window(date(2020, 1, 1), date(2020, 12, 31))
    assert window(None, None, TODAY) == Window()


@pytest.mark.parametrize(
    ("day", "precision", "inside"),
    [
        (date(2019, 1, 1), "year", True),
        (date(2019, 1, 1), "day", False),
        (date(2019, 10, 1), "month", True),
        (date(2019, 9, 1), "month", False),
        (date(2019, 10, 31), "day", True),
        (date(2019, 10, 1), "approximate", True),
        (date(2019, 11, 9), "approximate", False),
        (date(2019, 1, 1), "approximate", True),
        (date(2019, 11, 3), "told", True),
        (date(2019, 11, 4), "told", False),
        (date(2019, 10, 1), "told", False),
        (date(2019, 9, 30), "week", True),
        (date(2019, 9, 23), "week", False),
        (date(2019, 10, 5), "unknown", False),
        (None, "unknown", False),
    ],
)
def test_a_coarse_date_is_in_every_window_that_it_may_lie_in(
    day: date | None, precision: Precision, inside: bool
) -> None:
    october = Window(date(2019, 10, 2), date(2019, 10, 31))
    assert overlaps(october, day, None, precision) is inside


@pytest.mark.parametrize(
    ("day", "precision", "inside"),
    [
        (date(2019, 10, 2), "told", True),
        (date(2019, 11, 1), "told", False),
        (date(2019, 9, 30), "week", False),
        (date(2019, 10, 7), "week", True),
    ],
)
def test_what_is_told_in_a_window_is_of_it(day: date, precision: Precision, inside: bool) -> None:
    assert surely_within(Window(date(2019, 10, 2), date(2019, 10, 31)), day, None, precision) is inside


def test_what_was_told_until_a_day_in_a_window_is_of_it() -> None:
    """An exercise that was told from 9 to 28 October took place in its last week."""
    week = Window(date(2019, 10, 23), date(2019, 10, 31))
    assert surely_within(week, date(2019, 10, 9), date(2019, 10, 28), "told")
    assert not surely_within(week, date(2019, 10, 9), date(2019, 10, 22), "told")


def test_an_open_window_holds_everything() -> None:
    assert overlaps(Window(), None, None, "unknown")
