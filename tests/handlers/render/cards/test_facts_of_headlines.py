"""What cards made of whole texts show as facts: nothing that the texts do not say (``tests/cases/cards/facts.toml``)."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from benchmarks.evaluate.cards import sample_of
from handlers.render.cards.alert import facts_of_card
from handlers.render.paging.measure import visible_text

FILE = Path(__file__).parent.parent.parent.parent / "cases" / "cards" / "facts.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=[case["title"] for case in CASES])
def test_the_facts_of_a_card(case: dict[str, Any]) -> None:
    row = {"title": case["title"], "summary": case.get("lead", ""), "url": "https://wire.example/1"}
    found = sample_of({**row, "published": "2026-11-24T09:00:00Z", "publisher": "Gulf Wire"}, 1)
    assert found is not None
    lines = [visible_text(line).replace("\u00a0", " ") for line in facts_of_card(found.report)]
    assert [line.replace("**", "") for line in lines] == case["facts"]
