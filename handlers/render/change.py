"""What is told beside the events: a changed fact as a reply, a word about the bot's own state. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from handlers.render.alert import Report, headline, signed, source_line
from handlers.render.feed import news
from handlers.render.text import cut, link, safe
from store.models import Event

TITLES = {"change": "Changed", "correction": "Corrected", "denial": "Denied"}
COLOUR = 0x6B4E9B


def reply(report: Report, changes: Sequence[Mapping[str, Any]], mark: str) -> discord.Embed:
    """The facts as they were, struck through, and as they are, with the newest source that says so."""
    kinds = {change["kind"] for change in changes}
    kind = next(kind for kind in ("denial", "correction", "change") if kind in kinds)
    lines = [changed(change) for change in changes]
    if report.sourcing:
        lines += ["", source_line(report.sourcing[-1])]
    title = f"{TITLES[kind]}: {headline(report.event)}"
    embed = discord.Embed(title=cut(title, 250), description=cut("\n".join(lines), 3_900), colour=COLOUR)
    return signed(embed, report.event.id, mark)


def gone(was: Event | None, now: Sequence[Report], url: str | None, mark: str) -> discord.Embed:
    """The message of an event that was merged into another, or withdrawn: struck, and never deleted."""
    title = f"~~{safe(cut(was.title, 220))}~~" if was else "Taken back"
    if now:
        text = (
            f"The same as {link(f'**{headline(now[0].event)}**', url or now[0].url)}, which has its sources."
        )
    else:
        text = "Found not relevant here, and taken back."
    return signed(discord.Embed(title=title, description=text, colour=COLOUR), "taken back", mark)


def changed(change: Mapping[str, Any]) -> str:
    """``**amount:** ~~US$1 billion~~ → US$2 billion``; nothing that was said is taken away."""
    before = f"~~{safe(cut(change['before'], 300))}~~ → " if change.get("before") else ""
    return f"**{safe(change['what'])}:** {before}{safe(cut(change['after'], 600))}"


def notice(body: Mapping[str, Any], mark: str) -> discord.Embed:
    """To an admin: a channel takes no messages, a feed is broken. In a channel: a person's direct messages are
    closed."""
    if "person" in body:
        title = "Direct messages are closed"
        text = (
            f"<@{body['person']}> asked to be told of what they watch, and Discord refuses the message. "
            "It goes on when direct messages from this server are allowed again and `/watch` is used once."
        )
    elif "news" in body:
        title, text = news(body)
    else:
        title = "A channel takes no messages"
        text = (
            f"<#{body['channel']}>: {safe(cut(str(body['error']), 300))}\n"
            "Its alerts wait in their order and go out when this is put right; `/status` shows them, "
            "and an admin may drop them there."
        )
    return signed(discord.Embed(title=title, description=text, colour=COLOUR), "notice", mark)
