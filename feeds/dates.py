"""Dates as feeds write them, read to instants; what is not a plausible date of a text is none.

Format libraries are not enough here: they read an epoch value as the year 1777, PKT as UTC and "2:11 PM" as 02:11.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

Precision = Literal["day", "month", "year"]
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing was published on the web before; "1 January 1970" is a missing date, not one."""
MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ],
        start=1,
    )
    for name in names.split()
}
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
CLOCK = r"(?:[T\s,]+(?:at\s+|[@|–-]\s*)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,:]\d+)?)?)?"
HALF = r"\s*(?P<half>[AaPp]\.?[Mm]\b\.?)?"
ZONE = r"\s*\(?(?P<zone>[+-]\d{1,2}(?::?\d{2})?|[A-Za-z]{1,5}\b(?:\s*[+-]\d{1,2}(?::?\d{2})?)?)?"
FORMS = tuple(
    re.compile(r"^\W*(?:[A-Za-z]{3,9}\.?,?\s+)?" + form + CLOCK + HALF + ZONE, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?(?!\d)",
        r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})(?!\d)",
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[-\s]+(?P<name>[A-Za-z]{3,9})\.?,?[-\s]+(?P<year>\d{4}|\d{2})(?!\d)",
        r"(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year>\d{4})(?!\d)",
        r"(?P<year>\d{4})\s+(?P<name>[A-Za-z]{3,9})\.?\s+(?P<day>\d{1,2})(?!\d)",
        r"(?P<name>[A-Za-z]{3,9})\.?,?\s+(?P<year>\d{4})(?!\d)(?P<day>)",
        r"(?P<year>\d{4})(?P<month>)(?P<day>)\s*$",
    )
)
ASCTIME = re.compile(
    r"^\W*[A-Za-z]{3},?\s+(?P<name>[A-Za-z]{3})\s+(?P<day>\d{1,2})" + CLOCK + ZONE + r"\s+(?P<year>\d{4})\s*$"
)
COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$")
EPOCH = re.compile(r"^\d{9,10}(?:\.\d+)?$|^\d{13}$|^\d{16}$")
OFFSET = re.compile(r"^([+-])(\d{1,2}):?(\d{2})?$")


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as exactly as it is written: of a month or year the first one."""

    at: datetime
    precision: Precision = "day"


@dataclass(frozen=True, slots=True)
class Dated:
    """An instant with how it is known, in words that can be shown. ``stated`` is what the entry says, also where
    that is in the future."""

    at: datetime
    basis: str
    stated: datetime
    precision: Precision = "day"

    @property
    def states_its_day(self) -> bool:
        """Whether it says on which day it was published, and that day is not in the future."""
        return self.precision == "day" and self.at == self.stated


def zone_named(name: str | None) -> tzinfo:
    """The IANA zone of that name; UTC for none or an unknown one."""
    try:
        return ZoneInfo(name) if name else UTC
    except (ZoneInfoNotFoundError, ValueError):
        return UTC


def publication(stated: str, changed: str, stamp: float | None, zone: tzinfo, now: datetime) -> Dated | None:
    """When an entry says that it was published: its date, else that of its last change; none if neither is a date.

    A date in the future is clamped to ``now`` and says so (the first order of entries is when they were seen).
    """
    for text, basis in ((stated, "the feed's date"), (changed, "the feed's date of the last change")):
        moment = read_moment(text, zone) if text else None
        if moment and plausible(moment.at):
            return replace(_clamped(moment.at, basis, now), precision=moment.precision)
    at = plausible(_from_epoch(stamp)) if stamp is not None else None
    return _clamped(at, "the feed's date", now) if at else None


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
    English forms with a 12-hour clock. A day that is ambiguous ("03/04/2020") is not read.
    """
    text = text.strip()[:100]
    if EPOCH.match(text):
        return _moment(_from_epoch(float(text)))
    if found := COMPACT.match(text):
        return _moment(_built([int(part or 0) for part in found.groups()], zone))
    for form in (*FORMS, ASCTIME):
        if found := form.match(text):
            return _from_fields(found.groupdict(), zone)
    return None


def _moment(at: datetime | None, precision: Precision = "day") -> Moment | None:
    return Moment(at, precision) if at else None


def _from_epoch(value: float) -> datetime | None:
    while value > 1e11:  # milliseconds, microseconds
        value /= 1000
    return datetime.fromtimestamp(value, UTC) if value >= 0 else None


def _from_fields(fields: dict[str, str | None], zone: tzinfo) -> Moment | None:
    name = (fields.get("name") or "").lower()
    month = (MONTHS.get(name) or MONTHS.get(name[:3]) or 0) if name else int(fields["month"] or 1)
    year = int(fields["year"] or 0)
    if year < 100:
        year += 2000 if year < 70 else 1900
    precision: Precision = "day" if fields["day"] else "month" if name or fields["month"] else "year"
    clock = [0, 0, 0]
    if precision == "day":
        clock = [
            _hour(int(fields["hour"] or 0), fields.get("half")),
            int(fields["minute"] or 0),
            int(fields["second"] or 0),
        ]
    return _moment(
        _built([year, month, int(fields["day"] or 1), *clock], zone, fields["zone"] or ""), precision
    )


def _hour(hour: int, half: str | None) -> int:
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half[0] in "Pp" else 0)


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
    upper = name.upper()
    if not upper or upper == own.tzname(local.replace(tzinfo=None)):
        return own
    if offset := OFFSET.match(upper.removeprefix("GMT").removeprefix("UTC").strip()):
        minutes = int(offset[2]) * 60 + int(offset[3] or 0)
        return timezone(timedelta(minutes=-minutes if offset[1] == "-" else minutes))
    return timezone(timedelta(minutes=ZONES[upper])) if upper in ZONES else own
