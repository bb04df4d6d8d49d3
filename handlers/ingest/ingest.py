"""An item's way from the wire to the outbox. The first file to read.

    due feeds → fetch → parse → unread only        handlers/watch/poller.py, handlers/watch/visit.py, feeds/
    → assess → candidates → match                  handlers/ingest/judge.py, facts/
    → what it becomes                              handlers/ingest/decider.py
    → one transaction → outbox                     store/wire/wire.py
    → Discord                                      handlers/delivery/delivery.py

Items are judged one feed at a time, each knowing what the item before it became. One that cannot be read is filed as
that, and costs no other.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

import structlog

from feeds.entries.items import Item
from handlers.alerts.announcer import Announcer
from handlers.alerts.feed_notices import FeedNotices
from handlers.ingest.article import article_of, keys_of, publishers
from handlers.ingest.decider import Batch, Decider
from handlers.ingest.judge import Judged, bare, judge, judge_as_ours, reference, unread, with_verdict
from handlers.ingest.knowledge import Knowledge
from handlers.ingest.questions import Questions
from store.nouns.decisions import AlreadyKnown, Decision, FeedState, Filed, FilingOutcome, Outdated
from store.nouns.errors import is_passing
from store.nouns.models import Article, Feed
from store.nouns.reviews import NameMention
from store.store import Store

log = structlog.get_logger("handlers.ingest.ingest")

ATTEMPTS = 5
"""How often items are judged again when another process changed what they were judged against."""
T = TypeVar("T")


@dataclass
class Handed:
    """What a feed handed over: the keys of each article, the feed's new state (None where nobody watches it), and the
    articles that turned out to be unreadable, each with why, once for every time."""

    feed: Feed
    keys: dict[str, tuple[str, ...]]
    state: FeedState | None
    broken: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Broken:
    """Articles for which what was decided cannot be filed, and why."""

    why: dict[str, str]


class Ingest:
    """Judges what was read and files it. One instance serves the whole process."""

    def __init__(
        self,
        store: Store,
        knowledge: Knowledge,
        announcer: Announcer,
        now: Callable[[], datetime],
        questions: Questions | None = None,
    ) -> None:
        """``questions`` are as many a day as is usual where nothing else is given."""
        self.store = store
        self.knowledge = knowledge
        self.decider = Decider(store, announcer, now, knowledge.kinds)
        self.notices = FeedNotices(store, now)
        self.questions = questions or Questions(store, now)
        self.now = now
        self._turn = asyncio.Lock()

    async def prepare(self) -> None:
        """Builds what is known, so that nobody waits for it later: what is brought meanwhile is filed after it."""
        async with self._turn:
            await self.knowledge.refresh()
            await self.knowledge.save()

    async def feed(self, feed: Feed, items: Sequence[Item], state: FeedState | None = None) -> list[Judged]:
        """Files the unread items of a feed and its new ``state`` in one transaction; what each became, in their order.

        An item that another feed brought before (same address, same guid of the source) is only remembered as read; it
        is not among them. One that cannot be read is filed as unread with its reason; where the feed is watched (it has
        a ``state``), admins are told.
        """
        async with self._turn:
            articles = await self._articles(items, feed)
            keys = {article.id: item.keys for article, item in zip(articles, items, strict=True)}
            return await self._file(articles, Handed(feed, keys, state))

    async def look(self, feed: Feed, items: Sequence[Item]) -> list[Judged]:
        """What items of a feed would become, filing nothing: a dry run. ``feed`` need not be in the store."""
        async with self._turn:
            articles = await self._articles(items, feed)
            await self.knowledge.refresh()
            with self.knowledge.lesson():
                return await self._judge(articles)

    async def as_ours(self, article: Article) -> Judged | None:
        """What an article of the register that a person calls ours would become; files nothing."""
        async with self._turn:
            await self.knowledge.refresh()
            with self.knowledge.lesson():
                return await to_the_end(asyncio.to_thread(judge_as_ours, article, self.knowledge))

    async def _articles(self, items: Sequence[Item], feed: Feed) -> list[Article]:
        named = any(item.article.publisher for item in items)
        known = publishers(await self.store.register.sources()) if named else {}
        now = self.now()
        return await asyncio.to_thread(lambda: [article_of(item, feed, now, known) for item in items])

    async def _file(self, articles: list[Article], handed: Handed) -> list[Judged]:
        known = await self._known(articles)
        seen = [Decision(twin, handed.keys[key]) for key, twin in known.items()]
        waiting = [article for article in articles if article.id not in known]
        done: dict[str, Judged] = {}
        for _ in range(ATTEMPTS):
            judged, outcomes = await self._round(seen, waiting, handed)
            filed = zip(judged, outcomes, strict=True)
            done |= {one.article.id: one for one, said in filed if not isinstance(said, AlreadyKnown)}
            outdated = {outcome.article for outcome in outcomes if isinstance(outcome, Outdated)}
            seen, waiting = [], [article for article in waiting if article.id in outdated]
            if not waiting:
                break
            self.knowledge.doubt()
        else:  # the items are still unread: without validators the next visit brings them again
            unknown = FeedState(etag=None, last_modified=None, body_hash=None)
            await self.store.wire.record_fetch(handed.feed.id, unknown)
        return [done[article.id] for article in articles if article.id in done]

    async def _known(self, articles: Sequence[Article]) -> dict[str, Article]:
        """Those that were filed before, by id, as they are filed; itself for one that was let go of."""
        asked = [keys_of(article) for article in articles]
        twins = await self.store.wire.known_articles(asked)
        gone = await self.store.wire.let_go_of(asked)
        found = (
            (article, twin or (article if was else None))
            for article, twin, was in zip(articles, twins, gone, strict=True)
        )
        return {article.id: twin for article, twin in found if twin is not None}

    async def _round(
        self, seen: Sequence[Decision], waiting: Sequence[Article], handed: Handed
    ) -> tuple[list[Judged], list[FilingOutcome]]:
        """Judges and files; anew, as if they told nothing, where some turn out to be unreadable. What was judged and is
        not filed like that teaches nothing: the next time it is read from the store."""
        while True:
            as_of = await self.store.wire.turns()
            await self.knowledge.refresh()
            await self.knowledge.save()
            with self.knowledge.lesson():
                judged = await self._judge(waiting, handed.broken)
                outcomes = await self._recorded(seen, judged, handed, as_of)
                if isinstance(outcomes, Broken):
                    for article, why in outcomes.why.items():
                        handed.broken.setdefault(article, []).append(why)
                    continue
                own = outcomes[len(seen) :]
                if all(isinstance(outcome, Filed) for outcome in own):
                    self.knowledge.index.keep()
                return judged, own

    async def _judge(
        self, articles: Sequence[Article], broken: dict[str, list[str]] | None = None
    ) -> list[Judged]:
        """All of them in their order; what is known to be unreadable is not read again."""
        known = broken or {}
        whole = [article for article in articles if article.id not in known]
        read = await to_the_end(asyncio.to_thread(judge, whole, self.knowledge))
        found = {one.article.id: one for one in read}
        return [with_verdict(found.get(one.id) or _unread(one, known[one.id])) for one in articles]

    async def _recorded(
        self, seen: Sequence[Decision], judged: Sequence[Judged], handed: Handed, as_of: str
    ) -> list[FilingOutcome] | Broken:
        decided = await self._decided(judged, handed)
        if isinstance(decided, Broken):
            return decided
        decisions = [replace(one, as_of=as_of) for one in decided]
        wire = self.store.wire
        try:
            limit = await self.questions.limit(decisions)
            return await wire.record(
                [*seen, *decisions], feed=handed.feed.id, state=handed.state, limit=limit
            )
        except Exception as error:
            refused = () if is_passing(error) else await wire.refused(decisions)
            new = {one.article: one.why for one in refused if len(handed.broken.get(one.article, ())) < 2}
            if not new:
                raise
            for article, why in new.items():
                _tell_log(article, why, None)
            return Broken(new)

    async def _decided(self, judged: Sequence[Judged], handed: Handed) -> list[Decision] | Broken:
        batch = Batch()
        decisions: list[Decision] = []
        for one in judged:
            keys = handed.keys.get(one.article.id, ())
            try:
                decision = await self._decide(one, keys, batch, handed)
                decisions.append(self._with_names(decision, one))
            except Exception as error:
                if one.unread or is_passing(error):
                    raise
                why = type(error).__name__
                _tell_log(one.article.id, why, error)
                return Broken({one.article.id: why})
        return decisions

    def _with_names(self, decision: Decision, judged: Judged) -> Decision:
        """With the names that the item gives and that are no entries yet."""
        names = tuple(
            NameMention(
                key=one.key, article=judged.article.id, name=one.name, office=one.office, country=one.country
            )
            for one in judged.names
        )
        return replace(decision, names=names, lexicon=self.knowledge.version) if names else decision

    async def _decide(self, judged: Judged, keys: tuple[str, ...], batch: Batch, handed: Handed) -> Decision:
        if not judged.unread:
            return await self.decider.decide(judged, keys, batch)
        told = f"{judged.unread}: “{judged.article.title[:80]}”"
        tell = self.notices.notices
        alerts = (
            () if handed.state is None else await tell(handed.feed, "unread", told, f"{self.now():%Y%m%d}")
        )
        return Decision(judged.article, keys, alerts=tuple(alerts))


def _unread(article: Article, why: Sequence[str]) -> Judged:
    """What was refused as it is is filed without its text."""
    return unread(article if len(why) < 2 else bare(article), why[0])


def _tell_log(article: str, why: str, error: Exception | None) -> None:
    log.error(
        "an item could not be filed", article=article, reference=reference(article), why=why, exc_info=error
    )


async def to_the_end(work: Coroutine[Any, Any, T]) -> T:
    """Waits for it also where whoever waits is cancelled: a thread goes on, and what it changes can be put right only
    when it is done."""
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise
