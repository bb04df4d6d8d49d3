"""What a feed declares of its own pace: ``ttl``, ``skipHours``, ``skipDays`` (RSS 2.0), ``sy:*`` (RSS 1.0 modules)."""

import re
from typing import Any

from feeds.entries.entries import Declared

PERIODS = {"hourly": 60, "daily": 1440, "weekly": 10080, "monthly": 43200, "yearly": 525600}
DAYS = {
    day: n
    for n, day in enumerate(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
}
DAY, WEEK = 1440, 10080
"""Minutes. A pace slower than a week is read as a day: a feed that says "yearly" is mistaken more often than right."""
SKIPS = re.compile(r"<skip(Hours|Days)\s*>(.{0,2000}?)</skip\1\s*>", re.IGNORECASE | re.DOTALL)
VALUE = re.compile(r">\s*(\w{1,9})\s*</(?:hour|day)", re.IGNORECASE)


def declared(feed: Any, text: str) -> Declared:
    """Reads feedparser's mapping of the channel, and the document's text for what feedparser drops."""
    hours: set[int] = set()
    days: set[int] = set()
    for found in SKIPS.finditer(text):
        values = VALUE.findall(found[2])
        if found[1].lower() == "hours":
            hours |= {int(value) % 24 for value in values if value.isdecimal() and int(value) <= 24}
        else:
            days |= {DAYS[value.lower()] for value in values if value.lower() in DAYS}
    return Declared(_minutes(feed), _unless_all(hours, 24), _unless_all(days, 7))


def _unless_all(values: set[int], whole: int) -> tuple[int, ...]:
    """A feed that skips every hour or day would never be read: it is taken to skip none."""
    return tuple(sorted(values)) if len(values) < whole else ()


def _minutes(feed: Any) -> int | None:
    ttl = _number(dict.get(feed, "ttl"))
    period = PERIODS.get(str(dict.get(feed, "sy_updateperiod", "")).strip().lower())
    frequency = _number(dict.get(feed, "sy_updatefrequency")) or 1
    found = [value for value in (ttl, period // frequency if period else None) if value and value > 0]
    slowest = max(found, default=None)
    return DAY if slowest and slowest > WEEK else slowest


def _number(value: object) -> int | None:
    text = str(value or "").strip()
    return int(text) if text.isdecimal() and len(text) < 8 else None
