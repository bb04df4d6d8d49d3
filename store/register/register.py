"""What is known: reading it whole for the lexicon and the matcher, one by one for everybody else, and founding it."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select, update

from store.database.database import Database, reads, writes
from store.database.index import batches
from store.database.versions import names_version, told_series
from store.nouns.bookkeeping import Mark
from store.nouns.decisions import EventText, EventTexts
from store.nouns.gazetteer import Place, Series
from store.nouns.models import Actor, Agreement, Article, Equipment, Event, Evidence, EvidenceFacts, Source
from store.register.features import Stamp
from store.register.plain_rows import PlainRows
from store.register.seeding import Founding, Seeded, seed
from store.wire.filing import add_evidence, current_id

ACTORS, EQUIPMENT, AGREEMENTS = PlainRows(Actor), PlainRows(Equipment), PlainRows(Agreement)
SERIES, PLACES = PlainRows(Series), PlainRows(Place)
FOUNDED = "seeds"


class Register:
    """Sources, actors, equipment, agreements, events, claims and evidence."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        self.database = database
        self.now = now

    @writes
    def seed(self, session: Session, founding: Founding, fingerprint: str = "") -> Seeded:
        """Files the founding knowledge (see ``store/register/seeding.py``): idempotent, one transaction, alerts nobody.
        Its ``fingerprint`` is remembered, so that nobody has to read the same again."""
        seeded = seed(session, founding, self.now())
        if fingerprint:
            session.merge(Mark(name=FOUNDED, value=_version(session, fingerprint), at=self.now()))
        return seeded

    @reads
    def is_founded(self, session: Session, fingerprint: str) -> bool:
        """Whether the seeds of this fingerprint are filed, in the schema of today."""
        mark = session.get(Mark, FOUNDED)
        return mark is not None and mark.value == _version(session, fingerprint)

    @reads
    def sources(self, session: Session) -> list[Source]:
        return list(session.exec(select(Source).order_by(text("id"))))

    @reads
    def actors(self, session: Session) -> list[Actor]:
        return ACTORS.every(session)

    @reads
    def equipment(self, session: Session) -> list[Equipment]:
        return EQUIPMENT.every(session)

    @reads
    def agreements(self, session: Session) -> list[Agreement]:
        return AGREEMENTS.every(session)

    @reads
    def series(self, session: Session) -> list[Series]:
        return SERIES.every(session)

    @reads
    def places(self, session: Session) -> list[Place]:
        return PLACES.every(session)

    @reads
    def coined_series(self, session: Session) -> list[tuple[str, tuple[str, ...]]]:
        """What events are filed under as a series and is no entry, each with the states of its first event."""
        known = select(col(Series.id))
        rows = session.exec(
            select(Event.series, Event.countries)
            .where(col(Event.series).is_not(None), col(Event.series).not_in(known))
            .order_by(col(Event.first_seen), col(Event.id))
        )
        found: dict[str, tuple[str, ...]] = {}
        for name, countries in rows:
            found.setdefault(name or "", tuple(countries))
        return sorted(found.items())

    @reads
    def events(self, session: Session) -> list[Event]:
        """Every event that was not merged into another, by id."""
        return list(session.exec(select(Event).where(col(Event.merged_into).is_(None)).order_by(Event.id)))

    @reads
    def event(self, session: Session, event: str) -> Event | None:
        """The event with this id; the one that it was merged into where it was."""
        return session.get(Event, current_id(session, event))

    @reads
    def agreement(self, session: Session, agreement: str) -> Agreement | None:
        return session.get(Agreement, agreement)

    @reads
    def actor(self, session: Session, actor: str) -> Actor | None:
        return session.get(Actor, actor)

    @reads
    def source(self, session: Session, source: str) -> Source | None:
        return session.get(Source, source)

    @reads
    def evidence(
        self, session: Session, *, event: str | None = None, agreement: str | None = None
    ) -> list[tuple[Evidence, Article, Source | None]]:
        """The evidence on an event or an agreement with its article and source, oldest article first."""
        about = Evidence.event == current_id(session, event) if event else Evidence.agreement == agreement
        query = (
            select(Evidence, Article, Source)
            .join(Article, col(Article.id) == Evidence.article)
            .join(Source, col(Source.id) == Article.source, isouter=True)
            .where(about)
            .order_by(col(Article.published), col(Evidence.id))
        )
        return [(evidence, article, source) for evidence, article, source in session.exec(query)]

    @writes
    def attach(self, session: Session, evidence: Sequence[EvidenceFacts]) -> None:
        """Adds evidence on what is known; what stands there already is left as it is. Whoever follows the events sees
        that they changed."""
        events = {current_id(session, one.event) for one in evidence if one.event}
        for some in batches(sorted(events)):
            session.exec(update(Event).where(col(Event.id).in_(some)).values(updated_at=self.now()))
        add_evidence(session, evidence, self.now())

    @reads
    def founding_evidence(self, session: Session, document: str) -> list[Evidence]:
        """What was filed by hand from a founding document and the texts within it, at any depth."""
        texts = select(col(Article.id)).where(Article.id == document).cte(recursive=True)
        texts = texts.union(select(col(Article.id)).where(col(Article.within) == texts.c.id))
        by_hand = select(Evidence).where(
            col(Evidence.article).in_(select(texts.c.id)), Evidence.decided_by == "seed"
        )
        return list(session.exec(by_hand.order_by(col(Evidence.id))))

    @writes
    def add_source(self, session: Session, source: Source) -> Source:
        """The source with this id: the one that is there already, or the new one."""
        known = session.get(Source, source.id)
        if known is None:
            session.add(source)
        return known or source

    @reads
    def profiles(self, session: Session, events: Sequence[str] | None = None) -> list[EventTexts]:
        """Every event (or the named ones) with the title, lead and date of each article that is evidence on it."""
        query = select(Event).where(col(Event.merged_into).is_(None)).order_by(Event.id)
        if events is None:
            return _with_texts(session, session.exec(query))
        named = (
            row for some in batches(events) for row in session.exec(query.where(col(Event.id).in_(some)))
        )
        return _with_texts(session, named)

    @reads
    def changed_events(self, session: Session, since: datetime) -> tuple[dict[str, Stamp], list[str]]:
        """The events that changed at or after ``since``, each with the moment and its revision, and the ids of those
        merged into others."""
        columns = select(Event.id, Event.updated_at, Event.revision, Event.merged_into)
        rows = session.exec(columns.where(col(Event.updated_at) >= since).order_by(Event.id)).all()
        merged = [event for event, _, _, into in rows if into is not None]
        return {event: (at, revision) for event, at, revision, into in rows if into is None}, merged

    @reads
    def told_series(self, session: Session) -> frozenset[str]:
        """The series that events are of, entries or not."""
        return told_series(session)

    @reads
    def names_version(self, session: Session) -> tuple[object, ...]:
        """The sign that the lexicon is out of date."""
        return names_version(session)


def _version(session: Session, fingerprint: str) -> str:
    revision = session.connection().execute(text("SELECT version_num FROM alembic_version")).scalar()
    return f"{revision} {fingerprint}"


def _with_texts(session: Session, events: Iterable[Event]) -> list[EventTexts]:
    rows = list(events)
    texts: dict[str, dict[str, EventText]] = {event.id: {} for event in rows}
    for some in batches(texts):
        query = (
            select(Evidence.event, Article)
            .join(Article, col(Article.id) == Evidence.article)
            .where(col(Evidence.event).in_(some))
            .order_by(col(Evidence.id))
        )
        for event, article in session.exec(query):
            texts[event or ""].setdefault(article.id, _text(article))
    return [EventTexts(event, tuple(texts[event.id].values())) for event in rows]


def _text(article: Article) -> EventText:
    founding = article.verdict == "seed"
    published = article.published if article.told_on else None
    return EventText(article.title, article.lead, published, article.reading, founding)
