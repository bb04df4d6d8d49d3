"""No text makes reading or matching raise: one bad text must not cost its neighbours."""

import unicodedata
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from benchmarks.news.known import founded_lexicon, founded_rows
from facts.acting.targets import who_to_whom
from facts.asking.choose import Subject, fits
from facts.asking.deals import find_deals
from facts.asking.directory import Directory, directory
from facts.asking.nearness import closest
from facts.asking.resolve import most_alike, nearest, resolve
from facts.asking.roles import Offices, holders, position, with_role
from facts.asking.themes import kind_asked
from facts.asking.topics import read_topic
from facts.asking.windows import NotADate, bound, window
from facts.figures.days import best_day, stated_days
from facts.figures.money import amounts_in
from facts.figures.numbers import counts, number_after, roman
from facts.figures.ordinals import batch_words, is_apart, ordinals_in
from facts.matching.changes import TextTold, revised
from facts.matching.features import content_words, features_of, features_of_event
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import match
from facts.matching.packed import Vocabulary, pack, unpack
from facts.model.reading import Reading
from facts.names.countries import country_name
from facts.names.phrases import phrases, stems, untitled, words
from facts.names.text import fold, says, words_of
from facts.names.titles import is_boilerplate, plain_title, without_dateline
from facts.naming.spelled import one_script, same_name
from facts.reading.assess import assess
from facts.reading.bystanders import hosts
from facts.reading.called import Name, called
from facts.reading.draft import draft, neutral_title
from facts.reading.grade import importance
from facts.reading.parties import parties
from facts.reading.phases import phase_of, step_of
from facts.reading.relevance import what_speaks
from facts.reading.series import series_of
from facts.scanning.scan import scan
from facts.scanning.things import things
from facts.scanning.triggers import fire
from handlers.ingest.founding import founding_text
from store.nouns.models import Article, ArticleFacts
from store.nouns.words import folded_phrase as fold_phrase
from store.nouns.words import stem, stemmed_text
from tests.any_text import ANY_TEXT

SLOW = ("resolve", "topic", "window")
"""What people type is compared with every name, and dates of any words are tried: these have fewer examples."""
TODAY = date(2026, 3, 1)
NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)


@cache
def known() -> Directory:
    """Made by the first test that asks for it: whoever collects the tests needs none."""
    rows = founded_rows()
    return directory(rows.actors, rows.agreements, rows.equipment)


