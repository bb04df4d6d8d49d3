"""The encoding of bytes of which nobody says how they are written. For worker processes: it takes a while."""

import re
from importlib import import_module

RUN = re.compile(rb"[\x80-\xff]{3,}")
"""Bytes beyond ASCII stand side by side in Cyrillic, Arabic, Chinese …; in Western texts they stand among letters."""
SHARE = 0.5
ASCII = bytes(range(0x80))
LOOKED_AT = 500_000
SAMPLE = 20_000
"""Bytes from the first run on that are looked at."""


def guessed(body: bytes) -> str | None:
    """The likeliest encoding; None where windows-1252 is as likely."""
    body = body[:LOOKED_AT]
    runs = RUN.findall(body)
    beyond = len(body.translate(None, ASCII))
    if sum(map(len, runs)) < beyond * SHARE or not runs:
        return None
    first = body.index(runs[0])
    sample = body[first : first + SAMPLE]
    library = import_module(
        "charset_normalizer"
    )  # when it is needed: one feed in hundreds has a use for its 6 MB
    best = library.from_bytes(sample.rpartition(b"<")[0] or sample).best()
    return str(best.encoding) if best else None
