"""Names of the register win over our own rows, and both are found in one pass."""

from datetime import UTC, datetime

import pytest

from facts.names.lexicon import Lexicon
from facts.names.text import fold, words_of
from store.nouns.models import Actor, Equipment
from store.nouns.values import Alias

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def names(lexicon: Lexicon, text: str) -> list[str]:
    return [found.term.id for found in lexicon.find(words_of(text))[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("J10C, J-10C and J 10 CE", ["j-10", "j-10", "j-10"]),
        ("The US told us", ["US"]),
        ("U.S.-Pakistan", ["US", "PK"]),
        ("South China Sea", ["south-china-sea"]),
        ("Russia Today of Moscow", ["decoy", "seat-ru"]),
        ("Türkiye'ye, Turkiye, Turkey", ["TR", "TR", "TR"]),
        ("a pole, a turkey and a dane", []),
        ("PNS Tughril of the Pakistan Navy", ["pns-tughril", "pakistan-navy"]),
        ("巴基斯坦和中国", ["PK", "CN"]),
        ("российский и китайские", ["RU", "CN"]),
        ("পাকিস্তান ও চীন", ["PK", "CN"]),
    ],
)
def test_names_in_many_spellings(lexicon: Lexicon, text: str, expected: list[str]) -> None:
    assert names(lexicon, text) == expected


def test_an_actor_of_the_register_is_known_at_once_under_all_its_names() -> None:
    row = Actor(
        id="air-staff", kind="armed service", name="Air Staff of Nowhere", country="NO", updated_at=NOW
    )
    row.aliases = [Alias(name="ASN", kind="acronym"), Alias(name="Skyfolk", kind="short")]
    lexicon = Lexicon([row])
    assert names(lexicon, "ASN and Skyfolk, but not asn") == ["air-staff", "air-staff"]
    assert lexicon.terms["air-staff"].known


def test_the_register_s_id_takes_over_our_row_with_all_that_it_knows() -> None:
    row = Equipment(id="tughril", designation="PNS Tughril", category="frigate")
    lexicon = Lexicon((), [row])
    assert names(lexicon, "frigate Tughril") == ["tughril"]
    assert (lexicon.terms["tughril"].owner, lexicon.terms["tughril"].part_of) == ("PK", "type-054ap")


def test_the_own_rows_are_several_hundred_with_aliases(lexicon: Lexicon) -> None:
    sorts = [term.sort for term in lexicon.terms.values()]
    assert sorts.count("exercise") > 150
    assert sorts.count("equipment") + sorts.count("ship") > 200
    assert (
        sum(sorts.count(sort) for sort in ("service", "ministry", "company", "grouping", "think-tank")) > 140
    )


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Navies", "navy"),
        ("Drills", "drill"),
        ("U.S.", "us"),
        ("054", "54"),
        ("২০২৪", "2024"),
        ("Hürjet", "hurjet"),
    ],
)
def test_fold(written: str, folded: str) -> None:
    assert fold(written) == folded
