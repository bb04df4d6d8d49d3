"""Which of the pictures that an entry names stands beside its news. Pure, and nothing is fetched: Discord shows it.

An address is taken as it stands or not at all, so what may go out is one expression: https, a name of the public web, no
port, no user, nothing that Discord's own limits refuse.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote

from feeds.plain.masks import carries_secret_of, holds_key

LONGEST_PICTURE = 512
"""Characters of an address."""
MOST_LOOKED_AT = 20
"""Pictures of one entry; a gallery has hundreds."""
RESERVED = "%:/?#[]@!$&'()*+,;="
"""What has a meaning in an address (RFC 3986, 2.2) and stays; letters of other scripts are escaped."""
LABEL = r"[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?"
ADDRESS = re.compile(
    rf"https://(?P<host>(?:{LABEL}\.)+(?P<top>[a-z]{{2,24}}|xn--[a-z0-9-]{{2,59}}))(?::443)?"
    r"(?P<path>/(?:[\w.~!$&'()*+,;=:@/-]|%[0-9a-f]{2})+)(?P<query>\?(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?(?:#.*)?",
    re.IGNORECASE | re.ASCII,
)
PRIVATE_NAMES = frozenset(
    [
        "local",
        "localhost",
        "localdomain",
        "internal",
        "intranet",
        "lan",
        "home",
        "corp",
        "private",
        "arpa",
        "onion",
        "alt",
        "invalid",
        "test",
    ]
)
"""Last parts of names that lead nowhere on the public web (RFC 6761, 8375, 9476; ICANN's "internal"), or that routers use."""
NO_NEWS = (
    "gravatar.com",
    "pixel.wp.com",
    "stats.wordpress.com",
    "feedburner.com",
    "doubleclick.net",
    "scorecardresearch.com",
    "google-analytics.com",
)
"""Hosts of writers' portraits and of pictures that count readers: some feeds name them like pictures of the news."""
NOT_SHOWN = re.compile(
    r"\.(?:svgz?|ico|bmp|tiff?|heic|eps|pdf|html?|xml|mp[34]|m4[av]|mov|avi|webm|wav|ogg)$", re.IGNORECASE
)
"""Endings of what Discord shows no picture of."""


def first_public_picture(addresses: Iterable[str], feed: str) -> str | None:
    """The first address that may stand beside the news, of at most 512 characters; ``feed`` is the feed's own, whose keys
    nobody is shown."""
    looked_at = list(addresses)[:MOST_LOOKED_AT]
    fit = (found for one in looked_at if (found := public_picture(one)))
    return next((one for one in fit if not carries_secret_of(feed, one)), None)


def public_picture(address: str) -> str | None:
    """The address as it may go out; None where it may not."""
    if len(address) > LONGEST_PICTURE:
        return None
    parts = ADDRESS.fullmatch(quote(address, safe=RESERVED, errors="replace"))
    if parts is None or parts["top"].lower() in PRIVATE_NAMES or NOT_SHOWN.search(parts["path"]):
        return None
    host = parts["host"].lower()
    found = f"https://{host}{parts['path']}{parts['query'] or ''}"
    tells_no_news = any(host == one or host.endswith(f".{one}") for one in NO_NEWS)
    return None if tells_no_news or len(found) > LONGEST_PICTURE or holds_key(found) else found
