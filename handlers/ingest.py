"""An item's way from the wire to the outbox. The first file to read.

    due feeds → fetch → parse → unread only        handlers/poll.py, handlers/visits.py, feeds/
    → assess → candidates → match                  handlers/judge.py, facts/
    → what it becomes                              handlers/decide.py
    → one transaction → outbox                     store/wire.py
    → Discord                                      handlers/outbox.py

Items are judged one feed at a time, each knowing what the item before it became.
"""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from feeds.items import Item
from handlers.announcing import Announcer
from handlers.articles import article_of, keys_of, publishers
from handlers.decide import Batch, Decider
from handlers.judge import Judged, judge, marked
from handlers.knowledge import Knowledge
from store.decisions import AlreadyKnown, Decision, FeedState, Outdated
from store.models import Article, Feed
from store.store import Store

ATTEMPTS = 5
"""How often items are judged again when another process changed what they were judged against."""


class Ingest:
    """Judges what was read and files it. One instance serves the whole process."""

    def __init__(
        self, store: Store, knowledge: Knowledge, announcer: Announcer, now: Callable[[], datetime]
    ) -> None:
        self.store = store
        self.knowledge = knowledge
        self.decider = Decider(store, announcer, now)
        self.now = now
        self._turn = asyncio.Lock()

    async def feed(self, feed: Feed, items: Sequence[Item], state: FeedState | None = None) -> list[Judged]:
        """Files the unread items of a feed and its new ``state`` in one transaction; what each became, in their order.

        An item that another feed brought before (same address, same guid of the source) is only remembered as read; it
        is not among them.
        """
        async with self._turn:
            articles = await self._articles(items, feed)
            keys = {article.id: item.keys for article, item in zip(articles, items, strict=True)}
            try:
                return await self._file(articles, keys, feed.id, state)
            except BaseException:
                self.knowledge.forget()
                raise

    async def look(self, feed: Feed, items: Sequence[Item]) -> list[Judged]:
        """What items of a feed would become, filing nothing: a dry run. ``feed`` need not be in the store."""
        async with self._turn:
            try:
                return await self._judge(await self._articles(items, feed))
            finally:
                self.knowledge.forget()

    async def _articles(self, items: Sequence[Item], feed: Feed) -> list[Article]:
        named = any(item.article.publisher for item in items)
        known = publishers(await self.store.register.sources()) if named else {}
        return [article_of(item, feed, self.now(), known) for item in items]

    async def _file(
        self, articles: list[Article], keys: dict[str, tuple[str, ...]], feed: str, state: FeedState | None
    ) -> list[Judged]:
        twins = await self.store.wire.known_articles([keys_of(article) for article in articles])
        pairs = list(zip(articles, twins, strict=True))
        seen = [Decision(twin, keys[article.id]) for article, twin in pairs if twin is not None]
        waiting = [article for article, twin in pairs if twin is None]
        done: dict[str, Judged] = {}
        for _ in range(ATTEMPTS):
            judged = await self._judge(waiting)
            decisions = await self._decided(judged, keys)
            outcomes = await self.store.wire.record([*seen, *decisions], feed=feed, state=state)
            filed = zip(judged, outcomes[len(seen) :], strict=True)
            done |= {one.article.id: one for one, said in filed if not isinstance(said, AlreadyKnown)}
            outdated = {outcome.article for outcome in outcomes if isinstance(outcome, Outdated)}
            seen, waiting = [], [article for article in waiting if article.id in outdated]
            if not waiting:
                break
        else:  # the items are still unread: without validators the next visit brings them again
            await self.store.wire.record_fetch(feed, FeedState(etag=None, last_modified=None, body_hash=None))
        return [done[article.id] for article in articles if article.id in done]

    async def _judge(self, articles: Sequence[Article]) -> list[Judged]:
        await self.knowledge.refresh()
        return [marked(one) for one in await asyncio.to_thread(judge, articles, self.knowledge)]

    async def _decided(self, judged: Sequence[Judged], keys: dict[str, tuple[str, ...]]) -> list[Decision]:
        batch = Batch()
        return [await self.decider.decide(one, keys.get(one.article.id, ()), batch) for one in judged]
