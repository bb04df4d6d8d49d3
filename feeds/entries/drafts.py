"""Entries to drafts of articles: identity, dates, publisher, plain text."""

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from feeds.entries.dates import Dated, publication, zone_named
from feeds.entries.entries import LONGEST_TITLE, Asked, Draft, Entry, Head
from feeds.entries.identity import LINK, WORDS_OF_A_TITLE, keys, linked_hosts, page, sayings, shared_pages
from feeds.entries.pictures import first_public_picture
from feeds.entries.publisher import is_aggregator, letters, split_title
from feeds.entries.urls import web
from feeds.plain.masks import without_secrets_of
from feeds.plain.text import lead, line, shortened_text

OWN_GUID = 12
"""A shorter guid ("17") names an entry in its feed only, not an article."""
LEAD_LENGTH = 2000
UNTITLED = "(untitled)"
LANGUAGE = re.compile(r"^([A-Za-z]{2,3})(?:[-_]|$)")
WORDS = re.compile(r"\w+")
WORDS_OF_A_TEXT = 12
"""A text shorter than this is no evidence that two articles are one: it gets no content hash."""


class Drafts:
    """Makes the drafts of one document's entries. By ``canonical_url`` and ``guid`` the store knows an article again: a page that
    several of them lead to, and what does not tell the entries of this feed apart, is neither."""

    def __init__(self, asked: Asked, head: Head, policy: str, now: datetime) -> None:
        self.asked, self.head, self.policy, self.now = asked, head, policy, now
        self.zone = zone_named(asked.zone)
        self.hosts = linked_hosts(asked.url, head.link)

    def read(self, entries: Sequence[Entry]) -> tuple[Draft, ...]:
        named = self.named(entries)
        return tuple(self.draft(entry, *name) for entry, name in zip(entries, named, strict=True))

    def named(self, entries: Sequence[Entry]) -> list[tuple[tuple[str, ...], Dated | None]]:
        """The keys and date of each entry."""
        shared = shared_pages(entries)
        dates = [publication(entry.published, entry.changed, self.zone, self.now) for entry in entries]
        moments = [dated.stated if dated else None for dated in dates]
        exact = [
            dated.stated if dated and dated.precision in ("day", "approximate") else None for dated in dates
        ]
        aliases = sayings(entries, exact, gathered=is_aggregator(self.asked.url))
        return [
            (keys(entry, self.policy, self.hosts, shared, at, said), dated)
            for entry, at, said, dated in zip(entries, moments, aliases, dates, strict=True)
        ]

    def draft(self, entry: Entry, keys: tuple[str, ...], dated: Dated | None) -> Draft:
        text = lead(entry.text, LEAD_LENGTH)
        title, publisher = split_title(line(entry.title), entry, self.head.title, self.asked.url)
        at = dated.at if dated else None
        article = {
            "source": self.asked.source,
            "title": shortened_text(title or text, LONGEST_TITLE if title else 120) or UNTITLED,
            "url": without_secrets_of(self.asked.url, entry.link) if web(entry.link) else None,
            "canonical_url": page(entry) if any(key.startswith(LINK) for key in keys) else None,
            "guid": self.guid(entry),
            "author": shortened_text(line(entry.author), 200) or None,
            "publisher": shortened_text(line(publisher), 200) or None,
            "lead": text,
            "picture": first_public_picture(entry.pictures, self.asked.url),
            "language": self.language(entry),
            "published": at.isoformat() if at else None,
            "published_precision": dated.precision if dated else "unknown",
            "published_basis": dated.basis if dated else "",
            "content_hash": content_hash(title, text) or gathered_hash(title, publisher, text),
        }
        return Draft(article, keys, states_its_day=bool(dated and dated.states_its_day))

    def guid(self, entry: Entry) -> str | None:
        """None also in a feed whose guids do not tell its entries apart."""
        names_it = self.policy.startswith("guid") and len(entry.guid) >= OWN_GUID
        return shortened_text(line(entry.guid), 500) if names_it else None

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
    return sha256(
        " ".join([*WORDS.findall(title.casefold()), *words]).encode("utf-8", "surrogatepass")
    ).hexdigest()


def gathered_hash(title: str, publisher: str, text: str) -> str | None:
    """For what an aggregator brings: its summary repeats a title and its publisher, which are the article wherever they
    stand again. None where the text says more, or the title is short."""
    words, by = WORDS.findall(title.casefold()), WORDS.findall(publisher.casefold())
    if not by or len(words) < WORDS_OF_A_TITLE or set(WORDS.findall(text.casefold())) - {*words, *by}:
        return None
    return sha256(" ".join([*words, "—", letters(publisher)]).encode("utf-8", "surrogatepass")).hexdigest()
