"""Tells admins once that a feed is broken, gone or held back, once that it is well again, and what of it was not read."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from feeds.plain.masks import masked
from handlers.render.pages.feed import FeedNews
from handlers.ui.home import Home
from store.nouns.models import Feed
from store.nouns.outbox import Alert
from store.store import Store


@dataclass(frozen=True)
class FeedNotices:
    """Queues notices in the outbox: to the person who added the feed, else to everybody who set up alerts in the home
    server (``home``, if the operator named it): other servers see nothing of feeds."""

    store: Store
    now: Callable[[], datetime]
    home: int | None = None

    async def tell(self, feed: Feed, news: FeedNews, words: str) -> None:
        """``feed`` as it was before the visit; ``words`` say what is wrong. What was skipped is told once a day."""
        since = feed.failing_since or self.now()
        once = f"{self.now():%Y%m%d}" if news == "skipped" else f"{since:%Y%m%d%H%M}"
        await self.store.outbox.queue(await self.notices(feed, news, words, once))

    async def notices(self, feed: Feed, news: FeedNews, words: str, once: str) -> list[Alert]:
        """The same as rows to be filed with something else; one for each person and ``once``."""
        body: dict[str, object] = {"feed": feed.title or masked(feed.url), "news": news, "words": words}
        key = f"notice:feed:{feed.id}:{news}:{once}"
        people = await self._people(feed)
        return [Alert.notice(f"{key}:{person}", person, body, self.now()) for person in people]

    async def _people(self, feed: Feed) -> list[int]:
        adder = feed.added_by.removeprefix("discord:")
        if adder.isdecimal():
            return [int(adder)]
        home = await Home(self.store.guilds, self.home).server()
        rows = await self.store.subscriptions.subscriptions(home) if home else []
        return sorted({row.created_by for row in rows})
