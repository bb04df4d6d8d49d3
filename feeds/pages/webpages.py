"""A web page to its main text: title, date as the page itself states it, and paragraphs."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import trafilatura
from selectolax.lexbor import LexborHTMLParser

from feeds.entries.dates import plausible, read_date
from feeds.plain.text import line, paragraphs, tidy

MOST_HTML = 3_000_000
DATE_METAS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "pubdate",
)
"""Names of meta elements that hold a page's date, the most exact first."""
SITE_TAIL = re.compile(r"\s+[|–—-]\s+[^|–—-]{2,40}$")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page says of itself and its main text's paragraphs, without menus, teasers and footers."""

    title: str
    published: datetime | None
    author: str
    paragraphs: tuple[str, ...]


def read_page(html: str) -> Page:
    """The main text by trafilatura; all text where that finds none."""
    html = html[:MOST_HTML]
    root = LexborHTMLParser(html)
    text = trafilatura.extract(html, include_comments=False, include_tables=False, favor_recall=True) or ""
    lines = tidy(text.split("\n")) or paragraphs(html)
    metas = _metas(root)
    return Page(_title(root, metas), _published(root, metas), metas.get("author", ""), lines)


def _metas(root: LexborHTMLParser) -> dict[str, str]:
    found: dict[str, str] = {}
    for node in root.css("meta[content]"):
        name = (
            node.attributes.get("property") or node.attributes.get("name") or node.attributes.get("itemprop")
        )
        content = (node.attributes.get("content") or "").strip()
        if name and content:
            found.setdefault(name.lower(), content)
    return found


def _title(root: LexborHTMLParser, metas: dict[str, str]) -> str:
    heads = [node.text() for node in root.css("h1")]
    title = root.css_first("title")
    whole = SITE_TAIL.sub("", title.text()) if title else ""
    return next((text for part in (metas.get("og:title", ""), *heads[:1], whole) if (text := line(part))), "")


def _published(root: LexborHTMLParser, metas: dict[str, str]) -> datetime | None:
    for text in (*(metas.get(name, "") for name in DATE_METAS), *_linked_dates(root), *_times(root)):
        if at := plausible(read_date(text)) if text else None:
            return at
    return None


def _times(root: LexborHTMLParser) -> Iterator[str]:
    for node in root.css("article time[datetime], time[itemprop=datePublished], time[pubdate]"):
        yield node.attributes.get("datetime") or ""


def _linked_dates(root: LexborHTMLParser) -> Iterator[str]:
    for node in root.css('script[type="application/ld+json"]')[:10]:
        try:
            yield from _dates_of(json.loads(node.text()))
        except (ValueError, RecursionError):
            continue


def _dates_of(document: Any) -> Iterator[str]:
    listed = document if isinstance(document, list) else [document]
    for entry in listed:
        if isinstance(entry, dict):
            value = entry.get("datePublished")
            if isinstance(value, str):
                yield value
            if isinstance(entry.get("@graph"), list):
                yield from _dates_of(entry["@graph"])
