"""Many events in one message, a line each: what came at once, and what the quiet hours held. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

import discord

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.render.cards.alert import LINE, event_headline, event_in_a_line, headline, signed
from handlers.render.cards.palette import DIGEST
from handlers.render.cards.report import Report
from handlers.render.words.dates import held_together, span
from handlers.render.words.text import cut, safe
from store.nouns.models import Event
from store.nouns.outbox import Alert
from store.outbox.queueing import mark_of

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
    struck = [mark_of(one.alert) for one in told if one.report is None]
    signed(embeds[-1], "choose one below for its sources", " ".join([*struck, mark]))
    return embeds


def options(told: Sequence[Telling]) -> list[discord.SelectOption]:
    """The events of a grouped message to choose from, by number and mark of their alert: by its mark each is found in a
    history, also by a register that does not know that they were told together."""
    shown = [(one.alert, one.report) for one in told if one.report is not None]
    return [story_option(f"{alert.id}{mark_of(alert)}", found) for alert, found in shown]


def marked(value: str) -> str:
    """The mark in the value of a choice; empty where it has none (those of a digest, and of older messages)."""
    number, sign, mark = value.partition("#")
    return sign + mark if mark and number.isdecimal() else ""


def story_option(value: str, report: Report) -> discord.SelectOption:
    """An event in a menu, under the headline that its message has."""
    return option(value, report.event, event_headline(report))


def option(value: str, event: Event, title: str = "", kinds: Kinds = KINDS) -> discord.SelectOption:
    """An event in a menu: ``title``, or our own line on it; what it is, and when."""
    when = span(event.day, event.until, event.precision)
    about = held_together(f"{kinds.of(event.kind).label} · {when}").replace("\u00a0", " ")
    return discord.SelectOption(
        label=cut(title or event.title, 100), value=value, description=cut(about, 100)
    )


def _line(told: Telling) -> str:
    if told.report is not None:
        return event_in_a_line(told.report)
    title = f"~~{cut(safe(told.was.title), 100) if told.was else 'an event'}~~"
    if told.instead is None:
        return f"{title} taken back"
    return f"{title} is the same as {headline(told.instead.event, LINE - len(title) - 40)}"
