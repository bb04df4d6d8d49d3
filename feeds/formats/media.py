"""The pictures that an entry names in its own elements, best first: Media RSS (https://www.rssboard.org/media-rss),
enclosures (RSS 2.0; RFC 4287, 4.2.7.2), JSON Feed 1.1 (``image``, ``banner_image``, ``attachments``)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from feeds.entries.urls import absolute

IMAGES = frozenset(
    [
        "image",
        "image/*",
        *(f"image/{name}" for name in ("jpeg", "jpg", "pjpeg", "png", "gif", "webp", "avif")),
    ]
)
"""Types that Discord shows."""
FILES = re.compile(r"\.(?:jpe?g|png|gif|webp|avif)(?:$|[?#])", re.IGNORECASE)
SMALLEST = 32
"""Pixels: what is stated to be smaller counts readers, or is a sign."""
NUMBER = re.compile(r"\s*(\d{1,6})")


def pictures_of_xml(entry: Mapping[str, Any], base: str) -> tuple[str, ...]:
    """Of an entry as feedparser makes it."""
    links = [link for link in _listed(entry, "links") if link.get("rel") == "enclosure"]
    return _absolute(
        [
            *(_text(one, "url") for one in _listed(entry, "media_thumbnail") if not _is_tiny(one)),
            *(
                _text(one, "url")
                for one in _listed(entry, "media_content")
                if _is_picture(one, "url", "type")
            ),
            *(_text(link, "href") for link in links if _is_picture(link, "href", "type")),
        ],
        base,
    )


def pictures_of_json(item: Mapping[str, Any], base: str) -> tuple[str, ...]:
    """Of an item of a JSON Feed."""
    attached = [one for one in _listed(item, "attachments") if _is_picture(one, "url", "mime_type")]
    named = [_text(item, "image"), _text(item, "banner_image"), *(_text(one, "url") for one in attached)]
    return _absolute(named, base)


def _absolute(addresses: Iterable[str], base: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(found for one in addresses if (found := absolute(one, base))))


def _is_picture(element: Mapping[str, Any], address: str, kind: str) -> bool:
    """By its type, else its medium, else the ending of its file."""
    if _is_tiny(element):
        return False
    if stated := _text(element, kind):
        return stated.partition(";")[0].strip().lower() in IMAGES
    if medium := _text(element, "medium"):
        return medium.lower() == "image"
    return bool(FILES.search(_text(element, address)))


def _is_tiny(element: Mapping[str, Any]) -> bool:
    sizes = (NUMBER.match(_text(element, side)) for side in ("width", "height"))
    return any(int(found[1]) < SMALLEST for found in sizes if found)


def _listed(mapping: Mapping[str, Any], key: str) -> Iterator[Mapping[str, Any]]:
    """feedparser's mapping answers some missing keys with others: only its own are asked."""
    found = dict.get(mapping, key) if isinstance(mapping, dict) else None
    yield from (one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def _text(mapping: Mapping[str, Any], key: str) -> str:
    found = dict.get(mapping, key) if isinstance(mapping, dict) else None
    return found.strip() if isinstance(found, str) else ""
