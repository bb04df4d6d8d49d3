"""What holds for any two texts, whatever they say."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from facts.matching.features import Features, Span
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.levels import levels
from facts.matching.match import New, match
from facts.matching.packed import Vocabulary, pack, unpack
from facts.matching.vetoes import CHECKS, veto
from facts.matching.weigh import weigh
from facts.model.reading import Count, Money, Reading
from facts.rows.kinds import KINDS
from facts.weights.model import match_weights
from store.nouns.models import ArticleFacts, EventFacts

WORDS = st.sampled_from(
    [
        "karachi",
        "pact",
        "tank",
        "jet",
        "wuhan",
        "shaheen",
        "modi",
        "drill",
        "eight",
        "signs",
        "tughril",
        "2024",
    ]
)
STATES = st.frozensets(st.sampled_from(["CN", "PK", "IN", "US", "RU", "TR"]), max_size=3)
NUMBERS = st.none() | st.integers(1, 40)
DAYS = st.dates(date(2015, 1, 1), date(2026, 12, 31))
SPANS = st.none() | st.builds(lambda d, n: Span(d, d + timedelta(days=n)), DAYS, st.integers(0, 40))
SETS = st.frozensets(WORDS, max_size=2)
FEATURES = st.builds(
    Features,
    kinds=st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=3, unique=True).map(tuple),
    countries=STATES, firm=STATES, equipment=SETS, people=SETS, organisations=SETS, agreements=SETS, places=SETS,
    branches=st.frozensets(st.sampled_from(["air", "sea", "land"]), max_size=2), hosts=STATES, hulls=SETS,
    foreign=st.booleans(), series=st.none() | WORDS, number=NUMBERS, edition=st.none() | st.integers(2015, 2026),
    ordinal=NUMBERS, batch=NUMBERS, phase=st.sampled_from(["announced", "reported", "denied"]),
    step=st.sampled_from(["", "signed", "launched", "in service"]), denied=st.booleans(),
    voices=st.frozensets(st.sampled_from(["CN:state:", "CN:body:foreign", "PK:person:asif", ":person:karvan"]), max_size=2),
    speaker=st.none() | st.sampled_from(["CN", "PK"]), target=st.none() | st.sampled_from(["CN", "PK"]),
    days=SPANS, exact=st.booleans(), published=st.none() | DAYS,
    amounts=st.lists(st.builds(Money, st.decimals(1, 10**9, places=0), st.just("USD")), max_size=2).map(tuple),
    quantities=st.lists(st.builds(Count, st.integers(1, 90), WORDS), max_size=2).map(tuple),
    title=st.lists(WORDS, max_size=6, unique=True).map(tuple), lead=st.lists(WORDS, max_size=6, unique=True).map(tuple),
)  # fmt: skip


@settings(max_examples=50)
@given(FEATURES, FEATURES)
def test_a_veto_holds_both_ways(a: Features, b: Features) -> None:
    for check in CHECKS:
        assert check(a, b) == check(b, a)
    assert veto(a, b) == veto(b, a)


@settings(max_examples=50)
@given(FEATURES)
def test_nothing_forbids_a_text_to_be_itself(a: Features) -> None:
    assert veto(a, a) is None


@settings(max_examples=50)
@given(FEATURES, FEATURES)
def test_two_texts_agree_as_much_one_way_as_the_other(a: Features, b: Features) -> None:
    assert weigh(a, b, match_weights()).score == weigh(b, a, match_weights()).score
    assert sorted(levels(a, b)) == sorted(levels(b, a))


@settings(max_examples=50)
@given(FEATURES)
def test_packing_loses_nothing(features: Features) -> None:
    vocabulary = Vocabulary()
    assert unpack(pack(features, vocabulary), vocabulary) == features


@settings(max_examples=30)
@given(st.integers(1, 39), st.integers(1, 39))
def test_two_numbers_of_a_series_are_never_one_event(first: int, second: int) -> None:
    def text(number: int) -> tuple[ArticleFacts, Reading]:
        article = ArticleFacts(source="x", title=f"Exercise Shaheen {number} of China and Pakistan begins")
        countries = ("CN", "PK")
        reading = Reading(
            relevance="relevant", kind="exercise", countries=countries, firm=countries, series="shaheen",
            number=number, published=date(2024, 6, 1),
        )  # fmt: skip
        return article, reading

    (known, was), (other, now) = text(first), text(second)
    facts = EventFacts(
        kind="exercise", title=known.title, countries=["CN", "PK"], series="shaheen", number=first
    )
    index = EventIndex([Profile("known", facts, (ProfileText(known.title, "", was.published, was),))])
    assert isinstance(match(other, now, index), New) == (first != second)


def test_a_reading_survives_json() -> None:
    reading = Reading(
        kind="order", amounts=(Money(Decimal("1.5e9"), "USD"),), day=date(2024, 2, 29), countries=("CN",)
    )
    assert Reading.from_dict(reading.to_dict()) == reading
    assert "series" not in reading.to_dict()
