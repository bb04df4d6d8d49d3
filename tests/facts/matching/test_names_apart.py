"""What the names of two texts say of them: apart, a question, or nothing; both ways round."""

from typing import Any

import pytest

from facts.matching.features import Features
from facts.matching.names_apart import Compared, compared_names, names_of, share
from facts.reading.called import Name
from facts.rows.kinds import KINDS


def told(kind: str, *called: str, **also: Any) -> Features:
    return Features(kinds=(KINDS.of(kind),), called=frozenset(called), **also)


def drill(*names: str, **also: Any) -> Features:
    return told(
        "exercise", *(name if ":" in name or "?" in name else f"exercise:{name}" for name in names), **also
    )


SHIP = {"hulls": frozenset({"pns-taimur"})}
APART = "exercise amber tide is not iron falcon"
ROWS: list[tuple[Features, Features, Compared]] = [
    (drill("iron falcon"), drill("amber tide"), Compared("apart", APART)),
    (drill("iron falcon"), drill("iron falcon"), Compared()),
    (drill("iron falcon"), drill("iron falcons", "amber tide"), Compared()),
    (drill("iron falcon"), drill(), Compared()),
    (drill(), drill(), Compared()),
    # of several names the first of each side is shown
    (drill("iron falcon", "zeal"), drill("amber tide", "breeze"), Compared("apart", APART)),
    (drill("amber tide", "zeal"), drill("iron falcon"), Compared("apart", APART)),
    # a name that may be a place, and other letters, are a question
    (drill("exercise?:iron falcon"), drill("amber tide"), Compared("doubt", APART)),
    (drill("iron falcon", "exercise?:zeal"), drill("amber tide"), Compared("doubt", APART)),
    (drill("amber tide"), drill("苍鹰"), Compared("doubt", "exercise amber tide is not 苍鹰")),
    (drill("amber tide"), drill("iron falcon", "苍鹰"), Compared("doubt", APART)),
    # a series that tables know is a name too, but only beside one that a text gives itself
    (drill(series="amber-tide"), drill("iron falcon"), Compared("apart", APART)),
    (drill(series="amber-tide"), drill("amber tide"), Compared()),
    (drill(series="amber-tide"), drill(series="iron-falcon"), Compared()),
    (drill("zeal", series="amber-tide"), drill(series="iron-falcon"), Compared("apart", APART)),
    # an unknown name may translate a known series where the edition or the number is the same
    (drill(series="amber-tide", edition=2027), drill("iron falcon", edition=2027), Compared("doubt", APART)),
    (drill(series="amber-tide", number=3), drill("iron falcon", number=3), Compared("doubt", APART)),
    (drill(series="amber-tide", edition=2027), drill("iron falcon", number=2027), Compared("doubt", APART)),
    (drill(series="amber-tide", edition=2027), drill("iron falcon", edition=2028), Compared("apart", APART)),
    (drill(series="amber-tide", edition=2027), drill("iron falcon"), Compared("apart", APART)),
    (drill("iron falcon", edition=2027), drill("amber tide", edition=2027), Compared("apart", APART)),
    (
        drill("zeal", series="amber-tide", edition=2027), drill(series="iron-falcon", edition=2027),
        Compared("apart", APART),
    ),
    # what does not name an event of the kind is not asked
    (told("visit", "exercise:iron falcon"), told("visit", "exercise:amber tide"), Compared()),
    (told("visit", "exercise:iron falcon"), drill("amber tide"), Compared("apart", APART)),
    (drill("ship:saif"), drill("ship:taimur"), Compared()),
    # ships settle, things and deals are asked about
    (told("delivery", "ship:saif"), told("delivery", **SHIP), Compared("apart", "ship saif is not taimur")),
    (told("delivery", "ship:taimur"), told("delivery", **SHIP), Compared()),
    (told("delivery", "ship:taimur"), told("delivery", hulls=frozenset({"taimur"})), Compared()),
    (told("delivery", "thing:korvin"), told("delivery", "thing:tolmar"), Compared("doubt", "thing korvin is not tolmar")),
    (
        told("delivery", "thing:korvin", "ship:saif"), told("delivery", "thing:tolmar", "ship:taimur"),
        Compared("apart", "ship saif is not taimur"),
    ),
    (
        told("order", "thing:korvin", "deal:oriole"), told("order", "thing:tolmar", "deal:heron"),
        Compared("doubt", "deal heron is not oriole"),
    ),
    (
        told("order", "deal:oriole", "ship:saif"), told("order", "deal:heron", "ship:taimur"),
        Compared("apart", "ship saif is not taimur"),
    ),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "found"), ROWS)
def test_names_of_two_texts(one: Features, other: Features, found: Compared) -> None:
    assert compared_names(one, other) == found
    assert compared_names(other, one) == found


def test_a_name_is_shared_whatever_the_kind() -> None:
    assert share(told("visit", "exercise:iron falcon"), told("visit", "exercise:iron falcon"))
    assert not share(told("visit", "exercise:iron falcon"), told("visit", "exercise:amber tide"))
    assert not share(told("visit", "exercise:iron falcon"), told("visit", "ship:iron falcon"))
    assert share(told("visit", "ship:taimur"), told("visit", **SHIP))
    assert share(told("visit", **SHIP), told("visit", "ship:taimur"))
    assert not share(told("visit", **SHIP), told("visit", **SHIP))


def test_known_series_and_hulls_are_among_the_names() -> None:
    known = told("exercise", "exercise:zeal", "ship:saif", series="amber-tide", **SHIP)
    assert names_of(known, "exercise") == {Name("exercise", "zeal"), Name("exercise", "amber tide")}
    assert names_of(known, "ship") == {Name("ship", "saif"), Name("ship", "taimur")}
    assert names_of(known, "thing") == frozenset()
    hulls = told("delivery", hulls=frozenset({"kirpan", "pns-zulfiqar-ii"}))
    assert {name.name for name in names_of(hulls, "ship")} == {"kirpan", "zulfiqar ii"}
