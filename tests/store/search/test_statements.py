"""Statements are kept from one question to the next, and are what is stored whoever changed them, and whatever they say of it."""

from functools import partial

from sqlalchemy import text
from sqlmodel import Session

from store.nouns.models import Claim
from store.search.statements import Statements, ToldClaim
from store.store import Store
from tests.store.nouns import SEEN, event

CHANGES = (
    "UPDATE claim SET text = 'Another text' WHERE id = 'c1'",
    "UPDATE claim SET event = 'e2' WHERE id = 'c2'",
    "UPDATE claim SET day = '2026-02-01' WHERE id = 'c0'",
    "UPDATE event SET title = 'Another title' WHERE id = 'e1'",
    "UPDATE event SET merged_into = 'e2' WHERE id = 'e1'",
    "UPDATE claim SET event = NULL WHERE id = 'c2'",
    "DELETE FROM claim WHERE id = 'c1'",
)


def told(found: list[ToldClaim]) -> list[tuple[object, ...]]:
    return [(claim.model_dump(), event.title if event else None) for claim, event in found]


def _execute(said: str, session: Session) -> None:
    session.execute(text(said))


async def every(store: Store, statements: Statements) -> list[ToldClaim]:
    found = await store.database.read(statements.every)
    assert found is not None
    return list(found)


async def test_what_is_kept_is_what_is_stored(store: Store) -> None:
    def fill(session: Session) -> None:
        session.add_all([event("e1"), event("e2")])
        for number in range(4):
            row = Claim(id=f"c{number}", kind="fact", text=f"Fact {number}", updated_at=SEEN)
            row.event = f"e{number}" if number in (1, 2) else None
            session.add(row)

    await store.database.write(fill)
    kept = Statements()
    before = await every(store, kept)
    again = await every(store, kept)
    assert all(one[0] is other[0] and one[1] is other[1] for one, other in zip(before, again, strict=True))
    for change in CHANGES:
        await store.database.write(partial(_execute, change))
        assert told(await every(store, kept)) == told(await every(store, Statements())), change
        untouched = [claim for claim, _ in await every(store, kept) if claim.id == "c3"]
        assert untouched == [claim for claim, _ in before if claim.id == "c3"]
        assert untouched[0] is next(claim for claim, _ in before if claim.id == "c3")
    assert await store.database.read(Statements(2).every) is None, "more than may be kept"
