"""A topic in free text is taken apart into what has to fit."""

from datetime import date
from decimal import Decimal

import pytest

from facts.asking.brief import contradict, differing
from facts.asking.choose import Sides
from facts.asking.directory import Directory, directory
from facts.asking.topics import Facet, read_topic
from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement, Claim, Equipment, Event
from store.nouns.values import Alias, Citation, Materiel


@pytest.fixture(scope="module")
def known() -> Directory:
    return directory(
        [
            Actor(id="russia", kind="state", name="Russia", country="RU"),
            Actor(
                id="pla",
                kind="armed service",
                name="People's Liberation Army",
                country="CN",
                aliases=[Alias(name="PLA")],
            ),
            Actor(id="pla-air-force", kind="armed service", name="PLA Air Force", country="CN", parent="pla"),
        ],
        [
            Agreement(
                id="cpec",
                kind="programme",
                name="China-Pakistan Economic Corridor",
                aliases=[Alias(name="CPEC")],
            )
        ],
        [Equipment(id="vt-4", designation="VT-4", category="main battle tank")],
        [Series(id="Shaheen", name="Shaheen")],
    )


@pytest.mark.parametrize(
    ("asked", "labels", "years"),
    [
        ("China Pakistan exercises", ["China", "Pakistan", "exercises"], ()),
        ("Sino-Pak drills 2020", ["China", "Pakistan", "exercises"], (2020,)),
        ("Russian arms embargo on Pakistan", ["Russia", "embargoes and sanctions", "Pakistan"], ()),
        ("CPEC", ["China-Pakistan Economic Corridor"], ()),
        ("VT-4 tanks", ["VT-4", "tanks"], ()),
        ("PLA", ["People's Liberation Army"], ()),
        ("Pakistn tanks", ["Pakistan", "tanks"], ()),
        ("S-400", ["S-400"], ()),
        ("defence cooperation", [], ()),
    ],
)
def test_a_topic_has_sides(known: Directory, asked: str, labels: list[str], years: tuple[int, ...]) -> None:
    topic = read_topic(asked, known)
    assert sorted(facet.label for facet in topic.facets) == sorted(labels)
    assert topic.years == years


def test_a_misspelt_word_is_said(known: Directory) -> None:
    assert read_topic("Pakistn", known).notes == ("“pakistn” was read as “pakistan”",)


def test_a_part_belongs_to_its_organisation(known: Directory) -> None:
    (facet,) = read_topic("PLA", known).facets
    assert ("actor", "pla-air-force") in facet.links


def event(key: str, kind: str, countries: list[str], title: str, equipment: str = "") -> Event:
    gear = [Materiel(equipment=equipment)] if equipment else []
    return Event(id=key, kind=kind, countries=countries, title=title, equipment=gear)


def test_every_side_has_to_fit(known: Directory) -> None:
    events = [
        event("a", "exercise", ["CN", "PK"], "Joint drill"),
        event("b", "visit", ["CN", "PK"], "Talks about an exercise programme"),
        event("c", "exercise", ["IN", "US"], "Exercise watched by China and Pakistan"),
        event("d", "delivery", ["CN", "PK"], "Tanks arrive", equipment="vt-4"),
    ]
    drills = Sides(read_topic("China Pakistan exercises", known).facets, known)
    assert [one.id for one in events if len(drills.of_event(one)) == 3] == ["a", "b"]
    tanks = Sides(read_topic("China tanks", known).facets, known)
    assert [one.id for one in events if len(tanks.of_event(one)) == 2] == ["d"]


def test_what_is_met_is_told_by_its_number(known: Directory) -> None:
    sides = Sides(read_topic("China S-400", known).facets, known)
    assert sides.of_event(event("a", "exercise", ["CN", "PK"], "Joint drill")) == {0}


def test_no_phrase_reaches_from_one_text_into_the_next(known: Directory) -> None:
    sides = Sides((Facet("wing loong", "word", texts=frozenset({"wing loong"})),), known)
    apart = event("a", "other", [], "Right wing")
    apart.summary = "Loong arrives"
    assert sides.of_event(apart) == frozenset()


def figure(value: int, period: str | None, actors: list[str], speaker: str | None = None) -> Claim:
    return Claim(
        id=f"{value}-{period}", kind="figure", text="A share.", topic="shares", value=Decimal(value), unit="percent",
        period=period, actors=actors, speaker=speaker, day=date(2020, 3, 9), citations=[Citation(article="a")],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (figure(51, "2015–19", ["china"]), figure(73, "2015–19", ["china"]), True),
        (figure(51, "2010–14", ["china"]), figure(73, "2015–19", ["china"]), False),
        (figure(51, "2015–19", ["china"]), figure(30, "2015–19", ["us"]), False),
        (figure(45, "to be committed, 2015", ["china"]), figure(68, "quoted in 2019", ["china", "xi"]), True),
        (figure(12, "by 2027", ["china"], "bank"), figure(13, "by 2027", ["china"], "bank"), False),
    ],
)
def test_figures_contradict_each_other_on_one_thing_only(one: Claim, other: Claim, expected: bool) -> None:
    assert contradict(one, other) is expected
    assert bool(differing([one, other])) is expected


def test_of_a_long_text_the_beginning_is_read_and_that_is_told(known: Directory) -> None:
    assert read_topic("China Pakistan exercises " + "and " * 30, known).notes == ()
    long = read_topic("China " + "Pakistn tanks xyzzyq " * 2000, known)
    assert long.notes[0] == "only the first 40 words were read"
    assert {"China", "Pakistan", "tanks"} <= {facet.label for facet in long.facets}
    assert len(read_topic("字" * 6000, known).facets) <= 1
    assert read_topic("a-b" * 2000, known).notes[0].startswith("only the first")
