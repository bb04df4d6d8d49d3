"""The team's decisions become weights: what would move, and which verdicts would turn, before anything does."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facts.reading.assess import assess, shown_by
from facts.weights.features import features
from facts.weights.learning import Example, learn, taught
from facts.weights.model import relevance
from handlers.ingest.knowledge import Knowledge
from store.nouns.desk import AuditEntry
from store.nouns.models import Article
from store.people.amending import Who
from store.people.lessons import DecidedArticle
from store.store import Store

LOOKED_AT = 3000
"""The articles read last, over which it is told what would turn."""


@dataclass(frozen=True)
class Turned:
    """An article whose verdict would be another one."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class Lesson:
    """What the decisions say: of how many people, which weights move by how much, and what that turns."""

    decisions: int
    people: int
    moved: Mapping[str, float]
    turned: Sequence[Turned]
    is_new: bool


@dataclass(frozen=True)
class Learning:
    """Nothing is told or posted again: only what is read from now on is judged by what was learned."""

    store: Store
    knowledge: Knowledge
    now: Callable[[], datetime]

    async def lesson(self) -> Lesson:
        """What ``keep`` would make hold."""
        await self.knowledge.refresh()
        known, decided = await self.store.lessons.moved(), await self.store.lessons.decided()
        moved = await asyncio.to_thread(self._moved, decided)
        articles = await self.store.lessons.newest(LOOKED_AT)
        turned = await asyncio.to_thread(lambda: list(self._turned(articles, known, moved)))
        return Lesson(len(decided), len({one.person for one in decided}), moved, turned, moved != known)

    async def keep(self, lesson: Lesson, person: str, guild: int | None = None) -> AuditEntry:
        return await self.store.lessons.keep(lesson.moved, Who(person, guild, self.now()))

    def _moved(self, decided: Iterable[DecidedArticle]) -> dict[str, float]:
        shown = ((one, shown_by(one.article, self.knowledge.lexicon)) for one in decided)
        examples = [Example(features(what), one.is_ours, one.person) for one, what in shown if what]
        return learn(examples, relevance())

    def _turned(
        self, articles: Iterable[Article], known: Mapping[str, float], moved: Mapping[str, float]
    ) -> Iterable[Turned]:
        old, new = taught(relevance(), known), taught(relevance(), moved)
        for article in articles:
            before = assess(article, self.knowledge.lexicon, old).relevance
            after = assess(article, self.knowledge.lexicon, new).relevance
            if before != after:
                yield Turned(article.title, before, after)
