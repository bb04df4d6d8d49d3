"""Who says a sentence."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from facts.sifting.speakers import spoken_by

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "speakers.toml").read_text(encoding="utf-8")
)["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_who_stands_before_the_verb_speaks(case: dict[str, Any]) -> None:
    assert spoken_by(case["text"], [case["name"]]) is case["speaks"]
