"""What is told beside the events: a changed fact as a reply, a word about the bot's own state. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

import discord

from handlers.render.cards.alert import (
    EMBED_TEXT,
    event_headline,
    fitting,
    headline,
    outlets,
    signed,
    source_line,
)
from handlers.render.cards.headline import MOST, source_headline
from handlers.render.cards.palette import WORDS
from handlers.render.cards.report import Report
from handlers.render.pages.feed import news
from handlers.render.words.text import capitalised, cut, link, safe
from store.nouns.models import Event

SIGNS = {"change": "🔁", "correction": "✏️ Corrected", "denial": "💬 Denied"}
DENIAL = "💬 Denial"
"""Before the headline of who denies it: "Denied" would deny that."""
QUANTITY = "quantity of "
"""How a change of a quantity is named (``handlers/ingest/change_text.py``)."""
IN_A_LINE = 90
"""Characters of a fact as it was and as it is, beside each other."""
MOST_LINKED = 2_500
"""Characters; what is left of an embed is for the sources below."""


def reply(report: Report, changes: Sequence[Mapping[str, Any]], mark: str) -> discord.Embed:
    """The facts as they were, struck through, and as they are, with who says so; figures that differ side by side. Of a
    single change or correction the line above tells all but who says so."""
    kind = _kind(changes)
    if _is_told_in_a_line(changes):
        return signed(discord.Embed(description=_who_corrected(changes[0], report), colour=WORDS), "", mark)
    said = [change["article"] for change in changes if change.get("article")]
    shown = [source_line(one) for one in report.sourcing if one.article.id in said]
    lines = _changed(_not_told_above(changes) if shown else changes, report)
    lines += ["", *shown] if lines and shown else shown
    lines += ["", "_Corrected here by a person._"] if kind == "correction" and not said else []
    return signed(discord.Embed(description="\n".join(fitting(lines, EMBED_TEXT)), colour=WORDS), "", mark)


def reply_line(report: Report, changes: Sequence[Mapping[str, Any]]) -> str:
    """``🔁 Now delivered (was: ordered)``; ``✏️ Corrected place: Lahore, not Karachi``; of a denial what is denied. Plain: a lock screen shows nothing else."""
    kind = _kind(changes)
    first = next(change for change in changes if change["kind"] == kind)
    values = [value["text"] for value in first.get("values") or ()]
    now = first.get("after") or f"{' or '.join(values)}, as sources differ"
    said = f"{label(first['what'])}: {now}"
    if _is_told_in_a_line(changes):
        said = f"{label(first['what'])}: {now}, not {first['before']}"
    elif kind == "denial":
        return cut(_denial(first, report), MOST)
    elif kind == "change":
        return cut(f"{SIGNS[kind]} {safe(now_line(first['what'], first.get('before'), now))}", MOST)
    return cut(f"{SIGNS[kind]} {safe(said)}", MOST)


def _denial(change: Mapping[str, Any], report: Report) -> str:
    """The headline of who denies it; that of what is denied where it is in another language or not known."""
    denier = next((one for one in report.sourcing if one.article.id == change.get("article")), None)
    if denier and not denier.is_foreign:
        return f"{DENIAL}: {safe(source_headline(denier))}"
    return f"{SIGNS['denial']}: {safe(event_headline(report))}"


def label(what: str) -> str:
    """A thing that changed, as readers are told it: "quantity of tank" is "quantity", for "40 × tank" follows."""
    return "quantity" if what.startswith(QUANTITY) else what


def now_line(what: str, before: str | None, now: str) -> str:
    """``Now delivered (was: ordered)``, ``Day: 4 March 2026 (was: March 2026)``."""
    was = f" (was: {before})" if before else ""
    return f"Now {now}{was}" if what == "status" else f"{capitalised(label(what))}: {now}{was}"


def _is_told_in_a_line(changes: Sequence[Mapping[str, Any]]) -> bool:
    """Whether it is one correction, short enough for a line with what it was and what it is."""
    if len(changes) != 1 or changes[0]["kind"] != "correction" or changes[0].get("values"):
        return False
    before, after = changes[0].get("before") or "", changes[0].get("after") or ""
    return bool(before and after) and len(before) + len(after) <= IN_A_LINE


def _not_told_above(changes: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Those that the line above does not tell uncut: it tells the first change, or of a denial that it is one."""
    kind = _kind(changes)
    first = next(change for change in changes if change["kind"] == kind)
    if kind == "correction" or first.get("values"):
        return changes
    line = now_line(first["what"], first.get("before"), first["after"])
    is_whole = kind == "denial" or len(safe(line)) < MOST - len(SIGNS["change"])
    return [change for change in changes if change is not first] if is_whole else changes


