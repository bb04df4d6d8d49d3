"""Who published an entry, where a feed carries other people's texts."""

import re

from feeds.entries.entries import Entry

AGGREGATORS = (
    "news.google.",
    "news.yahoo.",
    "bing.com",
    "msn.com",
    "flipboard.com",
    "newsbreak.com",
    "smartnews.com",
)
"""Hosts whose titles end with the publisher's name."""
TAIL = re.compile(r"^(?P<title>.{8,}?)\s+[-–—|]\s+(?P<publisher>[^-–—|]{2,60})$", re.DOTALL)


def split_title(title: str, entry: Entry, feed_title: str, feed_url: str) -> tuple[str, str]:
    """A title without its publisher's tail (" - NDTV"), and the publisher, empty if it is the feed's own.

    The tail is cut only where something else says that it is a name: the entry's own source or publisher, the feed's
    title, or a host of ``AGGREGATORS``.
    """
    stated = entry.publisher
    found = TAIL.match(title)
    if not found:
        return title, stated
    tail = found["publisher"].strip()
    if stated and _same(tail, stated):
        return found["title"], stated
    if feed_title and _same(tail, feed_title):
        return found["title"], stated
    if is_aggregator(feed_url):
        return found["title"], stated or tail
    return title, stated


def is_aggregator(feed_url: str) -> bool:
    return any(host in feed_url for host in AGGREGATORS)


def _same(one: str, other: str) -> bool:
    return letters(one) == letters(other)


def letters(name: str) -> str:
    """By which a publisher is the same, however its name is written: "The Hindu", "thehindu.com"."""
    return re.sub(r"\W+|^the\s+|\.com$", "", name.casefold())
