"""What a site's robots.txt allows (RFC 9309). Asked for articles; a feed itself is published to be read by programs."""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

AGENT = "Entente"
MOST_TEXT = 500_000
"""Characters that are read: RFC 9309 asks for at least 500 KiB."""


def robots_address(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def allows(robots: str, url: str) -> bool:
    """Whether a robots.txt lets this bot read an address."""
    parser = RobotFileParser()
    parser.parse(robots[:MOST_TEXT].splitlines())
    return parser.can_fetch(AGENT, url)
