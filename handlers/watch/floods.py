"""What of a feed's unread entries is news, what comes out of its archive, and what is too much to be believed. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import inf

from feeds.entries.dates import zone_named
from feeds.entries.identity import LINK
from feeds.entries.items import Item, Parsed
from feeds.http.pacing import interval, rhythm
from handlers.render.pages.feed_age import SKIPPED, states_its_date
from handlers.watch.feed_state import ARCHIVE, TRUSTED, Visit, known_slices, pace_of
from store.nouns.models import ArticleFacts, Feed

FLOOD = 5
"""From so many entries that nothing explains, if they are more than half of the feed, they are held."""
BUSY = 3
"""How much busier than its rhythm a feed may be."""
ABSENCE = 2
"""Intervals without a read, after which new dates are expected also of a feed whose rhythm is not known."""


@dataclass(frozen=True)
class Sifted:
    """Unread entries, the oldest first; ``why`` the doubtful ones are doubted, in words for an admin."""

    news: Sequence[Item] = ()
    archive: Sequence[Item] = ()
    doubtful: Sequence[Item] = ()
    why: str = ""


def sift(visit: Visit, parsed: Parsed, unread: Sequence[Item]) -> Sifted:
    """Entries older than all that the feed held when it was first read are its archive. A flood is doubtful, and so
    are undated entries below all known ones: there feeds show what is old."""
    feed = visit.feed
    archive = [item for item in unread if is_archive(feed, item)]
    recent = _without(unread, archive)
    doubtful = unexplained(visit, recent, parsed.total)
    why = f"{len(doubtful)} of {parsed.total} entries are new at once"
    if len(doubtful) < FLOOD or len(doubtful) * 2 <= parsed.total:
        bottom = set() if TRUSTED in feed.pacing else below_the_known(feed, parsed, recent)
        doubtful = [item for item in recent if item.keys in bottom and not states_its_date(item)]
        why = f"entries without a date appeared below older ones ({len(doubtful)})"
    return Sifted(_without(recent, doubtful), archive, doubtful, why if doubtful else "")


def is_archive(feed: Feed, item: Item) -> bool:
    """Published before everything that the feed held when it was first read: its window slid back."""
    at = item.article.published
    if ARCHIVE not in feed.pacing or at is None or not states_its_date(item):
        return False
    return at < datetime.fromtimestamp(feed.pacing[ARCHIVE], UTC)


def unexplained(visit: Visit, unread: Sequence[Item], total: int) -> list[Item]:
    """The entries that are more than the feed's rhythm and the time since its last read lead one to expect; all of
    them where the plausible ones alone are too many."""
    if len(unread) <= visit.feed.pacing.get(TRUSTED, 0):
        return []
    plausible = [item for item in unread if _is_plausible(visit.feed, item, all_new=len(unread) == total)]
    return list(unread) if len(plausible) > expected(visit) else _without(unread, plausible)


def expected(visit: Visit) -> float:
    """How many new entries are no surprise."""
    feed, pace = visit.feed, pace_of(visit.feed)
    if feed.identity is None or feed.succeeded_at is None:
        return inf  # nothing of the feed is known yet
    elapsed, gap = visit.now - feed.succeeded_at, rhythm(pace.dates)
    if gap is None:
        return inf if elapsed > ABSENCE * interval(pace, visit.usual) else 0
    return BUSY * (elapsed / gap)


def _is_plausible(feed: Feed, item: Item, *, all_new: bool) -> bool:
    """Says that it was published since the last read; or says nothing, and stands beside known entries."""
    if not states_its_date(item) or item.article.published is None:
        return not all_new
    at = item.article.published
    if at.astimezone(zone_named(feed.zone)).time() == datetime.min.time():
        at += timedelta(days=1)  # a day without an hour may be its end
    return feed.succeeded_at is None or at > feed.succeeded_at


def below_the_known(feed: Feed, parsed: Parsed, unread: Sequence[Item]) -> set[tuple[str, ...]]:
    """The keys of the unread entries that stand after the last known one; none where nothing is known."""
    new = {item.keys for item in unread}
    order = _order(feed, parsed)
    places = [place for place, keys in enumerate(order) if keys not in new]
    return {keys for keys in order[places[-1] + 1 :] if keys} if places else set()


def _order(feed: Feed, parsed: Parsed) -> list[tuple[str, ...] | None]:
    """The keys of all entries in the document's order; None for one that was known and not read again."""
    order: list[tuple[str, ...] | None] = [item.keys for item in parsed.items]
    if len(order) != parsed.total:
        known, read = set(known_slices(feed)), iter(order)
        order = [None if slice_ in known else next(read, None) for slice_ in parsed.slices]
    return order


def lost(feed: Feed, parsed: Parsed, sifted: Sifted) -> str:
    """What of a body may have been news and was not read, in words; empty where nothing was.

    Between known entries stands what was left out before, or its archive. Where an entry beside the gap is new, what is
    in the gap may be.
    """
    order, half = _order(feed, parsed), parsed.total // 2
    new = {item.keys for item in (*sifted.news, *sifted.doubtful)}
    if parsed.skipped and not new.isdisjoint(keys for keys in order[max(0, half - 1) : half + 1] if keys):
        return f"{parsed.skipped} of {parsed.total + parsed.skipped + parsed.broken} entries were too many to be read"
    if parsed.broken > feed.pacing.get(SKIPPED, 0):
        return f"{parsed.broken} of {parsed.total + parsed.skipped + parsed.broken} entries cannot be read"
    return ""


def _without(items: Sequence[Item], others: Sequence[Item]) -> list[Item]:
    gone = {item.keys for item in others}
    return [item for item in items if item.keys not in gone]


def own_date(item: Item) -> datetime | None:
    """When it says, to the day, that it was published."""
    return item.article.published if states_its_date(item) else None


def page_keys(item: Item) -> list[str]:
    """The keys that name the page which it leads to."""
    return [key for key in item.keys if key.startswith(LINK)]


def unnamed(item: Item) -> Item:
    """Without its guid, which names another article; of its keys those of its page."""
    facts = ArticleFacts.model_validate(item.article.model_dump() | {"guid": None})
    return Item(facts, tuple(page_keys(item)))


def to_json(item: Item) -> dict[str, object]:
    """An item as a document that can be kept (``HeldItem``)."""
    return {"article": item.article.model_dump(mode="json"), "keys": list(item.keys)}


def from_json(document: dict[str, object]) -> Item:
    keys = document["keys"]
    return Item(
        ArticleFacts.model_validate(document["article"]), tuple(keys if isinstance(keys, list) else ())
    )
