"""An index that is read back from bytes finds and holds what the index made of texts does."""

import ast
from datetime import date
from importlib import import_module
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from facts.matching.features import features_of
from facts.matching.index import EventIndex, Prepared, Profile, ProfileText, prepare, record_of
from facts.matching.packed import Numbered, Vocabulary
from facts.matching.stored import MADE_BY, closed, fact_key, opened
from facts.model.reading import Count, Reading
from store.nouns.models import EventFacts
from tests.examples import share_of

TITLES = st.lists(
    st.sampled_from(
        ["china", "ships", "frigate", "中国军舰", "tests", "missile", "Shaheen-IX", "rare", "hull 052D"]
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
DAYS = st.dates(date(2024, 1, 1), date(2024, 3, 1))
STATES = st.sets(st.sampled_from(["CN", "PK", "TR", "US"]), max_size=3).map(lambda some: tuple(sorted(some)))
READINGS = st.builds(
    Reading, kind=st.sampled_from(["exercise", "order"]), countries=STATES, firm=STATES, published=DAYS,
    series=st.sampled_from([None, "shaheen"]), number=st.none() | st.integers(1, 70_000),
    equipment=st.sampled_from([(), ("jf-17",)]), quantities=st.sampled_from([(), (Count(8, "submarine"),)]),
)  # fmt: skip
TEXTS = st.builds(ProfileText, TITLES, TITLES, DAYS, st.none() | READINGS)
FACTS = st.builds(
    EventFacts, kind=st.just("exercise"), title=TITLES, countries=STATES.map(list), day=st.none() | DAYS,
    precision=st.sampled_from(["day", "month", "unknown"]),
)  # fmt: skip
PROFILES = st.lists(
    st.builds(Profile, st.text("abcé-9", min_size=1, max_size=4), FACTS, st.lists(TEXTS, max_size=3).map(tuple)),
    unique_by=lambda profile: profile.event, max_size=8,
)  # fmt: skip


def read_back(profiles: list[Profile], first: int) -> EventIndex:
    """By way of bytes whose words have numbers of their own from ``first``, with gaps, as a table gives them."""
    prepared = [prepare(profile) for profile in profiles]
    seen = Vocabulary()
    for one in prepared:
        record_of(one, seen)
    numbers = {word: first + 3 * place for place, word in enumerate(seen.words[1:])}
    index = EventIndex()
    index.know((number, word) for word, number in numbers.items())
    for one in prepared:
        index.put_stored(stored(one, numbers))
    return index


def stored(prepared: Prepared, numbers: dict[str, int]) -> bytes:
    return closed(prepared.days, record_of(prepared, Numbered(numbers)))


@settings(max_examples=share_of(80))
@given(PROFILES, st.sampled_from([1, 40_000, 70_000]), st.lists(TEXTS, min_size=1, max_size=3))
def test_read_back_it_is_the_same_index(
    profiles: list[Profile], first: int, asked: list[ProfileText]
) -> None:
    made, read = EventIndex(profiles), read_back(profiles, first)
    assert len(read) == len(made)
    for text in [*asked, *(text for profile in profiles for text in profile.texts)]:
        probe = features_of(text.reading or Reading(published=text.published), text.title, text.lead)
        assert read.candidates(probe) == made.candidates(probe)


@given(PROFILES.filter(bool), TEXTS)
def test_what_was_read_back_goes_on_learning(profiles: list[Profile], text: ProfileText) -> None:
    made, read = EventIndex(profiles), read_back(profiles, 1)
    name = profiles[0].event
    for index in (made, read):
        index.add_text(name, text)
        index.remove(profiles[-1].event)
        index.add(Profile("new", profiles[0].facts, (text,)))
    probe = features_of(text.reading or Reading(published=text.published), text.title, text.lead)
    assert read.candidates(probe) == made.candidates(probe)


@given(PROFILES)
def test_days_and_records_open_as_they_were_closed(profiles: list[Profile]) -> None:
    for profile in profiles:
        prepared, words = prepare(profile), Vocabulary()
        record = record_of(prepared, words)
        days, kept = opened(closed(prepared.days, record))
        assert kept == record
        assert [(day, list(keys)) for day, keys in days] == list(prepared.days)


def test_keys_are_the_same_in_every_process() -> None:
    assert fact_key("states", "CNPK") == 0xCAF4EDC679B4A411


def test_every_module_that_makes_features_is_named() -> None:
    """What ``MADE_BY`` imports of facts is in it too: a change of any of them makes features anew."""
    told_apart = {"facts.names.common"}
    for name in MADE_BY:
        file = import_module(name).__file__
        assert file is not None
        tree = ast.parse(Path(file).read_text(encoding="utf-8"))
        used = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert {one for one in used if one.startswith("facts.")} <= {*MADE_BY, *told_apart}, name
