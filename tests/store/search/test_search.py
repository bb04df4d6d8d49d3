"""Search finds what is known under every noun, forgives spelling, and says why it found it."""

import pytest
from sqlmodel import Session, select

from store.database.index import SearchDocument
from store.nouns.decisions import Decision
from store.nouns.models import Actor, ActorFacts, Claim
from store.nouns.values import Alias, Role
from store.nouns.words import search_words
from store.search.ranking import Hit
from store.store import Store
from tests.store.nouns import SEEN, actor, agreement, article, event


@pytest.fixture
async def filled(store: Store) -> Store:
    decision = Decision(
        article("report", title="Shaheen-IX begins in Sindh", lead="Fighter jets of two air forces train."),
        event=event(
            "shaheen-9", title="Exercise Shaheen-IX", place="Bholari", summary="JF-17 and J-10 took part"
        ),
        agreement=agreement(
            "hangor",
            name="Hangor submarines",
            summary="Eight boats, four built in Karachi",
            aliases=[Alias(name="Chinese submarine deal")],
        ),
    )
    away = Decision(article("sport", title="Shaheen wins the cup", verdict="irrelevant"))
    await store.wire.record([decision, away])
    general = actor(
        "wei-fenghe",
        name="Wei Fenghe",
        aliases=[Alias(name="魏凤和将军", kind="foreign"), Alias(name="Şahin")],
        roles=[Role(position="Minister of National Defence")],
    )
    claim = Claim(id="boats", kind="figure", text="The contract covers eight submarines", updated_at=SEEN)

    def add(session: Session) -> None:
        session.add_all([general, claim])

    await store.database.write(add)
    return store


def ids(hits: tuple[Hit, ...]) -> list[str]:
    return [hit.id for hit in hits]


FIRST = {
    "Shaheen-IX": "shaheen-9",
    "shaheen": "shaheen-9",
    "JF-17": "shaheen-9",
    "jf 17 bholari": "shaheen-9",
    "exercises": "shaheen-9",
    "hangor submarine": "hangor",
    "Chinese submarine deal": "hangor",
    "karachi boats": "hangor",
    "defence minister": "wei-fenghe",
    "eight boats for karachi": "hangor",
    "the boats of karachi": "hangor",
    "wei feng": "wei-fenghe",
    "sahin": "wei-fenghe",
    "凤和": "wei-fenghe",
    "eight submarines contract": "boats",
    "training fighters": "report",
}


async def test_a_query_finds_first(filled: Store) -> None:
    found = {query: await filled.search.find(query) for query in FIRST}
    assert {query: ids(one.hits)[:1] for query, one in found.items()} == {
        q: [one] for q, one in FIRST.items()
    }
    assert {query: one.spelling for query, one in found.items() if one.spelling} == {}


@pytest.mark.parametrize(
    ("query", "first", "taken"),
    [
        ("Wei Fengeh", "wei-fenghe", ("fengeh", "fenghe")),
        ("Shahen", "shaheen-9", ("shahen", "shaheen")),
        ("Hangorr", "hangor", ("hangorr", "hangor")),
    ],
)
async def test_a_misspelling_finds_and_says_so(
    filled: Store, query: str, first: str, taken: tuple[str, str]
) -> None:
    found = await filled.search.find(query)
    assert ids(found.hits)[0] == first
    assert taken in found.spelling


async def test_a_hit_says_which_words_it_holds_and_which_not(filled: Store) -> None:
    [hit] = (await filled.search.find("hangor karachi paris", kinds=["agreement"])).hits
    assert hit.why == "matches hangor, karachi (not paris)"
    assert hit.excerpt == "Eight boats, four built in Karachi"


async def test_no_query_is_an_error(filled: Store) -> None:
    queries = ("", "the of", "zzzzzz", "!!", '"', "a:* & | '", "shaheen AND")
    first = {query: ids((await filled.search.find(query)).hits)[:1] == ["shaheen-9"] for query in queries}
    assert first == {query: "shaheen" in query for query in queries}


async def test_what_is_off_topic_is_not_searched(filled: Store) -> None:
    assert "sport" not in ids((await filled.search.find("shaheen cup")).hits)


async def test_articles_do_not_crowd_out_the_register(filled: Store) -> None:
    told = [Decision(article(f"a{number}", title="Hangor Hangor Hangor submarines")) for number in range(300)]
    await filled.wire.record(told)
    assert ids((await filled.search.find("hangor submarines")).hits)[0] == "hangor"


async def test_more_than_are_shown_are_counted(filled: Store) -> None:
    await filled.wire.record(
        [Decision(article(f"a{n}"), event=event(f"e{n}", title=f"Hangor boats {n}")) for n in range(230)]
    )
    found = await filled.search.find("hangor boats", kinds=["event"], limit=20)
    assert len(found.hits) == 20
    assert found.holding == 230


async def test_what_holds_every_word_goes_before_many_that_hold_one(filled: Store) -> None:
    many = [
        Decision(article(f"b{n}"), event=event(f"b{n}", title="Karachi Karachi Karachi")) for n in range(230)
    ]
    await filled.wire.record(
        [
            *many,
            Decision(
                article("c"),
                event=event("c", title="A long tale that ends, after much else, with boats and Karachi"),
            ),
        ]
    )
    assert ids((await filled.search.find("karachi boats tale")).hits)[0] == "c"


async def test_the_kinds_and_the_limit_hold(filled: Store) -> None:
    found = await filled.search.find("shaheen submarines", kinds=["event", "claim"], limit=1)
    assert len(found.hits) == 1
    assert {hit.kind for hit in found.hits} <= {"event", "claim"}


async def test_the_index_follows_a_change_and_a_deletion(filled: Store) -> None:
    def change(session: Session) -> None:
        row = session.get(Actor, "wei-fenghe")
        assert row is not None
        for name, value in ActorFacts(kind="person", name="Li Shangfu"):
            setattr(row, name, value)
        session.delete(session.get_one(Claim, "boats"))

    await filled.database.write(change)
    assert ids((await filled.search.find("shangfu")).hits) == ["wei-fenghe"]
    assert (await filled.search.find("fenghe", kinds=["actor"])).hits == ()
    assert "boats" not in ids((await filled.search.find("eight submarines")).hits)


async def test_a_merged_event_is_not_found(filled: Store) -> None:
    merged = event("shaheen-9", title="Exercise Shaheen-IX", revision=2, merged_into="other")
    await filled.wire.record([Decision(article("again"), event=merged)])

    def events(session: Session) -> list[str]:
        return list(session.exec(select(SearchDocument.ref).where(SearchDocument.kind == "event")))

    assert await filled.database.read(events) == []


def test_words_are_plain() -> None:
    assert search_words("Şahin's JF-17s, 魏凤和") == ["sahin", "s", "jf", "17s", "魏凤和"]


async def test_texts_that_tell_most_of_what_is_asked_are_found(store: Store) -> None:
    """By words that may go on, by designations in a row, all but one of three sides; nothing else than texts."""
    told = {
        "payment": "Iraq missed the first payment for its JF-17s",
        "engines": "Russian engines cloud the order of JF-17s",
        "sugar": "Iraq pays for sugar",
    }
    await store.wire.record([Decision(article(key, title=title)) for key, title in told.items()])
    sides = [("iraq", "iraqi"), ("jf 17", "thunder jet"), ("pay", "price")]
    assert set(await store.search.telling(sides, 10)) == {"payment", "sugar"}
    assert await store.search.telling(sides[:2], 10) == ("payment",)
    assert set(await store.search.telling([("jf 17",)], 10)) == {"payment", "engines"}
    assert await store.search.telling([], 10) == ()
