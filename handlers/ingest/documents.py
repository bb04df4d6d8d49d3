"""A document, paragraph by paragraph: what is known gains a source, what is new is filed, what is doubtful is held.

A founding document is recognised by its content and tells nothing new: a paragraph that was filed by hand stays filed
as it is, any other is evidence on what the register holds already, or waits for a person.
"""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import structlog

from facts.matching.match import New, Same, Unsure, Update, Verdict
from facts.model.kinds import RESIDUAL
from facts.prose.statements import SentenceReader
from feeds.entries.entries import Document, Part
from handlers.ingest.article import identifier
from handlers.ingest.decider import Batch, Decider, evidence_on
from handlers.ingest.judge import Judged, reference, unread, with_verdict
from handlers.ingest.knowledge import Knowledge
from handlers.ingest.prose import document_statements, judge_statements, sentence_row
from handlers.ingest.questions import Questions
from store.nouns.decisions import ArticleKeys, Decision
from store.nouns.errors import is_passing
from store.nouns.models import Article, EventFacts, Evidence, EvidenceFacts, Source
from store.store import Store

log = structlog.get_logger("handlers.ingest.documents")

UNRATED = "Read from a document that somebody gave; nobody has rated its publisher."


@dataclass(frozen=True)
class Passage:
    """A paragraph as it was judged (what is not new in the register, held), and the article that it is cited as."""

    judged: Judged
    cited: str
    number: int


class Filings:
    """What was filed by hand from a document, by paragraph."""

    def __init__(self, document: str, evidence: Sequence[Evidence]) -> None:
        self.document = document
        self._articles: dict[int, str] = {}
        self._events: dict[int, list[str]] = {}
        for one in evidence:
            for number in numbers(one.paragraph):
                self._articles.setdefault(number, one.article)
                if one.event is not None:
                    self._events.setdefault(number, []).append(one.event)

    def events(self, number: int) -> list[str]:
        """The events that the paragraph was filed under."""
        return self._events.get(number, [])

    def article(self, number: int, part: Part) -> str:
        """Which text a paragraph of a part belongs to: the one cited at it, or at the nearest of the part, before first."""
        cited = [one.number for one in part.paragraphs if one.number in self._articles]
        nearest = min(cited, key=lambda known: (known > number, abs(known - number)), default=None)
        return self.document if nearest is None else self._articles[nearest]


def numbers(paragraph: str | None) -> range:
    """``3`` and ``3-5`` as numbers; none where no paragraph is named."""
    if paragraph is None:
        return range(0)
    first, _, last = paragraph.partition("-")
    return range(int(first), int(last or first) + 1)


class Documents:
    """Files documents. Shares the judges' knowledge with the watcher's ingest, but not its turn: one at a time."""

    def __init__(
        self,
        store: Store,
        knowledge: Knowledge,
        decider: Decider,
        now: Callable[[], datetime],
        questions: Questions | None = None,
    ) -> None:
        self.store = store
        self.knowledge = knowledge
        self.decider = decider
        self.now = now
        self.questions = questions or Questions(store, now)

    async def file(self, document: Document) -> list[Passage]:
        """Files every paragraph and returns them in order. A second time changes nothing. One that cannot be read costs no
        other: it says why, and is read again the next time."""
        [known] = await self.store.wire.known_articles([ArticleKeys(content_hash=document.content_hash)])
        article = known or await self._add(document)
        filings = Filings(article.id, await self.store.register.founding_evidence(article.id))
        broken: dict[str, str] = {}
        while True:
            await self.knowledge.refresh()
            await self.knowledge.save()
            with self.knowledge.lesson():
                founding = article.verdict == "seed"
                told = await asyncio.to_thread(
                    read_passages, document, article, filings, self.knowledge, broken, learn=not founding
                )
                passages = [founded_events(one, filings) for one in told] if founding else told
                passages = of_each_event(passages)
                for passage in passages:
                    with_verdict(passage.judged)
                found = await self._record(passages)
                if not found:
                    self.knowledge.index.keep()
                    return passages
            broken |= found

    async def _add(self, document: Document) -> Article:
        """The row of a document that was never seen, under a source of its own."""
        first = document.parts[0] if document.parts else Part(document.name, "", None, "", ())
        name = identifier("document", document.content_hash)
        source = Source(
            id=name, name=document.title or document.name, owner=name, reliability="F", reason=UNRATED
        )
        await self.store.register.add_source(source)
        article = Article(
            id=name,
            source=name,
            title=document.title or document.name,
            author=first.author or None,
            published=first.published,
            published_precision="day" if first.published else "unknown",
            published_basis=first.basis,
            content_hash=document.content_hash,
            read_at=self.now(),
            verdict="same",
        )
        await self.store.wire.record([Decision(article)])
        return article

    async def _record(self, passages: Sequence[Passage]) -> dict[str, str]:
        """What is new is filed in one transaction, what is known gains evidence in another. Where a paragraph cannot be
        filed, none is: which ones, and why."""
        decisions, broken = await self._decided(passages)
        proofs = [one for passage in passages for one in self._evidence_of(passage, broken)]
        if broken:
            return broken
        wire = self.store.wire
        try:
            await wire.record(decisions, limit=await self.questions.limit(decisions))
        except Exception as error:
            refused = () if is_passing(error) else await wire.refused(decisions)
            if not refused:
                raise
            return {one.article: one.why for one in refused}
        await self.store.register.attach(proofs)
        return {}

    async def _decided(self, passages: Sequence[Passage]) -> tuple[list[Decision], dict[str, str]]:
        """What is to be filed of what is new or doubtful; and what cannot be decided, with why."""
        batch = Batch()
        decisions: list[Decision] = []
        broken: dict[str, str] = {}
        for judged in (p.judged for p in passages if isinstance(p.judged.verdict, New | Unsure)):
            try:
                decisions.append(await self.decider.decide(judged, (), batch))
            except Exception as error:
                if is_passing(error):
                    raise
                broken[judged.article.id] = _unreadable(judged, error)
        return decisions, broken

    @staticmethod
    def _evidence_of(passage: Passage, broken: dict[str, str]) -> list[EvidenceFacts]:
        try:
            return paragraph_evidence(passage)
        except Exception as error:
            if is_passing(error):
                raise
            broken[passage.judged.article.id] = _unreadable(passage.judged, error)
            return []


