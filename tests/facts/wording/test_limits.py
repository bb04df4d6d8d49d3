"""Deals by their sum."""

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from facts.wording.limits import limits_asked

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "limits.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["asked"])
def test_the_limits_of_a_sum_are_taken_out_of_a_question(case: dict[str, Any]) -> None:
    read = limits_asked(case["asked"])
    assert (read is None) is case.get("is_other", False)
    if read is not None:
        ends = [Decimal(case[end]) if end in case else None for end in ("least", "most")]
        assert [read.rest, read.currency, read.least, read.most] == [
            case.get("rest", ""),
            case.get("currency", ""),
            *ends,
        ]
