"""Reads the day of an event as exactly as it is written: ``2020``, ``December 2020``, ``26 Nov``, ``30.11.2020``."""

import re
from datetime import date
from typing import cast

from facts.asking.windows import spoken_day
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
    found = spoken_day(text, today)
    return (found[0], cast("Precision", found[1])) if found and found[1] in ("day", "month", "year") else None
