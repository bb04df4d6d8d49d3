"""Weekdays that a text states: past acts never lie ahead, and what is to come still does (``tests/cases/days``)."""

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from facts.figures.days import best_day, stated_days

CASES = Path(__file__).parent.parent.parent / "cases" / "days"


def rows(name: str) -> list[Any]:
    case = tomllib.loads((CASES / f"{name}.toml").read_text())
    return [pytest.param(case["published"], *row, id=(row[1] or row[0])[:60]) for row in case["rows"]]


@pytest.mark.parametrize(("published", "title", "lead", "meant"), rows("past"))
def test_what_is_over_never_lies_ahead(published: date, title: str, lead: str, meant: date) -> None:
    best = best_day(stated_days(title, lead, published), ahead=False, saying=False)
    assert best is not None
    assert best.day == meant
    assert all(stated.day <= published for stated in stated_days(title, lead, published))


@pytest.mark.parametrize(("published", "title", "lead", "meant"), rows("ahead"))
def test_what_is_to_come_lies_ahead(published: date, title: str, lead: str, meant: date) -> None:
    stated = {one.day for one in stated_days(title, lead, published)}
    assert meant in stated
    assert min(stated) > published
