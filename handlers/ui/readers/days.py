"""Reads the day of an event as exactly as it is written: ``2020``, ``December 2020``, ``26 Nov``, ``30.11.2020``."""

import re
from datetime import date, datetime
from typing import cast

from dateparser.date import DateDataParser

from handlers.ui.options import NotUnderstoodError, partial_day
from store.nouns.values import Precision

NUMBERS = re.compile(r"[\d-]+")
"""Written as a calendar's day, which there is or there is not: nothing is guessed."""


def read_day(text: str, today: date) -> tuple[date, Precision]:
    """The first day of what is written, and how exactly it is known; a day without a year is the last one that was.

    Raises NotUnderstoodError.
    """
    try:
        return partial_day(text)
    except NotUnderstoodError:
        read = None if NUMBERS.fullmatch(text.strip()) else _spoken(text, today)
        if read is None:
            raise
        return read


def _spoken(text: str, today: date) -> tuple[date, Precision] | None:
    base = datetime(today.year, today.month, today.day)  # noqa: DTZ001 - dateparser compares naive days
    settings = {
        "RELATIVE_BASE": base, "PREFER_DATES_FROM": "past", "PREFER_DAY_OF_MONTH": "first",
        "PREFER_MONTH_OF_YEAR": "first", "DATE_ORDER": "DMY",
    }  # fmt: skip
    read = DateDataParser(languages=["en"], settings=settings).get_date_data(text)
    if read.date_obj is None or read.period not in ("day", "month", "year"):
        return None
    return read.date_obj.date(), cast("Precision", read.period)
