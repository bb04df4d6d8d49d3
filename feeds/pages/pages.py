"""What a body is that should have been a feed: told in words of ours, never in its own."""

import re

CHALLENGES = re.compile(
    r"just a moment|attention required|cf[-_]chl|challenge-platform|cf-browser-verification|verif(?:y|ying) (?:that )?you are"
    r"|(?:px|g|h)-captcha|captcha-delivery|datadome|checking (?:if the site connection|your browser)|ddos[- ](?:protection|guard)"
    r"|_?incapsula|request unsuccessful|enable javascript and cookies|pardon our interruption|unusual traffic"
    r"|human verification|安全验证|访问验证|проверка браузера",
    re.IGNORECASE,
)
"""What only a page that asks for a person says."""
SUSPICIONS = re.compile(
    r"captcha|are you (?:a )?(?:human|robot)|access denied|bot detection|security check|robot check|please enable cookies",
    re.IGNORECASE,
)
"""What a small page says that asks for a person; a large one may have a form with such a check."""
SMALL = 15_000
LOGIN = re.compile(r"""type\s{0,9}=\s{0,9}["']?password""", re.IGNORECASE)
ERROR = re.compile(
    r"<(?:title|h1)(?:\s[^>]{0,200})?>[^<]{0,80}?(?:error\W{0,3}[45]\d\d|\b[45]\d\d\W{0,3}(?:error|not found|forbidden|bad|service)"
    r"|not found|(?:does not|doesn.t) exist|forbidden|service unavailable|bad gateway|gateway time"
    r"|server error|error establishing|database error|temporarily unavailable|under (?:maintenance|construction)"
    r"|maintenance mode|error occurred|application error|page non trouvée|找不到)"
    r"|<b>fatal error</b>|critical error on this website",
    re.IGNORECASE,
)
PAGE = re.compile(r"<(?:!doctype\s{1,9}html|html|head|body)\b", re.IGNORECASE)
FRAGMENT = re.compile(
    r"^\s*<(?:script|style|title|meta|div|p|h\d|center|iframe|noscript|b|br|table|form)\b", re.IGNORECASE
)
KINDS = (
    (re.compile(r"<opml\b", re.IGNORECASE), "the address is a list of feeds (OPML), not a feed"),
    (re.compile(r"<(?:urlset|sitemapindex)\b", re.IGNORECASE), "the address is a sitemap, not a feed"),
    (re.compile(r"^\s*%PDF-"), "the address is a PDF, not a feed"),
)
BEGINNINGS = (
    (re.compile(r"""\s*[{[]\s*["{[\]}\d]"""), "the body is JSON, but not a JSON Feed"),
    (re.compile(r"\s*<"), "the body is XML, but no RSS, RDF or Atom"),
)
CHALLENGE = "the server sent a page that asks for a person (a challenge), not the feed"
ERROR_PAGE = "the server sent an error page, not the feed"
LOGIN_PAGE = "the server sent a log-in page, not the feed"
WEB_PAGE = "the address is a web page, not a feed"
SENT_INSTEAD = frozenset((CHALLENGE, ERROR_PAGE, LOGIN_PAGE))
EMPTY = "the server sent an empty body"
NO_FEED = "the body is no feed: neither RSS, RDF, Atom nor JSON Feed"
LOOKED_AT = 20_000


def is_challenge(text: str) -> bool:
    """Whether a page asks its reader to prove that they are a person."""
    start = text[:LOOKED_AT]
    return bool(CHALLENGES.search(start) or (len(text) < SMALL and SUSPICIONS.search(start)))


def is_page(text: str) -> bool:
    return bool(PAGE.search(text[:LOOKED_AT]))


def describe(text: str) -> str:
    """Why this text is no feed, in plain words."""
    start = text[:LOOKED_AT]
    for pattern, words in KINDS:
        if pattern.search(start):
            return words
    if is_page(start) or FRAGMENT.match(start):
        return _page(text, start)
    if is_challenge(text):
        return CHALLENGE
    return next((words for pattern, words in BEGINNINGS if pattern.match(start)), NO_FEED)


def _page(text: str, start: str) -> str:
    if is_challenge(text):
        return CHALLENGE
    if ERROR.search(start):
        return ERROR_PAGE
    return LOGIN_PAGE if LOGIN.search(start) and len(text) < SMALL else WEB_PAGE
