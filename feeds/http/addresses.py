"""An address as the HTTP client reads it, sent as it was written.

A client that writes ``%2F`` as ``/`` asks for another page than its server signed (RFC 3986, 2.2: the two are not
equivalent), so path and query keep their spelling; the host is the client's own reading, for it and for the guard.
"""

import re
from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

from yarl import URL

READINGS_KEPT = 10_000
WRITTEN = re.compile(r"(?:[!$&'()*+,;=:@/?\w.~-]|%[0-9A-Fa-f]{2})*", re.ASCII)
"""A path with its query that may travel as it stands (RFC 3986, 3.3 and 3.4); other signs are escaped by the client."""


@lru_cache(READINGS_KEPT)
def address_of(url: str) -> URL:
    """The address as the HTTP client reads it, for it and for the guard: two readers of one address would be a hole.
    Kept, because to read one is a part of every visit that shows. Raises ``ValueError``."""
    read = URL(url)
    written = urlsplit(url)
    sent = f"{written.path}?{written.query}" if written.query else written.path
    if not read.absolute or not read.raw_authority or not WRITTEN.fullmatch(sent):
        return read
    return URL.build(
        scheme=read.scheme,
        authority=read.raw_authority,
        path=written.path or "/",
        query_string=written.query,
        encoded=True,
    )


def redirected(url: str, location: str) -> str:
    """Where a ``Location`` leads from an address (RFC 9110, 10.2.2), without a fragment. Raises ``ValueError``."""
    joined = urldefrag(urljoin(url, location.strip())).url
    parts = urlsplit(joined)
    sent = f"{parts.path}?{parts.query}"
    return joined if WRITTEN.fullmatch(sent) else str(URL(joined).with_fragment(None))
