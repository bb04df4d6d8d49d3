"""What every write keeps up in its own transaction: the links to find events by, and the text to search in.

``keep_up`` is attached to the sessions of ``store/database/database.py``: no writer can forget it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, insert, select, text
from sqlalchemy.orm import Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history
from sqlmodel import Field, Index, SQLModel, UniqueConstraint, col

from store.nouns.models import Actor, Agreement, Article, Claim, Event, Evidence
from store.nouns.words import plain_words, stemmed_text

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

BATCH = 500
"""Ids in one statement: well under SQLite's limit of 32,766 variables."""

SEPARATOR = " · "
"""Between the parts of a searched text."""

HEARD = 20
"""Headlines of an event that questions are compared with, the first of them."""
ASIDE = "aside"
"""The kind of a text set aside: an article that is not ours. It is searched, but apart from all that is filed."""
UNPLACED = "\u2205"
"""Stands before the words of an event of no country; no text has it for a word."""


class EventLink(SQLModel, table=True):
    """An index kept by the store: the countries, actors and equipment of an event, to find it by."""

    __table_args__ = (Index("ix_eventlink_key", "key", "kind", "event"),)

    event: str = Field(primary_key=True)
    kind: str = Field(primary_key=True)
    """country, actor or equipment"""
    key: str = Field(primary_key=True)


