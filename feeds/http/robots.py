"""What a site's robots.txt allows (RFC 9309), as Protego reads it. Asked for articles; a feed itself is published to be
read by programs."""

from urllib.parse import urlsplit

from protego import Protego

from feeds.plain.encoding import decode

AGENT = "entente"
MOST_BYTES = 512_000
"""That are read: RFC 9309 (2.5) asks for at least 500 KiB."""
Rules = Protego
"""Of all groups; who asks names the agent."""


def robots_address(url: str) -> str:
    """Empty for what is no address."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}/robots.txt"


def rules(body: bytes) -> Rules:
    """The rules of a robots.txt; those of an empty one allow everything. Half a megabyte takes a second at most."""
    return Protego.parse(decode(body[:MOST_BYTES]))


def allows(rules: Rules, url: str) -> bool:
    """Whether this bot may read an address (never what is no address): the longest rule of its own group that fits
    decides, without a group of its own that of everybody; of two as long, the one that allows."""
    try:
        return rules.can_fetch(url, AGENT)
    except ValueError:
        return False
