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


HANDED = "China handed over the corvettes BNS Sandwip and BNS Hatiya to the Bangladesh Navy in Wuhan on 9 September 2026."
OTHER = "The Bangladesh Navy took over two corvettes that were built in Wuhan for it, an officer said on Thursday."
TITLE = "China hands over two Type 056 corvettes to Bangladesh Navy"
VOICES = [
    ("an outlet beside it is named", ("Egypt to buy jets", "A source said so."), ("Egypt said to order jets", "Cairo is to order 40 jets, Harbour Wire reported."), 1),
    ("in brackets", ("Egypt to buy jets", "A source said so."), ("Egypt to order jets", "(Harbour Wire) Cairo is to order 40 jets from China."), 1),
    ("told to it", ("Egypt to buy jets", "A source said so."), ("Cairo to get jets", "The talks are over, an official told Harbour Wire."), 1),
    ("the same text", (TITLE, HANDED), (TITLE, HANDED), 1),
    ("the same text behind a credit", (TITLE, HANDED), (TITLE, f"(Straits News) {HANDED}"), 1),
    ("the same text under another headline", (TITLE, HANDED), ("Dhaka gets two corvettes", f"WUHAN: {HANDED} More follows."), 1),
    ("the same headline without a lead", (TITLE, ""), (TITLE, ""), 1),
    ("the same headline, told in other words", (TITLE, HANDED), (TITLE, OTHER), 2),
    ("a short headline", ("Navies end drill", ""), ("Navies end drill", ""), 2),
    ("short headlines", ("Navies end their drill", ""), ("Navies end the drill", ""), 2),
    ("a short lead that both have", ("Egypt gets jets", "Details to follow."), ("Jets for Egypt", "Details to follow."), 2),
    ("its own name", ("Egypt to buy jets", "A source told Valley Courier so."), ("Egypt to get jets", "An officer told Valley Courier so."), 1),
    ("a name that is no outlet's", ("Egypt to buy jets", "A source said so."), ("Egypt to order jets", "The harbour reported the wire cut."), 2),
]  # fmt: skip


@pytest.mark.parametrize(("why", "one", "other", "voices"), VOICES, ids=[row[0] for row in VOICES])
def test_who_retells_or_prints_another_is_no_voice_of_its_own(
    why: str, one: tuple[str, str], other: tuple[str, str], voices: int
) -> None:
    told = [PublishedText(*one, "Harbour Wire", "harbour"), PublishedText(*other, "Valley Courier", "valley")]
    assert len(set(origins(told))) == voices


def test_the_chain_in_words() -> None:
    assert chain("Dawn", "Reuters") == "Reuters, quoted by Dawn"
    assert chain("Dawn", "") == "Dawn"
