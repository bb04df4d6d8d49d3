"""A digest as messages show it: what happened, dated, the most important first; then what changed. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import discord

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.render.cards.alert import event_in_a_line, signed
from handlers.render.cards.developments import development_line
from handlers.render.cards.headline import MOST, is_denied
from handlers.render.cards.palette import DIGEST
from handlers.render.cards.report import Report
from handlers.render.illustrations.periods import days_picture
from handlers.render.pictures.canvas import Picture
from handlers.render.words.dates import short_day, short_span
from handlers.render.words.text import cut, fact

EMBED_TEXT = 4_000
TEXT_IN_ALL = 5_600
"""Discord allows 4096 characters in one description and 6000 in all embeds of a message."""
BLOCK = 900
LINE = 330
"""Characters: twelve such lines fit into one embed."""


def digest(
    body: Mapping[str, Any],
    reports: Mapping[str, Report],
    links: Mapping[str, str | None],
    mark: str,
    drawn: Picture | None = None,
    kinds: Kinds = KINDS,
) -> list[discord.Embed]:
    """``body`` is what ``handlers/alerts/digest.py`` chose; an event that is gone meanwhile is left out. ``drawn`` is the
    picture that comes with the message."""
    fresh = _living(body["new"], reports)
    lines = [name for name in fresh if not _is_told_with(reports[name], fresh, reports)]
    blocks = [f"- {event_in_a_line(reports[name], links.get(name), LINE)}" for name in lines]
    if body["left"]:
        told = len(fresh) + len(_moved(body, reports))
        blocks.append(f"-# {told} of {told + body['left']:,}, most important first")
    changes = _changes(body, reports, links, lines)
    blocks += ["\n**What changed**", *changes] if changes else []
    expected = [name for name in _living(body.get("expected", ()), reports) if name not in fresh]
    if not fresh and not changes:
        blocks.append("Nothing new came in.")
    blocks += ["\n**Expected in the next seven days**"] if expected else []
    blocks += [f"- {event_in_a_line(reports[name], links.get(name), LINE)}" for name in expected]
    week = _week(body, drawn, kinds)
    pages = _pages([*blocks, *week, _window(body)])
    embeds = [discord.Embed(description=text.strip("\n"), colour=DIGEST) for text in pages]
    signed(embeds[-1], "", mark)
    if drawn is not None:
        embeds[-1].set_image(url=f"attachment://{drawn.file}")
    return embeds


def opening(body: Mapping[str, Any], reports: Mapping[str, Report], kinds: Kinds = KINDS) -> str:
    """``🗓️ Week to 27 Nov: 2 deliveries, 3 exercises``: what a lock screen shows. Counts all that is new."""
    start, end = (datetime.fromisoformat(body[name]) for name in ("from", "until"))
    days = (end - start).days
    span = "Week" if 6 <= days <= 8 else "Day" if days <= 1 else f"{days} days"
    counts = _sums(body.get("begun", ())) or Counter(
        _counted(reports[n]) for n in _living(body["new"], reports)
    )
    said = _in_words(counts, kinds)
    late = " (late)" if body["late"] else ""
    changes = len(body.get("developments", body["changed"])) + body.get("undeveloped", 0)
    nothing = f"{changes} known event{'s' if changes > 1 else ''} changed" if changes else "nothing new"
    until = short_day(end.astimezone(_zone(body)), "day")
    return cut(f"🗓️ {span} to {until}{late}: {said or nothing}", MOST)


def picture_of(body: Mapping[str, Any]) -> Picture | None:
    """What is new by day, of about a week: the window's, or the week's that ends with it. The same numbers as the text."""
    start, end = (datetime.fromisoformat(body[name]).date() for name in ("from", "until"))
    if week := body.get("week"):
        start = end - timedelta(days=7)
    by_day: Counter[tuple[date | None, str]] = Counter()
    for kind, _, day, count in week or body.get("begun", ()):
        by_day[date.fromisoformat(day) if day else None, kind] += count
    return days_picture("What is new, day by day", by_day, start, end)


def _week(body: Mapping[str, Any], drawn: Picture | None, kinds: Kinds) -> list[str]:
    """What the picture of a week counts, under a digest of less; nothing without the picture."""
    if drawn is None or not body.get("week"):
        return []
    until = short_day(datetime.fromisoformat(body["until"]).astimezone(_zone(body)), "day")
    return [f"\n**The week to {until}**\n{_in_words(_sums(body['week']), kinds)}"]


def _in_words(counts: Counter[tuple[str, str]], kinds: Kinds) -> str:
    """``2 deliveries, 3 exercises``."""
    rows = counts.most_common()
    return ", ".join(fact(f"{count:,} {_kind_word(kind, count, kinds)}") for kind, count in rows)


def _sums(rows: Iterable[Sequence[Any]]) -> Counter[tuple[str, str]]:
    """How many are new, by kind and whether they deny or are denied; nothing in what an older version chose."""
    sums: Counter[tuple[str, str]] = Counter()
    for kind, denied, _, count in rows:
        sums[kind, denied] += count
    return sums


def _is_told_with(report: Report, fresh: Sequence[str], reports: Mapping[str, Report]) -> bool:
    """Whether it denies what has a line itself, which says who denies it."""
    denied = report.event.follows or ""
    is_denial = bool(report.sourcing) and all(one.denies for one in report.sourcing)
    return is_denial and denied in fresh and is_denied(reports[denied].event)


def _changes(
    body: Mapping[str, Any],
    reports: Mapping[str, Report],
    links: Mapping[str, str | None],
    lines: Sequence[str],
) -> list[str]:
    """What changed in what was known; of what has a line, which says how far it is and when, nothing that says no more."""
    moved = [f"- {event_in_a_line(reports[name], links.get(name), LINE)}" for name in _moved(body, reports)]
    rows = [row for row in body.get("developments", ()) if row["event"] not in lines or not _is_in_line(row)]
    told = [development_line(row, reports.get(row["event"]), links.get(row["event"])) for row in rows]
    if left := body.get("undeveloped"):
        told.append(f"-# {len(rows)} of {len(rows) + left:,}, most important first")
    return moved + told


def _is_in_line(row: Mapping[str, Any]) -> bool:
    """Whether it is by now all that a line tells: how far it is, since when, and who denies it."""
    told = [(one["kind"], one["what"]) for one in row["changes"] if not one["values"]]
    is_told = all(kind == "denial" or (kind == "change" and what in ("status", "day")) for kind, what in told)
    return is_told and len(told) == len(row["changes"])


def _moved(body: Mapping[str, Any], reports: Mapping[str, Report]) -> list[str]:
    """The known events that moved, which is all that a version before kept of what changed."""
    return [] if "developments" in body else _living(body["changed"], reports)


def _living(names: Sequence[str], reports: Mapping[str, Report]) -> list[str]:
    return [name for name in names if name in reports]


def _counted(report: Report) -> tuple[str, str]:
    event = report.event
    return event.kind, "denial" if event.phase == "denied" else "denied" if is_denied(event) else ""


def _kind_word(kind: tuple[str, str], count: int, kinds: Kinds) -> str:
    name, denied = kind
    row = kinds.of(name)
    if denied == "denial" and row.tells == "comment":  # who says that it is not so tells a denial
        return "denial" if count == 1 else "denials"
    return row.counted[count != 1] + (" (denied)" if denied else "")


def _window(body: Mapping[str, Any]) -> str:
    """Its days in the digest's zone, which a phone shows in one line; of a part of a day its hours."""
    begins, ends = (datetime.fromisoformat(body[name]).astimezone(_zone(body)) for name in ("from", "until"))
    days = short_span(begins.date(), ends.date(), "day")
    hours = f", <t:{int(begins.timestamp())}:t> to <t:{int(ends.timestamp())}:t>"
    late = f" · was due <t:{int(datetime.fromisoformat(body['slot']).timestamp())}:f>"
    said = f"{days}{hours if begins.date() == ends.date() else ''}"
    return f"-# {said}{late if body['late'] else ''}".replace(" to ", "\u00a0to\u00a0")


def _zone(body: Mapping[str, Any]) -> ZoneInfo:
    """In which its days are counted; UTC in what an older version chose."""
    return ZoneInfo(body.get("zone", "UTC"))


def _pages(blocks: Sequence[str]) -> list[str]:
    """The blocks in as few texts as hold them, cut off between blocks where a message is full."""
    pages = [""]
    for block in blocks:
        text = cut(block, BLOCK)
        if sum(map(len, pages)) + len(text) > TEXT_IN_ALL:
            break
        if len(pages[-1]) + len(text) > EMBED_TEXT:
            pages.append("")
        pages[-1] += f"{text}\n"
    return pages
