"""What the product knows as equipment, relevance knows as a word of the beat, in every language that names it."""

import tomllib
from pathlib import Path

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.relevance import MILITARY
from facts.rows.patterns import word_table
from facts.scanning.scan import IDIOMS, scan
from store.nouns.models import ArticleFacts

PLAIN = Lexicon()
CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "things.toml").read_text(encoding="utf-8"))
CIVIL_TOO = frozenset({"aircraft", "vessel", "vehicle", "satellite", "engine", "simulator"})
"""Sorts that are of the beat only beside another word."""
OTHERS_TOO = frozenset(
    {
        "chopper", "supply ship", "gun", "pistol", "canon",
        "OPV",  # also a vaccine
        "автомат",  # also any machine
    }
)  # fmt: skip


def test_every_sort_of_equipment_is_a_word_of_the_beat() -> None:
    named = {
        word
        for sort, row in word_table("things").items()
        if sort not in CIVIL_TOO
        for word in row["words"]
        if MILITARY.isdisjoint(scan(word, PLAIN).concepts)
    }
    assert named == OTHERS_TOO


def test_no_part_of_an_idiom_is_of_the_beat() -> None:
    """A drill team drills nothing; what carries a concept of the beat itself keeps it."""
    for title in ("A drill team", "Water tanks", "A general election", "Think tanks and shell companies"):
        assert MILITARY.isdisjoint(scan(title, PLAIN).concepts), title
    found = scan("Tanks, and a water tank", PLAIN).concepts
    assert found["weapon"] == [(0, 1)]
    assert not IDIOMS.isdisjoint(found)


def named_in(title: str, lead: str, lexicon: Lexicon) -> dict[str, int]:
    """What a text names, with its number."""
    reading = assess(ArticleFacts(source="case", title=title, lead=lead), lexicon)
    counted = {count.of: count.number for count in reading.quantities}
    names = {
        key: lexicon.terms[key].name if key in lexicon.terms else key
        for key in (*reading.equipment, *counted)
    }
    return {name: counted.get(key, 0) for key, name in names.items()}


def test_what_brings_things_is_not_handed_over(lexicon: Lexicon) -> None:
    for title, lead, told, brought in CASES["brought"]:
        named = named_in(title, lead, lexicon)
        assert brought not in named, (title, named)
        assert not told or told in named, (title, named)


def test_what_is_itself_told_of_keeps_its_number(lexicon: Lexicon) -> None:
    for title, lead, told, number in CASES["given"]:
        named = named_in(title, lead, lexicon)
        assert named.get(told) == number, (title, named)
