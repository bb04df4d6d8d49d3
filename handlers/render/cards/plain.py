"""A message in its plainest form, for when Discord refuses the other: text alone, without embeds or components. Pure."""

from collections.abc import Sequence

import discord

from handlers.render.cards.alert import OUTLET
from handlers.render.cards.group import Telling
from handlers.render.cards.headline import built_headline, source_headline, struck
from handlers.render.words.text import cut, safe

MOST = 1_900
"""Of the 2,000 characters that Discord takes; the rest is for a mention and the mark."""
MARK = 12
"""Characters of one more mark."""
LONGEST_ADDRESS = 1_500
ENOUGH = 60
"""Characters of a headline that have to find room before an address is shown beside it."""


def event_lines_in_plain(told: Sequence[Telling]) -> str:
    """Headline, outlet and address of each event, a line each; every one is named, however many there are."""
    room = (MOST - MARK * max(len(told) - 1, 0)) // max(len(told), 1) - 3
    return "\n".join(_line(one, room) for one in told)


def embed_words(embeds: Sequence[discord.Embed]) -> str:
    """What embeds say, as far as it fits."""
    texts = [text for embed in embeds for text in (embed.title, embed.description) if text]
    return cut("\n".join(texts), MOST)


def with_marks(text: str, marks: Sequence[str]) -> str:
    """With the marks by which the bot finds its own message; they end the text."""
    return f"{text}\n-# {' '.join(marks)}"


def marks(text: str) -> set[str]:
    last = text.rpartition("\n")[2]
    return (
        {word for word in last.split() if word.startswith("#")} - {"#"} if last.startswith("-# ") else set()
    )


def _line(told: Telling, room: int) -> str:
    if told.report is None:
        return cut(f"~~{safe(told.was.title) if told.was else 'an event'}~~ taken back", room)
    found, best = told.report, told.report.best()
    about = f" · {safe(cut(best.outlet, OUTLET))}" if best else ""
    address = _address(best.article.url if best else found.url)
    if address and len(address) + len(about) + ENOUGH <= room:
        about += f" {address}"
    most = max(room - len(about) - len(" (denied)~~~~"), 20)
    said = built_headline(found, most) if best is None or best.is_foreign else source_headline(best, most)
    return struck(said, found.event) + about


def _address(url: str | None) -> str | None:
    """As text that Discord makes no preview of."""
    if not url or len(url) > LONGEST_ADDRESS or set(url) & set("<> \n"):
        return None
    return f"<{url}>"
