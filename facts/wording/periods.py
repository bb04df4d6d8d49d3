"""The years of a period as figures give it: "2015–19", "2010–14 to 2015–19", "2020/21", "2007 to February 2020". Pure."""

import re

_SHORT = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[–/-]\s*(\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


def years_of(period: str) -> tuple[int, int] | None:
    """The first and the last year that it names; None where it names none."""
    short = [int(f"{start[:2]}{end}") for start, end in _SHORT.findall(period)]
    years = [*map(int, _YEAR.findall(period)), *short]
    return (min(years), max(years)) if years else None