class SearchDocument(SQLModel, table=True):
    """The text of one noun as it is searched; the full-text index stands on it (see the first revision)."""

    __tablename__ = "search_document"
    __table_args__ = (UniqueConstraint("kind", "ref", name="uq_search_document"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    """event, agreement, actor, claim, article or aside"""
    ref: str
    title: str
    body: str


class StemmedText(SQLModel, table=True):
    """The words of an event or claim as questions are compared with them (``store/nouns/words.py``); the index of its words
    stands on it (``store/search/phrases.py``)."""

    __table_args__ = (UniqueConstraint("kind", "ref", name="uq_stemmedtext"),)

    id: int | None = Field(default=None, primary_key=True)
    kind: str
    """event or claim"""
    ref: str
    stems: str


class SearchedWord(SQLModel, table=True):
    """A word of what is searched beside texts, as it is written there, among which a misspelt one is looked for
    (``store/search/vocabulary.py``). It stays when its last text goes: then it finds nothing."""

    __table_args__ = (Index("ix_searchedword_length", text("length(word)"), "word"),)

    word: str = Field(primary_key=True)


class EventFeatures(SQLModel, table=True):
    """What the matcher compares of an event (``store/register/features.py``), made from it and its texts by the code of
    ``made_by``. Whoever changes one of these takes it away; what has none is made anew. ``number`` orders them as they
    came, which is nearly the order of their days."""

    number: int | None = Field(default=None, primary_key=True)
    event: str = Field(unique=True)
    made_by: str
    packed: bytes


class FeatureWord(SQLModel, table=True):
    """A word of ``EventFeatures``, which name it by its number."""

    number: int | None = Field(default=None, primary_key=True)
    word: str = Field(unique=True)


def keep_up(session: Session, _flushing: UOWTransaction) -> None:
    """SQLAlchemy's ``after_flush``: indexes what was added or changed, forgets what was deleted."""
    new = session.new  # a set that SQLAlchemy makes at each call
    changed = [*new, *(row for row in session.dirty if row not in new and session.is_modified(row))]
    _link(session, [row for row in changed if isinstance(row, Event)])
    _index(session, [row for row in changed if isinstance(row, _SEARCHED)])
    retold = _retold(
        session, [row for row in (*changed, *session.deleted) if row not in new or isinstance(row, Evidence)]
    )
    told = {row.id: row for row in changed if isinstance(row, Event | Claim)}
    _put_stems(session, [*told.values(), *(event for event in retold if event.id not in told)])
    _hide(session, [row for row in changed if isinstance(row, _SEARCHED) and row not in new])
    _forget(session, [row for row in session.deleted if isinstance(row, _SEARCHED)])
    _outdate(session, [row for row in (*changed, *session.deleted) if isinstance(row, _COMPARED)])


def some_of(column: Any) -> ColumnElement[bool]:
    """Whether it is one of the values that a statement is given as ``some``, however many."""
    return col(column).in_(bindparam("some", expanding=True))


_LINKS, _DOCUMENTS, _STEMS, _WORDS, _FEATURES = (
    SQLModel.metadata.tables[str(table.__tablename__)]
    for table in (EventLink, SearchDocument, StemmedText, SearchedWord, EventFeatures)
)
_UNLINK, _LINK = delete(_LINKS).where(some_of(_LINKS.c.event)), insert(_LINKS)
_OUTDATE = delete(_FEATURES).where(some_of(_FEATURES.c.event))
_OUTDATE_TOLD = delete(_FEATURES).where(
    _FEATURES.c.event.in_(select(col(Evidence.event)).where(some_of(Evidence.article)))
)
_EVENTS = select(Event).where(some_of(Event.id))
_PUT_ASIDE = text(
    """INSERT INTO search_document (kind, ref, title, body) SELECT CAST(:kind AS VARCHAR), CAST(:ref AS VARCHAR), :title, :body
    WHERE EXISTS (SELECT 1 FROM article WHERE id = :ref AND verdict = 'irrelevant') ON CONFLICT DO NOTHING"""
)
_HEADED = (
    select(col(Evidence.event), col(Article.title))
    .join(Article, col(Article.id) == Evidence.article)
    .where(some_of(Evidence.event), col(Article.verdict) != "seed")
    .order_by(col(Evidence.id))
)


def links(event: Event) -> set[tuple[str, str]]:
    """The (kind, key) pairs under which an event is found."""
    return {
        *(("country", country) for country in event.countries),
        *(("actor", participant.actor) for participant in event.actors),
        *(("equipment", materiel.equipment) for materiel in event.equipment),
    }


def batches(values: Iterable[Any], size: int = BATCH) -> Iterable[list[Any]]:
    """``values`` in lists of at most ``size``, so that no statement exceeds a database's limit of variables."""
    every = list(values)
    return (every[start : start + size] for start in range(0, len(every), size))


def insert_new(session: Session, table: type[SQLModel] | Table) -> "sqlite.Insert | postgresql.Insert":
    """An INSERT of the session's database that can say ``on_conflict_do_nothing`` or ``…_do_update``. What SQLAlchemy has
    for the other database is not loaded: 4 MB."""
    return insert_of(session.get_bind().dialect.name, table)


def insert_of(dialect: str, table: type[SQLModel] | Table) -> "sqlite.Insert | postgresql.Insert":
    """The same for a database of this name."""
    written: sqlite.Insert | postgresql.Insert = import_module(f"sqlalchemy.dialects.{dialect}").insert(table)
    return written


@dataclass(frozen=True)
class _Puts:
    """What writes the index, put together once for a database: it is written at every flush."""

    documents: "sqlite.Insert | postgresql.Insert"
    stems: "sqlite.Insert | postgresql.Insert"
    words: "sqlite.Insert | postgresql.Insert"


@cache
def _puts(dialect: str) -> _Puts:
    documents, stems = insert_of(dialect, _DOCUMENTS), insert_of(dialect, _STEMS)
    texts, kept = documents.excluded, stems.excluded.stems
    return _Puts(
        documents.on_conflict_do_update(
            index_elements=["kind", "ref"], set_={"title": texts.title, "body": texts.body}
        ),
        stems.on_conflict_do_update(
            index_elements=["kind", "ref"], set_={"stems": kept}, where=_STEMS.c.stems != kept
        ),
        insert_of(dialect, _WORDS).on_conflict_do_nothing(),
    )


def index_anew(session: Session) -> None:
    """Makes the links, the searched texts and the stems of all rows, in place of what is there."""
    for table in (EventLink, SearchDocument, StemmedText, SearchedWord):
        session.execute(delete(table))
    for noun in _SEARCHED:
        after = ""
        while rows := _page(session, noun, after):
            _link(session, [row for row in rows if isinstance(row, Event)])
            _index(session, rows)
            _put_stems(session, [row for row in rows if isinstance(row, Event | Claim)])
            after = rows[-1].id
            session.expunge_all()


def _page(session: Session, noun: Any, after: str) -> list[Any]:
    return list(session.scalars(select(noun).where(noun.id > after).order_by(noun.id).limit(BATCH)))


def _link(session: Session, events: list[Event]) -> None:
    connection = session.connection()
    for some in batches(event.id for event in events):
        connection.execute(_UNLINK, {"some": some})
    rows = [
        {"event": event.id, "kind": kind, "key": key}
        for event in events
        if event.merged_into is None
        for kind, key in sorted(links(event))
    ]
    if rows:
        connection.execute(_LINK, rows)


def _retold(session: Session, rows: list[Any]) -> list[Event]:
    """Events that gained or lost a text, or one of whose texts changed: their headlines are others."""
    evidence = [row for row in rows if isinstance(row, Evidence)]
    events = {one.event for one in evidence}
    events |= {event for one in evidence for event in get_history(one, "event").deleted or ()}
    with session.no_autoflush:
        for some in batches(row.id for row in rows if isinstance(row, Article)):
            events |= set(session.scalars(select(col(Evidence.event)).where(col(Evidence.article).in_(some))))
        wanted = sorted(event for event in events if event)
        found = [session.scalars(_EVENTS, {"some": some}) for some in batches(wanted)]
        return [event for some in found for event in some]


def headlines(session: Session, events: Iterable[str]) -> dict[str, list[str]]:
    """What the texts that tell events are headed, the first of each event; a founding document is headed by no event."""
    found: dict[str, list[str]] = {}
    for some in batches(events):
        for event, title in session.execute(_HEADED, {"some": some}):
            found.setdefault(event or "", []).append(title)
    return {event: list(dict.fromkeys(titles))[:HEARD] for event, titles in found.items()}


def _put_stems(session: Session, rows: list[Any]) -> None:
    heads = headlines(session, [row.id for row in rows if isinstance(row, Event)])
    found = [
        {"kind": _kind(row), "ref": row.id, "stems": stemmed(row, heads.get(row.id, ()))}
        for row in rows
        if is_searched(row)
    ]
    if found:
        connection = session.connection()
        connection.execute(_puts(connection.dialect.name).stems, found)


def stemmed(row: Event | Claim, heads: Iterable[str] = ()) -> str:
    """What questions are compared with: of a row its own words and the headlines of the texts that tell it (``heads``), not
    those of what it names."""
    if isinstance(row, Claim):
        return stemmed_text([row.text, row.topic, row.attribution])
    own = [row.title, row.summary, row.place]
    return ("" if row.countries else f" {UNPLACED}") + stemmed_text(
        [*own, *(head for head in heads if head not in own)]
    )


def _forget(session: Session, rows: list[Any]) -> None:
    for row in rows:
        session.execute(delete(SearchDocument).where(*_same(SearchDocument, _kind(row), [row.id])))
        session.execute(delete(StemmedText).where(*_same(StemmedText, _kind(row), [row.id])))
        if isinstance(row, Event):
            session.execute(delete(EventLink).where(col(EventLink.event) == row.id))


def _outdate(session: Session, rows: list[Any]) -> None:
    """Takes away what was made from rows that changed: an event, its evidence, an article that is one. What is new and
    no evidence yet was nowhere taken into account."""
    new = session.new
    rows = [row for row in rows if row not in new or isinstance(row, Evidence)]
    events = {row.id if isinstance(row, Event) else row.event for row in rows if not isinstance(row, Article)}
    for some in batches(sorted(event for event in events if event)):
        session.connection().execute(_OUTDATE, {"some": some})
    for some in batches(row.id for row in rows if isinstance(row, Article)):
        session.connection().execute(_OUTDATE_TOLD, {"some": some})


def _index(session: Session, rows: list[Any]) -> None:
    found = [(row, *searched_text(row)) for row in rows if is_searched(row)]
    if found:
        connection = session.connection()
        connection.execute(_puts(connection.dialect.name).documents, _documents(found))
        told = (row for row in found if not isinstance(row[0], Article))
        _learn(session, (text for _, *texts in told for text in texts))


def put_asides(session: Session, articles: Iterable[Article]) -> None:
    """Indexes some that were written past the session; none that another process filed as ours just now."""
    session.connection().execute(_PUT_ASIDE, _documents((row, *searched_text(row)) for row in articles))


def _documents(found: Iterable[tuple[Any, str, str]]) -> list[dict[str, str]]:
    return [{"kind": _kind(row), "ref": row.id, "title": title, "body": body} for row, title, body in found]


def _learn(session: Session, texts: Iterable[str]) -> None:
    """Keeps the words of searched texts; in one order, so that two who write at once do not wait for each other."""
    words = [{"word": word} for word in sorted(plain_words(texts))]
    if words:
        connection = session.connection()
        connection.execute(_puts(connection.dialect.name).words, words)


def _hide(session: Session, rows: list[Any]) -> None:
    """Forgets the text of rows that nobody searches for any more, and what an article was before it was set aside, or after."""
    gone = [(_kind(row), row.id) for row in rows if not is_searched(row)]
    gone += [("article" if is_aside(row) else ASIDE, row.id) for row in rows if isinstance(row, Article)]
    for kind in {kind for kind, _ in gone}:
        for some in batches(ref for of, ref in gone if of == kind):
            for table in (SearchDocument, StemmedText):
                session.execute(delete(table).where(*_same(table, kind, some)))


def _same(table: type[SearchDocument | StemmedText], kind: str, ids: list[str]) -> tuple[Any, Any]:
    return col(table.kind) == kind, col(table.ref).in_(ids)


def is_searched(row: Any) -> bool:
    return not (isinstance(row, Event) and row.merged_into)


def is_aside(row: Any) -> bool:
    """Whether it is an item that is not ours: it is kept for a while, so that it is not read again, and searched last."""
    return isinstance(row, Article) and row.verdict == "irrelevant"


def _kind(row: Any) -> str:
    return ASIDE if is_aside(row) else type(row).__name__.lower()


def searched_text(row: Any) -> tuple[str, str]:
    """Title and body of a noun as they are searched."""
    title, *rest = _PARTS[type(row)](row)
    return title, SEPARATOR.join(str(part) for part in rest if part)


def _event(event: Event) -> list[Any]:
    series = [event.series, event.number, event.agreement]
    who = [participant.actor for participant in event.actors]
    what = [materiel.equipment for materiel in event.equipment]
    return [event.title, event.summary, event.place, event.kind, *series, *who, *what, *event.countries]


def _agreement(agreement: Agreement) -> list[Any]:
    names = [alias.name for alias in agreement.aliases]
    steps = [word for step in agreement.steps for word in (step.status, step.text)]
    parties = [party.actor for party in agreement.parties]
    what = [materiel.equipment for materiel in agreement.equipment]
    return [
        agreement.name,
        *names,
        agreement.summary,
        agreement.kind,
        *parties,
        *what,
        *steps,
        *agreement.countries,
    ]


def _actor(actor: Actor) -> list[Any]:
    names = [alias.name for alias in actor.aliases]
    positions = [role.position for role in actor.roles]
    return [actor.name, *names, *positions, actor.note, actor.kind, actor.country, actor.parent]


def _claim(claim: Claim) -> list[Any]:
    figure = [claim.value, claim.unit, claim.period]
    about = [claim.topic, claim.speaker, claim.attribution, *claim.actors, claim.event, claim.agreement]
    return [claim.text, *about, *figure]


def _article(article: Article) -> list[Any]:
    return [article.title, article.lead, article.publisher, article.author]


_PARTS: dict[type[SQLModel], Any] = {
    Event: _event,
    Agreement: _agreement,
    Actor: _actor,
    Claim: _claim,
    Article: _article,
}
_SEARCHED = tuple(_PARTS)
_COMPARED = (Event, Evidence, Article)
