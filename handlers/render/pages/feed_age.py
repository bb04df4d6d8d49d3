"""How old a feed's newest entry is: a feed that answers and holds nothing new is stale, not healthy."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from feeds.entries.entries import Glimpse
from feeds.entries.items import Item, Parsed
from feeds.http.pacing import rhythm
from handlers.render.words.dates import day
from store.nouns.models import Feed

STALE_AFTER = timedelta(days=30)
GAPS = 4
"""Of a feed that is slower: so many of its usual gaps without an entry."""
STALE = "stale"
SKIPPED = "skipped"
"""Key in ``Feed.pacing``: how many entries of the last body were not read, because they were too many or none."""


def condition(feed: Feed, now: datetime) -> str:
    """Its state; ``stale`` in place of ``healthy`` where it holds nothing new."""
    return STALE if feed.state == "healthy" and staleness(feed, now) else feed.state


def staleness(feed: Feed, now: datetime) -> str:
    """What makes a feed stale, in words; empty where it is not. A feed whose entries have no dates is as old as what it
    brought last, or its adding."""
    dates = [datetime.fromtimestamp(date, UTC) for date in feed.pacing.get("dates", ())]
    if dates:
        return told_age(dates, now)
    silent = feed.succeeded_at is not None and now - feed.added_at > STALE_AFTER
    return f"it has brought nothing since it was added on {day(feed.added_at, 'day')}" if silent else ""


def age_of(parsed: Parsed, now: datetime) -> str:
    """The same of a feed that is looked at before it is watched."""
    dates = stated_dates(parsed)
    return told_age(dates, now) if dates else ""


def told_age(dates: Iterable[datetime], now: datetime) -> str:
    known = list(dates)
    newest, gap = max(known), rhythm(int(date.timestamp()) for date in known)
    patience = max(STALE_AFTER, GAPS * gap) if gap else STALE_AFTER
    return f"its newest entry is of {day(newest, 'day')}" if now - newest > patience else ""


def stated_dates(parsed: Parsed | Glimpse) -> list[datetime]:
    """Dates that entries state; a clamped one is when we read it, and says nothing of the feed's rhythm."""
    if isinstance(parsed, Glimpse):
        return [datetime.fromisoformat(date) for date in parsed.dates]
    return [
        item.article.published for item in parsed.items if item.article.published and states_its_date(item)
    ]


def states_its_date(item: Item) -> bool:
    """Whether its date is the feed's word, to the day, and not when it was read."""
    article = item.article
    return article.published_precision == "day" and article.published_basis.startswith("the feed's")
