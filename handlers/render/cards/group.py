"""Many events in one message, a line each: what came at once, and what the quiet hours held. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from handlers.render.cards.alert import LINE, event_in_a_line, headline, signed
from handlers.render.cards.palette import DIGEST
from handlers.render.cards.report import Report
from handlers.render.words.text import cut, safe
from store.nouns.desk import Alert
from store.nouns.models import Event

HALF = 13
"""Lines in the first of two embeds: one alone would be too long for 25."""


@dataclass(frozen=True)
class Telling:
    """What the message of an alert has to tell. ``report`` is ``None`` where nothing is left of it: ``was`` is the
    event as it was filed, ``instead`` what it was merged into, if it was."""

    alert: Alert
    report: Report | None
    was: Event | None = None
    instead: Report | None = None


def count_of(told: Sequence[Telling], *, quiet: bool) -> str:
    """``3 events at once``: what a lock screen shows of the message."""
    count = sum(one.report is not None for one in told)
    events = "1 event" if count == 1 else f"{count} events"
    return f"{events} {'from the quiet hours' if quiet else 'at once'}"


def grouped(told: Sequence[Telling], *, mark: str) -> list[discord.Embed]:
    """A line for each event; what is not told any more is struck."""
    lines = [f"• {_line(one)}" for one in told]
    halves = [half for half in (lines[:HALF], lines[HALF:]) if half]
    embeds = [discord.Embed(description="\n".join(half), colour=DIGEST) for half in halves]
    signed(embeds[-1], "choose one below for its sources", mark)
    return embeds


def options(told: Sequence[Telling]) -> list[discord.SelectOption]:
    """The events of a grouped message to choose from, by the number of their alert."""
    return [option(str(one.alert.id), one.report.event) for one in told if one.report is not None]


def option(value: str, event: Event) -> discord.SelectOption:
    """An event in a menu."""
    when = event.day.isoformat() if event.day else "date not known"
    about = f"{event.kind}, {when}, {event.importance} importance"
    return discord.SelectOption(label=cut(event.title, 100), value=value, description=cut(about, 100))


def _line(told: Telling) -> str:
    if told.report is not None:
        return event_in_a_line(told.report)
    title = f"~~{cut(safe(told.was.title), 100) if told.was else 'an event'}~~"
    if told.instead is None:
        return f"{title} taken back"
    return f"{title} is the same as {headline(told.instead.event, LINE - len(title) - 40)}"