def scanned(text: str) -> None:
    """All that is read of a text as the lexicon sees it."""
    title, lead = scan(text, founded_lexicon()), scan(text[: len(text) // 2], founded_lexicon())
    fire(title.concepts)
    what_speaks(title, lead)
    parties(title, lead)
    hosts(title)
    who_to_whom(title)
    series_of(title, lead, published=TODAY)
    names = [Name.parse(written).name for written in called(title, lead)]
    all(same_name(one, other) and one_script(one, other) for one in names for other in names)
    things(title)
    list(counts(title.words, [(f.start, f.end, f.term.id) for f in title.names], set()))


def numbered(text: str) -> None:
    read = words_of(text)
    ordinals_in(text, read)
    batch_words(read)
    words = words_of(text)
    assert all(isinstance(is_apart(words, at), bool) for at in range(len(words.raw)))
    for place in range(min(len(read.folded), 50)):
        number_after(read, place)


def dated(text: str) -> None:
    for day in (TODAY, date.min, date.max):
        found = stated_days(text, text, day)
        best_day(found, ahead=True, saying=False)
        best_day(found, ahead=False, saying=True)


def resolved(text: str) -> None:
    resolve(text, known(), "actor", "equipment", "agreement")
    nearest(text, known())
    find_deals(text, known())
    subject = Subject(text=stemmed_text([text]))
    _ = [fits(facet, subject) for facet in read_topic(text, known()).facets]


def placed(text: str) -> None:
    holders(text, Offices(founded_rows().actors))
    position(text)
    with_role(text, Offices(founded_rows().actors))


READERS: dict[str, Callable[[str], object]] = {
    "fold": fold,
    "words": words_of,
    "says": lambda text: (says(text, text), says("China signs", text), says(text, "China signs")),
    "title": lambda text: (plain_title(text, text), plain_title(text, None), is_boilerplate(text)),
    "dateline": without_dateline,
    "content words": content_words,
    "scan": scanned,
    "numbers": numbered,
    "amounts": amounts_in,
    "roman": roman,
    "days": dated,
    "phases": lambda text: (phase_of(text, text), step_of(text, text)),
    "phrases": lambda text: (fold_phrase(text), untitled(fold_phrase(text)), stem(text), stems(text)),
    "runs": lambda text: list(phrases(words(text)[:40])),
    "resolve": resolved,
    "topic": lambda text: read_topic(text, known()),
    "roles": placed,
    "spelled": lambda text: (same_name(text, text[::-1]), one_script(text, "x")),
    "kind": kind_asked,
    "alike": lambda text: (most_alike(text, {text: (text, 1), "a": ("A", 2)}), closest(text, {"a": text}, 3)),
    "stems": lambda text: stemmed_text([text, None]),
    "window": lambda text: (
        window(text, text, TODAY),
        bound(text, date.min, "first"),
        bound(text, date.max, "last"),
    ),
    "country": country_name,
}


@pytest.mark.parametrize("name", READERS)
def test_no_text_makes_a_reader_raise(name: str) -> None:
    @settings(max_examples=5 if name in SLOW else 25)
    @given(ANY_TEXT)
    @example("9" * 5000)
    @example("٣" * 5000)
    @example("፩ ² ① 3\u20e3 \u3099")
    @example("5 mıllıon dollars on Frıday, FRİDAY, ſeptember 5, thıs month")
    def holds(text: str) -> None:
        READERS[name](text)

    holds()


def article(title: str, lead: str, published: datetime | None = NOW) -> Article:
    facts = ArticleFacts(source="x", title=title.strip() or "-", lead=lead, published=published)
    return Article(**facts.model_dump(), id="a", read_at=NOW, verdict="irrelevant")


MOMENTS = st.none() | st.datetimes(timezones=st.just(UTC)) | st.just(NOW)


@settings(max_examples=60)
@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, MOMENTS)
def test_any_article_is_read_matched_and_drafted(
    first: str, second: str, lead: str, at: datetime | None
) -> None:
    index = EventIndex()
    for number, text in enumerate(
        (article(first, lead, at), article(second, lead, at), article(first, second))
    ):
        read = assess(text, founded_lexicon())
        assert Reading.from_dict(read.to_dict()) == read
        features = features_of(read, text.title, text.lead)
        vocabulary = Vocabulary()
        unpack(pack(features, vocabulary), vocabulary)
        neutral_title(text, read, founded_lexicon())
        facts = draft(text, read, founded_lexicon())
        importance(facts)
        features_of_event(facts)
        revised(facts, facts, TextTold("a", "x", text.told_on, None), [])
        match(text, read, index)
        told = ProfileText(text.title, text.lead, text.told_on, read)
        index.add(Profile(f"e{number}", facts, (told, founding_text(facts, founded_lexicon()))))
        index.add_text("e0", told)


def test_what_is_no_date_says_so() -> None:
    assert isinstance(bound("\u3099", TODAY, "first"), NotADate)


@pytest.mark.parametrize(
    ("decomposed", "whole"), [("パキスタン", "パキスタン"), ("キャラハ\u309aン", "キャラパン")]
)
def test_kana_with_a_mark_is_the_kana(decomposed: str, whole: str) -> None:
    assert words_of(unicodedata.normalize("NFD", decomposed)).folded == words_of(whole).folded


@pytest.mark.parametrize("digits", ["٣", "३", "³", "③", "፫", "𝟛"])
def test_digits_of_every_script_are_digits(digits: str) -> None:
    assert fold(digits) == "3"


def test_an_event_of_many_long_sources_keeps_the_latest_that_fit() -> None:
    """Sixty titles of hundreds of rare signs each are more than a record holds."""
    index = EventIndex()
    facts = draft(article("a", ""), Reading(), founded_lexicon())
    signs = [chr(sign) for sign in range(0x3400, 0x9FFF)]
    index.add(
        Profile(
            "many", facts, tuple(ProfileText("".join(signs[at * 250 : at * 250 + 250])) for at in range(90))
        )
    )
    for at in range(90):
        last = ProfileText("".join(chr(0x20000 + at * 300 + place) for place in range(300)))
        index.add_text("many", last)
    assert len(index) == 1
