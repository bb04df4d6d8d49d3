"""What a body is that should have been a feed: told in words of ours, never in its own."""

import re

CHALLENGES = re.compile(
    r"just a moment|attention required|cf-chl|challenge-platform|captcha|are you (?:a )?(?:human|robot)|verify you are"
    r"|checking your browser|ddos protection|incapsula|access denied|request unsuccessful|enable javascript and cookies"
    r"|pardon our interruption|bot detection",
    re.IGNORECASE,
)
LOGIN = re.compile(r"""type\s*=\s*["']?password""", re.IGNORECASE)
MISSING = re.compile(
    r"<title[^>]*>[^<]{0,80}(?:404|not found|page (?:does not|doesn.t) exist)", re.IGNORECASE
)
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
PAGES = (
    (CHALLENGES, "the server sent a page that asks for a person (a challenge), not the feed"),
    (MISSING, "the server sent an error page, not the feed"),
    (LOGIN, "the server sent a log-in page, not the feed"),
    (PAGE, "the address is a web page, not a feed"),
)
BEGINNINGS = {
    "{": "the body is JSON, but not a JSON Feed",
    "[": "the body is JSON, but not a JSON Feed",
    "<": "the body is XML, but no RSS, RDF or Atom",
}
LOOKED_AT = 20_000


def is_challenge(text: str) -> bool:
    """Whether a page asks its reader to prove that they are a person."""
    return bool(CHALLENGES.search(text[:LOOKED_AT]))


def is_page(text: str) -> bool:
    return bool(PAGE.search(text[:LOOKED_AT]))


def describe(text: str) -> str:
    """Why this text is no feed, in plain words."""
    start = text[:LOOKED_AT]
    if is_page(start):
        return next(words for pattern, words in PAGES if pattern.search(start))
    return BEGINNINGS.get(start.lstrip()[:1], "the body is no feed: neither RSS, RDF, Atom nor JSON Feed")
