"""A name becomes an entry, as a plan; and the way back. Inside the caller's transaction.

What is filed on the items that gave the name gains it, silently: no message changes. The way back does not need the rows
to be as they were left: whatever was filed since loses the name alone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from store.database.index import EventLink, batches
from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement, Article, Equipment, Event, Evidence
from store.nouns.reviews import AuditEntry, ProposedName, Review
from store.nouns.values import Materiel, Participant
from store.people.amending import AmendRefusal, Plan, Who, record, revise
from store.people.snapshots import capture, differs, restore, row_key
from store.wire.questions import UNASKED, WAITING

RegisterEntry = Actor | Equipment | Series | Agreement
ACCEPTED = "name: accepted"
_LISTS = {"actors": "actor", "equipment": "equipment"}
"""Lists of an event that hold ids, and the key of the id in each."""


@dataclass(frozen=True)
class ReadAgain:
    """An item as it reads with the entry: its whole ``reading``, and what the event that it tells gains."""

    article: str
    reading: dict[str, Any]
    actor: str | None = None
    equipment: str | None = None
    agreement: str | None = None
    series: str | None = None
    number: int | None = None


def entering(
    session: Session, row: ProposedName, entry: RegisterEntry, again: Sequence[ReadAgain], who: Who
) -> Plan:
    """The entry, and what every item that gave the name gains by it."""
    articles = _by_id(session, Article, [one.article for one in again])
    events = _by_id(session, Event, [article.event for article in articles.values() if article.event])
    reviews = {review.article: review for review in _open_reviews(session, list(articles))}

    def change() -> list[str]:
        entry.updated_at = who.at
        row.state, row.decided_by, row.decided_at, row.entry = "accepted", who.number, who.at, row_key(entry)
        evidence = [one for item in again for one in _evidence(item, who)]
        session.add_all([row, entry, *evidence])
        for item in again:
            article = articles[item.article]
            article.reading = item.reading
            session.add(article)
            if (event := events.get(article.event or "")) is not None:
                _gain(session, event, item)
            if (review := reviews.get(item.article)) is not None:
                review.proposal = gained(review.proposal, item)
                session.add(review)
        session.flush()
        return [row_key(one) for one in (entry, *evidence)]

    rows = [row, *articles.values(), *events.values(), *reviews.values()]
    return Plan((ACCEPTED, f"name:{row.key}"), rows, change)


def _gain(session: Session, event: Event, item: ReadAgain) -> None:
    if item.actor and all(one.actor != item.actor for one in event.actors):
        event.actors = [*event.actors, Participant(actor=item.actor)]
    if item.equipment and all(one.equipment != item.equipment for one in event.equipment):
        event.equipment = [*event.equipment, Materiel(equipment=item.equipment)]
    event.agreement = event.agreement or item.agreement
    if item.series and event.series is None:
        event.series, event.number = item.series, item.number
    session.add(event)


def gained(facts: dict[str, Any], item: ReadAgain) -> dict[str, Any]:
    """The facts of an event that is not filed yet, with what it gains."""
    wanted = {"actors": item.actor, "equipment": item.equipment}
    more = {
        name: [*facts.get(name, ()), {_LISTS[name]: value}]
        for name, value in wanted.items()
        if value and all(one.get(_LISTS[name]) != value for one in facts.get(name, ()))
    }
    agreement = {"agreement": item.agreement} if item.agreement and not facts.get("agreement") else {}
    series = {"series": item.series, "number": item.number} if item.series and not facts.get("series") else {}
    return facts | more | agreement | series


def _evidence(item: ReadAgain, who: Who) -> Iterator[Evidence]:
    """An item that names an agreement is evidence on it."""
    if item.agreement:
        yield Evidence(
            article=item.article,
            agreement=item.agreement,
            reasons=["names it"],
            decided_by=who.person.replace("discord:", "person:"),
            decided_at=who.at,
        )


def take_name_back(session: Session, entry: AuditEntry, who: Who) -> AuditEntry | AmendRefusal:
    """The entry goes, and its id goes out of everything that is filed; the name waits for a decision again."""
    made = next(key for key, row in entry.before.items() if row is None and not key.startswith("evidence:"))
    now = capture(session, [*entry.after, *_naming(session, made)])
    if differs(now, {made: entry.after[made]}):
        return AmendRefusal("More is known of it by now than its name; it stays.")
    changed = set(differs(now, entry.after)) | (set(now) - set(entry.after))
    name = made.partition(":")[2]
    kept = {key: without(row, name) if row else None for key, row in now.items() if key in changed}
    restore(
        session,
        {
            key: None if key.startswith("evidence:") else row
            for key, row in (dict(entry.before) | kept).items()
        },
    )
    revise(session, who, list(now), now)
    return record(session, who, ("undo", entry.subject), now, list(now))


def _naming(session: Session, made: str) -> list[str]:
    """The rows that name an entry: events and the articles on them, open questions, evidence."""
    name = made.partition(":")[2]
    linked = session.exec(select(EventLink.event).where(EventLink.key == name, EventLink.kind != "country"))
    under = session.exec(select(Event.id).where(Event.agreement == name))
    events = sorted({*linked, *under})
    articles = [
        article
        for some in batches(events)
        for article in session.exec(select(Article.id).where(col(Article.event).in_(some)))
    ]
    reviews = [row for row in _open_reviews(session) if without(row.proposal, name) != row.proposal]
    evidence = session.exec(select(Evidence).where(Evidence.agreement == name))
    return [
        *(f"event:{event}" for event in events),
        *(f"article:{article}" for article in articles),
        *(row_key(row) for row in (*reviews, *evidence)),
    ]


def without(value: Any, name: str) -> Any:
    """A document without an id, in whichever list or field it stands."""
    if isinstance(value, list):
        return [without(one, name) for one in value if not _is_of(one, name)]
    if isinstance(value, dict):
        return {
            key: None if one == name and key in _SINGLE else without(one, name) for key, one in value.items()
        }
    return value


_SINGLE = frozenset({"agreement"})


def _is_of(one: Any, name: str) -> bool:
    """Whether an element of a list is the id, or a part that is of it. A title is no id: it stands in no list of ids."""
    return one == name or (isinstance(one, dict) and name in (one.get("actor"), one.get("equipment")))


def _by_id(session: Session, table: Any, ids: Sequence[str]) -> dict[str, Any]:
    rows = (
        session.exec(select(table).where(col(table.id).in_(some))) for some in batches(dict.fromkeys(ids))
    )
    return {row.id: row for page in rows for row in page if getattr(row, "merged_into", None) is None}


def _open_reviews(session: Session, articles: list[str] | None = None) -> list[Review]:
    """Open questions of the matcher, asked or not, those that readers asked aside: they hold no facts."""
    query = select(Review).where(col(Review.state).in_((*WAITING, UNASKED)))
    if articles is not None:
        query = query.where(col(Review.article).in_(articles))
    return [row for row in session.exec(query) if not row.proposal.get("marked")]
