"""What holds a phrase is found exactly as texts are compared, in any script, on both databases, after any change."""

import hashlib
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, column, delete, insert, inspect, table
from sqlmodel import Session, SQLModel, col, select

from store.database.database import Database
from store.database.index import EventLink, StemmedText, headlines, links, stemmed
from store.database.migrate import migrate
from store.database.revise import upgrade_to
from store.database.schema import METADATA
from store.migrations.versions.v0029 import PAGE
from store.nouns.models import Article, Claim, Event, Evidence
from store.nouns.words import folded_phrase, stemmed_phrase, stemmed_text
from store.search.phrases import holding
from store.store import Store
from tests.examples import share_of
from tests.registers import ASKED, SAID, SEEN
from tests.store.nouns import article, event

GIVEN = (Phase.explicit, Phase.reuse, Phase.generate)
SIGNS = st.characters(exclude_categories=["Cs"], exclude_characters="\x00")
WORDS = st.one_of(
    st.sampled_from(SAID),
    st.text(SIGNS, max_size=8),
    st.sampled_from(['"', "'s", "|", "∅", "%", "_", "(", "OR", "*"]),
)
TEXTS = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
CHANGES: list[tuple[str, list[Any]]] = [
    ("merged_into", [None, "other"]),
    ("countries", [[], ["CN"], ["PK", "TR"]]),
    ("title", ["Chinese submarines", "中国空军抵达"]),
    ("place", [None, "Karachi"]),
]
ROWS = st.tuples(TEXTS, st.one_of(st.just(""), TEXTS), st.one_of(st.none(), TEXTS), st.booleans())


@settings(
    max_examples=share_of(15), phases=GIVEN, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(ROWS, min_size=1, max_size=30),
    asked=st.lists(TEXTS, min_size=1, max_size=30),
    seed=st.integers(),
)
async def test_what_holds_a_phrase_is_what_a_look_at_every_text_finds(
    store: Store, rows: list[tuple[str, str, str | None, bool]], asked: list[str], seed: int
) -> None:
    told = {
        f"e{n}": event(f"e{n}", title=title, summary=summary, place=place, countries=["CN"] if placed else [])
        for n, (title, summary, place, placed) in enumerate(rows)
    }  # fmt: skip
    texts = {key: stemmed_text([row.title, row.summary, row.place]) for key, row in told.items()}
    await store.database.write(lambda session: refill(session, list(told.values())))
    chance = random.Random(seed)
    phrases = [stemmed_phrase(folded_phrase(text)) for text in (*asked, *ASKED)]
    phrases += [cut(chance, text) for text in texts.values()]
    for some in (chance.sample(phrases, chance.randint(1, 4)) for _ in range(12)):
        wanted = {phrase for phrase in some if phrase}
        held = {key for key, text in texts.items() if any(f" {phrase} " in text for phrase in wanted)}
        unplaced = {key for key in held if not told[key].countries}
        assert await found(store, wanted, unplaced=False) == held
        assert await found(store, wanted, unplaced=True) == unplaced


def cut(chance: random.Random, text: str) -> str:
    """A run of words of a text, or none."""
    words = [word for word in text.split() if word != "|"]
    start = chance.randint(0, len(words))
    run = " ".join(words[start : start + chance.randint(1, 4)])
    return run if f" {run} " in text else ""


def refill(session: Session, rows: list[Event]) -> None:
    for kept in (Event, EventLink, StemmedText):
        session.execute(delete(kept))
    session.add_all(rows)


async def found(store: Store, phrases: set[str], *, unplaced: bool) -> set[str]:
    def read(session: Session) -> set[str]:
        dialect = session.get_bind().dialect.name
        return set(session.exec(holding("event", phrases, dialect, unplaced=unplaced)).all())

    return await store.database.read(read)


async def test_whatever_changes_the_words_and_links_follow(store: Store) -> None:
    """Adding, changing, merging, parting and deleting, in any order."""
    chance = random.Random(7)
    for _ in range(30):
        await store.database.write(lambda session: change(session, chance))
        await store.database.read(as_made_anew)


def change(session: Session, chance: random.Random) -> None:
    held = list(session.exec(select(Event)))
    for row in chance.sample(held, min(3, len(held))):
        if chance.random() < 0.2:
            session.delete(row)
        else:
            name, values = chance.choice(CHANGES)
            setattr(row, name, chance.choice(values))
    name = f"n{chance.randrange(10**9)}"
    session.add(event(name, title=" ".join(chance.choices(SAID, k=5))))
    change_texts(session, chance, name, [row.id for row in held if not inspect(row).deleted])
    session.add(Claim(id=f"c{name}", kind="fact", text=" ".join(chance.choices(SAID, k=5)), updated_at=SEEN))
    for claim in session.exec(select(Claim).limit(1)):
        claim.topic = chance.choice(SAID)
        if chance.random() < 0.3:
            session.delete(claim)


