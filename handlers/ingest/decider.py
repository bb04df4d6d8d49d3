"""Writes down what a judged article becomes: rows for the one transaction of ``store/wire/wire.py``."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any, assert_never

from facts.asserting.taken_back import taken_back
from facts.matching.changes import TextTold, revised
from facts.matching.match import New, Same, Unsure, Update
from facts.model.age import is_old
from facts.model.change import Change, Stepped
from facts.model.kinds import Kinds
from facts.model.reading import Reading
from facts.names.quoting import PublishedText, origins
from facts.reading.grade import Voice, credibility
from facts.rows.kinds import KINDS
from handlers.alerts.announcer import Announcer
from handlers.ingest.article import event_id, new_event
from handlers.ingest.change_text import changes_told, standing_told
from handlers.ingest.judge import Judged
from handlers.ingest.knowledge import facts_of
from handlers.ingest.ledger import with_step
from store.nouns.decisions import Decision
from store.nouns.models import WHOLE, Agreement, Article, Event, EventFacts, EvidenceFacts, Source
from store.nouns.outbox import Alert
from store.nouns.reviews import Review
from store.nouns.values import Citation, Standing
from store.store import Store
from store.wire.replies import REPLIES

NO_STEP = frozenset({"denied", "refused", "planned", "comment", "figure"})
"""What asserts one of these takes no step of a deal."""


@dataclass(frozen=True)
class Batch:
    """What the items before it in one batch became: the store does not hold it yet."""

    events: dict[str, Event] = field(default_factory=dict)
    texts: dict[str, list[tuple[Article, Source | None]]] = field(default_factory=dict)
    agreements: dict[str, Agreement] = field(default_factory=dict)

    def add(self, event: Event, article: Article, source: Source | None) -> None:
        self.events[event.id] = event
        self.texts.setdefault(event.id, []).append((article, source))


@dataclass(frozen=True)
class Decider:
    """Reads the rows that a verdict is about, and says what changes on them. ``now`` gives the time with its zone."""

    store: Store
    announcer: Announcer
    now: Callable[[], datetime]
    kinds: Kinds = KINDS

    async def decide(self, judged: Judged, keys: tuple[str, ...], batch: Batch) -> Decision:
        """The rows for one article. ``batch`` is what was decided with it; it grows."""
        return replace(await self._decided(judged, keys, batch), facts=judged.found_by)

    async def _decided(self, judged: Judged, keys: tuple[str, ...], batch: Batch) -> Decision:
        match judged.verdict:
            case None:
                return Decision(judged.article, keys)
            case New():
                return await self._new(judged, keys, batch)
            case Update() | Same():
                return await self._known(judged, keys, batch)
            case Unsure():
                return Decision(judged.article, keys, review=self._review(judged))
            case _:
                assert_never(judged.verdict)

    async def _new(self, judged: Judged, keys: tuple[str, ...], batch: Batch) -> Decision:
        article, facts = judged.article, citing(judged.facts, judged.article)
        event = new_event(facts, event_id(facts, article), self.now())
        batch.add(event, article, await self.store.register.source(article.source))
        alerts = [] if is_old(facts, article) else await self.announcer.new(event)
        evidence = [evidence_on(judged, event=event.id)]
        if facts.agreement:
            evidence.append(evidence_on(judged, agreement=facts.agreement))
        decision = Decision(article, keys, event, evidence=tuple(evidence), alerts=tuple(alerts))
        verdict = judged.verdict
        if isinstance(verdict, New) and verdict.denies:
            return await self._denial(decision, judged, verdict.denies, batch)
        if isinstance(verdict, New) and verdict.denied_by:
            decision = await self._denied_already(decision, event, verdict.denied_by, batch)
        return await self._with_step(decision, event, await self._step(event, judged, batch), batch)

    async def _denial(self, decision: Decision, judged: Judged, denied: str, batch: Batch) -> Decision:
        """The denial is an event, and evidence on the one that it denies, whose message it strikes. Where that one was
        told, the reply is its message."""
        row = batch.events.get(denied) or await self.store.register.event(denied)
        if row is None:
            return decision
        article = judged.article
        source = await self.store.register.source(article.source)
        event = revised_row(
            row, {"standing": standing_of([*await self._texts(row, batch), (article, source)])}
        )
        batch.add(event, article, source)
        changes = changes_told(row, event, article.id)
        replies = await self._replies(event, changes, article)
        struck = [alert for alert in replies if alert.kind in REPLIES]
        channels = {alert.channel for alert in struck}
        return replace(
            decision,
            opposed=event,
            evidence=(*decision.evidence, of_the_whole(evidence_on(judged, event=row.id, changes=changes))),
            alerts=(*(a for a in decision.alerts if a.channel not in channels), *struck),
        )

    async def _denied_already(self, decision: Decision, event: Event, denial: str, batch: Batch) -> Decision:
        """As if the denial, which was read first, had come after what it denies: it follows that, and its texts are
        evidence on it."""
        row = batch.events.get(denial) or await self.store.register.event(denial)
        if row is None or row.follows:
            return decision
        texts = await self._texts(row, batch)
        source = await self.store.register.source(decision.article.source)
        event.standing = standing_of([(decision.article, source), *texts])
        batch.events[row.id] = following = revised_row(row, {"follows": event.id})
        batch.texts[event.id] += texts
        reasons = [f"denies {event.id}"]
        against = (
            EvidenceFacts(article=text.id, event=event.id, reasons=reasons, parts=[WHOLE])
            for text, _ in texts
        )
        return replace(decision, opposed=following, evidence=(*decision.evidence, *against))

    async def _known(self, judged: Judged, keys: tuple[str, ...], batch: Batch) -> Decision:
        article = judged.article
        row = batch.events.get(judged.event or "") or await self.store.register.event(judged.event or "")
        if row is None:  # merged or removed since the index was read: a person looks at it
            return Decision(article, keys, review=self._review(judged))
        source = await self.store.register.source(article.source)
        texts = await self._texts(row, batch)
        if corrects_another(
            judged, texts, source
        ):  # its outlet may mean another event, of which nothing is known
            article.verdict, article.event = "unsure", None
            return Decision(article, keys, review=self._review(judged))
        changes = self._changes(row, judged, texts, source)
        event = revised_row(row, changes)
        batch.add(event, article, source)  # also one that only gains a source is a revision further then
        news = changes_told(row, event, article.id)
        step = await self._step(event, judged, batch)
        step = step if step and step.change else None  # one more text of a step that is known adds none
        article.verdict = "update" if news or step else "same"
        noted = [*news, *standing_told(row, event, article.id)]
        evidence = (evidence_on(judged, event=row.id, changes=noted),)
        alerts = await self._replies(event, news, article)
        decision = Decision(article, keys, evidence=evidence, alerts=tuple(alerts))
        decision = replace(decision, event=event) if changes else replace(decision, touched=(row.id,))
        decision = await self._denied_again(decision, row, judged, batch)
        return await self._with_step(decision, event, step, batch)

    async def _denied_again(self, decision: Decision, row: Event, judged: Judged, batch: Batch) -> Decision:
        """One more source of a denial is one more that denies."""
        first = row.follows if row.phase == "denied" and judged.reading.denied else None
        denied = (batch.events.get(first) or await self.store.register.event(first)) if first else None
        if denied is None or denied.standing != "denied":
            return decision
        batch.add(
            revised_row(denied, {}), judged.article, await self.store.register.source(judged.article.source)
        )
        evidence = (*decision.evidence, of_the_whole(evidence_on(judged, event=denied.id)))
        return replace(decision, evidence=evidence, touched=(*decision.touched, denied.id))

    def _changes(
        self,
        row: Event,
        judged: Judged,
        texts: Sequence[tuple[Article, Source | None]],
        source: Source | None,
    ) -> dict[str, Any]:
        """By the row as it is filed: what the matcher compared with may be older."""
        facts, article = citing(judged.facts, judged.article), judged.article
        earlier = [text_of(one, by) for one, by in texts]
        changes = revised(facts_of(row), facts, text_of(article, source), earlier, self.kinds)
        standing = standing_of([*texts, (article, source)])
        return changes | ({"standing": standing} if standing != row.standing else {})

    async def _texts(self, row: Event, batch: Batch) -> list[tuple[Article, Source | None]]:
        """Every article on the event, each once, with those of the batch."""
        filed = {a.id: (a, s) for _, a, s in await self.store.register.evidence(event=row.id)}
        return [*filed.values(), *(one for one in batch.texts.get(row.id, ()) if one[0].id not in filed)]

    async def _replies(self, event: Event, changes: Sequence[Change], article: Article) -> list[Alert]:
        """A change is told under the messages that told the event. Where none did, only a development of these days is
        news; one more source, however much it confirms, never is: it is edited in."""
        if not changes:
            return []
        alerts = await self.announcer.changed(event, changes)
        old = is_old(event, article)
        return [alert for alert in alerts if alert.kind in REPLIES or not old]

    async def _step(self, event: Event, judged: Judged, batch: Batch) -> Stepped | None:
        """What the text adds to the ledger of the agreement that the event is about, if it tells a step of it."""
        reading = judged.reading
        if not event.agreement or not reading.step or reading.assertion in NO_STEP:
            return None
        known = batch.agreements.get(event.agreement)
        agreement = known or await self.store.register.agreement(event.agreement)
        return with_step(agreement, judged, self.now(), self.kinds) if agreement is not None else None

    async def _with_step(
        self, decision: Decision, event: Event, step: Stepped | None, batch: Batch
    ) -> Decision:
        """With the ledger, what is told of it, and the events whose messages show it."""
        if step is None:
            return decision
        batch.agreements[step.agreement.id] = step.agreement
        alerts = await self.announcer.stepped(event, step)
        shown = {str(alert.body["event"]) for alert in alerts} - {event.id}
        for name in shown & set(batch.events):
            batch.events[name] = revised_row(batch.events[name], {})
        touched = tuple(dict.fromkeys((*decision.touched, *sorted(shown))))
        return replace(
            decision,
            agreement=step.agreement,
            alerts=(*decision.alerts, *alerts),
            touched=touched,
            evidence=tuple(with_change(one, event.id, step.change) for one in decision.evidence),
        )

    def _review(self, judged: Judged) -> Review:
        return Review(
            article=judged.article.id,
            event=judged.event,
            score=judged.score,
            chance=judged.reading.score,
            reasons=judged.reasons,
            proposal=citing(judged.facts, judged.article).model_dump(mode="json"),
            created_at=self.now(),
        )


def corrects_another(
    judged: Judged, texts: Sequence[tuple[Article, Source | None]], source: Source | None
) -> bool:
    """Whether it is about an event as a correction alone, of which its outlet told nothing."""
    if not isinstance(judged.verdict, Update) or not judged.verdict.corrects:
        return False
    owner = source.owner if source else judged.article.source
    return all((by.owner if by else text.source) != owner for text, by in texts)


def revised_row(row: Event, changes: dict[str, Any]) -> Event:
    """The row as it is to be filed: one revision on."""
    facts = facts_of(row).model_copy(update=changes)
    own = {name: getattr(row, name) for name in Event.model_fields if name not in EventFacts.model_fields}
    return Event(**dict(facts), **own | {"revision": row.revision + 1})


def citing(facts: EventFacts, article: Article) -> EventFacts:
    """The facts with each figure citing the article that states it, unless it cites another already."""
    cited = {"citations": (Citation(article=article.id),)}
    return facts.model_copy(
        update={
            "amounts": [one if one.citations else one.model_copy(update=cited) for one in facts.amounts],
            "quantities": [
                one if one.citations else one.model_copy(update=cited) for one in facts.quantities
            ],
        }
    )


def text_of(article: Article, source: Source | None) -> TextTold:
    """The article as the comparison of facts needs it."""
    exact = article.reading.get("day") if article.reading.get("precision") == "day" else None
    owner = source.owner if source else article.source
    step = "" if article.reading.get("assertion") in NO_STEP else article.reading.get("step", "")
    back = taken_back(article.title, article.lead)
    day = date.fromisoformat(exact) if exact else None
    return TextTold(
        article.id, owner, article.told_on, day, step,
        corrects=back is not None, numbers_back=back.numbers if back else frozenset(), sums_back=bool(back and back.sums),
    )  # fmt: skip


def standing_of(texts: Sequence[tuple[Article, Source | None]]) -> Standing:
    """How an event stands by its texts: counted in owner groups, never in feeds; who retells an agency is its voice."""
    graded = [(text, source) for text, source in texts if source]
    owners = origins([published(text, source) for text, source in graded])
    voices = [
        Voice(source.reliability, owner, denies(text))
        for (text, source), owner in zip(graded, owners, strict=True)
    ]
    return credibility(voices).standing


def published(article: Article, source: Source) -> PublishedText:
    """A text with its publisher; of a founding document the lead is ours, and retells nobody."""
    lead = "" if article.verdict == "seed" else article.lead
    return PublishedText(article.title, lead, article.publisher or source.name, source.owner)


def evidence_on(
    judged: Judged, *, event: str | None = None, agreement: str | None = None, changes: Sequence[Change] = ()
) -> EvidenceFacts:
    """The judged article as evidence on an event or an agreement, with the reasons of the judges and what it changed."""
    return EvidenceFacts(
        article=judged.article.id,
        event=event,
        agreement=agreement,
        score=judged.score,
        reasons=judged.reasons,
        parts=parts_told(judged.reading) if event else [],
        changes=[asdict(change) for change in changes],
    )


def of_the_whole(evidence: EvidenceFacts) -> EvidenceFacts:
    """A denial as evidence on what it denies: it is no source of its day or its place."""
    return evidence.model_copy(update={"parts": [WHOLE]})


def with_change(evidence: EvidenceFacts, event: str, change: Change | None) -> EvidenceFacts:
    """The evidence; of what is evidence on the event, with one change more."""
    if change is None or evidence.event != event:
        return evidence
    return evidence.model_copy(update={"changes": [*evidence.changes, asdict(change)]})


def parts_told(reading: Reading) -> list[str]:
    """The parts of an event that the text says itself, as ``EvidenceFacts`` names them."""
    plain = [("day", reading.day), ("place", reading.place)]
    actors = [*reading.people, *reading.organisations]
    gear = [*reading.equipment, *reading.hulls]
    named = [*(f"actor/{key}" for key in actors), *(f"equipment/{key}" for key in gear)]
    return [WHOLE, *(name for name, value in plain if value), *named]


def denies(article: Article) -> bool:
    return bool(article.reading.get("denied"))
