"""A digest as messages show it: what happened, dated, the most important first; then what changed. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import discord

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.render.cards.alert import event_in_a_line, signed
from handlers.render.cards.headline import MOST, is_denied
from handlers.render.cards.palette import DIGEST
from handlers.render.cards.report import Report
from handlers.render.illustrations.periods import days_picture
from handlers.render.pictures.canvas import Picture
from handlers.render.words.dates import short_day, short_span
from handlers.render.words.text import cut, fact, joined_facts, safe
from store.nouns.values import Precision

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
) -> list[discord.Embed]:
    """``body`` is what ``handlers/alerts/digest.py`` chose; an event that is gone meanwhile is left out. ``drawn`` is the
    picture that comes with the message."""
    fresh, changed = _living(body["new"], reports), _living(body["changed"], reports)
    blocks = [f"- {event_in_a_line(reports[name], links.get(name), LINE)}" for name in fresh]
    if body["left"]:
        told = len(fresh) + len(changed)
        blocks.append(f"-# {told} of {told + body['left']:,}, most important first")
    blocks += ["\n**What changed**"] if changed or body.get("steps") else []
    blocks += [
        f"- {event_in_a_line(reports[name], links.get(name), LINE)}{_change(body, name)}" for name in changed
    ]
    blocks += [f"- {_step(*step)}" for step in body.get("steps", ())]
    expected = [name for name in _living(body.get("expected", ()), reports) if name not in fresh]
    if not fresh and not changed and not body.get("steps"):
        blocks.append("Nothing new came in.")
    blocks += ["\n**Expected in the next seven days**"] if expected else []
    blocks += [f"- {event_in_a_line(reports[name], links.get(name), LINE)}" for name in expected]
    pages = _pages([*blocks, _window(body)])
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
    counts = _sums(body) or Counter(_counted(reports[name]) for name in _living(body["new"], reports))
    said = ", ".join(
        fact(f"{count} {_kind_word(kind, count, kinds)}") for kind, count in counts.most_common()
    )
    late = " (late)" if body["late"] else ""
    changes = len(_living(body["changed"], reports))
    nothing = f"{changes} known event{'s' if changes > 1 else ''} changed" if changes else "nothing new"
    until = short_day(end.astimezone(_zone(body)), "day")
    return cut(f"🗓️ {span} to {until}{late}: {said or nothing}", MOST)


def picture_of(body: Mapping[str, Any]) -> Picture | None:
    """What is new by day, of about a week: the same numbers as the opening."""
    start, end = (datetime.fromisoformat(body[name]).date() for name in ("from", "until"))
    by_day: Counter[tuple[date | None, str]] = Counter()
    for kind, _, day, count in body.get("begun", ()):
        by_day[date.fromisoformat(day) if day else None, kind] += count
    return days_picture("What is new, day by day", by_day, start, end)


def _sums(body: Mapping[str, Any]) -> Counter[tuple[str, bool]]:
    """How many are new, by kind and whether they are denied; nothing in what an older version chose."""
    sums: Counter[tuple[str, bool]] = Counter()
    for kind, denied, _, count in body.get("begun", ()):
        sums[kind, bool(denied)] += count
    return sums


def _step(name: str, status: str, day: str, precision: Precision) -> str:
    """A step of an agreement in the word of its source."""
    when = short_day(date.fromisoformat(day), precision) if day else ""
    return joined_facts([*filter(None, [when]), f"**{safe(cut(name, 120))}**: {safe(cut(status, 80))}"])


def _living(names: Sequence[str], reports: Mapping[str, Report]) -> list[str]:
    return [name for name in names if name in reports]


def _counted(report: Report) -> tuple[str, bool]:
    return report.event.kind, is_denied(report.event)


def _kind_word(kind: tuple[str, bool], count: int, kinds: Kinds) -> str:
    name, denied = kind
    row = kinds.of(name)
    if denied and row.tells == "comment":  # who says that it is not so tells a denial
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


def _change(body: Mapping[str, Any], name: str) -> str:
    """What is otherwise than when a digest told it last; more sources alone if no fact is."""
    changes = body.get("changes", {}).get(name)
    if changes is None:
        return ""
    return f"\n  {safe('; '.join(changes)) or 'further sources'}"


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
