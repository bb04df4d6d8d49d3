"""The names behind the ids that a view mentions: articles with their outlets, actors, equipment, agreements, events."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from store.database.index import batches
from store.nouns.models import Actor, Agreement, Article, Claim, Equipment, Event, Evidence, Source
from store.nouns.values import Citation
from store.nouns.views import Findings, Library, Reference
from store.register.plain_rows import PlainRows

_Named = TypeVar("_Named", Actor, Agreement, Equipment)
_Row = TypeVar("_Row", bound=SQLModel)
CITED = PlainRows(
    Article,
    (
        "id", "title", "source", "publisher", "url", "canonical_url", "author", "published", "published_precision",
        "published_basis", "language", "lead", "within", "verdict",
        "reading",
    ),
)  # fmt: skip
"""What a reference says of an article; what was read of it is made of its JSON where a reference is asked for."""
SOURCES = PlainRows(Source)
TITLES = PlainRows(Event, ("id", "title"))
NAMES = PlainRows(Agreement, ("id", "name"))
DATED: Mapping[type[SQLModel], PlainRows[Any]] = {
    table: PlainRows(table, ("id", "updated_at")) for table in (Actor, Agreement, Equipment)
}


@dataclass(frozen=True)
class HeldRows:
    """Rows that are in memory already, by their ids."""

    actors: Mapping[str, Actor] = field(default_factory=dict)
    agreements: Mapping[str, Agreement] = field(default_factory=dict)
    equipment: Mapping[str, Equipment] = field(default_factory=dict)


NO_ROWS = HeldRows()


def library_of(
    session: Session,
    found: Findings,
    actors: Sequence[Actor],
    evidence: Sequence[Evidence],
    events: Sequence[Event],
    held: HeldRows = NO_ROWS,
) -> Library:
    """Everything that the rows mention, read with a handful of queries. What is ``held`` already, and was not changed since,
    is not read again."""
    told = [*events, *(one.event for one in found.events)]
    proofs = [*evidence, *(e for one in found.events for e in one.evidence)]
    articles = {e.article for e in proofs} | {c.article for c in _citations(found, actors, told)}
    named, gear = _named(found, actors, told), _gear(found, told)
    people = [*unless_held(session, Actor, named, held.actors), *actors]
    return Library(
        _read_references(session, articles),
        {row.id: row for row in people},
        {row.id: row for row in unless_held(session, Equipment, gear, held.equipment)},
        _agreement_names(session, found, told),
        _event_titles(session, found, told),
    )


def _gear(found: Findings, events: Sequence[Event]) -> set[str]:
    rows: list[Event | Agreement] = [*events, *found.agreements]
    return {materiel.equipment for row in rows for materiel in row.equipment}


def _agreement_names(session: Session, found: Findings, events: Sequence[Event]) -> dict[str, str]:
    """Of those that are here, and of those that events and claims are about."""
    mentioned = {event.agreement for event in events} | {claim.agreement for claim in found.claims}
    ours = {row.id: row.name for row in found.agreements}
    return {row.id: row.name for row in NAMES.read(session, mentioned - {*ours})} | ours


def _event_titles(session: Session, found: Findings, events: Sequence[Event]) -> dict[str, str]:
    """Of those that are here, those that they follow, and those that claims are about."""
    mentioned = {event.follows for event in events} | {claim.event for claim in found.claims}
    ours = {row.id: row.title for row in events}
    return {row.id: row.title for row in TITLES.read(session, mentioned - {*ours})} | ours


class References(Mapping[str, Reference]):
    """Articles with the outlet that published them, each put together when somebody reads it: an answer mentions hundreds,
    and its first page cites a few."""

    def __init__(
        self,
        rows: Iterable[Article],
        around: Mapping[str, Article],
        sources: Mapping[str, Source],
    ) -> None:
        self._rows = {row.id: row for row in rows}
        self._around, self._sources = around, sources
        self._made: dict[str, Reference] = {}

    def __getitem__(self, article: str) -> Reference:
        found = self._made.get(article)
        if found is None:
            row = self._rows[article]
            found = self._made[article] = _reference(row, self._sources, self._around.get(row.within or ""))
        return found

    def __contains__(self, article: object) -> bool:
        return article in self._rows

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


def references(session: Session, articles: Iterable[str]) -> list[Reference]:
    """Articles with the outlet that published them."""
    return list(_read_references(session, articles).values())


def _read_references(session: Session, articles: Iterable[str]) -> References:
    rows = CITED.read(session, articles)
    around = {row.id: row for row in CITED.read(session, {row.within for row in rows})}
    named = {row.source for row in [*rows, *around.values()]}
    return References(rows, around, {row.id: row for row in SOURCES.read(session, named)})


def _outlet(row: Article, sources: Mapping[str, Source]) -> str:
    source = sources.get(row.source)
    return row.publisher or (source.name if source else row.source)


def _reference(row: Article, sources: Mapping[str, Source], around: Article | None) -> Reference:
    source = sources.get(row.source)
    return Reference(
        article=row.id, title=row.title, outlet=_outlet(row, sources),
        reliability=source.reliability if source else "F", url=row.url or row.canonical_url, author=row.author,
        published=row.published, precision=row.published_precision, basis=row.published_basis,
        reason=source.reason if source else "", bias=source.bias if source else "",
        owner=source.owner if source else "", language=row.language, lead=row.lead, within=row.within or "",
        quoted_by=_outlet(around, sources) if around else "", is_summarised=row.verdict == "seed",
        is_aside=row.verdict == "irrelevant",
        asserted=str((row.reading or {}).get("assertion", "")), phase=str((row.reading or {}).get("phase", "")),
    )  # fmt: skip


def _citations(found: Findings, actors: Sequence[Actor], events: Sequence[Event]) -> list[Citation]:
    roles = [c for actor in actors for role in actor.roles for c in role.citations]
    steps = [
        c
        for agreement in found.agreements
        for step in agreement.steps
        for c in (*step.citations, *step.dated)
    ]
    priced: list[Agreement | Event] = [*found.agreements, *events]
    amounts = [c for row in priced for amount in row.amounts for c in amount.citations]
    counted = [c for event in events for quantity in event.quantities for c in quantity.citations]
    dated = [c for event in events for day in event.days for c in day.citations]
    rows: list[Actor | Agreement | Claim] = [*actors, *found.agreements, *found.claims]
    told: list[Agreement | Claim] = [*found.agreements, *found.claims]
    said = [c for row in told for places in row.said.values() for c in places]
    return [*said, *roles, *steps, *amounts, *counted, *dated, *(c for row in rows for c in row.citations)]


def _named(found: Findings, actors: Sequence[Actor], events: Sequence[Event]) -> set[str | None]:
    parties = {p.actor for a in found.agreements for p in a.parties} | {
        p.actor for e in events for p in e.actors
    }
    claims = {c.speaker for c in found.claims} | {key for c in found.claims for key in c.actors}
    people = {actor.parent for actor in actors} | {
        role.organisation for actor in actors for role in actor.roles
    }
    return parties | claims | people


def _rows(session: Session, table: type[_Row], ids: Iterable[str | None]) -> list[_Row]:
    return [
        row
        for some in batches({key for key in ids if key})
        for row in session.exec(select(table).where(col(table.id).in_(some)))  # type: ignore[attr-defined]
    ]


def unless_held(
    session: Session, table: type[_Named], ids: Iterable[str | None], held: Mapping[str, _Named]
) -> list[_Named]:
    """The rows, of what is ``held`` those that were not changed since: one takes a hundred times as long to make as the
    moment of its last change to read."""
    wanted = {key for key in ids if key}
    known = {key: held[key] for key in wanted if key in held}
    dated = {row.id: row.updated_at for row in DATED[table].read(session, known)}
    same = [row for row in known.values() if row.updated_at == dated.get(row.id)]
    same += _rows(session, table, wanted - {row.id for row in same})
    return same
