"""Whose report a text retells, and how many voices texts are."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from facts.names.quoting import PublishedText, chain, origins, quoted_outlet

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "quoting" / "texts.toml").read_text())["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['title']}: {case['quoted']}")
def test_the_outlet_that_a_text_retells(case: dict[str, Any]) -> None:
    assert quoted_outlet(case["title"], case["lead"], case.get("own", "")) == case["quoted"]


def text(lead: str, outlet: str, owner: str) -> PublishedText:
    return PublishedText("Frigates for Pakistan", lead, outlet, owner)


def test_two_outlets_that_quote_one_agency_are_one_voice() -> None:
    told = [text("According to Reuters.", "Dawn", "Dawn Group"), text("Reuters reported.", "NDTV", "Adani")]
    assert set(origins(told)) == {"Reuters"}
    agency = text("The ministry said so.", "Reuters", "Thomson Reuters")
    assert set(origins([*told, agency])) == {"Thomson Reuters"}


def test_an_outlet_that_reports_itself_is_a_voice_of_its_own() -> None:
    told = [text("According to Reuters.", "Dawn", "Dawn Group"), text("The navy said so.", "NDTV", "Adani")]
    assert origins(told) == ["Reuters", "Adani"]


def test_the_chain_in_words() -> None:
    assert chain("Dawn", "Reuters") == "Reuters, quoted by Dawn"
    assert chain("Dawn", "") == "Dawn"
