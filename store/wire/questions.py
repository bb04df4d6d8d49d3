"""Which of the questions that the judges leave open a person is asked: a few in a day, those nearest to being told.

News comes in order, so that a better question may come after the day's last. Then it takes the place of the worst that
nobody has answered; what was answered or put off has had its place.
"""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session, col, select

from store.nouns.decisions import DayLimit
from store.nouns.reviews import Review

OPEN, UNASKED, WANTED = "open", "unasked", "wanted"
WAITING = (OPEN, "later", WANTED)
"""What a person is asked."""


def ask_no_more_than(session: Session, limit: DayLimit) -> None:
    """Leaves of the day's questions as many open as the ``limit`` allows; to be called where one process files at a time.
    What a reader marked, and what was asked for, are a person's own questions and count nothing."""
    rows = session.exec(
        select(Review)
        .where(col(Review.created_at) >= limit.since, col(Review.chance).is_not(None))
        .where(col(Review.state) != UNASKED)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    waiting = [row for row in rows if row.state == OPEN and not row.proposal.get("marked")]
    left = max(0, limit.most - (len(rows) - len(waiting)))
    for row in likeliest_first(waiting)[left:]:
        row.state = UNASKED
        session.add(row)


def likeliest_first(rows: Sequence[Review]) -> list[Review]:
    """Those that are likeliest ours first, of equals the older: what is ours for certain and only may be known already
    stands before what may not be ours."""
    return sorted(rows, key=_order)


def _order(row: Review) -> tuple[Any, ...]:
    return -(row.chance or 0.0), row.id or 0
