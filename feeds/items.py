"""What the wire brings: an entry as a format tells it, and the item that the rest of the house reads."""

from dataclasses import dataclass

from store.models import ArticleFacts


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry in the words of its feed, whatever the format: text may still be HTML, dates are unread.

    ``stamp`` is the format library's own reading of the date in seconds since 1970 (UTC), for date forms that
    ``feeds/dates.py`` does not know.
    """

    guid: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    author: str = ""
    publisher: str = ""
    language: str = ""
    published: str = ""
    changed: str = ""
    stamp: float | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """An article and the keys under which its feed is asked whether it was seen; the first key names it."""

    article: ArticleFacts
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Declared:
    """What a feed says of its own pace: ``minutes`` between two reads, hours (0–23, GMT) and days (Monday is 0)
    on which it need not be read (RSS 2.0 ``ttl``, ``skipHours``, ``skipDays``; RSS 1.0 module Syndication)."""

    minutes: int | None = None
    skip_hours: frozenset[int] = frozenset()
    skip_days: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself: title, page, language code, pace, the address that it moved to."""

    title: str = ""
    link: str = ""
    language: str = ""
    declared: Declared = Declared()


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed's document as read: items in the document's order. ``identity`` is the policy of its keys
    (``feeds/identity.py``); ``total`` counts all entries, also those that were known and not read again;
    ``slices`` are the fingerprints of all entries, for the next time (``feeds/cut.py``)."""

    items: tuple[Item, ...]
    head: Head
    identity: str
    total: int
    slices: tuple[str, ...] = ()
    ill_formed: bool = False


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A body that holds no feed, and why, in words for an admin: nothing of the body itself."""

    reason: str
