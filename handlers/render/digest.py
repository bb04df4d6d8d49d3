"""A digest as messages show it: the bottom line first, then what is new, then what changed. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import discord

from handlers.render.alert import Report, headline, line, signed
from handlers.render.text import cut, link, safe

COLOUR = 0x2B5C8A
EMBED_TEXT = 4_000
TEXT_IN_ALL = 5_600
"""Discord allows 4096 characters in one description and 6000 in all embeds of a message."""


def digest(
    body: Mapping[str, Any], reports: Mapping[str, Report], links: Mapping[str, str | None], mark: str
) -> list[discord.Embed]:
    """``body`` is what ``handlers/digest.py`` chose; an event that is gone meanwhile is left out."""
    fresh = [name for name in body["new"] if name in reports]
    changed = [name for name in body["changed"] if name in reports]
    blocks = [_window(body), *_bottom_line(fresh or changed, reports)]
    lines = {name: f"{line(reports[name])}{_to_alert(links.get(name))}" for name in (*fresh, *changed)}
    lines |= {name: f"{lines[name]}{_change(body, name)}" for name in changed}
    blocks += _section("New", [lines[name] for name in fresh])
    blocks += _section("Changed since the last one", [lines[name] for name in changed])
    if body["left"]:
        blocks.append(f"\n-# {body['left']} more in this time: `/recent` and `/brief` have them all.")
    if not fresh and not changed:
        blocks.append("\nNothing happened that is known here.")
    texts = _pages(blocks)
    embeds = [discord.Embed(description=text, colour=COLOUR) for text in texts]
    embeds[0].title = "Late digest" if body["late"] else "Digest"
    signed(embeds[-1], "digest", mark)
    return embeds


def _window(body: Mapping[str, Any]) -> str:
    start, end = (int(datetime.fromisoformat(body[name]).timestamp()) for name in ("from", "until"))
    late = f"\nIt was due <t:{int(datetime.fromisoformat(body['slot']).timestamp())}:f> and is late."
    return f"<t:{start}:f> to <t:{end}:f>{late if body['late'] else ''}"


def _bottom_line(names: Sequence[str], reports: Mapping[str, Report]) -> list[str]:
    if not names:
        return []
    first = reports[names[0]]
    return [f"\n**Bottom line:** {headline(first.event)} ({first.event.importance}, {first.event.standing})"]


def _section(heading: str, lines: Sequence[str]) -> list[str]:
    return [f"\n**{heading}**\n• {lines[0]}", *(f"• {text}" for text in lines[1:])] if lines else []


def _change(body: Mapping[str, Any], name: str) -> str:
    """What is otherwise than when a digest told it last; more sources alone where no fact is."""
    changes = body.get("changes", {}).get(name)
    if changes is None:
        return ""
    return f"\n  {safe('; '.join(changes)) or 'further sources'}"


def _to_alert(url: str | None) -> str:
    return f" · {link('alert', url)}" if url else ""


def _pages(blocks: Sequence[str]) -> list[str]:
    """The blocks in as few texts as hold them, cut off between blocks where a message is full."""
    pages = [""]
    for block in blocks:
        text = cut(block, 600)
        if sum(map(len, pages)) + len(text) > TEXT_IN_ALL:
            break
        if len(pages[-1]) + len(text) > EMBED_TEXT:
            pages.append("")
        pages[-1] += f"{text}\n"
    return pages
