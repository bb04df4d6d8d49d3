"""Everything that is known, as plain rows with stable names and their sources, a page at a time.

Values are what JSON has: text, numbers, lists, mappings; days and instants as ISO 8601 text, countries as ISO 3166
alpha-2, decimal numbers as text, digit by digit.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from datetime import date, datetime
from typing import Any, Literal, get_args

from pydantic import BaseModel
from sqlmodel import Session, col, select

from store.database.database import Database, reads
from store.database.index import batches
from store.nouns.models import Actor, Agreement, Article, Claim, Event, Evidence, Source
from store.nouns.values import Amount, Citation, Role, Step

Noun = Literal["events", "agreements", "actors", "claims", "articles"]
NOUNS: tuple[Noun, ...] = get_args(Noun)
PAGE = 500
"""Rows that are read in one transaction: an export of any length holds nobody up."""
ROW = dict[str, Any]
SOURCE = ("url", "title", "publisher", "published", "paragraph", "score", "decided_by")
COLUMNS: dict[Noun, tuple[str, ...]] = {
    "events": (
        *("id", "kind", "title", "day", "precision", "status", "countries", "actors", "equipment", "place"),
        *("agreement", "importance", "sources"),
    ),
    "agreements": (
        *("id", "kind", "name", "aliases", "status", "countries", "parties", "equipment", "amounts", "steps"),
        *("summary", "unknown", "sources"),
    ),
    "actors": ("id", "kind", "name", "country", "parent", "aliases", "roles", "note", "sources"),
    "claims": (
        *(
            "id",
            "kind",
            "text",
            "topic",
            "speaker",
            "attribution",
            "value",
            "unit",
            "period",
            "denied",
            "actors",
        ),
        *("event", "agreement", "day", "precision", "sources"),
    ),
    "articles": (
        *("url", "title", "published", "publisher", "feed", "verdict", "event", "reasons", "read_at"),
    ),
}
"""The names of each row, in the order of its columns. A source is a mapping with the names of ``SOURCE``."""


class Export:
    """Reads for ``entente export``."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def rows(self, noun: Noun, page: int = PAGE) -> AsyncIterator[ROW]:
        """Every row of the noun by id, read ``page`` at a time; merged events are left out."""
        after = ""
        while found := await self._page(noun, after, page):
            for _, row in found:
                yield row
            after = found[-1][0]

    @reads
    def _page(self, session: Session, noun: Noun, after: str, limit: int) -> list[tuple[str, ROW]]:
        table, row_of = _NOUNS[noun]
        query = select(table).where(table.id > after).order_by(table.id).limit(limit)
        if table is Event:
            query = query.where(col(Event.merged_into).is_(None))
        found = list(session.exec(query))
        sources = _Sources(session, noun, found)
        return [(row.id, _plain(row_of(row, sources))) for row in found]


class _Sources:
    """The articles behind one page of rows, read in a few statements."""

    def __init__(self, session: Session, noun: Noun, rows: Sequence[Any]) -> None:
        self.evidence = _evidence(session, noun, [row.id for row in rows])
        cited = {citation.article for row in rows for citation in _citations(row)}
        if noun == "articles":
            cited.update(row.id for row in rows)
        cited.update(evidence.article for some in self.evidence.values() for evidence in some)
        self.articles = _articles(session, cited)

    def of_evidence(self, row: str) -> list[ROW]:
        return [
            self._source(evidence.article, evidence.paragraph, evidence.score, evidence.decided_by)
            for evidence in self.evidence.get(row, [])
        ]

    def of(self, citations: Iterable[Citation]) -> list[ROW]:
        """A citation is filed with its row: by the seeds or the person that wrote it, at full score."""
        return [self._source(citation.article, citation.paragraph, 1.0, "seed") for citation in citations]

    def publisher(self, article: str) -> str | None:
        row, source = self.articles.get(article, (None, None))
        return (row.publisher if row else None) or (source.name if source else None)

    def _source(self, article: str, paragraph: str | None, score: float, decided_by: str) -> ROW:
        row, _ = self.articles.get(article, (None, None))
        said = (row.url, row.title) if row else (None, article)
        published = row.published if row else None
        values = (*said, self.publisher(article), published, paragraph, score, decided_by)
        return dict(zip(SOURCE, values, strict=True))


def _evidence(session: Session, noun: Noun, ids: list[str]) -> dict[str, list[Evidence]]:
    found: dict[str, list[Evidence]] = {}
    if noun not in ("events", "agreements"):
        return found
    column = col(Evidence.event if noun == "events" else Evidence.agreement)
    for some in batches(ids):
        for row in session.exec(select(Evidence).where(column.in_(some)).order_by(col(Evidence.id))):
            found.setdefault((row.event if noun == "events" else row.agreement) or "", []).append(row)
    return found


def _articles(session: Session, ids: Iterable[str]) -> dict[str, tuple[Article, Source | None]]:
    joined = select(Article, Source).join(Source, col(Source.id) == Article.source, isouter=True)
    pages = (session.exec(joined.where(col(Article.id).in_(some))) for some in batches(sorted(ids)))
    return {article.id: (article, source) for page in pages for article, source in page}


def _citations(row: Any) -> list[Citation]:
    """Those of the row and of its parts."""
    parts = [*getattr(row, "steps", []), *getattr(row, "roles", []), *getattr(row, "amounts", [])]
    return [*getattr(row, "citations", []), *(citation for part in parts for citation in part.citations)]


def _event(row: Event, sources: _Sources) -> ROW:
    said = _named(row, COLUMNS["events"])
    return said | {
        "status": row.phase,
        "actors": [participant.actor for participant in row.actors],
        "equipment": [materiel.equipment for materiel in row.equipment],
        "sources": sources.of_evidence(row.id),
    }


def _agreement(row: Agreement, sources: _Sources) -> ROW:
    said = _named(row, COLUMNS["agreements"])
    return said | {
        "aliases": [alias.name for alias in row.aliases],
        "parties": [party.actor for party in row.parties],
        "amounts": [_part(amount, sources) for amount in row.amounts],
        "steps": [_part(step, sources) for step in row.steps],
        "sources": [*sources.of(row.citations), *sources.of_evidence(row.id)],
    }


def _actor(row: Actor, sources: _Sources) -> ROW:
    said = _named(row, COLUMNS["actors"])
    return said | {
        "aliases": [alias.name for alias in row.aliases],
        "roles": [_part(role, sources) for role in row.roles],
        "sources": sources.of(row.citations),
    }


def _claim(row: Claim, sources: _Sources) -> ROW:
    return _named(row, COLUMNS["claims"]) | {"sources": sources.of(row.citations)}


def _article(row: Article, sources: _Sources) -> ROW:
    return _named(row, COLUMNS["articles"]) | {"publisher": sources.publisher(row.id)}


def _named(row: Any, names: Iterable[str]) -> ROW:
    """The row's own values under these names, in their order; what is filled in later stands empty."""
    return {name: getattr(row, name, None) for name in names}


def _part(part: Step | Role | Amount, sources: _Sources) -> ROW:
    """A step, role or amount with its sources in place of its citations."""
    said = part.model_dump(mode="json", exclude={"citations", "dated"})
    return said | {"sources": sources.of(part.citations)}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json")
    if isinstance(value, date | datetime):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)


_NOUNS: dict[Noun, tuple[Any, Callable[[Any, _Sources], ROW]]] = {
    "events": (Event, _event),
    "agreements": (Agreement, _agreement),
    "actors": (Actor, _actor),
    "claims": (Claim, _claim),
    "articles": (Article, _article),
}
