"""From a page's address to its feeds (RSS autodiscovery, https://www.rssboard.org/rss-autodiscovery)."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds.entries.urls import absolute
from feeds.plain.text import line

TYPES = frozenset(
    f"{kind}/{name}"
    for kind in ("application", "text")
    for name in ("rss+xml", "atom+xml", "rdf+xml", "feed+json", "json", "xml", "rss", "atom", "x-rss+xml")
)
"""Registered ones, and what sites write instead."""
FEED_LIKE = re.compile(
    r"(?:^|[/._?=-])(?:rss|feeds?|atom|rdf)(?:$|[/._?&=-])|\.(?:rss|atom|rdf)$", re.IGNORECASE
)
FEED_SCHEME = re.compile(r"^feed:(?:(https?://)|//)", re.IGNORECASE)
COMMENTS = re.compile(r"\bcomments?\b|commentaires", re.IGNORECASE)
USUAL_PATHS = (
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/feeds/posts/default",
    "/feed.json",
)
MOST_FOUND = 10
MOST_HTML = 3_000_000


@dataclass(frozen=True, slots=True)
class FeedLink:
    """An address that may be a feed. ``declared`` by the page as its feed, or only guessed."""

    url: str
    title: str
    declared: bool


def candidates(html: str, url: str) -> tuple[FeedLink, ...]:
    """Addresses to try, the likeliest first: what the page declares (feeds of comments last), links that look like
    feeds, then the usual paths below the page and of its host. Of each kind ``MOST_FOUND`` are found at most."""
    root = LexborHTMLParser(html[:MOST_HTML])
    base = _base(root, url)
    declared = [found for node in root.css("link[href]") if (found := _declared(node, base))]
    declared.sort(key=lambda candidate: bool(COMMENTS.search(f"{candidate.title} {candidate.url}")))
    linked = [found for node in root.css("a[href]") if (found := _linked(node, base))]
    below = f"{urlsplit(url).path.rstrip('/')}/feed/"
    usual = [FeedLink(absolute(path, url), "", declared=False) for path in (below, *USUAL_PATHS)]
    unique: dict[str, FeedLink] = {}
    for candidate in (*declared[:MOST_FOUND], *linked[:MOST_FOUND], *usual):
        if candidate.url and candidate.url != url:
            unique.setdefault(candidate.url, candidate)
    return tuple(unique.values())


def _base(root: LexborHTMLParser, url: str) -> str:
    node = root.css_first("base[href]")
    return absolute((node.attributes.get("href") if node else "") or "", url) or url


def _declared(node: LexborNode, base: str) -> FeedLink | None:
    told = node.attributes
    relations = (told.get("rel") or "").lower().split()
    kind = (told.get("type") or "").partition(";")[0].strip().lower()
    href = told.get("href") or ""
    typed = kind in TYPES or "feed" in relations or (not kind and FEED_LIKE.search(href.partition("#")[0]))
    if not {"alternate", "feed"} & set(relations) or "stylesheet" in relations or not typed:
        return None
    if kind == "application/json" and "wp-json" in href:
        return None
    return FeedLink(_address(href, base), line(told.get("title") or ""), declared=True)


def _linked(node: LexborNode, base: str) -> FeedLink | None:
    href = node.attributes.get("href") or ""
    if not FEED_LIKE.search(href.partition("#")[0]):
        return None
    return FeedLink(_address(href, base), line(node.text()), declared=False)


def _address(href: str, base: str) -> str:
    """``feed:`` before an address says only that it is one of a feed."""
    return absolute(FEED_SCHEME.sub(lambda found: found[1] or "http://", href.strip()), base)
