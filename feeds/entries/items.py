"""What the rest of the house gets of a feed: articles with the keys of their entries."""

from dataclasses import dataclass

from feeds.entries.entries import Head
from store.nouns.models import ArticleFacts


@dataclass(frozen=True, slots=True)
class Item:
    """An article and the keys under which its feed is asked whether it was seen; the first key names it."""

    article: ArticleFacts
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parsed:
    """A feed's document as read: its items in the document's order, the rest as in ``entries.Extract``."""

    items: tuple[Item, ...]
    head: Head
    identity: str
    total: int
    slices: tuple[str, ...] = ()
    ill_formed: bool = False
    skipped: int = 0
    broken: int = 0
