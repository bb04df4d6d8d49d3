"""Names that keep appearing and that no entry has: what waits for a person, and what a decision makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from store.database.database import Database, reads, writes
from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement, Article, Equipment, Source
from store.nouns.reviews import NameMention, ProposedName
from store.people.amending import AmendOutcome, AmendRefusal, Plan, Who, amend
from store.people.entering import ReadAgain, RegisterEntry, entering
from store.wire.turns import one_at_a_time

WAITING = ("open", "later")


@dataclass(frozen=True)
class Mention:
    """One item that gives the name, with its outlet."""

    said: NameMention
    article: Article
    source: Source | None


@dataclass(frozen=True)
class NameCase:
    """A proposed name with every item that gives it, newest first."""

    proposal: ProposedName
    mentions: tuple[Mention, ...]


@dataclass(frozen=True)
class NamedSince:
    """More items give the name than were read again: nothing was done, read those too."""

    proposal: int


class Proposals:
    """Every decision is one transaction and one entry in the audit log; none posts anything."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def waiting(self, session: Session, limit: int = 1) -> list[NameCase]:
        """Names to decide on, oldest first, those put off last."""
        found = select(ProposedName).where(col(ProposedName.state).in_(WAITING))
        rows = session.exec(found.order_by(col(ProposedName.state).desc(), col(ProposedName.id)).limit(limit))
        return [_case(session, row) for row in rows.all()]

    @reads
    def count(self, session: Session) -> int:
        return session.exec(select(func.count()).where(col(ProposedName.state).in_(WAITING))).one()

    @reads
    def case(self, session: Session, proposal: int) -> NameCase | None:
        row = session.get(ProposedName, proposal)
        return _case(session, row) if row is not None else None

    @reads
    def is_taken(self, session: Session, entry: str) -> bool:
        """Whether any entry has this id."""
        return any(session.get(table, entry) is not None for table in (Actor, Equipment, Agreement, Series))

    @writes
    def accept(
        self, session: Session, proposal: int, entry: RegisterEntry, again: Sequence[ReadAgain], who: Who
    ) -> AmendOutcome | NamedSince:
        """The name becomes ``entry``, and what is filed on the items that gave it names it; nobody is told.

        ``again`` holds every item that gives the name, as it reads with the entry. An item that is being filed meanwhile
        waits, or is judged once more (``store/wire/naming.py``).
        """
        one_at_a_time(session)
        row = _open(session, proposal)
        if isinstance(row, AmendRefusal):
            return row
        if {one.article for one in again} != _naming(session, row.key):
            return NamedSince(proposal)
        return amend(session, who, entering(session, row, entry, again, who))

    @writes
    def reject(self, session: Session, proposal: int, who: Who) -> AmendOutcome:
        """It is no name of the beat, and is not proposed again."""
        return _decided(session, proposal, "rejected", who)

    @writes
    def put_off(self, session: Session, proposal: int, who: Who) -> AmendOutcome:
        """It goes to the end of the queue."""
        return _decided(session, proposal, "later", who)


def _decided(session: Session, proposal: int, state: str, who: Who) -> AmendOutcome:
    row = _open(session, proposal)
    if isinstance(row, AmendRefusal):
        return row

    def change() -> list[str]:
        row.state, row.decided_by, row.decided_at = state, who.number, who.at
        session.add(row)
        return []

    return amend(session, who, Plan((f"name: {state}", f"name:{row.key}"), [row], change))


def _open(session: Session, proposal: int) -> ProposedName | AmendRefusal:
    row = session.get(ProposedName, proposal, with_for_update=True)
    if row is None:
        return AmendRefusal(f"There is no name {proposal}.")
    return row if row.state in WAITING else AmendRefusal(f"Name {proposal} was decided already: {row.state}.")


def _naming(session: Session, key: str) -> set[str]:
    return set(session.exec(select(NameMention.article).where(NameMention.key == key)))


def _case(session: Session, row: ProposedName) -> NameCase:
    query = (
        select(NameMention, Article, Source)
        .join(Article, col(Article.id) == NameMention.article)
        .join(Source, col(Source.id) == Article.source, isouter=True)
        .where(NameMention.key == row.key)
        .order_by(col(Article.read_at).desc(), col(Article.id))
    )
    return NameCase(
        row, tuple(Mention(said, article, source) for said, article, source in session.exec(query))
    )
