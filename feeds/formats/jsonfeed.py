"""JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/), read with the tolerance its text asks for."""

import json
from dataclasses import dataclass
from html import escape
from typing import Any

from feeds.entries.entries import LONGEST_LANGUAGE, LONGEST_TITLE, Entry, Head
from feeds.entries.urls import absolute, web
from feeds.formats.media import pictures_of_json
from feeds.plain.encoding import cleaned
from feeds.plain.text import line, shortened_text

VERSION = "jsonfeed.org/version/"


def looks_like(text: str) -> bool:
    """Whether a body may be a JSON Feed: an object that names the format near its beginning, or has items."""
    return text.lstrip()[:1] == "{"


@dataclass(frozen=True, slots=True)
class Read:
    """The entries and head of a JSON Feed, and how many items are not among them: ``skipped`` in the middle, ``broken``
    ones that are no objects."""

    entries: list[Entry]
    head: Head
    skipped: int
    broken: int


def read_json(text: str, url: str, most: int) -> Read | None:
    """None if it is none. Of more than ``most`` items the first and the last are read."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return None
    if VERSION not in str(document.get("version", "")) and "title" not in document:
        return None
    head = Head(
        title=shortened_text(line(escape(_text(document, "title"), quote=False)), LONGEST_TITLE),
        link=absolute(_text(document, "home_page_url"), url),
        language=_text(document, "language")[:LONGEST_LANGUAGE],
    )
    author = _author(document)
    items = [item for item in document["items"] if isinstance(item, dict)]
    ends = items if len(items) <= most else items[: most // 2] + items[most // 2 - most :]
    entries = [_entry(item, url, author) for item in ends]
    return Read(entries, head, len(items) - len(ends), len(document["items"]) - len(items))


def _entry(item: dict[str, Any], base: str, author: str) -> Entry:
    plain = _text(item, "content_text")
    texts = (
        _text(item, "content_html"),
        escape(plain, quote=False),
        escape(_text(item, "summary"), quote=False),
    )
    return Entry(
        guid=_text(item, "id"),
        link=_link(item, base),
        title=escape(_text(item, "title"), quote=False),
        text=max(texts, key=len),
        author=_author(item) or author,
        language=_text(item, "language"),
        published=_text(item, "date_published"),
        changed=_text(item, "date_modified"),
        pictures=pictures_of_json(item, base),
    )


def _link(item: dict[str, Any], base: str) -> str:
    """An article's own address; else the one that it is about; else its id, where that is one."""
    found = absolute(_text(item, "url"), base) or absolute(_text(item, "external_url"), base)
    named = _text(item, "id")
    return found or (named if web(named) else "")


def _text(document: dict[str, Any], key: str) -> str:
    """Without the signs that no document may hold: an escape of JSON can write every one."""
    value = document.get(key)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return cleaned(str(value)).strip()


def _author(document: dict[str, Any]) -> str:
    listed = document.get("authors")
    authors = [*(listed if isinstance(listed, list) else []), document.get("author")]
    return ", ".join(
        name for author in authors if isinstance(author, dict) and (name := _text(author, "name"))
    )
