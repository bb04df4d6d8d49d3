"""A body to drafts of articles: encoding, format, identity, dates, plain text. Light enough for a worker process:
it knows no table and no network."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from feeds import jsonfeed, xmlfeed
from feeds.cut import Cut, cut
from feeds.dates import publication, zone_named
from feeds.encoding import decode
from feeds.entries import Asked, Draft, Entry, Extract, Head, Unreadable
from feeds.identity import choose, hosts, keys, page, shared_pages
from feeds.pages import describe
from feeds.publisher import split_title
from feeds.text import cut as cut_text
from feeds.text import lead, line
from feeds.urls import web

MOST_ENTRIES = 1000
"""Of a feed with more entries the first and the last are read: new ones stand there, the rest is its archive."""
OWN_GUID = 12
"""A shorter guid ("17") names an entry in its feed only, not an article."""
LEAD_LENGTH = 2000
TITLE_LENGTH = 500
UNTITLED = "(untitled)"
LANGUAGE = re.compile(r"^([A-Za-z]{2,3})(?:[-_]|$)")
WORDS = re.compile(r"\w+")
WORDS_OF_A_TEXT = 12
"""A text shorter than this is no evidence that two articles are one: it gets no content hash."""


def extract(body: bytes, content_type: str, asked: Asked, now: datetime) -> Extract | Unreadable:
    """What a feed's body holds: all its entries, or, where ``asked.known`` has fingerprints, the unknown ones."""
    text = decode(body, content_type)
    if not text.strip():
        return Unreadable("the server sent an empty body")
    if jsonfeed.looks_like(text) and (found := jsonfeed.read(text, asked.url)):
        return _extract(*found, asked, now)
    text = xmlfeed.undeclared(text)
    whole = cut(text)
    if whole and len(whole.entries) > MOST_ENTRIES:
        whole = whole.ends(MOST_ENTRIES)
        text = whole.only(lambda _place: True)
    slices = whole.fingerprints if whole else ()
    if whole and asked.identity and (partial := _unknown(whole, slices, asked, now)):
        return partial
    document = _xml(text, body, content_type, asked.url)
    if isinstance(document, Unreadable):
        return document
    extracted = _extract(list(document.entries), document.head, asked, now)
    return replace(extracted, slices=slices, ill_formed=document.ill_formed)


def _xml(text: str, body: bytes, content_type: str, url: str) -> xmlfeed.Document | Unreadable:
    document = xmlfeed.read(text, url)
    if not document.entries and not document.version:
        document = xmlfeed.read_bytes(body, content_type, url)
    if not document.entries and not document.version:
        return Unreadable(describe(text))
    return document


def _unknown(whole: Cut, slices: tuple[str, ...], asked: Asked, now: datetime) -> Extract | None:
    """The unknown entries alone; None where reading them alone might differ from reading all."""
    known = frozenset(asked.known)
    if known.isdisjoint(slices):
        return None
    document = xmlfeed.read(whole.only(lambda place: slices[place] not in known), asked.url)
    rest = [entry for entry, print_ in zip(whole.entries, slices, strict=True) if print_ in known]
    if len(document.entries) != len(slices) - len(rest) or _leads_to_known(document.entries, rest):
        return None
    found = _extract(list(document.entries), document.head, asked, now)
    return replace(found, total=len(slices), slices=slices)


def _leads_to_known(entries: Sequence[Entry], known: Sequence[str]) -> bool:
    """Whether a page of these entries occurs in a known one: whether it is shared only the whole document tells."""
    paths = {parts.path for entry in entries if (parts := web(page(entry)))}
    return any(path in text or path.replace("&", "&amp;") in text for path in paths for text in known)


def _extract(entries: list[Entry], head: Head, asked: Asked, now: datetime) -> Extract:
    policy = asked.identity or choose(entries)
    drafts = Drafts(asked, head, policy, now).read(entries)
    return Extract(drafts, head, policy, total=len(drafts))


class Drafts:
    """Makes the drafts of one document's entries."""

    def __init__(self, asked: Asked, head: Head, policy: str, now: datetime) -> None:
        self.asked, self.head, self.policy, self.now = asked, head, policy, now
        self.zone = zone_named(asked.zone)
        self.hosts = hosts(asked.url, head.link)
        self.feed_title = line(head.title)

    def read(self, entries: list[Entry]) -> tuple[Draft, ...]:
        shared = shared_pages(entries)
        return tuple(self.draft(entry, shared) for entry in entries)

    def draft(self, entry: Entry, shared: frozenset[str]) -> Draft:
        dated = publication(entry.published, entry.changed, entry.stamp, self.zone, self.now)
        text = lead(entry.text, LEAD_LENGTH)
        title, publisher = split_title(line(entry.title), entry, self.feed_title, self.asked.url)
        at = dated.at if dated else None
        article = {
            "source": self.asked.source,
            "title": cut_text(title or text, TITLE_LENGTH if title else 120) or UNTITLED,
            "url": entry.link if web(entry.link) else None,
            "canonical_url": page(entry) or None,
            "guid": cut_text(line(entry.guid), 500) if len(entry.guid) >= OWN_GUID else None,
            "author": cut_text(line(entry.author), 200) or None,
            "publisher": cut_text(line(publisher), 200) or None,
            "lead": text,
            "language": self.language(entry),
            "published": at.isoformat() if at else None,
            "published_precision": "day" if at else "unknown",
            "published_basis": dated.basis if dated else "",
            "content_hash": content_hash(title, text),
        }
        return Draft(article, keys(entry, self.policy, self.hosts, shared, at))

    def language(self, entry: Entry) -> str:
        for stated in (entry.language, self.head.language):
            if found := LANGUAGE.match(stated):
                return found[1].lower()
        return self.asked.language


def content_hash(title: str, text: str) -> str | None:
    """SHA-256 of the words of a title and text, whatever their case and punctuation; None for a short text."""
    words = WORDS.findall(text.casefold())
    if len(words) < WORDS_OF_A_TEXT:
        return None
    return sha256(" ".join([*WORDS.findall(title.casefold()), *words]).encode()).hexdigest()
