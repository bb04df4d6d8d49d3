"""What the product knows as equipment, relevance knows as a word of the beat, in every language that names it."""

from facts.names.lexicon import Lexicon
from facts.reading.relevance import MILITARY
from facts.rows.patterns import word_table
from facts.scanning.scan import IDIOMS, scan

PLAIN = Lexicon()
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
