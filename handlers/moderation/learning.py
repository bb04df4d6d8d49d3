"""The team's decisions become weights: what would move, and which verdicts would turn, before anything does."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from facts.names.lexicon import Lexicon
from facts.reading.assess import assess, shown_by
from facts.weights.features import features
from facts.weights.learning import Example, learn, taught
from facts.weights.model import relevance
from handlers.ingest.knowledge import rows_of
from store.nouns.models import Article
from store.nouns.reviews import AuditEntry
from store.people.amending import Who
from store.people.lessons import DecidedArticle
from store.store import Store

LOOKED_AT = 3000
"""The articles read last, over which it is told what would turn."""
BOT = "bot"
"""Who learns by night, in the audit log."""


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
    now: Callable[[], datetime]

    async def lesson(self, *, by_night: bool = False) -> Lesson:
        """What ``keep`` would make hold. ``by_night`` nothing is learned again that a person took back."""
        lexicon = await asyncio.to_thread(Lexicon, await rows_of(self.store.register))
        known, decided = await self.store.lessons.moved(), await self.store.lessons.decided()
        if by_night:
            decided = not_taken_back(decided, await self.store.lessons.entries())
        moved = await asyncio.to_thread(moved_by, decided, lexicon)
        turned: list[Turned] = []
        if is_new := moved != known:
            articles = await self.store.lessons.newest(LOOKED_AT)
            turned = await asyncio.to_thread(lambda: list(turned_by(articles, known, moved, lexicon)))
        return Lesson(len(decided), len({one.person for one in decided}), moved, turned, is_new)

    async def keep(self, lesson: Lesson, person: str, guild: int | None = None) -> AuditEntry:
        return await self.store.lessons.keep(lesson.moved, Who(person, guild, self.now()))


def moved_by(decided: Iterable[DecidedArticle], lexicon: Lexicon) -> dict[str, float]:
    """By how much each weight moves, in log-odds."""
    shown = ((one, shown_by(one.article, lexicon)) for one in decided)
    return learn(
        [Example(features(what), one.is_ours, one.person) for one, what in shown if what], relevance()
    )


def turned_by(
    articles: Iterable[Article], known: Mapping[str, float], moved: Mapping[str, float], lexicon: Lexicon
) -> Iterable[Turned]:
    """The articles whose verdict is another by ``moved`` than by what is ``known``."""
    old, new = taught(relevance(), known), taught(relevance(), moved)
    for article in articles:
        before = assess(article, lexicon, old).relevance
        after = assess(article, lexicon, new).relevance
        if before != after:
            yield Turned(article.title, before, after)


def not_taken_back(decided: Iterable[DecidedArticle], entries: Iterable[AuditEntry]) -> list[DecidedArticle]:
    """Without the decisions of lessons that were taken back: those made after the lesson before it. What a person
    applied since counts all again. ``entries`` are every lesson that was kept, oldest first."""
    spans: list[tuple[datetime | None, datetime]] = []
    before: datetime | None = None
    for entry in entries:
        if entry.undone_by is not None:
            spans.append((before, entry.at))
        elif entry.person != BOT:
            spans.clear()
        before = entry.at
    return [one for one in decided if not any(_is_within(one.at, span) for span in spans)]


def _is_within(at: datetime | None, span: tuple[datetime | None, datetime]) -> bool:
    begun, ended = span
    return at is not None and (begun is None or begun < at) and at <= ended
