"""Dates as feeds write them: every case of ``tests/cases/feeds/dates.toml``, and what becomes of them."""

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from feeds.entries.dates import Dated, publication, read_date, zone_named

CASES = tomllib.loads((Path(__file__).parent.parent.parent / "cases" / "feeds" / "dates.toml").read_text())[
    "cases"
]
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_date(case: dict[str, Any]) -> None:
    zone = zone_named(case.get("zone"))
    found = publication(case["text"], "", zone, NOW)
    at, precision = (found.at, found.precision) if found else (None, "day")
    assert at and at.replace(microsecond=0) == case.get("at") if found else "at" not in case
    assert precision == case.get("precision", "day")
    if found and precision != "day":
        assert read_date(case["text"], zone) is None
        assert not found.states_its_day


def test_the_future_is_clamped_and_the_date_of_a_change_is_the_second_choice() -> None:
    later = NOW + timedelta(hours=3)
    told = publication(later.isoformat(), "", UTC, NOW)
    basis = "when it was read: the feed's date, 2026-03-04 15:00 UTC, is in the future"
    assert told == Dated(NOW, basis, later)
    assert told is not None
    assert not told.states_its_day
    far = publication("2026-07-01T00:00:00Z", "", UTC, NOW)
    assert far is not None
    assert (far.at, far.precision, far.states_its_day) == (NOW, "approximate", False)
    changed = publication("soon", "2026-03-02T00:00:00Z", UTC, NOW)
    assert changed is not None
    assert changed.basis == "the feed's date of the last change"
