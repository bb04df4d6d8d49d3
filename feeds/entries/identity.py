"""What makes two entries of a feed the same one: a policy chosen once per feed, and keys under it.

Policies, as stored on the feed: ``guid+link``, ``guid`` (several entries lead to one page), ``link`` (no usable
guids) and ``title`` (title and day). Alias keys keep an archive from being posted again when a site changes its
guids, its scheme or its host.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from hashlib import sha256

from feeds.entries.entries import Entry
from feeds.entries.urls import canonical, web

NAMELESS = "text:"
"""Begins the key of an entry that has nothing but its text to be known by."""
LINK = "link:"
"""Begins the key of an entry that the page it leads to names."""
LONGEST_KEY = 200
WORDS_OF_A_TITLE = 4
"""A shorter one ("Press release") names no article."""
WORDS = re.compile(r"[\W_]+")
SCHEME = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)


def choose(entries: Sequence[Entry]) -> str:
    """The policy that tells these entries apart: what most of them have and no two different ones share."""
    guids = _tells_apart(entries, _guid, lambda entry: page(entry) or entry.title)
    links = _tells_apart(entries, page, lambda entry: entry.title)
    if guids:
        return "guid+link" if links else "guid"
    return "link" if links else "title"


def keys(
    entry: Entry,
    policy: str,
    own_hosts: frozenset[str],
    shared: frozenset[str],
    at: datetime | None,
    said: str | None = None,
) -> tuple[str, ...]:
    """The keys of an entry, the naming one first, never none.

    ``own_hosts`` are the feed's (only there does a path alone name a page), ``shared`` the pages to which several
    entries of the document lead, ``at`` the entry's date, ``said`` an alias (``sayings``).
    """
    found = _guid_keys(entry.guid, own_hosts) if policy.startswith("guid") and entry.guid else []
    address = page(entry)
    if address and policy.endswith("link") and address not in shared:
        found.append(LINK + address)
    found = found or [_title_key(entry, at)]
    return tuple(dict.fromkeys(map(short, [*found, said] if said else found)))


def sayings(
    entries: Sequence[Entry], moments: Sequence[datetime | None], *, gathered: bool
) -> list[str | None]:
    """For each entry an alias of its title and moment, where these alone tell it from all others of the document: some
    aggregators give the same entry another guid and address at every read. Where the feed is one (``gathered``) or the
    entry names another publisher, the day is enough; else it is the second, and not midnight."""
    pairs = zip(entries, moments, strict=True)
    found = [_saying(entry, at, by_day=gathered or bool(entry.publisher)) for entry, at in pairs]
    times = Counter(found)
    return [said if times[said] == 1 else None for said in found]


def _saying(entry: Entry, at: datetime | None, *, by_day: bool) -> str | None:
    words = WORDS.sub(" ", entry.title.casefold()).split()
    if at is None or len(words) < WORDS_OF_A_TITLE or not (by_day or (at.minute or at.second)):
        return None
    moment = f"{at:%Y-%m-%d}" if by_day else f"{at:%Y-%m-%dT%H:%M:%S}"
    return f"said:{moment} {' '.join(words)}"


def address_keys(address: str) -> tuple[str, ...]:
    """The keys under which an entry that leads to an address may have been remembered, whatever its feed's policy."""
    known = canonical(address)
    parts = web(address)
    path = [f"path:{parts.path}?{parts.query}"] if parts else []
    link = [LINK + known] if known else []
    return tuple(map(short, [*link, "guid:" + SCHEME.sub("", address), *path]))


def shared_pages(entries: Sequence[Entry]) -> frozenset[str]:
    """Pages to which entries with different titles lead: they name none of them."""
    titles: dict[str, set[str]] = defaultdict(set)
    for entry in entries:
        titles[page(entry)].add(entry.title)
    return frozenset(address for address, found in titles.items() if len(found) > 1)


def page(entry: Entry) -> str:
    """The canonical address that an entry leads to; empty where it has none or it is a site's front page."""
    address = canonical(entry.link)
    parts = web(address) if address else None
    return address if address and parts and (len(parts.path) > 1 or parts.query or parts.fragment) else ""


def linked_hosts(*addresses: str) -> frozenset[str]:
    """The hosts of addresses, without ``www.``."""
    return frozenset(parts.hostname.removeprefix("www.") for address in addresses if (parts := web(address)))


def short(key: str) -> str:
    """A key that fits an index: a long one ends in its SHA-256."""
    return key if len(key) <= LONGEST_KEY else f"{key[: LONGEST_KEY - 33]}#{_digest(key)[:32]}"


def _digest(text: str) -> str:
    """SHA-256; also of half a sign, which an address that somebody types may hold."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _guid(entry: Entry) -> str:
    return entry.guid


def _tells_apart(
    entries: Sequence[Entry], value: Callable[[Entry], str], other: Callable[[Entry], str]
) -> bool:
    """Most entries have the value, where two share it they are the same entry written twice, and that is seldom."""
    seen: dict[str, str] = {}
    for entry in entries:
        if (found := value(entry)) and seen.setdefault(found, other(entry)) != other(entry):
            return False
    has_it = sum(bool(value(entry)) for entry in entries) * 2 >= len(entries) > 0
    return has_it and not _names_the_feed(entries, value)


def _names_the_feed(entries: Sequence[Entry], value: Callable[[Entry], str]) -> bool:
    """Whether most entries have the value of one with another title or date (undated: guid). A corrected story has that, too,
    but no feed is made of corrections."""
    sharing: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in entries:
        sharing[value(entry)].add((entry.title, entry.published or entry.guid))
    shared = [entry for entry in entries if value(entry) and len(sharing[value(entry)]) > 1]
    return len(shared) * 2 > len(entries)


def _guid_keys(guid: str, own_hosts: frozenset[str]) -> list[str]:
    parts = web(guid)
    if parts and parts.hostname.removeprefix("www.") in own_hosts and (len(parts.path) > 1 or parts.query):
        return [f"path:{parts.path}?{parts.query}"]
    return ["guid:" + SCHEME.sub("", guid)]


def _title_key(entry: Entry, at: datetime | None) -> str:
    words = WORDS.sub(" ", entry.title.casefold()).strip()
    day = f"{at:%Y-%m-%d}" if at else ""
    if words and day:
        return f"title:{day} {words}"
    return NAMELESS + _digest(f"{words}\n{entry.text}\n{entry.link}\n{entry.guid}\n{entry.author}")
