"""Writing the state of many feeds in few statements: a poll touches thousands, and most have nothing new."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, Update, bindparam, case, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel

from store.decisions import FeedState
from store.index import batches
from store.models import Feed

FEED: Table = SQLModel.metadata.tables["feed"]


def claim_feeds(session: Session, feeds: Sequence[Feed], until: datetime) -> None:
    """Claims rows that this transaction has read (and on PostgreSQL locked)."""
    for some in batches(feed.id for feed in feeds):
        session.execute(update(FEED).where(FEED.c.id.in_(some)).values(claimed_until=until))
    for feed in feeds:
        set_committed_value(feed, "claimed_until", until)


def save_states(session: Session, states: Mapping[str, FeedState]) -> None:
    """Writes what each state names and ends the claim; ``state`` itself only where nobody paused the feed."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for feed, state in sorted(
        states.items()
    ):  # one order in every process, so that rows never lock crosswise
        values = {f"new_{name}": value for name, value in state.items()}
        alike.setdefault(tuple(sorted(state)), []).append({"of_feed": feed, **values})
    for names, rows in alike.items():
        session.execute(_saving(names), rows)


def _saving(names: Sequence[str]) -> Update:
    new: dict[str, Any] = {name: bindparam(f"new_{name}", type_=FEED.c[name].type) for name in names}
    if "state" in new:
        new["state"] = case((FEED.c.state == "paused", "paused"), else_=new["state"])
    return update(FEED).where(FEED.c.id == bindparam("of_feed")).values(claimed_until=None, **new)
