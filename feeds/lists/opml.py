"""OPML 1.0 and 2.0 (http://opml.org/spec2.opml), both ways: the lists in which feed readers exchange feeds.

Readers export lists that are no XML (a bare ampersand, a quote in a quote, no end): they are read as what they are taken
for everywhere, tags with attributes. Nothing is expanded, so a document type does no harm.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html.parser import HTMLParser
from xml.sax.saxutils import escape, quoteattr

from feeds.entries.urls import names_a_host, web
from feeds.formats.xmlfeed import undeclared
from feeds.lists.discover import FEED_SCHEME
from feeds.plain.encoding import cleaned, decode
from feeds.plain.entities import with_ampersands

DOCTYPE = re.compile("<!DOCTYPE", re.IGNORECASE)
DOCUMENT_TYPE = re.compile(r"<!DOCTYPE[^>\[]{0,1000}(?:\[[^\]]{0,100000}\]\s*)?>", re.IGNORECASE)
MOST_BROKEN = 20
"""Tags without an end after which the rest of a document is left out: each is searched for its end through all of it."""
LISTS = frozenset(("include", "link"))
"""Types of outlines that lead to another list or a page (OPML 2.0, "Inclusion" and "Directories")."""


class OpmlError(ValueError):
    """The body is no OPML; its sentence says why."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address, its title and the page that it belongs to (both may be empty)."""

    url: str
    title: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An outline that is no feed and no folder, and why, in words for a person."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class FeedList:
    """What a list holds, each address once, and what of it is left out."""

    feeds: tuple[Outline, ...]
    left_out: tuple[LeftOut, ...] = ()


TOO_BROKEN = LeftOut("the rest of the list", "too many of its quotes have no end")


class _Outlines(HTMLParser):
    """Collects the outlines of a document in their order, however deep they stand."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.outlines: list[dict[str, str]] = []
        self.whole = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        if tag == "outline":
            self.outlines.append({name: (value or "").strip() for name, value in attrs})

    def unknown_decl(self, data: str) -> None:
        """Sections and declarations say nothing of feeds."""

    def read(self, text: str) -> None:
        """All of it. What begins like a tag and has no end is text up to the next sign that ends or begins one;
        ``whole`` says whether so much of it was tried."""
        self.feed(text)
        for _ in range(MOST_BROKEN):
            if not self.rawdata.startswith("<"):
                break
            text, ends, after = self.rawdata[1:].partition(">")
            self.reset()
            self.feed(after if ends else "".join(text.partition("<")[1:]))
        self.whole = not self.rawdata.startswith("<")


def read_opml(body: bytes) -> FeedList:
    """The feeds of a list, also of one that is not well-formed. Raises ``OpmlError``."""
    read = _read(undeclared(decode(body)))
    if "opml" not in read.names:
        raise OpmlError(
            "the document is no OPML" if read.names else "the document is not a list: it has no tags"
        )
    found: dict[str, Outline] = {}
    left: list[LeftOut] = [] if read.whole else [TOO_BROKEN]
    for told in read.outlines:
        title = told.get("title") or told.get("text", "")
        written = told.get("xmlurl", "")
        url = _address(written)
        if url:
            found.setdefault(url, Outline(url, title, told.get("htmlurl", "")))
        elif reason := _reason(written, told):
            left.append(LeftOut(title or written or told.get("url") or told.get("htmlurl", ""), reason))
    return FeedList(tuple(found.values()), tuple(left))


def _read(text: str) -> _Outlines:
    read = _Outlines()
    try:
        read.read(with_ampersands(_without_document_type(text)))
    except AssertionError as error:  # how it refuses a declaration that is none
        raise OpmlError("the document holds a declaration that cannot be read") from error
    return read


def _without_document_type(text: str) -> str:
    begins = DOCTYPE.search(text)
    found = DOCUMENT_TYPE.match(text, begins.start()) if begins else None
    return text[: found.start()] + text[found.end() :] if found else text


def _address(written: str) -> str:
    """As readers write addresses of feeds: with ``feed:`` before it, or without a scheme. Empty if it is none."""
    url = FEED_SCHEME.sub(lambda found: found[1] or "http://", written)
    url = f"http://{url}" if names_a_host(url, "") else url
    return url if web(url) else ""


def _reason(written: str, told: dict[str, str]) -> str:
    """Why an outline is left out; empty for folders and notes."""
    if written:
        return "its address is none of the web"
    if told.get("type", "").lower() in LISTS and told.get("url"):
        return "it leads to a page or another list"
    return "it names a page and no feed" if told.get("htmlurl") else ""


def write_opml(outlines: Iterable[Outline], title: str, at: datetime) -> bytes:
    """A list of feeds as OPML 2.0 in UTF-8."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{_text(title)}</title><dateCreated>{format_datetime(at)}</dateCreated></head>",
        "<body>",
        *(_outline(outline) for outline in outlines),
        "</body>",
        "</opml>",
    ]
    return ("\n".join(lines) + "\n").encode()


def _outline(outline: Outline) -> str:
    title = outline.title or outline.url
    told = {"type": "rss", "text": title, "title": title, "xmlUrl": outline.url, "htmlUrl": outline.page}
    return (
        f"<outline {' '.join(f'{key}={quoteattr(cleaned(value))}' for key, value in told.items() if value)}/>"
    )


def _text(text: str) -> str:
    return escape(cleaned(text))
