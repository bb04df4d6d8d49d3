"""Response headers: validators, and when to come back (RFC 9110 section 10.2.3, RFC 9111 sections 4.2 and 5)."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from multidict import MultiMapping

DIRECTIVE = re.compile(r"""([^\s,;="]+)(?:\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,;"]*)))?""")
DAY = timedelta(days=1)
MOST_FRESH = timedelta(days=7)
"""Who says more (a year is common for static files) does not mean the feed: it is asked every day."""
LONGEST_PAUSE = timedelta(days=7)
MOST_DIGITS = 9
UNSENDABLE = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
"""Control signs: no server may send them (RFC 9110, 5.5), and no client sends them back."""


def received(raw: tuple[tuple[bytes, bytes], ...], name: bytes) -> str | None:
    """The first value of a header as it came, as Latin-1 text, one sign for one byte: a validator goes back as the same
    bytes. None where there is none that can be sent back. ``name`` in small letters."""
    value = next((value for key, value in raw if key.lower() == name), b"").strip(b" \t").decode("latin-1")
    return value if value and not UNSENDABLE.search(value) else None


def http_date(text: str) -> datetime | None:
    """An HTTP date as an instant; None for anything else (``Expires: 0`` and ``-1`` are common)."""
    try:
        moment = parsedate_to_datetime(text)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long the response says that it stays fresh, less the age it came with; zero where it says nothing.

    We are a private cache: ``s-maxage`` is not for us, ``max-age`` goes before ``Expires``, and what may not be used
    again without asking (``no-cache``, ``no-store``) is never fresh. An invalid value means stale (RFC 9111, 4.2.1).
    """
    control = directives(headers)
    if control.get("no-cache") == "" or "no-store" in control:
        return timedelta()
    if "max-age" in control:
        fresh = _seconds(control["max-age"]) or timedelta()
    elif "Expires" in headers:
        expires = http_date(headers["Expires"])
        fresh = expires - _sent_at(headers, now) if expires else timedelta()
    else:
        return timedelta()
    left = fresh - (_seconds(headers.get("Age", "").strip()) or timedelta())
    return max(timedelta(), left) if left <= MOST_FRESH else DAY


def directives(headers: Mapping[str, str]) -> dict[str, str]:
    """``Cache-Control`` of every line that has it, names in small letters; of a doubled one the first counts."""
    several = headers.getall("Cache-Control", []) if isinstance(headers, MultiMapping) else None
    found: dict[str, str] = {}
    for name, quoted, plain in DIRECTIVE.findall(
        ",".join(several) if several is not None else headers.get("Cache-Control", "")
    ):
        found.setdefault(name.lower(), quoted or plain)
    return found


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """The pause that the server asks for, in seconds or as a date; None where it names none. At most a week."""
    text = headers.get("Retry-After", "").strip()
    wish = _seconds(text)
    if wish is None and (moment := http_date(text) if text else None):
        wish = moment - _sent_at(headers, now)
    return max(timedelta(), min(wish, LONGEST_PAUSE)) if wish is not None else None


def _sent_at(headers: Mapping[str, str], now: datetime) -> datetime:
    """What the server's clock shows: its dates count from there, whatever ours shows. A ``Date`` that is a day off is
    that of a copy or of a broken clock, and says nothing."""
    date = http_date(headers.get("Date", ""))
    return date if date and abs(date - now) < DAY else now


def _seconds(text: str) -> timedelta | None:
    """A number of seconds (RFC 9111, 1.2.2); a larger one than anybody can mean is only large."""
    if not (text.isascii() and text.isdecimal()):
        return None
    return timedelta(seconds=int(text) if len(text) <= MOST_DIGITS else 10**MOST_DIGITS)
