"""What the wire brings, before it is a noun: light values that cross from a worker process as JSON."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

LONGEST_TITLE = 500
LONGEST_LANGUAGE = 35
"""Characters of a language tag that BCP 47 (4.4.1) asks everybody to take."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry in the words of its feed, whatever the format: text may still be HTML, dates are unread, and
    nobody judged its pictures (absolute addresses, best first)."""

    guid: str = ""
    link: str = ""
    title: str = ""
    text: str = ""
    author: str = ""
    publisher: str = ""
    language: str = ""
    published: str = ""
    changed: str = ""
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Declared:
    """What a feed says of its own pace: ``minutes`` between two reads, hours (0–23, GMT) and days (Monday is 0)
    on which it need not be read (RSS 2.0 ``ttl``, ``skipHours``, ``skipDays``; RSS 1.0 module Syndication)."""

    minutes: int | None = None
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Head:
    """What a document says of itself: title (plain text), page, language code, pace."""

    title: str = ""
    link: str = ""
    language: str = ""
    declared: Declared = Declared()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is known of a feed before its body is read. ``identity`` is its stored policy (``feeds/entries/identity.py``),
    ``known`` the fingerprints of the entries that it held last time (``feeds/formats/cut.py``)."""

    source: str
    url: str
    language: str = "en"
    zone: str | None = None
    identity: str | None = None
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """The fields of an article as JSON holds them (``ArticleFacts``), and the keys of its entry. ``states_its_day``: its
    date is its own, known to the day and not in the future."""

    article: dict[str, Any]
    keys: tuple[str, ...]
    states_its_day: bool = False


@dataclass(frozen=True, slots=True)
class Extract:
    """A feed's document as read, in the document's order.

    ``total`` counts all entries, also known ones that were not read again; ``slices`` are the fingerprints of all,
    for the next time; ``ill_formed``: the entries are what could be recovered. ``skipped`` entries stood between the two
    halves of those that were read and were too many, ``broken`` ones are none: of both nothing is known but the number.
    """

    drafts: tuple[Draft, ...]
    head: Head
    identity: str
    total: int
    slices: tuple[str, ...] = ()
    ill_formed: bool = False
    skipped: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What is remembered of a document whose entries are not news: the keys of each, and their dates as they state
    them (ISO 8601 in UTC). The rest as in ``Extract``."""

    keys: tuple[tuple[str, ...], ...]
    dates: tuple[str, ...]
    head: Head
    identity: str
    total: int
    slices: tuple[str, ...] = ()
    skipped: int = 0
    broken: int = 0


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A body that holds no feed, and why, in words for an admin: nothing of the body itself."""

    reason: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph and its number in the whole document, from 1; ``heading`` is the one that it stands below."""

    number: int
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One text of a document: the page's own, or a comment below it. ``basis`` says how ``published`` is known."""

    title: str
    author: str
    published: datetime | None
    basis: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """``content_hash`` is the SHA-256 of the whole text (NFC, single spaces): an ingested document is known by it."""

    name: str
    title: str
    content_hash: str
    parts: tuple[Part, ...]
