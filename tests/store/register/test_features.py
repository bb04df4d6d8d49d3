"""Features that are kept beside events: whoever changes what they were made of takes them away."""

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from store.nouns.decisions import Decision
from store.nouns.models import Article, Event, Evidence, EvidenceFacts
from store.register.features import FeaturesRead, MadeFeatures
from store.store import Store
from tests.clock import Clock
from tests.store.nouns import SEEN, article, event

BY = "this code"
NAMES = ("a", "b", "c")


async def loaded(store: Store, by: str = BY) -> tuple[dict[int, str], list[bytes], FeaturesRead]:
    words, packed = dict[int, str](), list[bytes]()
    standing = await store.features.load([by], timedelta(seconds=5), words.update, packed.append)
    return words, packed, standing


@pytest.fixture
async def kept(store: Store) -> Store:
    """Three events, each with an article that is evidence on it, and its features."""
    for name in NAMES:
        proof = EvidenceFacts(article=f"of {name}", event=name)
        await store.wire.record([Decision(article(f"of {name}"), event=event(name), evidence=(proof,))])
    await keep(store, NAMES)
    return store


async def keep(store: Store, names: Sequence[str], by: str = BY) -> None:
    stamps, _ = await store.register.changed_events(SEEN - timedelta(days=9))
    await store.features.keep(by, [MadeFeatures(name, stamps[name], name.encode()) for name in names])


async def test_what_was_kept_is_handed_over_in_the_order_in_which_it_came(kept: Store) -> None:
    _, packed, standing = await loaded(kept)
    assert packed == [b"a", b"b", b"c"]
    assert standing.missing == ()
    assert sorted(standing.recent) == [*NAMES]


async def test_other_code_finds_none_and_replaces_them(kept: Store) -> None:
    _, packed, standing = await loaded(kept, "other code")
    assert (packed, standing.missing) == ([], NAMES)
    await keep(kept, ["b"], "other code")
    assert (await loaded(kept, "other code"))[1] == [b"b"]
    assert (await loaded(kept))[1] == [b"a", b"c"]


async def test_words_keep_their_numbers(store: Store) -> None:
    first = await store.features.numbers(["china", "中国", "it's"])
    again = await store.features.numbers(["中国", "new", "china"])
    assert {word: again[word] for word in ("china", "中国")} == {
        word: first[word] for word in ("china", "中国")
    }
    assert len({*first.values(), *again.values()}) == 4
    words, _, _ = await loaded(store)
    assert words == {number: word for word, number in {**first, **again}.items()}


def set_title(session: Session) -> None:
    session.exec(select(Event).where(Event.id == "b")).one().title = "Another"


def merge(session: Session) -> None:
    session.exec(select(Event).where(Event.id == "b")).one().merged_into = "a"


def add_evidence(session: Session) -> None:
    session.add(Evidence(article="of a", event="b", decided_at=SEEN))


def drop_evidence(session: Session) -> None:
    session.delete(session.exec(select(Evidence).where(Evidence.event == "b")).one())


def correct_article(session: Session) -> None:
    session.exec(select(Article).where(col(Article.id) == "of b")).one().lead = "Another lead."


def forget_event(session: Session) -> None:
    session.delete(session.exec(select(Event).where(Event.id == "b")).one())


CHANGES: tuple[Callable[[Session], None], ...] = (
    set_title, merge, add_evidence, drop_evidence, correct_article, forget_event,
)  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
async def test_a_change_takes_them_away(kept: Store, change: Callable[[Session], None]) -> None:
    await kept.database.write(change)
    _, packed, standing = await loaded(kept)
    assert packed == [b"a", b"c"]
    assert standing.missing == (() if change in (merge, forget_event) else ("b",))


async def test_what_was_made_before_a_change_is_not_kept(kept: Store, clock: Clock) -> None:
    stamps, _ = await kept.register.changed_events(SEEN - timedelta(days=9))
    clock.turn(minutes=1)
    await kept.register.attach([EvidenceFacts(article="of a", event="b")])
    await kept.features.keep(BY, [MadeFeatures(name, stamps[name], b"old") for name in NAMES])
    _, packed, standing = await loaded(kept)
    assert packed == [b"old", b"old"]
    assert standing.missing == ("b",)
