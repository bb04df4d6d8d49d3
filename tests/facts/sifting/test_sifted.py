"""What a question wants of texts, and the numbers that their sentences have."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from facts.sifting.inquiries import (
    force_topic,
    is_for_agenda,
    news_topic,
    not_but,
    outlet_news_asked,
    slip_topic,
    teller_asked,
    trend_topic,
    without_never,
)
from facts.sifting.strengths import counts_in, groups, strength_limit, strengths_asked

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "sifted.toml").read_text())


@pytest.mark.parametrize("case", CASES["question"], ids=lambda case: case["ask"])
def test_what_is_asked(case: dict[str, Any]) -> None:
    ask = case["ask"]
    counted, limit, told = strengths_asked(ask), strength_limit(ask), teller_asked(ask)
    assert list(counted.groups if counted else ()) == case.get("counts", [])
    assert ([limit.group, limit.least or 0, limit.most or 0] if limit else []) == case.get("limit", [])
    assert {one.rest for one in (counted, limit) if one} <= {case.get("rest")}
    assert ((told.about, told.is_first) if told else (None, None)) == (case.get("teller"), case.get("first"))
    outlet = outlet_news_asked(ask)
    assert (outlet.outlet if outlet else None) == case.get("outlet")
    topics = {
        "news": news_topic,
        "slip": slip_topic,
        "force": force_topic,
        "trend": trend_topic,
        "never": without_never,
    }
    assert {name: topic(ask) for name, topic in topics.items()} == {name: case.get(name) for name in topics}
    assert is_for_agenda(ask) == case.get("agenda", False)
    assert not_but(ask) == case.get("but", ask)


@pytest.mark.parametrize("case", CASES["sentence"], ids=lambda case: case["text"])
def test_the_numbers_of_a_sentence(case: dict[str, Any]) -> None:
    told = {name: counts_in(case["text"], name) for name in groups()}
    assert {name: found for name, found in told.items() if name in case} == {
        name: case[name] for name in groups() if name in case
    }
