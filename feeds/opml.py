"""OPML 1.0 and 2.0 (http://opml.org/spec2.opml), both ways: the lists in which feed readers exchange feeds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from feeds.encoding import cleaned, decode
from feeds.urls import web
from feeds.xmlfeed import undeclared


class OpmlError(ValueError):
    """The body is no OPML; its sentence says why."""


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed of a list: its address, its title and the page that it belongs to (both may be empty)."""

    url: str
    title: str = ""
    page: str = ""


def read_opml(body: bytes) -> tuple[Outline, ...]:
    """The feeds of a list, however deep its folders, each address once. Raises ``OpmlError``.

    Outlines without an http(s) address are folders or notes and are left out. Documents with a document type are
    refused: no list needs one, and its entities can be made to explode.
    """
    found: dict[str, Outline] = {}
    names: list[str] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        names.append(name.lower())
        told = {key.lower(): value.strip() for key, value in attributes.items()}
        url = told.get("xmlurl", "")
        if name.lower() == "outline" and web(url):
            found.setdefault(
                url, Outline(url, told.get("title") or told.get("text", ""), told.get("htmlurl", ""))
            )

    def refuse(*_declaration: object) -> None:
        raise OpmlError("the list has a document type: it is not read")

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(undeclared(decode(body)).encode(), True)
    except expat.ExpatError as error:
        raise OpmlError(f"the list is not well-formed XML (line {error.lineno})") from error
    if names[0] != "opml":
        raise OpmlError("the document is XML, but no OPML")
    return tuple(found.values())


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
