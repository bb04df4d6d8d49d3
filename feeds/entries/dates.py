"""Dates as feeds write them, read to instants; what is not a plausible date of a text is none.

Format libraries are not enough here: they read an epoch value as the year 1777, PKT as UTC and "2:11 PM" as 02:11.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from feeds.entries.datewords import MONTHS, plain_date

_Precision = Literal["day", "month", "year", "approximate"]
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing was published on the web before; "1 January 1970" is a missing date, not one."""
AHEAD = timedelta(days=2)
"""How far clocks, zones and tomorrow's paper run ahead."""
ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120,
    "EEST": 180, "SAST": 120, "MSK": 180, "TRT": 180, "IRST": 210, "GST": 240, "AFT": 270, "PKT": 300, "UZT": 300,
    "IST": 330, "NPT": 345, "BDT": 360, "MMT": 390, "ICT": 420, "WIB": 420, "HKT": 480, "MYT": 480, "PHT": 480,
    "SGT": 480, "AWST": 480, "JST": 540, "KST": 540, "AEST": 600, "AEDT": 660, "NZST": 720, "NZDT": 780, "EST": -300,
    "EDT": -240, "CST": -360, "CDT": -300, "MST": -420, "MDT": -360, "PST": -480, "PDT": -420, "AKST": -540,
    "HST": -600,
}  # fmt: skip
"""Minutes east of Greenwich. RFC 822 names the American ones; a feed's own zone decides first where a name is shared
(CST in Shanghai, IST in Jerusalem, BST in Dhaka)."""
REGIONS = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
}  # fmt: skip
"""Names that hold all year round, whatever the clocks show."""
CLOCK = r"(?:[t\s,.:]+(?P<before>[ap]m\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,:]\d+)?)?)?"
HALF = r"\s*(?P<half>[ap]m\b)?"
ZONE = r"\s*\(?(?P<zone>[+-]\d{1,2}(?::?\d{2})?|[a-z]+/[a-z_/]+|[a-z]{1,5}\b(?:\s*[+-]\d{1,2}(?::?\d{2})?)?)?"
MONTH_NAME = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
NAME = f"(?P<name>{'|'.join(MONTHS)})"
ORDINAL = "(?:st|nd|rd|th|er|re|[.ºª])?"
FORMS = tuple(
    re.compile(r"^\W*(?:[^\W\d_]{2,15}\W{0,3}\s+)?" + form + CLOCK + HALF + ZONE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?!\d)",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        r"(?P<first>\d{1,2})(?P<sign>[-/.])(?P<second_>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\d)",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{2})(?!\d)",
        rf"(?P<day>\d{{1,2}}){ORDINAL}[-\s.,/]*{NAME}[-\s.,/]*(?P<year>\d{{4}}|\d{{2}}(?![:.]\d))(?!\d)",
        rf"{NAME}[-\s.]*(?P<day>\d{{1,2}}){ORDINAL}[-\s.,]+(?P<year>\d{{4}})(?!\d)",
        rf"(?P<year>\d{{4}})[-\s.,]*{NAME}[-\s.]*(?P<day>\d{{1,2}})(?!\d|[:.]\d)\.?",
        rf"{NAME}[-\s.,]*(?P<year>\d{{4}})(?!\d)(?P<day>)",
    )
)
ASCTIME = re.compile(rf"^\W*{NAME}\s+(?P<day>\d{{1,2}})" + CLOCK + HALF + ZONE + r"\s+(?P<year>\d{4})\s*$")
COMPACT = re.compile(
    r"^(\d{4})(\d{2})(\d{2})[tT]?(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?\s*([zZ]|[+-]\d{2}:?\d{2})?$"
)
YEAR = re.compile(r"^\d{4}$")
EPOCH = re.compile(r"^\d{9,10}(?:\.\d+)?$|^\d{13}$|^\d{16}$")
ZONE_NAME = re.compile(r"[A-Za-z0-9_+-]{1,32}(?:/[A-Za-z0-9_+-]{1,32}){0,3}")
OFFSET = re.compile(r"^([+-])(\d{1,2}):?(\d{2})?$")


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as exactly as it is written: of a month or year the first one."""

    at: datetime
    precision: _Precision = "day"


@dataclass(frozen=True, slots=True)
class Dated:
    """An instant with how it is known, in words that can be shown. ``stated`` is what the entry says, also where
    that is in the future: by more than ``AHEAD``, the day of the text is not known (``approximate``)."""

    at: datetime
    basis: str
    stated: datetime
    precision: _Precision = "day"

    @property
    def states_its_day(self) -> bool:
        """Whether it says on which day it was published, and that day is not in the future."""
        return self.precision == "day" and self.at == self.stated


def zone_named(name: str | None) -> tzinfo:
    """The IANA zone of that name; UTC for none or an unknown one."""
    try:
        return ZoneInfo(name) if name and ZONE_NAME.fullmatch(name) else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a folder of the zones' is an OSError
        return UTC


def publication(stated: str, changed: str, zone: tzinfo, now: datetime) -> Dated | None:
    """When an entry says that it was published: its date, else that of its last change; none if neither is a date.

    A date in the future is clamped to ``now`` and says so (the first order of entries is when they were seen). By more than ``AHEAD``
    it is no slip of a clock or zone: "on Tuesday" is the Tuesday of no week that is known. One beyond the next year is none.
    """
    for text, basis in ((stated, "the feed's date"), (changed, "the feed's date of the last change")):
        moment = read_moment(text, zone) if text else None
        if moment and plausible(moment.at) and moment.at.year <= now.year + 1:
            is_told_then = moment.at <= now + AHEAD
            precision = moment.precision if is_told_then else "approximate"
            return replace(_clamped(moment.at, basis, now), precision=precision)
    return None


def plausible(at: datetime | None) -> datetime | None:
    return at if at and at >= EARLIEST else None


def _clamped(at: datetime, basis: str, now: datetime) -> Dated:
    if at <= now:
        return Dated(at, basis, at)
    return Dated(now, f"when it was read: {basis}, {at:%Y-%m-%d %H:%M} UTC, is in the future", at)


def read_date(text: str, zone: tzinfo = UTC) -> datetime | None:
    """One written date as an instant in UTC, where it is known to the day; see ``read_moment``."""
    moment = read_moment(text, zone)
    return moment.at if moment and moment.precision == "day" else None


def read_moment(text: str, zone: tzinfo = UTC) -> Moment | None:
    """One written date in UTC, a month or a year; ``zone`` is for those that name none. None if it is not a date.

    Reads RFC 822 and 2822, RFC 3339 and W3C date-times, asctime, seconds and milliseconds since 1970, and the usual
    forms with the names of ``feeds/entries/dates.toml`` and a 12-hour clock. A day that is ambiguous ("03/04/2020") is not read, and
    nothing is filled in: day, month and year all stand in the text.
    """
    text = text.strip()[:100]
    if EPOCH.match(text):
        return _moment(_from_epoch(float(text)))
    if found := COMPACT.match(text):
        *numbers, name = found.groups()
        return _moment(_built([int(part or 0) for part in numbers], zone, name or ""))
    if YEAR.match(text):
        return _moment(_built([int(text), 1, 1, 0, 0, 0], zone), "year")
    text = plain_date(text)
    if (
        len(set(MONTH_NAME.findall(text))) > 1
    ):  # "1 jan, 2000 sub": a weekday of one language, a month of another
        return None
    found = next((found for form in (*FORMS, ASCTIME) if (found := form.match(text))), None)
    return _from_fields(found.groupdict(), zone) if found else None


def _moment(at: datetime | None, precision: _Precision = "day") -> Moment | None:
    return Moment(at, precision) if plausible(at) and at else None


def _from_epoch(value: float) -> datetime | None:
    while value > 1e11:  # milliseconds, microseconds
        value /= 1000
    return datetime.fromtimestamp(value, UTC) if value >= 0 else None


def _from_fields(fields: dict[str, str | None], zone: tzinfo) -> Moment | None:
    day_month = _day_and_month(fields)
    if day_month is None:
        return None
    day, month = day_month
    written = fields["year"] or ""
    year = int(written)
    if len(written) == 2:
        year += 2000 if year < 70 else 1900
    clock = _clock(fields) if day else [0, 0, 0]
    return _moment(
        _built([year, month, day or 1, *clock], zone, fields["zone"] or ""), "day" if day else "month"
    )


def _day_and_month(fields: dict[str, str | None]) -> tuple[int, int] | None:
    """Zero for what is not written; None where two numbers may be either. Between dots the day always comes first."""
    if name := fields.get("name"):
        return int(fields["day"] or 0), MONTHS.index(name) + 1
    if fields.get("first") is None:
        return int(fields["day"] or 0), int(fields["month"] or 0)
    first, second = int(fields["first"] or 0), int(fields["second_"] or 0)
    if fields["sign"] == "." or first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else None


def _clock(fields: dict[str, str | None]) -> list[int]:
    hour = _hour(int(fields["hour"] or 0), fields["half"] or fields["before"])
    return [hour, int(fields["minute"] or 0), int(fields["second"] or 0)]


def _hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half[0] == "p" else 0)


def _built(numbers: Sequence[int], zone: tzinfo, name: str = "") -> datetime | None:
    """Year, month, day, hour (24 is the next midnight), minute and second (60 is a leap second) in a zone."""
    year, month, day, hour, minute, second = numbers
    try:
        midnight = datetime(year, month, day, tzinfo=UTC)
        if hour > 24 or minute > 59:
            return None
        local = midnight + timedelta(hours=hour, minutes=minute, seconds=min(second, 59))
        return local.replace(tzinfo=_zone(name, zone, local)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _zone(name: str, own: tzinfo, local: datetime) -> tzinfo:
    if "/" in name:
        return zone_named(name.title())
    upper = name.upper()
    if not upper or upper == own.tzname(local.replace(tzinfo=None)):
        return own
    if offset := OFFSET.match(upper.removeprefix("GMT").removeprefix("UTC").strip()):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    if upper in REGIONS:
        return ZoneInfo(REGIONS[upper])
    return timezone(timedelta(minutes=ZONES[upper])) if upper in ZONES else own
