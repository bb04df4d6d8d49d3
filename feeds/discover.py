"""From a page's address to its feeds (RSS autodiscovery, https://www.rssboard.org/rss-autodiscovery)."""

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from feeds.text import line
from feeds.urls import absolute

TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
)
FEED_LIKE = re.compile(
    r"(?:^|[/._?=-])(?:rss|feeds?|atom|rdf)(?:$|[/._?&=-])|\.(?:rss|atom|rdf)$", re.IGNORECASE
)
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
class Candidate:
    """An address that may be a feed. ``declared`` by the page as its feed, or only guessed."""

    url: str
    title: str
    declared: bool


def candidates(html: str, url: str) -> tuple[Candidate, ...]:
    """Addresses to try, the likeliest first: what the page declares (feeds of comments last), links that look like
    feeds, then the usual paths of the host. At most ``MOST_FOUND`` are found on the page itself."""
    root = LexborHTMLParser(html[:MOST_HTML])
    base = _base(root, url)
    declared = [found for node in root.css("link[href]") if (found := _declared(node, base))]
    declared.sort(key=lambda candidate: bool(COMMENTS.search(f"{candidate.title} {candidate.url}")))
    linked = [found for node in root.css("a[href]") if (found := _linked(node, base))]
    usual = [Candidate(absolute(path, url), "", declared=False) for path in USUAL_PATHS]
    unique: dict[str, Candidate] = {}
    for candidate in (*declared[:MOST_FOUND], *linked[:MOST_FOUND], *usual):
        if candidate.url and candidate.url != url:
            unique.setdefault(candidate.url, candidate)
    return tuple(unique.values())


def _base(root: LexborHTMLParser, url: str) -> str:
    node = root.css_first("base[href]")
    return absolute((node.attributes.get("href") if node else "") or "", url) or url


def _declared(node: LexborNode, base: str) -> Candidate | None:
    told = node.attributes
    relations = (told.get("rel") or "").lower().split()
    kind = (told.get("type") or "").partition(";")[0].strip().lower()
    if not {"alternate", "feed"} & set(relations) or (kind not in TYPES and "feed" not in relations):
        return None
    if kind == "application/json" and "wp-json" in (told.get("href") or ""):
        return None
    return Candidate(absolute(told.get("href") or "", base), line(told.get("title") or ""), declared=True)


def _linked(node: LexborNode, base: str) -> Candidate | None:
    href = node.attributes.get("href") or ""
    if not FEED_LIKE.search(href.partition("#")[0]):
        return None
    return Candidate(absolute(href, base), line(node.text()), declared=False)
