"""``/why``: the decision on any item that was read, posted or not, with its reasons."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from discord import app_commands
from discord.ext import commands

from facts.model.age import is_old
from feeds.entries.identity import address_keys
from feeds.plain.masks import masked
from handlers.alerts.rule_text import why_not
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.cases import entry_line
from handlers.render.words.text import cut, link, safe
from handlers.ui.buttons import Interaction
from handlers.ui.completion import choices
from handlers.ui.home import Home
from handlers.ui.options import Address
from handlers.ui.reply import Reply
from store.nouns.desk import Alert, AuditEntry, Review, Subscription
from store.nouns.models import Article, Event, Evidence
from store.store import Store

VERDICTS = {
    "irrelevant": "left out: off topic",
    "new": "filed as a new event",
    "update": "filed as news of a known event",
    "same": "filed as one more source of a known event",
    "unsure": "left to a person: `/review`",
    "unread": "could not be read: kept as it came, and told to admins",
    "seed": "filed with the founding knowledge",
}
OFFERED = 25


class WhyCommand(commands.Cog):
    """Finds the item by its address, its id or words of its title."""

    def __init__(self, store: Store, home: Home, reply: Reply) -> None:
        self.store = store
        self.home = home
        self.reply = reply

    @app_commands.command(name="why", description="Why an item was posted, added to an event, or left out")
    @app_commands.describe(item="Its address or words of its title", share="Show it to everybody here")
    async def why(self, interaction: Interaction, item: Address, share: bool = False) -> None:
        await self.reply.send(interaction, await self.answer(item, interaction.guild_id), share=share)

    @why.autocomplete("item")
    async def complete(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        rows = await self.store.activity.articles(typed, OFFERED)
        return choices("", [(row.title, row.id, row.title) for row in rows])

    async def answer(self, item: str, guild: int | None) -> Answer:
        home = await self.home.is_here(guild)
        found = await self.store.activity.articles(item.strip(), 1)
        if not found:
            return await self._not_judged(item.strip(), home=home)
        article = found[0]
        event = await self.store.register.event(article.event) if article.event else None
        alerts = await self.store.outbox.about(f"event:{event.id}") if event else []
        case = await self.store.reviews.of_article(article.id) if home else None
        return why_answer(
            WhyItem(
                article,
                event,
                await self.store.activity.evidence_of(article.id),
                [alert for alert in alerts if alert.guild is not None and alert.guild == guild],
                await self.store.subscriptions.subscriptions(guild) if guild else [],
                case,
                await self.store.amendments.on_article(article.id, guild, home=home),
            )
        )

    async def _not_judged(self, item: str, *, home: bool) -> Answer:
        """An address may be remembered without having been judged; in which feed is the home server's business."""
        seen = await self.store.watched.remembered(address_keys(item))
        lines = [
            Line(
                f"It stood in {f'`{feed}`' if home else 'a feed'} when that was read <t:{int(at.timestamp())}:f>, and was only remembered: the first "
                "reading of a feed is silent, and so is what was released as read."
            )
            for feed, at in seen[:5]
        ]
        said = f"No item goes by “{safe(cut(masked(item), 200))}”. Items of a feed's first visit are only remembered."
        return Answer("No such item", tuple(lines) or (Line(said),))


@dataclass(frozen=True)
class WhyItem:
    """An item with everything that was decided on it. ``alerts`` and ``rules`` are those of the server that asks."""

    article: Article
    event: Event | None
    evidence: list[Evidence]
    alerts: list[Alert]
    rules: list[Subscription]
    review: Review | None
    entries: list[AuditEntry]


def why_answer(item: WhyItem) -> Answer:
    """What was decided, why, what was read in it, and where it was told, or why not."""
    article = item.article
    score = f", score {article.score:.2f}" if article.score is not None else ""
    lead = (
        Line(f"{link(safe(article.title), article.url)} — read <t:{int(article.read_at.timestamp())}:f>"),
        Line(f"**{VERDICTS.get(article.verdict, safe(article.verdict))}**{score}"),
    )
    told = tuple(
        Line(f"`{safe(row.event or row.agreement or '')}`: {_decided(row)}") for row in item.evidence
    )
    parts = (
        Section("Reasons", tuple(Line(safe(reason)) for reason in article.reasons)),
        Section("Evidence for", told),
        Section("What people decided", tuple(_by_people(item))),
        Section("What was read in it", tuple(_reading(article.reading))),
        Section("Messages", tuple(Line(_alert(alert)) for alert in item.alerts)),
        Section("Told nowhere else here", tuple(_untold(item))),
    )
    return Answer("Why", lead, tuple(part for part in parts if part.lines), footer=article.id)


def _by_people(item: WhyItem) -> Iterator[Line]:
    if item.review is not None:
        near = f" Is it `{safe(item.review.event)}`?" if item.review.event else ""
        reasons = safe("; ".join(item.review.reasons)) or "no reason on file"
        yield Line(f"Question {item.review.id} ({safe(item.review.state)}):{near} {reasons}")
    yield from (Line(entry_line(entry)) for entry in item.entries)


def _untold(item: WhyItem) -> Iterator[Line]:
    """Why channels of this server have no message about the item's event."""
    if item.event is None:
        return
    if not item.alerts and is_old(item.event, item.article):
        yield Line("It was over long before it was told: filed, and no news.")
        return
    told = {alert.channel for alert in item.alerts}
    for rules in item.rules:
        if rules.channel not in told and (why := why_not(rules, item.event)):
            yield Line(f"<#{rules.channel}>: {why}")


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
