"""``/why``: the decision on any item that was read, posted or not, with its reasons."""

from typing import Any

from discord import app_commands
from discord.ext import commands

from handlers.answer import Answer, Line, Reply, Section
from handlers.asked import Address
from handlers.buttons import Interaction
from handlers.completion import choices
from handlers.render.text import cut, link, safe
from store.desk import Alert
from store.models import Article, Evidence
from store.store import Store

VERDICTS = {
    "irrelevant": "left out: off topic",
    "new": "filed as a new event",
    "update": "filed as news of a known event",
    "same": "filed as one more source of a known event",
    "unsure": "left to a person: `/review`",
    "seed": "filed with the founding knowledge",
}
OFFERED = 25


class WhyCommand(commands.Cog):
    """Finds the item by its address, its id or words of its title."""

    def __init__(self, store: Store, reply: Reply) -> None:
        self.store = store
        self.reply = reply

    @app_commands.command(name="why", description="Why an item was posted, added to an event, or left out")
    @app_commands.describe(item="Its address or words of its title", share="Show it to everybody here")
    async def why(self, interaction: Interaction, item: Address, share: bool = False) -> None:
        await self.reply.send(interaction, await self.answer(item), share=share)

    @why.autocomplete("item")
    async def complete(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        rows = await self.store.stories.articles(typed, OFFERED)
        return choices("", [(row.title, row.id, row.title) for row in rows])

    async def answer(self, item: str) -> Answer:
        found = await self.store.stories.articles(item.strip(), 1)
        if not found:
            line = Line(
                f"No item goes by “{safe(cut(item, 200))}”. Items of a feed's first visit are only remembered."
            )
            return Answer("No such item", (line,))
        article = found[0]
        evidence = await self.store.stories.evidence_of(article.id)
        alerts = await self.store.outbox.about(f"event:{article.event}") if article.event else []
        return why_answer(article, evidence, alerts)


def why_answer(article: Article, evidence: list[Evidence], alerts: list[Alert]) -> Answer:
    """What was decided, why, what was read in it, and where it was told."""
    score = f", score {article.score:.2f}" if article.score is not None else ""
    lead = (
        Line(f"{link(safe(article.title), article.url)} — read <t:{int(article.read_at.timestamp())}:f>"),
        Line(f"**{VERDICTS.get(article.verdict, safe(article.verdict))}**{score}"),
    )
    told = tuple(Line(f"`{safe(row.event or row.agreement or '')}`: {_decided(row)}") for row in evidence)
    parts = (
        Section("Reasons", tuple(Line(safe(reason)) for reason in article.reasons)),
        Section("Evidence for", told),
        Section("What was read in it", tuple(_reading(article.reading))),
        Section("Messages", tuple(Line(_alert(alert)) for alert in alerts if alert.guild)),
    )
    return Answer("Why", lead, tuple(part for part in parts if part.lines), footer=article.id)


def _decided(row: Evidence) -> str:
    return f"by {safe(row.decided_by)}, score {row.score:.2f}; {safe('; '.join(row.reasons)) or 'no reason on file'}"


def _reading(reading: dict[str, Any]) -> list[Line]:
    shown = {name: value for name, value in reading.items() if value not in (None, "", [], {}, False, ())}
    return [Line(f"{safe(name)}: {safe(cut(str(value), 200))}") for name, value in shown.items()]


def _alert(alert: Alert) -> str:
    where = (
        f"https://discord.com/channels/{alert.guild}/{alert.channel}/{alert.message}"
        if alert.message
        else None
    )
    why = f" ({safe(alert.error)})" if alert.error else ""
    return f"<#{alert.channel}>: {link(alert.state, where)}{why}"
