"""The store: one database and the parts that know it, each named by what it is asked for."""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from store.database.database import Database
from store.database.migrate import migrate, require_newest
from store.database.place import sqlite_file
from store.nouns.errors import UnreachableDatabaseError
from store.outbox.due_times import DueTimes
from store.outbox.outbox import Outbox
from store.outbox.overdue import Overdue
from store.people.amendments import Amendments
from store.people.guilds import Guilds
from store.people.kept_answers import KeptAnswers
from store.people.lessons import Lessons
from store.people.marks import Marks
from store.people.proposals import Proposals
from store.people.reviews import Reviews
from store.people.subscriptions import Subscriptions
from store.presence.heartbeats import Heartbeats
from store.presence.interactions import Interactions
from store.presence.leadership import Leadership
from store.presence.presence import Presence
from store.register.export import Export
from store.register.features import FeatureStore
from store.register.register import Register
from store.search.activity import Activity
from store.search.answers import Answers
from store.search.pointers import Pointers
from store.search.search import Search
from store.wire.left_out import LeftOutArticles
from store.wire.watched import WatchedFeeds
from store.wire.wire import Wire


@dataclass(frozen=True)
class Store:
    """What :func:`open_store` gives; every public method of a part is one transaction off the event loop."""

    database: Database
    register: Register
    features: FeatureStore
    wire: Wire
    watched: WatchedFeeds
    marks: Marks
    answers: Answers
    search: Search
    pointers: Pointers
    presence: Presence
    heartbeats: Heartbeats
    outbox: Outbox
    overdue: Overdue
    due_times: DueTimes
    subscriptions: Subscriptions
    activity: Activity
    reviews: Reviews
    proposals: Proposals
    amendments: Amendments
    export: Export
    interactions: Interactions
    guilds: Guilds
    leadership: Leadership
    kept_answers: KeptAnswers
    lessons: Lessons
    left_out: LeftOutArticles

    async def close(self) -> None:
        """Waits for the work in hand, gives up the schedule, and closes every connection."""
        await self.presence.leave()
        await self.leadership.close()
        await self.database.close()


async def open_store(url: str, now: Callable[[], datetime]) -> Store:
    """Opens the database at a SQLAlchemy ``url`` (``sqlite:///file``, ``sqlite://`` in memory, ``postgresql://…``) and
    brings its schema up to date. ``now`` gives the current time with its zone.

    Raises :class:`store.nouns.errors.StoreError` with one line for the operator; nothing is changed then.
    """
    database = Database(url)
    try:
        await asyncio.to_thread(_prepare, database)
    except BaseException:
        await database.close()
        raise
    return compose(database, now)


async def open_readable(url: str, now: Callable[[], datetime]) -> Store:
    """Opens a register as it is, also one that may only be read; nothing can be written through it on SQLite. Raises
    :class:`store.nouns.errors.StoreError` where it is not there, or not of this version."""
    file = sqlite_file(url)
    if file is not None and not file.exists():
        raise UnreachableDatabaseError(f"There is no register at {file} yet.")
    database = Database(url)
    try:
        await asyncio.to_thread(require_newest, database.reader)
    except BaseException:
        await database.close()
        raise
    return compose(database, now)


def _prepare(database: Database) -> None:
    file = database.url.database
    if database.is_sqlite and file and file != ":memory:" and not file.startswith("file:"):
        with suppress(OSError):  # what cannot be made is told when the file is opened
            _make_private(Path(file))
    migrate(database.writer)


def _make_private(file: Path) -> None:
    """A new file is its owner's alone: people's watches and keys of feeds are in it. SQLite gives its log and its shared
    memory the permissions of the file (its documentation, "Write-Ahead Logging"). One that is there stays as it is."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not file.exists():
        os.close(os.open(file, os.O_CREAT | os.O_RDWR, 0o600))


def compose(database: Database, now: Callable[[], datetime]) -> Store:
    """The parts on a database whose schema is up to date."""
    presence = Presence(database)
    return Store(
        database=database,
        register=Register(database, now),
        features=FeatureStore(database),
        wire=Wire(database, now),
        watched=WatchedFeeds(database, now),
        marks=Marks(database),
        answers=Answers(database),
        search=Search(database),
        pointers=Pointers(database),
        presence=presence,
        heartbeats=Heartbeats(database, presence, now),
        outbox=Outbox(database, presence),
        overdue=Overdue(database),
        due_times=DueTimes(database),
        subscriptions=Subscriptions(database),
        activity=Activity(database),
        reviews=Reviews(database),
        proposals=Proposals(database),
        amendments=Amendments(database),
        export=Export(database),
        interactions=Interactions(database, now),
        guilds=Guilds(database),
        leadership=Leadership(database),
        kept_answers=KeptAnswers(database, now),
        lessons=Lessons(database),
        left_out=LeftOutArticles(database),
    )
