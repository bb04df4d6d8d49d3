"""Response headers that say when to come back (RFC 9110 section 10.2.3, RFC 9111 section 5)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

MAX_AGE = re.compile(r"""(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})""", re.IGNORECASE)
UNCACHED = re.compile(r"(?:^|[\s,])no-(?:store|cache)", re.IGNORECASE)
MOST_FRESH = timedelta(days=1)
"""A feed that calls itself fresh for a year is still asked every day."""
LONGEST_PAUSE = timedelta(days=7)


def http_date(text: str) -> datetime | None:
    """An HTTP date as an instant; None for anything else (``Expires: 0`` and ``-1`` are common)."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long the response says that it stays fresh, less the age it came with; zero where it says nothing."""
    control = headers.get("Cache-Control", "")
    if UNCACHED.search(control):
        return timedelta()
    if found := MAX_AGE.search(control):
        age = headers.get("Age", "")
        left = int(found[1]) - (int(age) if age.isdecimal() and len(age) < 10 else 0)
        return _between(timedelta(seconds=max(0, left)), MOST_FRESH)
    expires = http_date(headers.get("Expires", ""))
    if expires is None:
        return timedelta()
    return _between(expires - (http_date(headers.get("Date", "")) or now), MOST_FRESH)


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """The pause that the server asks for, in seconds or as a date; None where it names none."""
    text = headers.get("Retry-After", "").strip()
    if text.isdecimal() and len(text) < 10:
        return _between(timedelta(seconds=int(text)), LONGEST_PAUSE)
    moment = http_date(text) if text else None
    return _between(moment - now, LONGEST_PAUSE) if moment else None


def _between(span: timedelta, most: timedelta) -> timedelta:
    return max(timedelta(), min(span, most))
