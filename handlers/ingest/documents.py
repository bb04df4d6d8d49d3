"""A document, paragraph by paragraph: what is known gains a source, what is new is filed, what is doubtful is held.

A founding document is recognised by its content and tells nothing new: a paragraph that was filed by hand stays filed
as it is, any other is evidence on what the register holds already, or waits for a person.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facts.matching.match import New, Same, Unsure, Update, Verdict
from feeds.entries.entries import Document, Paragraph, Part
from handlers.ingest.article import identifier
from handlers.ingest.decider import Batch, Decider, evidence_on
from handlers.ingest.judge import Judged, judge, marked
from handlers.ingest.knowledge import Knowledge
from store.nouns.decisions import ArticleKeys, Decision
from store.nouns.models import Article, EventFacts, Evidence, EvidenceFacts, Source
from store.store import Store

SENTENCE = ". "
TITLE = 200
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
        self, store: Store, knowledge: Knowledge, decider: Decider, now: Callable[[], datetime]
    ) -> None:
        self.store = store
        self.knowledge = knowledge
        self.decider = decider
        self.now = now

    async def file(self, document: Document) -> list[Passage]:
        """Files every paragraph and returns them in order. A second time changes nothing."""
        [known] = await self.store.wire.known_articles([ArticleKeys(content_hash=document.content_hash)])
        article = known or await self._add(document)
        filings = Filings(article.id, await self.store.register.founding_evidence(article.id))
        places = [(part, paragraph) for part in document.parts for paragraph in part.paragraphs]
        rows = [row_of(document, part, paragraph, article, self.now()) for part, paragraph in places]
        await self.knowledge.refresh()
        founding = article.verdict == "seed"
        judged = await asyncio.to_thread(judge, rows, self.knowledge, learn=not founding)
        passages = [
            Passage(marked(one), filings.article(paragraph.number, part), paragraph.number)
            for one, (part, paragraph) in zip(judged, places, strict=True)
        ]
        if founding:
            passages = [founded(passage, filings) for passage in passages]
        await self._record(passages)
        return passages

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

    async def _record(self, passages: Sequence[Passage]) -> None:
        """What is known gains evidence in one transaction, the rest is filed in another."""
        await self.store.register.attach([one for passage in passages for one in evidence_of(passage)])
        open_ = [p.judged for p in passages if isinstance(p.judged.verdict, New | Unsure)]
        batch = Batch()
        await self.store.wire.record([await self.decider.decide(one, (), batch) for one in open_])


def evidence_of(passage: Passage) -> list[EvidenceFacts]:
    """The paragraph as evidence on the event that it tells, and on the agreements that it names."""
    judged = passage.judged
    if not isinstance(judged.verdict, Same | Update):
        return []
    where = {"article": passage.cited, "paragraph": str(passage.number)}
    about = [evidence_on(judged, event=judged.event)]
    if judged.facts.agreement:
        about.append(evidence_on(judged, agreement=judged.facts.agreement))
    return [one.model_copy(update=where) for one in about]


def founded(passage: Passage, filings: Filings) -> Passage:
    """A paragraph of a founding document: what was filed by hand from it wins over the judges, and what they would
    file as new waits for a person."""
    judged, filed = passage.judged, filings.events(passage.number)
    if filed:
        event = judged.event if judged.event in filed else filed[0]
        verdict: Verdict = Same(event, 1.0, (f"filed by hand from this paragraph; read as {judged.word}",))
    elif isinstance(judged.verdict, New):
        reasons = (*judged.verdict.reasons, "a founding document tells it")
        verdict = Unsure(None, judged.verdict.score, reasons)
    else:
        return passage
    own = judged.own or EventFacts(kind="other", title=judged.article.title)
    return replace(passage, judged=marked(replace(judged, verdict=verdict, own=own)))


def row_of(document: Document, part: Part, paragraph: Paragraph, article: Article, now: datetime) -> Article:
    """A paragraph as an article of its own: what the judges read, and the row of one that is new or held."""
    head, _, rest = paragraph.text.partition(SENTENCE)
    return Article(
        id=identifier("paragraph", f"{document.content_hash} {paragraph.number}"),
        source=article.source,
        title=head[:TITLE],
        lead=rest,
        within=article.id,
        published=part.published or article.published,
        published_precision="day" if part.published else article.published_precision,
        published_basis=part.basis or article.published_basis,
        read_at=now,
        verdict="irrelevant",
    )
