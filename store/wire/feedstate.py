"""Writing the state of many feeds in few statements: a poll touches thousands, and most have nothing new."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Table, Update, bindparam, case, select, update
from sqlalchemy.orm.attributes import set_committed_value
from sqlmodel import Session, SQLModel

from store.database.index import batches
from store.nouns.decisions import FeedState
from store.nouns.models import Feed

FEED: Table = SQLModel.metadata.tables["feed"]


def claim_feeds(session: Session, feeds: Sequence[Feed], until: datetime) -> None:
    """Claims rows that this transaction has read (and on PostgreSQL locked)."""
    for some in batches(feed.id for feed in feeds):
        session.execute(update(FEED).where(FEED.c.id.in_(some)).values(claimed_until=until))
    for feed in feeds:
        set_committed_value(feed, "claimed_until", until)


def save_states(session: Session, states: Mapping[str, FeedState]) -> None:
    """Writes what each state names and ends the claim; ``state`` itself only where nobody paused the feed, and a new
    address only where no other feed has it: one that moved to another's address keeps its own."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for feed, state in _with_own_addresses(session, states):
        values = {f"new_{name}": value for name, value in state.items()}
        alike.setdefault(tuple(sorted(state)), []).append({"of_feed": feed, **values})
    for names, rows in alike.items():
        session.execute(_saving(names), rows)


def _with_own_addresses(
    session: Session, states: Mapping[str, FeedState]
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The states in one order for every process, so that rows never lock crosswise."""
    moved = {state["url"] for state in states.values() if "url" in state}
    taken: dict[str, str] = {}
    for some in batches(moved):
        taken |= {
            url: feed
            for feed, url in session.execute(select(FEED.c.id, FEED.c.url).where(FEED.c.url.in_(some)))
        }
    for feed, state in sorted(states.items()):
        own = "url" not in state or taken.setdefault(state["url"], feed) == feed
        yield feed, state if own else {name: value for name, value in state.items() if name != "url"}


@lru_cache
def _saving(names: tuple[str, ...]) -> Update:
    """Visits name one of a handful of sets of columns; building a statement costs more than running it."""
    new: dict[str, Any] = {name: bindparam(f"new_{name}", type_=FEED.c[name].type) for name in names}
    if "state" in new:
        new["state"] = case((FEED.c.state == "paused", "paused"), else_=new["state"])
    return update(FEED).where(FEED.c.id == bindparam("of_feed")).values(claimed_until=None, **new)
