"""Filing the founding knowledge: what is new is added, what changed is brought up to date, what others amended stays.

A ``Mark`` remembers the fingerprint under which each entry was filed. So an entry that a person removed does not come
back, one that ``amended_by`` claims is never overridden, and a second run with the same seeds does nothing. What others add to
an entry, or move, stays (``store/register/reseeding.py``).
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlmodel import Session, SQLModel, col, select

from store.database.index import batches
from store.nouns.bookkeeping import Mark
from store.nouns.gazetteer import Place, PlaceFacts, Series, SeriesFacts
from store.nouns.models import (
    Actor,
    ActorFacts,
    Agreement,
    AgreementFacts,
    Article,
    ArticleFacts,
    Claim,
    ClaimFacts,
    Equipment,
    EquipmentFacts,
    Event,
    EventFacts,
    Evidence,
    EvidenceFacts,
    Facts,
    Feed,
    FeedFacts,
    Source,
    SourceFacts,
)
from store.register.reseeding import base_of, changed_values
from store.wire.filing import add_evidence


class Founding(Protocol):
    """The seeds as plain mappings from id to facts; ``seeds.load`` makes them."""

    @property
    def sources(self) -> Mapping[str, SourceFacts]: ...
    @property
    def feeds(self) -> Mapping[str, FeedFacts]: ...
    @property
    def articles(self) -> Mapping[str, ArticleFacts]: ...
    @property
    def actors(self) -> Mapping[str, ActorFacts]: ...
    @property
    def equipment(self) -> Mapping[str, EquipmentFacts]: ...
    @property
    def agreements(self) -> Mapping[str, AgreementFacts]: ...
    @property
    def series(self) -> Mapping[str, SeriesFacts]: ...
    @property
    def places(self) -> Mapping[str, PlaceFacts]: ...
    @property
    def events(self) -> Mapping[str, EventFacts]: ...
    @property
    def claims(self) -> Mapping[str, ClaimFacts]: ...
    @property
    def evidence(self) -> Sequence[EvidenceFacts]: ...


@dataclass(frozen=True)
class Seeded:
    """How many entries were added and brought up to date, and the ids of those that others amended and that stayed."""

    added: int = 0
    updated: int = 0
    kept: tuple[str, ...] = ()


def seed(session: Session, founding: Founding, now: datetime) -> Seeded:
    """Files everything in the caller's transaction. Nothing is written when the seeds are as they were."""
    marks = {mark.name: mark for mark in session.exec(select(Mark).where(col(Mark.name).startswith("seed:")))}
    filing = _Filing(session, marks, now, frozenset(founding.articles))
    filing.rows(Source, founding.sources)
    filing.rows(Feed, founding.feeds)
    filing.rows(Article, founding.articles)
    filing.rows(Actor, founding.actors)
    filing.rows(Equipment, founding.equipment)
    filing.rows(Agreement, founding.agreements)
    filing.rows(Series, founding.series)
    filing.rows(Place, founding.places)
    filing.rows(Event, founding.events)
    filing.rows(Claim, founding.claims)
    filing.evidence(founding.evidence)
    return Seeded(filing.added, filing.updated, tuple(filing.kept))


def _identity(table: type[SQLModel], now: datetime) -> dict[str, Any]:
    """What a new row has besides its facts."""
    at_birth: dict[type[SQLModel], dict[str, Any]] = {
        Feed: {"added_at": now, "next_due": now},
        Article: {"read_at": now, "verdict": "seed"},
        Actor: {"updated_at": now},
        Equipment: {"updated_at": now},
        Agreement: {"updated_at": now},
        Series: {"updated_at": now},
        Place: {"updated_at": now},
        Event: {"first_seen": now, "updated_at": now},
        Claim: {"updated_at": now},
    }
    return at_birth.get(table, {})


def _rows_by_id(session: Session, table: Any, ids: list[str]) -> dict[str, SQLModel]:
    pages = (session.exec(select(table).where(col(table.id).in_(some))) for some in batches(ids))
    return {row.id: row for page in pages for row in page}