def _who_corrected(change: Mapping[str, Any], report: Report) -> str:
    """``-# Straits Ledger, 26 Nov 2026 · the card is changed``."""
    said = outlets(report, [change["article"]]) if change.get("article") else ""
    return f"-# {said or 'Corrected here by a person'} · the card is changed"


def _kind(changes: Sequence[Mapping[str, Any]]) -> str:
    kinds = {change["kind"] for change in changes}
    return next(kind for kind in ("denial", "correction", "change") if kind in kinds)


def _changed(changes: Sequence[Mapping[str, Any]], report: Report) -> list[str]:
    """Outlets are linked where there is room for it: every figure is told, however long the addresses are."""
    linked = [line for change in changes for line in change_lines(change, report)]
    if sum(len(line) + 1 for line in linked) <= MOST_LINKED:
        return linked
    return [line for change in changes for line in change_lines(change, report, linked=False)]


def gone_line(was: Event | None) -> str:
    """What a lock screen and the list of a channel show of it; the embed says why."""
    return cut(f"↩️ Taken back: {safe(was.title)}" if was else "↩️ Taken back", MOST)


def gone(now: Sequence[Report], url: str | None, mark: str) -> discord.Embed:
    """The message of an event that was merged into another, or withdrawn: it says so, and is never deleted."""
    if now:
        text = (
            f"The same as {link(f'**{headline(now[0].event)}**', url or now[0].url)}, which has its sources."
        )
    else:
        text = "Found not relevant here, and taken back."
    return signed(discord.Embed(description=text, colour=WORDS), "taken back", mark)


def change_lines(change: Mapping[str, Any], report: Report, *, linked: bool = True) -> list[str]:
    """``**Now under way** (was: announced)``; nothing that was said is taken away. Where sources differ, a line for each
    that they state."""
    what = safe(capitalised(label(change["what"])))
    if change.get("values"):
        stated = [_stated(value, report, linked=linked) for value in change["values"]]
        return [f"**{what}**, sources differ:", *(f"• {one}" for one in stated)]
    before, after = cut(change.get("before") or "", 300), cut(change["after"], 600)
    if (
        change["what"] == "status"
    ):  # of a denial only the sources' standing is told, which is no word for readers
        was = f" (was: {safe(before)})" if before and change["kind"] != "denial" else ""
        return [f"**Now {safe(after)}**{was}"]
    return [f"**{what}:** {safe(after)}{f' (was: {safe(before)})' if before else ''}"]


def _stated(value: Mapping[str, Any], report: Report, *, linked: bool) -> str:
    text = safe(cut(value["text"], 100))
    sources = outlets(report, value["articles"], linked=linked)
    return f"{text} — {sources}" if sources else text


def notice(body: Mapping[str, Any], mark: str) -> discord.Embed:
    """To an admin: a channel takes no messages or is gone, a feed is broken."""
    if "gone" in body:
        title = "A channel is gone"
        text = f"{safe(cut(str(body['gone']), 100))} was deleted: its {body['ended']} ended with it."
    elif "news" in body:
        title, text = news(body)
    elif (
        "person" in body
    ):  # queued by a version that told it in the channel; whom it is about is nobody else's business
        title, text = "Direct messages are closed", "`/watch list` tells each person what waits for them."
    else:
        title = "A channel takes no messages"
        text = (
            f"<#{body['channel']}>: {safe(cut(str(body['error']), 300))}\n"
            "Its alerts wait in their order and go out when this is put right; `/status` shows them, "
            "and an admin may drop them there."
        )
    return signed(discord.Embed(title=title, description=text, colour=WORDS), "notice", mark)
