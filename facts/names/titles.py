"""Titles without what a publisher adds to them, and titles that say nothing."""

import re

_NAMES = (
    "news|times|post|express|tribune|hindu|ndtv|reuters|bbc|cnn|guardian|air|dawn|daily|today|tv|journal|herald|mail|"
    "telegraph|agency|press|gazette|observer|standard|xinhua|sputnik|tass|ani|pti|afp|ap|apnews|radio|diplomat|"
    "review|magazine|online|wire|print|mint|wion|network|channel|report|geo|ary|cgtn|bloomberg|nikkei|bulletin|insider"
)
_TAIL = re.compile(
    rf"\s[-–—|]\s(?:[^-–—|]{{0,40}}\b(?:{_NAMES})|[\w-]+\.(?:com|org|net|in|pk|cn|co\.uk|tv))$", re.IGNORECASE
)
_HEAD = re.compile(
    r"^(?:exclusive|breaking|watch|live|video|photos?|update[ds]?|opinion|explained|editorial|just in|factbox|analysis|[\w ]{2,30} live)\s?[:|]\s",
    re.IGNORECASE,
)
_ROUND_UP = re.compile(
    r"\b(?:press conference|press briefing|press release|daily briefing|morning briefing|evening briefing|news (?:briefing|wrap|round-?up|headlines)"
    r"|live updates|round-?up|newsletter|the papers|what (?:we|you need to) know|your guide|here's what|day (?:\d+|one|two|three|four|five) of|at a glance|week in (?:review|pictures)|regular briefing|podcast"
    r"|cartoon|photographs of the week|quiz of the week|transcript|remarks by|spokesperson's)\b",
    re.IGNORECASE,
)


def plain_title(title: str, publisher: str | None) -> str:
    """``title`` without a publisher's tail (" - The Hindu") and a label before it ("EXCLUSIVE: ")."""
    if publisher:
        title = re.sub(rf"\s[-–—|]\s{re.escape(publisher)}$", "", title, flags=re.IGNORECASE)
    return _HEAD.sub("", _TAIL.sub("", title)).strip() or title


def is_boilerplate(title: str) -> bool:
    """Whether the title names a format, not a development; such a title never matches by its words."""
    return _ROUND_UP.search(title) is not None


_PRESS_REVIEW = re.compile(
    r"^(?:(?:in )?the papers|newspaper headlines|what the (?:\w+ )?papers say|(?:news)?papers? review|(?:today|tomorrow)['’]s (?:papers|front pages)"
    r"|(?:the )?front pages|press review|a look at the papers|presseschau|pressestimmen|revue de (?:la )?presse|rassegna stampa|revista de (?:la )?prensa"
    r"|revista de imprensa|przegląd prasy|обзор прессы|огляд преси|basın özeti|revista presei|persoverzicht)\b",
    re.IGNORECASE,
)


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