def _fingerprint(facts: Facts) -> str:
    text = json.dumps(facts.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _print(mark: str) -> str:
    return mark.partition(" ")[0]


def _is_theirs(row: Any) -> bool:
    """Whether others than the seeds say what it is. News only adds steps to an agreement: the rest stays the seeds'."""
    by_news = isinstance(row, Agreement) and str(row.amended_by).startswith("article:")
    amended = getattr(row, "amended_by", None) and not by_news
    return bool(amended) or getattr(row, "added_by", "seeds") != "seeds"


def _values(facts: Facts) -> dict[str, Any]:
    """The facts by name, their parts as they are (not as dictionaries)."""
    return {name: getattr(facts, name) for name in type(facts).model_fields}


class _Filing:
    """One run: what the marks say was filed, and the count of what is done now."""

    def __init__(
        self, session: Session, marks: dict[str, Mark], now: datetime, articles: frozenset[str]
    ) -> None:
        self.session, self.marks, self.now, self.articles = session, marks, now, articles
        self.added = self.updated = 0
        self.kept: list[str] = []

    def rows(self, table: type[SQLModel], entries: Mapping[str, Facts]) -> None:
        """Adds or brings up to date the entries that are not as they were filed; the rows are read in one go."""
        noun = table.__name__.lower()
        told = {
            id_: f"{_fingerprint(facts)} {base_of(table, facts)}".strip() for id_, facts in entries.items()
        }
        marked = {
            id_: mark.value for id_ in entries if (mark := self.marks.get(f"seed:{noun}:{id_}")) is not None
        }
        changed = [id_ for id_ in entries if _print(marked.get(id_, "")) != _print(told[id_])]
        filed = _rows_by_id(self.session, table, changed)
        with self.session.no_autoflush:
            for id_ in changed:
                self._file(table, id_, entries[id_], filed.get(id_), marked.get(id_))
        for id_, value in told.items():  # an earlier version remembered the fingerprint alone
            if marked.get(id_) != value:
                self._mark(f"seed:{noun}:{id_}", value)
        self.session.flush()

    def _file(self, table: type[SQLModel], id_: str, facts: Facts, row: Any, marked: str | None) -> None:
        if row is None:
            if marked is None and not self._same_address(facts):
                self.session.add(table(**_values(facts), id=id_, **_identity(table, self.now)))
                self.added += 1
        elif _is_theirs(row):
            self.kept.append(id_)
        else:
            self._change(row, facts, (marked or "").partition(" ")[2])

    def _change(self, row: Any, facts: Facts, base: str) -> None:
        values = changed_values(row, facts, base, self.articles)
        if "url" in values and values["url"] != row.url and self._same_address(facts):
            del values["url"]  # a person added the new address before the seeds did
        for name, value in values.items():
            setattr(row, name, value)
        if isinstance(row, Event):
            row.revision += 1
        if hasattr(row, "updated_at"):
            row.updated_at = self.now
        self.updated += 1

    def _same_address(self, facts: Facts) -> bool:
        """Whether a person added this feed's address under another id before the seeds did."""
        if not isinstance(facts, FeedFacts):
            return False
        return self.session.exec(select(Feed.id).where(Feed.url == facts.url)).first() is not None

    def evidence(self, entries: Iterable[EvidenceFacts]) -> None:
        named = {f"seed:evidence:{_fingerprint(facts)}": facts for facts in entries}
        new = {name: facts for name, facts in named.items() if name not in self.marks}
        add_evidence(self.session, list(new.values()), self.now)
        self._tell_apart(list(new.values()))
        for name in new:
            self._mark(name, "filed")
        self.added += len(new)

    def _tell_apart(self, entries: Sequence[EvidenceFacts]) -> None:
        """What an earlier version filed without its parts gets them."""
        parts = {(one.article, one.event, one.paragraph): one.parts for one in entries if one.parts}
        articles = {article for article, _, _ in parts}
        for some in batches(articles):
            for row in self.session.exec(select(Evidence).where(col(Evidence.article).in_(some))):
                row.parts = row.parts or parts.get((row.article, row.event, row.paragraph), [])

    def _mark(self, name: str, value: str) -> None:
        known = self.marks.get(name)
        if known is None:
            known = self.marks[name] = Mark(name=name, value=value, at=self.now)
            self.session.add(known)
        known.value, known.at = value, self.now
