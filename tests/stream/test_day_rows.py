"""No rule of days and of tense is idle: without any one of them some text states another day."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from facts.figures import day_roles, days, tense
from tests.stream.labelled import stream
from tests.stream.variant import variant

CASES = Path(__file__).parent.parent / "cases" / "days"
NEVER = re.compile(r"(?!)")
Told = tuple[str, str, date, bool]


def rules(module: ModuleType) -> list[str]:
    """The names of a module's expressions."""
    return [name for name, value in vars(module).items() if isinstance(value, re.Pattern)]


@cache
def told() -> tuple[Told, ...]:
    """Title, lead, day of telling and whether it is announced: of the case files and of the stream."""
    return (*_of_cases(), *_of_stream())


def _of_cases() -> Iterator[Told]:
    for path in sorted(CASES.glob("*.toml")):
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        for title, lead, _, *ahead in case["rows"]:
            yield from ((title, lead, case["published"], is_ahead) for is_ahead in (ahead or (False, True)))
        yield from ((title, lead, case["published"], False) for title, lead in case.get("unstated", ()))


def _of_stream() -> Iterator[Told]:
    for item in stream():
        yield item.title, item.lead, item.published.date(), "planned" in item.assertions


def read(module: Any) -> list[tuple[Any, Any]]:
    """What each text states, and the day that is taken."""
    return [
        (stated, module.best_day(stated, ahead=ahead, saying=False))
        for title, lead, published, ahead in told()
        for stated in [module.stated_days(title, lead, published, ahead=ahead)]
    ]


@cache
def rightly() -> list[str]:
    return [repr(one) for one in read(days)]


@pytest.mark.parametrize("rule", rules(days))
def test_no_rule_of_days_is_idle(rule: str) -> None:
    assert [repr(one) for one in read(variant(days, **{rule: NEVER}))] != rightly()


@pytest.mark.parametrize("rule", rules(tense))
def test_no_rule_of_tense_is_idle(rule: str) -> None:
    without = variant(tense, **{rule: NEVER})
    module = variant(days, lies_ahead=without.lies_ahead, is_to_come=without.is_to_come)
    assert [repr(one) for one in read(module)] != rightly()


ROLES = (
    "clause_before",
    "deeds_in",
    "in_dateline",
    "is_given_name",
    "is_of_earlier_step",
    "is_on_the_way",
    "role_in_span",
    "role_of_day",
)


@pytest.mark.parametrize("rule", rules(day_roles))
def test_no_rule_of_roles_is_idle(rule: str) -> None:
    without = variant(day_roles, **{rule: NEVER})
    module = variant(days, **{name: getattr(without, name) for name in ROLES})
    assert [repr(one) for one in read(module)] != rightly()
