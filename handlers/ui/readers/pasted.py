"""Reads what a person copied from a card: its headline, its link, the link of its message, or the ten digits below it."""

import re
from dataclasses import dataclass

from facts.asking.nearness import title_likeness
from feeds.entries.urls import canonical
from store.nouns.views import TextSheet
from store.search.answers import Answers
from store.search.pointers import Pointers
from store.search.ranking import Hit
from store.search.search import Search

MARK = re.compile(r"#?([0-9a-f]{10})", re.IGNORECASE)
ADDRESS = re.compile(r"<?(https?://[^\s<>]+)>?", re.IGNORECASE)
MESSAGE = re.compile(r"https://(?:\w+\.)?discord(?:app)?\.com/channels/(?:\d+|@me)/\d+/(\d+)/?")
SIGNS = re.compile(r"^[^\w\"'“‘(]+|[\s…]+$|~~")
"""The sign of the kind before a headline, an ellipsis behind one that was cut, and what strikes it through."""
WORDS = 4
LETTERS = 8
"""A headline has so many words, or so many signs of a script without spaces; what is shorter is a topic."""
ALIKE = 92
"""Of 100: letters may be wrong, no word may be."""
LOOKED_AT = 8


@dataclass(frozen=True)
class Pasted:
    """``event`` tells which event is meant, if it is one."""

    pointers: Pointers
    search: Search

    async def event(self, text: str) -> str | None:
        """The id of the event that the text was copied from; ``None`` for anything else that people type."""
        plain = text.strip()
        if mark := MARK.fullmatch(plain):
            return await self.pointers.under_mark(mark[1].lower())
        if found := ADDRESS.search(plain):
            return await self._at(found[1])
        return await self._headed(SIGNS.sub("", plain))

    async def _at(self, address: str) -> str | None:
        if message := MESSAGE.fullmatch(address):
            return await self.pointers.under_message(int(message[1]))
        named = canonical(address)
        return await self.pointers.at_addresses([named]) if named else None

    async def _headed(self, headline: str) -> str | None:
        if len(headline.split()) < WORDS and (headline.isascii() or len(headline) < LETTERS):
            return None
        found = await self.search.find(headline, kinds=("event", "article"), limit=LOOKED_AT)
        alike = [(title_likeness(headline, hit.title), hit) for hit in found.hits]
        best = max(alike, key=lambda one: one[0], default=None)
        return await self._told(best[1]) if best is not None and best[0][0] >= ALIKE else None

    async def _told(self, hit: Hit) -> str | None:
        return hit.id if hit.kind == "event" else await self.pointers.of_article(hit.id)


async def text_at(answers: Answers, typed: str) -> TextSheet | None:
    """The text of this id, or at this address however it is spelt; None where no such text was read."""
    plain = typed.strip().removeprefix("<").removesuffix(">")
    spelt = [plain, canonical(plain) if ADDRESS.fullmatch(plain) else None, plain.rstrip("/"), f"{plain}/"]
    for one in dict.fromkeys(spelt):
        if one and (sheet := await answers.text(one)):
            return sheet
    return None
