"""What is read without the ORM says what the ORM says, column by column, on either database."""

from typing import Any

from sqlalchemy import text
from sqlmodel import Session, SQLModel, col, select

from store.nouns.gazetteer import Place, Series
from store.nouns.models import Actor, Agreement, Equipment, Event, Evidence
from store.register.plain_rows import PlainRows
from store.store import Store


async def test_plain_rows_have_what_rows_of_the_orm_have(founded_store: Store) -> None:
    events, proofs = PlainRows(Event), PlainRows(Evidence, by="event", order="id")

    def compare(session: Session) -> None:
        usual = {event.id: event for event in session.exec(select(Event))}
        plain = {event.id: event for event in events.read(session, [*usual, None, "nothing"])}
        assert plain.keys() == usual.keys()
        assert all(
            getattr(plain[key], name) == getattr(row, name)
            for key, row in usual.items()
            for name in Event.model_fields
        )
        told = session.exec(
            select(Evidence).where(col(Evidence.event).is_not(None)).order_by(col(Evidence.id))
        )
        for table in (Actor, Agreement, Equipment, Series, Place):
            filed = [columns(table, row) for row in session.exec(select(table).order_by(text("id")))]
            assert [columns(table, row) for row in PlainRows(table).every(session)] == filed != []
        assert [one.model_dump() for one in told] == [
            columns(Evidence, one) for one in proofs.read(session, usual)
        ]

    await founded_store.database.read(compare)


def columns(table: type[SQLModel], row: SQLModel) -> dict[str, Any]:
    return {name: getattr(row, name) for name in table.model_fields}


async def test_a_column_that_was_not_asked_for_is_not_there(founded_store: Store) -> None:
    [row] = await founded_store.database.read(
        lambda session: PlainRows(Event, ("id", "day")).read(session, ["shaheen-ix-2020"])
    )
    assert row.day is not None
    assert not hasattr(row, "title")
