"""An event of the index as bytes that outlive the process: the same keys and the same numbers of words in each.

A record (``facts/matching/index.py: record_of``) behind the days under which it is found, each with its keys:

    how many days: 2 bytes | each: day 4 bytes, how many keys 2 bytes | keys, 8 bytes each | the record
"""

import sys
from array import array
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b, blake2s
from importlib.resources import files
from struct import Struct

from facts.names.common import COMMON

DayKeys = Sequence[tuple[int, Sequence[int]]]
"""Ordinals of days, each with the keys under which an event is found there."""
MADE_BY = (
    "facts.matching.features",
    "facts.matching.index",
    "facts.matching.packed",
    "facts.matching.stored",
    "facts.model.assertion",
    "facts.model.kinds",
    "facts.model.reading",
    "facts.names.stop_words",
    "facts.names.text",
    "facts.names.titles",
    "facts.rows.kinds",
    "facts.rows.patterns",
    "store.nouns.words",
)
"""The modules that make features out of readings and texts: when one of them changes, what was stored is made anew."""
READ_BY_THEM = (
    ("facts.rows", "marks.toml"),
    ("facts.rows", "russian.toml"),
    ("facts.rows", "stop_words.toml"),
    ("facts.rows", "title_words.toml"),
    ("facts.rows", "traditional.toml"),
    ("store.nouns", "words.toml"),
)
"""The tables of words of those modules."""
_COUNT = Struct("<H")
_DAY = Struct("<iH")


def fact_key(sort: str, value: str) -> int:
    """The key of a fact, alike in every process (Python's own ``hash`` is another one in each)."""
    named = f"{sort} {value}".encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(named, digest_size=8).digest(), "little")


@cache
def makers() -> str:
    """The sign of what makes what is stored: it changes with any of ``MADE_BY`` and with the words that find nothing."""
    digest = blake2s(" ".join([sys.byteorder, *sorted(COMMON)]).encode(), digest_size=8)
    for module in MADE_BY:
        package, _, name = module.rpartition(".")
        digest.update(files(package).joinpath(f"{name}.py").read_bytes())
    for package, name in READ_BY_THEM:
        digest.update(files(package).joinpath(name).read_bytes())
    return digest.hexdigest()


def closed(days: DayKeys, record: bytes) -> bytes:
    """The opposite of ``opened``."""
    heads = b"".join(_DAY.pack(day, len(keys)) for day, keys in days)
    keys = array("Q", (key for _, some in days for key in some))
    return _COUNT.pack(len(days)) + heads + keys.tobytes() + record


def opened(stored: bytes) -> tuple[DayKeys, bytes]:
    """The days with their keys, and the record. Bytes are in this machine's order, which ``makers`` tells."""
    (count,) = _COUNT.unpack_from(stored)
    heads, at = [], 2
    for _ in range(count):
        heads.append(_DAY.unpack_from(stored, at))
        at += _DAY.size
    days = []
    for day, size in heads:
        end = at + 8 * size
        days.append((day, array("Q", stored[at:end])))
        at = end
    return days, stored[at:]


def recorded_name(record: bytes) -> bytes:
    """The name of the event in front of its record."""
    return record[2 : 2 + int.from_bytes(record[:2], "little")]