def change_texts(session: Session, chance: random.Random, name: str, events: list[str]) -> None:
    """A text more on some event, one that is none any more, one that is moved, and one with another headline."""
    session.add(
        article(f"a{name}", title=" ".join(chance.choices(SAID, k=3)), verdict=chance.choice(["new", "seed"]))
    )
    session.add(Evidence(article=f"a{name}", event=chance.choice([name, *events]), decided_at=SEEN))
    told = list(session.exec(select(Evidence)))
    for proof in chance.sample(told, min(3, len(told))):
        if chance.random() < 0.3:
            session.delete(proof)
        elif chance.random() < 0.5:
            proof.event = name  # as where events are parted again
        elif text := session.get(Article, proof.article):
            text.title = chance.choice(SAID)


def as_made_anew(session: Session) -> None:
    events = [row for row in session.exec(select(Event)) if row.merged_into is None]
    claims = list(session.exec(select(Claim)))
    heads = headlines(session, [row.id for row in events])
    made = {("event", row.id): stemmed(row, heads.get(row.id, ())) for row in events} | {
        ("claim", row.id): stemmed(row) for row in claims
    }
    kept = session.exec(select(StemmedText)).all()
    assert {(row.kind, row.ref): row.stems for row in kept} == made
    linked = session.exec(select(col(EventLink.event), col(EventLink.kind), col(EventLink.key))).all()
    assert {tuple(row) for row in linked} == {(row.id, *link) for row in events for link in links(row)}


def test_stored_words_are_those_of_today() -> None:
    """If this fails, ``store/nouns/words.py`` makes other words of texts than those that registers hold: add a revision that fills
    ``stemmedtext`` again (``store/migrations/versions/v0029.py: fill``), and put the new sum here."""
    made = "".join(stemmed_text([word, text]) for word in SAID for text in ASKED)
    assert hashlib.sha256(made.encode()).hexdigest()[:16] == "63daf8e97b6567b3"


def put_as_it_was(connection: Connection, name: str, rows: Sequence[SQLModel]) -> None:
    """Rows with the columns that their table has in the revision at hand."""
    held = {one["name"] for one in inspect(connection).get_columns(name)}
    columns = (column(one.name, one.type) for one in METADATA.tables[name].c if one.name in held)
    connection.execute(insert(table(name, *columns)), [row.model_dump(include=held) for row in rows])


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_an_older_register_gets_the_words_of_all_that_it_holds(
    database: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(11)
    url = (
        f"sqlite:///{tmp_path / 'old.db'}"
        if database == "sqlite"
        else request.getfixturevalue("empty_postgres_url")
    )
    engine = Database(url).writer
    said = [" ".join(chance.choices(SAID, k=4)) for _ in range(PAGE + 7)]
    rows = [
        event(f"e{n}", title=text, place=said[n - 1], countries=[] if n % 3 else ["PK"], merged_into="e1" if n % 5 == 4 else None)
        for n, text in enumerate(said)
    ]  # fmt: skip
    with engine.begin() as connection:
        upgrade_to(connection, "0028")
        put_as_it_was(connection, "event", rows)
        put_as_it_was(
            connection, "claim", [Claim(id="c", kind="fact", text=said[0], topic=said[1], updated_at=SEEN)]
        )
        put_as_it_was(connection, "article", [article(f"a{n}", title=said[n + 1]) for n in range(PAGE)])
        proofs = [
            Evidence(id=n + 1, article=f"a{n}", event=f"e{n}", decided_at=SEEN, reasons=[])
            for n in range(0, PAGE, 3)
        ]
        put_as_it_was(connection, "evidence", proofs)
        linked = [
            {"event": r.id, "kind": k, "key": key} for r in rows if not r.merged_into for k, key in links(r)
        ]
        connection.execute(insert(EventLink), linked)
    migrate(engine)
    with Session(engine) as session:
        as_made_anew(session)
        phrase = stemmed_phrase(folded_phrase(said[8]))
        assert "e8" in session.exec(holding("event", [phrase], session.get_bind().dialect.name)).all()
    engine.dispose()
