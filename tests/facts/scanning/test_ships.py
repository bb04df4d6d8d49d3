"""Ships by their prefix: no entry of the register is needed to know whose they are, and a call abroad is no delivery."""

import tomllib
from pathlib import Path

import pytest

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.scanning.scan import scan
from store.nouns.models import ArticleFacts

FILE = Path(__file__).parent.parent.parent / "cases" / "port_calls.toml"
CALLS = frozenset({"visit", "access"})


@pytest.mark.parametrize(
    ("title", "kinds", "states"),
    [
        ("INS Trikand docks in Mombasa on goodwill visit", CALLS, "IN,KE"),
        ("USS Gridley docks in Phuket", CALLS, "TH,US"),
        ("KRI Bima Suci calls at Chittagong", CALLS, "BD,ID"),
        ("JS Akebono visits Karachi", CALLS, "JP,PK"),
        ("HMS Spey arrives in Brunei", CALLS, "BN,GB"),
        ("TCG Kinaliada arrives in Karachi", CALLS, "PK,TR"),
        ("FS Prairial calls at Manila", CALLS, "FR,PH"),
        ("HTMS Naresuan in joint patrol with INS Kesari", {"exercise"}, "IN,TH"),
        ("ROKS Dae Jo Yeong drills with Vietnamese navy", {"exercise"}, "KR,VN"),
        ("SLNS Gajabahu joins exercise with INS Sumitra", {"exercise"}, "IN,LK"),
        ("BNS Umar Farooq reaches Visakhapatnam for exercise", {"exercise", *CALLS}, "BD,IN"),
        ("PNS Khyber commissioned in Istanbul", {"delivery"}, "PK,TR"),
        ("China hands over PNS Shamsheer to Pakistan Navy", {"delivery"}, "CN,PK"),
        ("PNS Hangor arrives in Karachi from China", {"delivery"}, "CN,PK"),
    ],
)
def test_a_prefix_tells_whose_ship_it_is(title: str, kinds: set[str], states: str, lexicon: Lexicon) -> None:
    reading = assess(ArticleFacts(source="case", title=title), lexicon)
    assert reading.relevance == "relevant"
    assert reading.kind in kinds
    assert ",".join(sorted(reading.countries)) == states


@pytest.mark.parametrize(
    "title",
    [
        "INS Trikand returns to Karwar after Gulf patrol",
        "USS Nimitz leaves Bremerton",
        "RSS chief Bhagwat says India must be strong",
        "BNS Section 103 slapped on accused in China-linked fraud",
        "JS Bank posts record profit",
        "HMS Victory restored in Portsmouth",
    ],
)
def test_a_ship_at_home_and_other_letters_are_no_news(title: str, lexicon: Lexicon) -> None:
    assert assess(ArticleFacts(source="case", title=title), lexicon).relevance == "irrelevant"


@pytest.mark.parametrize(("title", "kind"), tomllib.loads(FILE.read_text("utf-8"))["rows"])
def test_a_ship_in_a_port_of_another_state_is_on_a_visit(title: str, kind: str, lexicon: Lexicon) -> None:
    """``left``: it is none of ours."""
    reading = assess(ArticleFacts(source="case", title=title), lexicon)
    assert ("left" if reading.relevance == "irrelevant" else reading.kind) == kind
    assert kind != "visit" or len(reading.countries) == 2


def test_a_prefix_that_two_navies_bear_is_the_one_that_is_named(lexicon: Lexicon) -> None:
    def flags(text: str) -> list[str]:
        return [code for f in scan(text, lexicon).names if f.term.sort == "hull" for code in f.term.countries]

    assert flags("INS Zarnuk sails for Oman") == ["IN"]
    assert flags("INS Zarnuk sails from India for Israel") == ["IN"]
    assert flags("INS Zarnuk of the Israeli Navy in Cyprus") == []
