"""A document, paragraph by paragraph: what is known gains a source, what is new is filed, what is doubtful is held.

A founding document is recognised by its content and tells nothing new: its paragraphs are evidence on what the
register holds already, or wait for a person.
"""

import asyncio
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from facts.match import New, Same, Unsure, Update
from feeds.documents import Document, Paragraph, Part
from handlers.articles import identifier
from handlers.decide import Decider, evidence_on
from handlers.judge import Judged, judge, marked
from handlers.knowledge import Knowledge
from store.decisions import ArticleKeys, Decision
from store.models import Article, Event, EvidenceFacts, Source
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
        places = await self._places(article)
        rows = [
            (paragraph, row_of(document, part, paragraph, article, self.now()))
            for part in document.parts
            for paragraph in part.paragraphs
        ]
        await self.knowledge.refresh()
        judged = await asyncio.to_thread(judge, [row for _, row in rows], self.knowledge)
        self.knowledge.forget()  # what was judged new here may be held back below
        passages = [
            Passage(marked(one), places(paragraph.number), paragraph.number)
            for one, (paragraph, _) in zip(judged, rows, strict=True)
        ]
        if article.verdict == "seed":
            passages = [replace(passage, judged=held(passage.judged)) for passage in passages]
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

    async def _places(self, article: Article) -> Callable[[int], str]:
        """Which text of the page a paragraph belongs to: the one that was cited at it, or at the nearest before."""
        cited = sorted(await self.store.register.paragraphs(article.id))
        numbers = [number for number, _ in cited]

        def place(number: int) -> str:
            at = bisect_right(numbers, number)
            return cited[at - 1][1] if at else article.id

        return place

    async def _record(self, passages: Sequence[Passage]) -> None:
        """What is known gains evidence in one transaction, the rest is filed in another."""
        await self.store.register.attach([one for passage in passages for one in evidence_of(passage)])
        open_ = [p.judged for p in passages if isinstance(p.judged.verdict, New | Unsure)]
        fresh: dict[str, Event] = {}
        await self.store.wire.record([await self.decider.decide(one, (), fresh) for one in open_])


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


def held(judged: Judged) -> Judged:
    """What would be new in a founding document waits for a person: all that it tells was filed by hand."""
    if not isinstance(judged.verdict, New):
        return judged
    verdict = Unsure(None, judged.verdict.score, (*judged.verdict.reasons, "a founding document tells it"))
    return marked(replace(judged, verdict=verdict))


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
