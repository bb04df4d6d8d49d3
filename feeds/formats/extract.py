"""A body to drafts of articles, or to what is remembered of them. Light enough for a worker process: it knows no table
and no network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from feeds.entries.drafts import Drafts
from feeds.entries.entries import Asked, Entry, Extract, Glimpse, Head, Unreadable
from feeds.entries.identity import NAMELESS, choose, page
from feeds.entries.urls import web
from feeds.formats import jsonfeed, xmlfeed
from feeds.formats.cut import Cut, cut_into_entries
from feeds.formats.loose import loose
from feeds.formats.thin import lean, thinned
from feeds.pages.pages import EMPTY, describe
from feeds.plain.encoding import decode
from feeds.plain.entities import with_ampersands
from feeds.plain.guess import guessed

MOST_ENTRIES = 1000
"""Of a feed with more entries the first and the last are read: new ones stand there, the rest is its archive."""
MOST_LETTERS = 4_000_000
"""Of a longer document, where all of it has to be read, the same: more takes longer than a worker has."""
MOST_SEARCHED = 200_000_000
"""Letters: to search more of them takes longer than to read all entries."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A body as text: a JSON Feed that is read already, or XML that is cut where that is certain."""

    text: str
    json: jsonfeed.Read | None = None
    whole: Cut | None = None
    slices: tuple[str, ...] = ()
    skipped: int = 0


def extract(body: bytes, content_type: str, asked: Asked, now: datetime) -> Extract | Unreadable:
    """What a feed's body holds: all its entries, or, where ``asked.known`` has fingerprints, the unknown ones."""
    found = _text(body, content_type, asked.url)
    if found is None:
        return Unreadable(EMPTY)
    if found.json:
        read = _extract(found.json.entries, found.json.head, asked, now)
        return replace(read, skipped=found.json.skipped, broken=found.json.broken)
    if found.whole and asked.identity and (partial := _unknown(found.whole, found.slices, asked, now)):
        return replace(partial, skipped=found.skipped)
    found = _readable(found)
    document, skipped = _xml(found.text, asked.url, is_cut=found.whole is not None)
    if isinstance(document, Unreadable):
        return document
    extracted = _extract(list(document.entries), document.head, asked, now)
    skipped += found.skipped
    return replace(extracted, slices=found.slices, ill_formed=document.ill_formed, skipped=skipped)


def glimpse(body: bytes, content_type: str, asked: Asked, now: datetime) -> Glimpse | Unreadable:
    """The keys and dates of all entries, without their texts where these are not needed for the keys."""
    found = _text(body, content_type, asked.url)
    if found and found.json:
        seen = _named(found.json.entries, found.json.head, asked, now)
        return replace(seen, skipped=found.json.skipped, broken=found.json.broken)
    if found and found.whole and (thin := _thin(found.whole, asked, now)):
        return replace(thin, slices=found.slices, skipped=found.skipped)
    full = extract(body, content_type, replace(asked, known=()), now)
    if isinstance(full, Unreadable):
        return full
    keys = tuple(draft.keys for draft in full.drafts)
    stated = tuple(draft.article["published"] for draft in full.drafts if draft.states_its_day)
    return Glimpse(keys, stated, full.head, full.identity, full.total, full.slices, full.skipped, full.broken)


def _thin(whole: Cut, asked: Asked, now: datetime) -> Glimpse | None:
    """None where an entry has no name but its text, or the thinned document is read differently."""
    document = xmlfeed.read_xml(thinned(whole.only(lambda _place: True)), asked.url)
    if document.ill_formed or len(document.entries) != len(whole.entries):
        return None
    named = _named(document.entries, document.head, asked, now)
    nameless = any(key.startswith(NAMELESS) for keys in named.keys for key in keys)
    return None if nameless else named


def _named(entries: Sequence[Entry], head: Head, asked: Asked, now: datetime) -> Glimpse:
    policy = asked.identity or choose(entries)
    named = Drafts(asked, head, policy, now).named(entries)
    dates = tuple(dated.at.isoformat() for _, dated in named if dated and dated.states_its_day)
    return Glimpse(tuple(keys for keys, _ in named), dates, head, policy, total=len(named))


def _text(body: bytes, content_type: str, url: str) -> _Text | None:
    """None for an empty body."""
    text = decode(body, content_type, guessed)
    if not text.strip():
        return None
    if jsonfeed.looks_like(text) and (found := jsonfeed.read_json(text, url, MOST_ENTRIES)):
        return _Text(text, json=found)
    text = xmlfeed.undeclared(text)
    whole = cut_into_entries(text)
    return _ends(_Text(text, whole=whole), MOST_ENTRIES) if whole else _Text(text)


def _readable(found: _Text) -> _Text:
    """As much of it as can be read in time; an entry of either end at least."""
    if found.whole is None or len(found.text) <= MOST_LETTERS:
        return found
    return _ends(found, max(2, len(found.slices) * MOST_LETTERS // len(found.text)))


def _ends(found: _Text, most: int) -> _Text:
    """Of more than ``most`` entries the first and the last."""
    whole, text, skipped = found.whole, found.text, found.skipped
    if whole and len(whole.entries) > most:
        skipped += len(whole.entries) - most
        whole = whole.ends(most)
        text = whole.only(lambda _place: True)
    return _Text(text, whole=whole, slices=whole.fingerprints if whole else (), skipped=skipped)


def _xml(text: str, url: str, *, is_cut: bool) -> tuple[xmlfeed.XmlFeed | Unreadable, int]:
    """What the text holds, and how many entries of it were left out."""
    if xmlfeed.may_hold(text):
        whole = text if is_cut else with_ampersands(text)
        ends, skipped = (lean(whole), 0) if is_cut else loose(whole)
        document = xmlfeed.read_xml(ends, url)
        if document.entries or document.version:
            return replace(document, ill_formed=document.ill_formed or whole != text), skipped
    return Unreadable(describe(text)), 0


def _unknown(whole: Cut, slices: tuple[str, ...], asked: Asked, now: datetime) -> Extract | None:
    """The unknown entries alone; None where reading them alone might differ from reading all."""
    known = frozenset(asked.known)
    if known.isdisjoint(slices):
        return None
    document = xmlfeed.read_xml(lean(whole.only(lambda place: slices[place] not in known)), asked.url)
    rest = [entry for entry, print_ in zip(whole.entries, slices, strict=True) if print_ in known]
    if len(document.entries) != len(slices) - len(rest) or _leads_to_known(document.entries, rest):
        return None
    found = _extract(list(document.entries), document.head, asked, now)
    return replace(found, total=len(slices), slices=slices)


def _leads_to_known(entries: Sequence[Entry], known: Sequence[str]) -> bool:
    """Whether a page of these entries may occur in a known one: whether it is shared only the whole document tells."""
    paths = {parts.path for entry in entries if (parts := web(page(entry)))}
    if len(paths) * sum(map(len, known)) > MOST_SEARCHED:
        return True
    return any(path in text or path.replace("&", "&amp;") in text for path in paths for text in known)


def _extract(entries: list[Entry], head: Head, asked: Asked, now: datetime) -> Extract:
    policy = asked.identity or choose(entries)
    drafts = Drafts(asked, head, policy, now).read(entries)
    return Extract(drafts, head, policy, total=len(drafts))
