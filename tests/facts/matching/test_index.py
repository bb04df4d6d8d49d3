"""Events in memory: found by what they share, forgotten, and told of again."""

from datetime import date

from facts.matching.features import Features, Span, features_of
from facts.matching.index import MOST_CANDIDATES, EventIndex, Profile, ProfileText
from facts.model.reading import Reading
from store.nouns.models import EventFacts

DAY = date(2024, 6, 1)


def reading(day: date = DAY, **facts: object) -> Reading:
    return Reading(relevance="relevant", kind="order", countries=("CN", "PK"), published=day, **facts)  # type: ignore[arg-type]


def profile(name: str, title: str, day: date = DAY, **facts: object) -> Profile:
    event = EventFacts(kind="order", title=title, countries=["CN", "PK"])
    return Profile(name, event, (ProfileText(title, "", day, reading(day, **facts)),))


def found(index: EventIndex, title: str, day: date = DAY, **facts: object) -> list[str]:
    return [c.event for c in index.candidates(features_of(reading(day, **facts), title, ""))]


def depot(number: int) -> str:
    return f"Depot{chr(97 + number // 26)}{chr(97 + number % 26)}"


def test_an_event_is_found_by_its_states_near_its_day() -> None:
    index = EventIndex([profile("near", "Jets sold"), profile("far", "Jets sold", date(2020, 1, 1))])
    assert found(index, "Anything else") == ["near"]


def test_a_text_of_no_known_day_looks_everywhere() -> None:
    index = EventIndex([profile("old", "Jets sold", date(1999, 1, 1)), profile("young", "Jets sold")])
    undated = features_of(Reading(relevance="relevant", kind="order", countries=("CN", "PK")), "Jets", "")
    assert {candidate.event for candidate in index.candidates(undated)} == {"old", "young"}


def test_equipment_finds_an_event_of_long_ago() -> None:
    index = EventIndex([profile("launch", "Hangor launched", date(2022, 1, 1), equipment=("hangor-class",))])
    assert found(index, "Hangor in service", equipment=("hangor-class",)) == ["launch"]


def test_what_is_removed_is_not_found_and_may_come_again() -> None:
    index = EventIndex([profile("one", "Jets sold")])
    index.remove("one")
    index.remove("never known")
    assert (len(index), found(index, "Jets sold")) == (0, [])
    index.add(profile("one", "Jets sold"))
    assert (len(index), found(index, "Jets sold")) == (1, ["one"])


def test_adding_again_replaces() -> None:
    index = EventIndex([profile("one", "Jets sold", equipment=("jf-17",))])
    index.add(profile("one", "Tanks sold", equipment=("vt-4",)))
    [candidate] = index.candidates(features_of(reading(), "Sold", ""))
    assert (len(index), [sorted(e.equipment) for e in candidate.entries]) == (1, [[], ["vt-4"]])


def test_a_further_source_is_compared_too() -> None:
    index = EventIndex([profile("one", "Jets sold")])
    index.add_text("one", ProfileText("Kamra line opens", "", date(2024, 9, 1), reading(date(2024, 9, 1))))
    index.add_text("unknown", ProfileText("Nothing", "", DAY, reading()))
    [candidate] = index.candidates(features_of(reading(date(2024, 9, 2)), "Kamra", ""))
    assert [entry.title for entry in candidate.entries] == [(), ("jet", "sold"), ("kamra", "line", "open")]


def test_candidates_are_few_and_the_likeliest_come_first() -> None:
    index = EventIndex(profile(f"n{n}", f"Jets sold at {depot(n)}") for n in range(50))
    names = found(index, f"Jets sold at {depot(7)}")
    assert (names[0], len(names)) == ("n7", MOST_CANDIDATES)


def test_spans_count_whole_days_between_them() -> None:
    week = Span(date(2024, 6, 1), date(2024, 6, 7))
    assert week.gap(Span(date(2024, 6, 7), date(2024, 6, 9))) == 0
    assert week.gap(Span(date(2024, 6, 9), date(2024, 6, 9))) == 2
    assert Features().when is None
