"""Titles without what a publisher adds to them, and titles that say nothing."""

import re
from functools import partial

from facts.rows.patterns import alternatives

_words = partial(alternatives, "title_words")
_TAIL = re.compile(
    rf"\s[-–—|]\s(?:[^-–—|]{{0,40}}\b(?:{_words('publishers')})|[\w-]+\.(?:com|org|net|in|pk|cn|co\.uk|tv))$",
    re.IGNORECASE,
)
_HEAD = re.compile(rf"^(?:{_words('labels')})\s?[:|]\s", re.IGNORECASE)
_ROUND_UP = re.compile(rf"\b(?:{_words('formats')})\b", re.IGNORECASE)
_PRESS_REVIEW = re.compile(rf"^(?:{_words('press_reviews')})\b", re.IGNORECASE)


def plain_title(title: str, publisher: str | None) -> str:
    """``title`` without a publisher's tail (" - The Hindu") and a label before it ("EXCLUSIVE: ")."""
    if publisher:
        title = re.sub(rf"\s[-–—|]\s{re.escape(publisher)}$", "", title, flags=re.IGNORECASE)
    return _HEAD.sub("", _TAIL.sub("", title)).strip() or title


def is_boilerplate(title: str) -> bool:
    """Whether the title names a format, not a development; such a title never matches by its words."""
    return _ROUND_UP.search(title) is not None


def is_press_review(title: str) -> bool:
    """Whether a title begins as what reviews other papers' headlines does: what it tells they have told."""
    return _PRESS_REVIEW.search(title) is not None


_DATELINE = re.compile(
    r"^(?:[A-Z][A-Za-z./' ]{2,40}?(?:,\s?[A-Z][a-z]+)?(?:\s\[[^\]]{2,30}\])?)(?:[,.]?\s(?:\d{1,2}\s)?[A-Z][a-z]{2,8}\.?\s?(?:\d{1,2})?(?:,?\s\d{4})?)?"
    r"(?:\s?\([^)]{2,40}\))?\s?(?:--|[-–—:](?=\s))\s?"
)


def without_dateline(lead: str) -> str:
    """``lead`` without "RAWALPINDI: " or "BEIJING, April 25 (Xinhua) -- ": a dateline takes part in nothing."""
    match = _DATELINE.match(lead)
    if match and (
        match.group().split(",")[0].split("/")[0].strip(" -–—:").isupper()
        or "(" in match.group()
        or "," in match.group()
    ):
        return lead[match.end() :]
    if match and len(match.group().split()) <= 3 and match.group().rstrip().endswith(":"):
        return lead[match.end() :]
    return lead
