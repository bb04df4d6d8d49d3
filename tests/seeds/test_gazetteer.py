"""What is known by name: complete where a list is closed, one id and one claimant for each name, nothing told."""

from collections import defaultdict
from pathlib import Path

import pytest
from babel import Locale

from benchmarks.news.known import founded_lexicon, founded_rows
from facts.names.terms import terms_of
from facts.names.text import words_of
from seeds.gazetteer import alias
from seeds.rows import Seeds

MEMBERS = Path(__file__).parent.parent / "cases" / "states.txt"
"""The members of the United Nations and Kosovo, Palestine, Taiwan and the Vatican: ISO codes."""
NO_FORCES = frozenset(
    [
        "AD",
        "AG",
        "CR",
        "DM",
        "FM",
        "GD",
        "IS",
        "KI",
        "KN",
        "LC",
        "LI",
        "MC",
        "MH",
        "MU",
        "NR",
        "PA",
        "PW",
        "SB",
        "SM",
        "TV",
        "VA",
        "VC",
        "VU",
        "WS",
    ]
)
NO_MINISTRY = frozenset(["VA", "AD", "MC", "LI", "SM"])
FAMILIES = {
    "exercise": "exercise",
    "dialogue": "agreement",
    "agreement": "agreement",
    "ship": "thing",
    "equipment": "thing",
}


def states() -> list[str]:
    return MEMBERS.read_text().split()


def test_every_state_is_known_with_its_native_names(seeds: Seeds) -> None:
    known = {
        actor.country: actor for actor in seeds.actors.values() if actor.kind == "state" and actor.country
    }
    assert set(states()) <= set(known)
    for code in ("CN", "PK", "IN", "RU", "TR", "SA", "IR", "BD"):
        names = {one.name for one in known[code].aliases}
        for language in ("zh", "ur", "hi", "ar", "fa", "ru", "bn"):
            assert Locale(language).territories[code].split("(")[0].strip() in names, (code, language)


@pytest.mark.parametrize(("kind", "without"), [("armed service", NO_FORCES), ("ministry", NO_MINISTRY)])
def test_every_state_s_services_and_ministry_are_known(
    seeds: Seeds, kind: str, without: frozenset[str]
) -> None:
    have = {actor.country for actor in seeds.actors.values() if actor.kind == kind}
    assert set(states()) - without <= have


def test_a_name_has_one_claimant_in_its_family_unless_it_says_that_it_is_shared() -> None:
    claims: defaultdict[tuple[str, tuple[str, ...]], set[str]] = defaultdict(set)
    for term, names in terms_of(founded_rows()):
        family = FAMILIES.get(term.sort, "party")
        for name in names:
            if name[0] != "~" and term.sort not in ("place", "country"):
                claims[family, words_of(name.lstrip("=")).folded].add(term.id)
    assert {key: ids for key, ids in claims.items() if len(ids) > 1} == {}


def test_an_id_is_that_of_one_thing_only(seeds: Seeds) -> None:
    nouns = (seeds.actors, seeds.equipment, seeds.agreements, seeds.series, seeds.places)
    every = [id_ for noun in nouns for id_ in noun]
    assert len(every) == len(set(every))


def test_what_is_known_by_name_tells_of_nothing(seeds: Seeds) -> None:
    actors = [actor for actor in seeds.actors.values() if actor.basis == "reference"]
    deals = [deal for deal in seeds.agreements.values() if deal.basis == "reference"]
    assert actors
    assert deals
    assert not any(actor.roles or actor.citations or actor.note for actor in actors)
    assert not any(deal.steps or deal.citations or deal.summary or deal.amounts for deal in deals)


def test_a_document_s_entry_keeps_what_it_says_and_gains_names(seeds: Seeds) -> None:
    navy = seeds.actors["pla-navy"]
    assert (navy.basis, navy.name, navy.sort) == ("document", "PLA Navy", "sea")
    assert navy.citations
    assert "中国海军" in {one.name for one in navy.aliases}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Li Qiang", "Li Keqiang"),
        ("Wu Qian", "Tan Kefei"),
        ("Nong Rong", "Jiang Zaidong"),
        ("C-802", "CM-400AKG"),
    ],
)
def test_two_things_are_two_entries(one: str, other: str) -> None:
    lexicon = founded_lexicon()
    first, second = (lexicon.find(words_of(name))[0][0].term.id for name in (one, other))
    assert first != second


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("=Biden", {"name": "Biden", "exact": True}),
        ("=NATO", {"name": "NATO", "exact": True, "kind": "acronym"}),
        ("~Warrior", {"name": "Warrior", "common": True}),
        ("习近平", {"name": "习近平", "kind": "foreign"}),
        ("2+2", {"name": "2+2"}),
    ],
)
def test_the_notation_of_aliases(written: str, read: dict[str, object]) -> None:
    assert alias(written) == read
