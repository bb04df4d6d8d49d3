"""What people type is read alike, whichever option it stands in."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from facts.asking.windows import Window, bounds_within, window
from handlers.ui.options import NotUnderstoodError
from handlers.ui.readers.countries import read_countries
from handlers.ui.readers.days import read_day
from handlers.ui.readers.kinds import read_kind_name
from handlers.ui.readers.zones import read_zone

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("Pakstan", ["PK"]),
        ("Chna", ["CN"]),
        ("China, Pakistan", ["CN", "PK"]),
        ("Pakistan and China", ["PK", "CN"]),
        ("china pakistan", ["CN", "PK"]),
        ("中国", ["CN"]),
        ("پاکستان", ["PK"]),
        ("Китай Пакистан", ["CN", "PK"]),
        ("Chine", ["CN"]),
        ("🇨🇳🇵🇰", ["CN", "PK"]),
        ("🇨🇳 and India", ["CN", "IN"]),
        ("us", ["US"]),
        ("UK", ["GB"]),
        ("cn", ["CN"]),
        ("China, China", ["CN"]),
    ],
)
def test_countries(typed: str, codes: list[str]) -> None:
    assert read_countries(typed) == codes


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Karachi", "Asia/Karachi"),
        ("Karachy", "Asia/Karachi"),
        ("PKT", "Asia/Karachi"),
        ("Islamabad", "Asia/Karachi"),
        ("Pakistan", "Asia/Karachi"),
        ("Beijing", "Asia/Shanghai"),
        ("China", "Asia/Shanghai"),
        ("New Delhi", "Asia/Kolkata"),
        ("asia/karachi", "Asia/Karachi"),
        ("new york", "America/New_York"),
        ("utc", "UTC"),
        ("Russia", "Europe/Moscow"),
    ],
)
def test_zones(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("arms sale", "order"),
        ("arms sales", "order"),
        ("exercices", "exercise"),
        ("Exercises", "exercise"),
        ("delivry", "delivery"),
        ("drill", "exercise"),
        ("MoU", "agreement"),
    ],
)
def test_kinds(typed: str, kind: str) -> None:
    assert read_kind_name(typed) == kind


@pytest.mark.parametrize(
    ("typed", "day", "precision"),
    [
        ("26 Nov", date(2026, 11, 26), "day"),
        ("30 Nov", date(2025, 11, 30), "day"),
        ("December 2020", date(2020, 12, 1), "month"),
        ("2020-11", date(2020, 11, 1), "month"),
        ("2020", date(2020, 1, 1), "year"),
        ("30.11.2020", date(2020, 11, 30), "day"),
        ("yesterday", date(2026, 11, 28), "day"),
    ],
)
def test_days(typed: str, day: date, precision: str) -> None:
    assert read_day(typed, TODAY) == (day, precision)


@pytest.mark.parametrize(
    ("since", "until", "read"),
    [
        ("since 2014", None, Window(date(2014, 1, 1))),
        (None, "before 2015", Window(until=date(2014, 12, 31))),
        ("after 2015", None, Window(date(2016, 1, 1))),
        ("december 2020", "december 2020", Window(date(2020, 12, 1), date(2020, 12, 31))),
        ("26 Nov", None, Window(date(2026, 11, 26))),
        (None, "until March 2021", Window(until=date(2021, 3, 31))),
    ],
)
def test_windows_in_words(since: str | None, until: str | None, read: Window) -> None:
    assert window(since, until, TODAY) == read


def test_a_question_may_name_its_window() -> None:
    told = bounds_within("Russia arms for Pakistan since 2014 before December 2019")
    assert told == ("Russia arms for Pakistan", "since 2014", "before December 2019")
    assert bounds_within("what did Pakistan buy before the war") == (
        "what did Pakistan buy before the war",
        None,
        None,
    )


@pytest.mark.parametrize(
    ("reader", "typed"),
    [
        (read_countries, "Wakanda"),
        (read_countries, "?"),
        (read_countries, "woman"),  # spelt as it is meant, and not Oman
        (read_countries, "tiger"),
        (read_countries, "greet"),
        (read_zone, "Mars"),
        (read_zone, "US"),
        (read_kind_name, "xyz"),
        (read_kind_name, "raid"),
        (read_kind_name, "border"),
        (read_kind_name, "veil"),
    ],
)
def test_what_cannot_be_read_is_said(reader: Callable[[str], Any], typed: str) -> None:
    with pytest.raises(NotUnderstoodError, match=typed.replace("?", r"\?")):
        reader(typed)