def read_passages(
    document: Document,
    article: Article,
    filings: Filings,
    knowledge: Knowledge,
    broken: Mapping[str, str],
    *,
    learn: bool,
) -> list[Passage]:
    """Every sentence of a document as the judges take it, in order. What is known to be ``broken`` is not read again, and
    teaches nothing."""
    reader = SentenceReader(knowledge.lexicon, knowledge.weights, knowledge.kinds)
    found: list[Passage] = []
    for part in document.parts:
        told = [
            (one, sentence_row(document, part, one, article)) for one in document_statements(part, reader)
        ]
        whole = [(one, row) for one, row in told if row.id not in broken]
        read = {one.judged.article.id: one.judged for one in judge_statements(whole, knowledge, learn=learn)}
        for one, row in told:
            judged = read.get(row.id) or unread(row, broken[row.id])
            found.append(Passage(judged, filings.article(one.paragraph, part), one.paragraph))
    return found


def of_each_event(passages: Sequence[Passage]) -> list[Passage]:
    """Of each paragraph one passage for every event that it tells, and for every question; one that says why where it
    tells none."""
    of_paragraph: dict[int, list[Passage]] = {}
    for passage in passages:
        of_paragraph.setdefault(passage.number, []).append(passage)
    return [kept for told in of_paragraph.values() for kept in _telling(told)]


def _telling(told: Sequence[Passage]) -> list[Passage]:
    events: dict[str, Passage] = {}
    for passage in told:
        judged = passage.judged
        if judged.unread or judged.verdict is not None:
            events.setdefault(judged.event or judged.article.id, passage)
    return list(events.values()) or [max(told, key=lambda passage: passage.judged.reading.score)]


def _unreadable(judged: Judged, error: Exception) -> str:
    """Why one paragraph is left out; the log tells it in full."""
    article = judged.article.id
    log.error("a paragraph could not be filed", article=article, reference=reference(article), exc_info=error)
    return type(error).__name__


def paragraph_evidence(passage: Passage) -> list[EvidenceFacts]:
    """The paragraph as evidence on the event that it tells, and on the agreements that it names."""
    judged = passage.judged
    if not isinstance(judged.verdict, Same | Update):
        return []
    where = {"article": passage.cited, "paragraph": str(passage.number)}
    about = [evidence_on(judged, event=judged.event)]
    if judged.facts.agreement:
        about.append(evidence_on(judged, agreement=judged.facts.agreement))
    return [one.model_copy(update=where) for one in about]


def founded_events(passage: Passage, filings: Filings) -> Passage:
    """A paragraph of a founding document: what was filed by hand from it wins over the judges, and what they would
    file as new waits for a person."""
    judged, filed = passage.judged, filings.events(passage.number)
    if judged.unread:
        return passage
    if filed:
        event = judged.event if judged.event in filed else filed[0]
        verdict: Verdict = Same(event, 1.0, (f"filed by hand from this paragraph; read as {judged.word}",))
    elif isinstance(judged.verdict, New):
        reasons = (*judged.verdict.reasons, "a founding document tells it")
        verdict = Unsure(None, judged.verdict.score, reasons)
    else:
        return passage
    own = judged.own or EventFacts(kind=RESIDUAL, title=judged.article.title)
    return replace(passage, judged=with_verdict(replace(judged, verdict=verdict, own=own)))
