"""A window in SQL holds what ``facts/asking/windows.py`` says that it may hold, whatever is known of a day."""

from datetime import UTC, date, datetime, timedelta
from typing import get_args

from sqlmodel import Session, col, select

from facts.asking.windows import Window, overlaps
from store.nouns.models import Event
from store.nouns.values import Precision
from store.search.asking import within
from store.store import Store
from tests.handlers.rows import event, file

AT = datetime(2026, 11, 30, tzinfo=UTC)
DAYS = [
    date(2025, 12, 29),
    date(2026, 1, 1),
    date(2026, 1, 2),
    date(2026, 3, 2),
    date(2026, 3, 30),
    date(2026, 12, 28),
]
EDGES = [
    None,
    date(2026, 1, 1),
    *(day + timedelta(days=n) for day in DAYS for n in (-4, -1, 0, 3, 6, 8)),
    date.max,
]


async def test_a_window_holds_what_may_lie_in_it(store: Store) -> None:
    rows = [
        event(f"{precision}-{number}", AT, day=day, precision=precision)
        for precision in get_args(Precision)
        for number, day in enumerate(DAYS)
    ]
    rows.append(event("told-on", AT, day=DAYS[3], until=DAYS[4], precision="told"))
    for row in rows:
        await file(store, row, AT)
    windows = [
        Window(since, until)
        for since in EDGES
        for until in EDGES
        if (since or until) and (since is None or until is None or since <= until)
    ]

    def held(session: Session) -> list[set[str]]:
        return [
            set(
                session.exec(
                    select(Event.id).where(
                        col(Event.id).in_([row.id for row in rows]), *within(one.since, one.until)
                    )
                )
            )
            for one in windows
        ]

    expected = [
        {row.id for row in rows if overlaps(one, row.day, row.until, row.precision)} for one in windows
    ]
    found = await store.database.read(held)
    assert [(one, a ^ b) for one, a, b in zip(windows, found, expected, strict=True) if a != b] == []
