"""RSS 0.9x–2.0, RDF and Atom through feedparser, its sanitising and relative addresses off: what is kept becomes
plain text, so only that is worth the work."""

import io
import re
from dataclasses import dataclass
from typing import Any

import feedparser
import feedparser.api

from feeds.entries.entries import LONGEST_LANGUAGE, LONGEST_TITLE, Entry, Head
from feeds.entries.urls import absolute, web
from feeds.formats.declared import declared
from feeds.formats.media import pictures_of_xml
from feeds.plain.text import line, shortened_text

DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,300}\?>\s*")
FEED = re.compile(r"<(?:[\w.-]+:)?(?:rss|rdf|feed|feedinfo|channel|item|entry|product)[\s/>]", re.IGNORECASE)
"""Elements without which feedparser sees neither a format nor an entry."""

LINK_TEXT = re.compile(
    r"<((?:[\w.-]+:)?link)\s[^<>]*(?<!/)>(?=\s*(?:<!\[CDATA\[\s*)?(?:https?:|//|/|www\.)[^<]*(?:\]\]>\s*)?</)",
    re.IGNORECASE,
)
"""A link of RSS whose text is its address: feedparser takes an attribute of it (``uri``, ``url``) instead."""

feedparser.api.PREFERRED_XML_PARSERS = ["feeds.formats.sax"]  # its setting for the module that reads XML


@dataclass(frozen=True, slots=True)
class XmlFeed:
    """What feedparser made of a body. ``version`` is empty where it saw no format that it knows."""

    entries: tuple[Entry, ...]
    head: Head
    version: str
    ill_formed: bool


def read_xml(text: str, url: str) -> XmlFeed:
    """The entries of an XML document, also the recovered ones of an ill-formed one.

    feedparser opens files and addresses that are given to it as text: it only ever gets a ``BytesIO``.
    """
    body = LINK_TEXT.sub(r"<\1>", undeclared(text)).encode("utf-8", "replace")
    return _document(_parse(body, "application/xml; charset=utf-8"), text, url)


def may_hold(text: str) -> bool:
    """Whether there is anything in a text that feedparser would take for a feed: it takes seconds for a large page."""
    return bool(FEED.search(text))


def undeclared(text: str) -> str:
    """A document without its XML declaration, which names an encoding that decoded text no longer has."""
    return DECLARATION.sub("", text, count=1).strip()


def _parse(body: bytes, content_type: str) -> Any:
    headers = {"content-type": content_type}  # without the address: relative ones are read here
    return feedparser.parse(
        io.BytesIO(body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
    )


def _document(parsed: Any, text: str, url: str) -> XmlFeed:
    feed = parsed["feed"]
    head = Head(
        title=shortened_text(line(_text(feed, "title")), LONGEST_TITLE),
        link=absolute(_text(feed, "link"), url),
        language=_text(feed, "language")[:LONGEST_LANGUAGE],
        declared=declared(feed, text),
    )
    is_atom = str(parsed.get("version")).startswith("atom")
    base = url if is_atom else _base(url, head.link)
    entries = tuple(_entry(entry, base) for entry in parsed["entries"])
    return XmlFeed(entries, head, parsed.get("version") or "", bool(parsed["bozo"]))


def _entry(entry: Any, base: str) -> Entry:
    source = _plain(entry, "source")
    return Entry(
        guid=_text(entry, "id"),
        link=_link(entry, base),
        title=_text(entry, "title"),
        text=max(_texts(entry), key=len),
        author=_text(entry, "author"),
        publisher=(_text(source, "title") if isinstance(source, dict) else "") or _text(entry, "publisher"),
        language=_language(entry),
        published=_text(entry, "published") or _text(entry, "created"),
        changed=_text(entry, "updated"),
        pictures=pictures_of_xml(entry, base),
    )


def _plain(mapping: Any, key: str) -> Any:
    """A key's own value: feedparser's mapping answers some missing keys with others, and warns."""
    return dict.get(mapping, key)


def _text(mapping: Any, key: str) -> str:
    value = _plain(mapping, key)
    return value.strip() if isinstance(value, str) else ""


def _texts(entry: Any) -> list[str]:
    contents = _plain(entry, "content") or []
    texts = [_text(content, "value") for content in contents if isinstance(content, dict)]
    return [_text(entry, "summary"), *texts]


def _base(url: str, page: str) -> str:
    """From where RSS, which says nothing of it, sees relative addresses: the site, where another host serves its feed.
    (In Atom it is the document: RFC 4287, 2.)"""
    own, site = web(url), web(page)
    return page if site and (own is None or own.hostname != site.hostname) else url


def _link(entry: Any, base: str) -> str:
    """The article's own page: never an enclosure, a comment page or the entry's own feed."""
    candidates = [_text(entry, "feedburner_origlink"), _text(entry, "link")]
    links = [link for link in _plain(entry, "links") or [] if isinstance(link, dict)]
    candidates += [_text(link, "href") for link in links if _text(link, "rel") == "alternate"]
    return next((found for link in candidates if link and (found := absolute(link, base))), "")


def _language(entry: Any) -> str:
    detail = _plain(entry, "title_detail")
    return _text(detail, "language") if isinstance(detail, dict) else ""
