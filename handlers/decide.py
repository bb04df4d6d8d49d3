"""Writes down what a judged article becomes: rows for the one transaction of ``store/wire.py``."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, assert_never

from facts.grade import Voice, credibility
from facts.match import New, Same, Unsure, Update
from handlers.alerting import Change
from handlers.announcing import Announcer
from handlers.articles import event_id
from handlers.judge import Judged
from handlers.knowledge import facts_of
from store.decisions import Decision
from store.desk import Alert, Review
from store.models import Agreement, Article, Citation, Event, EventFacts, EvidenceFacts, Standing, Step
from store.replies import REPLIES
from store.store import Store

OLD = timedelta(days=45)
"""What happened so long before it was told is filed, and is no news: nobody is alerted."""
TOLD: Mapping[str, str] = {"phase": "status", "day": "day", "number": "number"}
"""Fields whose change readers are told, and by which word."""


@dataclass(frozen=True)
class Decider:
    """Reads the rows that a verdict is about, and says what changes on them. ``now`` gives the time with its zone."""

    store: Store
    announcer: Announcer
    now: Callable[[], datetime]

    async def decide(self, judged: Judged, keys: tuple[str, ...], fresh: dict[str, Event]) -> Decision:
        """The rows for one article. ``fresh`` are the events that this batch made or changed; it grows."""
        match judged.verdict:
            case None:
                return Decision(judged.article, keys)
            case New():
                return await self._new(judged, keys, fresh)
            case Update(changes=changes):
                return await self._known(judged, keys, fresh, changes)
            case Same():
                return await self._known(judged, keys, fresh, {})
            case Unsure():
                return Decision(judged.article, keys, review=self._review(judged))
            case _:
                assert_never(judged.verdict)

    async def _new(self, judged: Judged, keys: tuple[str, ...], fresh: dict[str, Event]) -> Decision:
        article, facts, now = judged.article, judged.facts, self.now()
        event = Event(**dict(facts), id=event_id(facts, article), first_seen=now, updated_at=now)
        fresh[event.id] = event
        alerts = [] if is_old(facts, article) else await self.announcer.new(event)
        evidence = [evidence_on(judged, event=event.id)]
        if facts.agreement:
            evidence.append(evidence_on(judged, agreement=facts.agreement))
        ledger = await self._ledger(judged)
        return Decision(article, keys, event, ledger, tuple(evidence), alerts=tuple(alerts))

    async def _known(
        self, judged: Judged, keys: tuple[str, ...], fresh: dict[str, Event], changes: dict[str, Any]
    ) -> Decision:
        article, evidence = judged.article, (evidence_on(judged, event=judged.event),)
        row = fresh.get(judged.event or "") or await self.store.register.event(judged.event or "")
        if row is None:  # merged or removed since the index was read: a person looks at it
            return Decision(article, keys, review=self._review(judged))
        standing = await self._standing(row, judged)
        if standing != row.standing:
            changes = {**changes, "standing": standing}
        if not changes:
            return Decision(article, keys, evidence=evidence, touched=(row.id,))
        event = changed(row, changes)
        fresh[event.id] = event
        alerts = await self._replies(event, told(row, changes), article)
        return Decision(article, keys, event, evidence=evidence, alerts=tuple(alerts))

    async def _replies(self, event: Event, changes: Sequence[Change], article: Article) -> list[Alert]:
        """A change is told under the messages that told the event. Where none did, only a development of these days is
        news; one more source, however much it confirms, never is: it is edited in."""
        if not changes:
            return []
        alerts = await self.announcer.changed(event, changes)
        old = is_old(event, article)
        return [alert for alert in alerts if alert.kind in REPLIES or not old]

    async def _standing(self, row: Event, judged: Judged) -> Standing:
        """How the event stands with one more source: counted in owner groups, never in feeds."""
        voices = [
            Voice(source.reliability, source.owner, _denies(article))
            for _, article, source in await self.store.register.evidence(event=row.id)
            if source is not None
        ]
        source = await self.store.register.source(judged.article.source)
        if source is not None:
            voices.append(Voice(source.reliability, source.owner, judged.reading.denied))
        return credibility(voices).standing

    async def _ledger(self, judged: Judged) -> Agreement | None:
        """The known agreement with one more step, where the text tells one."""
        named, step = judged.facts.agreement, judged.reading.step
        agreement = await self.store.register.agreement(named) if named and step else None
        if agreement is None or judged.reading.denied:
            return None
        published = judged.article.published
        day = judged.reading.day or (published.date() if published else None)
        precision = judged.reading.precision if judged.reading.day else "approximate" if day else "unknown"
        cited = (Citation(article=judged.article.id),)
        new = Step(status=step, day=day, precision=precision, text=judged.facts.title, citations=cited)
        agreement.steps = [*agreement.steps, new]
        agreement.updated_at = self.now()
        return agreement

    def _review(self, judged: Judged) -> Review:
        return Review(
            article=judged.article.id,
            event=judged.event,
            score=judged.score,
            reasons=judged.reasons,
            proposal=judged.facts.model_dump(mode="json"),
            created_at=self.now(),
        )


def is_old(facts: EventFacts, article: Article) -> bool:
    """Whether the event was over long before the article told it."""
    ended = facts.until or facts.day
    told_on = (article.published or article.read_at).date()
    if ended is None or facts.precision in ("unknown", "approximate"):
        return False
    slack = {"day": timedelta(0), "month": timedelta(days=31), "year": timedelta(days=366)}[facts.precision]
    return ended + slack + OLD < told_on


def changed(row: Event, changes: dict[str, Any]) -> Event:
    """The row as it is to be filed: one revision on."""
    facts = facts_of(row).model_copy(update=changes)
    own = {name: getattr(row, name) for name in Event.model_fields if name not in EventFacts.model_fields}
    return Event(**dict(facts), **own | {"revision": row.revision + 1})


def told(row: Event, changes: dict[str, Any]) -> list[Change]:
    """What of the changes readers are told, in words."""
    return [
        Change(
            TOLD.get(name, "status"),
            _word(getattr(row, name)),
            str(value),
            "denial" if value == "denied" else "change",
        )
        for name, value in changes.items()
        if value is not None and (name in TOLD or value == "denied")
    ]


def _word(value: object) -> str | None:
    return None if value is None else str(value)


def evidence_on(judged: Judged, *, event: str | None = None, agreement: str | None = None) -> EvidenceFacts:
    """The judged article as evidence on an event or an agreement, with the reasons of the judges."""
    return EvidenceFacts(
        article=judged.article.id,
        event=event,
        agreement=agreement,
        score=judged.score,
        reasons=judged.reasons,
    )


def _denies(article: Article) -> bool:
    return bool(article.reading.get("denied"))
