"""``/why``: the decision on any item that was read, posted or not, with its reasons."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from discord import app_commands
from discord.ext import commands

from facts.asking.resolve import most_alike
from facts.model.age import is_old
from feeds.entries.identity import address_keys
from feeds.plain.masks import masked
from handlers.alerts.rule_text import why_not
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.cases import entry_line
from handlers.render.paging.booklet import AskedCommand
from handlers.render.words.dates import day
from handlers.render.words.text import capitalised, cut, link, safe
from handlers.ui.buttons import Interaction
from handlers.ui.completion import choices
from handlers.ui.home import Home
from handlers.ui.options import Address
from handlers.ui.pager import Pager
from store.nouns.models import Article, Event, Evidence
from store.nouns.outbox import Alert
from store.nouns.reviews import AuditEntry, Review
from store.nouns.subscriptions import Subscription
from store.search.activity import FOUNDING
from store.store import Store

VERDICTS = {
    "irrelevant": "left out: off topic",
    "new": "filed as a new event",
    "update": "filed as news of a known event",
    "same": "filed as one more source of a known event",
    "unsure": "left to a person (`/review`)",
    "unread": "could not be read: kept as it came, and told to admins",
    "seed": "filed with the founding knowledge",
}
OFFERED = 25
TITLE, REASON, LINE = 120, 300, 280
"""Characters of a title, of a reason, and of how an item was taken for one event."""


class WhyCommand(commands.Cog):
    """Finds the item by its address, its id or words of its title."""

    def __init__(self, store: Store, home: Home, pager: Pager) -> None:
        self.store = store
        self.home = home
        self.pager = pager

    @app_commands.command(name="why", description="Why an item was posted, added to an event, or left out")
    @app_commands.describe(item="Its address or words of its title", share="Show it to everybody here")
    async def why(self, interaction: Interaction, item: Address, share: bool = False) -> None:
        question = AskedCommand("why", (item,))
        await self.pager.send(interaction, question, await self.asked(interaction, item), share=share)

    async def asked(self, interaction: Interaction, item: str) -> Answer:
        return await self.answer(item, interaction.guild_id)

    @why.autocomplete("item")
    async def complete(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        rows = await self.store.activity.articles(typed, OFFERED)
        return choices("", [(row.title, row.id, row.title) for row in rows])

    async def answer(self, item: str, guild: int | None) -> Answer:
        home = await self.home.is_here(guild)
        article = await self._article(item.strip())
        if article is None:
            return await self._not_judged(item.strip(), home=home)
        event = await self.store.register.event(article.event) if article.event else None
        alerts = await self.store.outbox.about(f"event:{event.id}") if event else []
        case = await self.store.reviews.of_article(article.id) if home else None
        evidence = await self.store.activity.evidence_of(article.id)
        return why_answer(
            WhyItem(
                article,
                event,
                evidence,
                [alert for alert in alerts if alert.guild is not None and alert.guild == guild],
                await self.store.subscriptions.subscriptions(guild) if guild else [],
                case,
                await self.store.amendments.on_article(article.id, guild, home=home),
                await self._titles(evidence),
                item,
            )
        )

    async def _article(self, item: str) -> Article | None:
        """By its address, its id or words of its title; else the newest text of the event that the words mean."""
        if found := await self.store.activity.articles(item, 1):
            return found[0]
        hits = (await self.store.search.find(item, kinds=("event", "article"), limit=1)).hits
        hits = tuple(hit for hit in hits if not hit.missing) or await self.store.search.set_aside(item, 1)
        meant = hits[0] if hits else None
        if meant is None:
            return None
        sheet = await self.store.answers.event(meant.id) if meant.kind == "event" else None
        texts = [row.article for row in sheet.told.evidence] if sheet else [meant.id]
        rows = [row for text in dict.fromkeys(texts) for row in await self.store.activity.articles(text, 1)]
        return max(rows, key=lambda row: row.read_at, default=None)

    async def _titles(self, evidence: Sequence[Evidence]) -> dict[str, str]:
        """Of what an item tells, by id."""
        events = [row.event for row in evidence if row.event]
        deals = [row.agreement for row in evidence if row.agreement]
        found = await self.store.answers.these({"event": events, "agreement": deals})
        named = {told.event.id: told.event.title for told in found.events}
        return named | {deal.id: deal.name for deal in found.agreements}

    async def _not_judged(self, item: str, *, home: bool) -> Answer:
        """An address may be remembered without having been judged; in which feed is the home server's business."""
        seen = await self.store.watched.remembered(address_keys(item))
        lines = [
            Line(
                f"It stood in {f'`{feed}`' if home else 'a feed'} when that was read on {day(on, 'day')}, and was only remembered: the first "
                "reading of a feed is silent, and so is what was released as read."
            )
            for feed, on in seen[:5]
        ]
        said = f"No item goes by “{safe(cut(masked(item), 200))}”. What a feed held when it was first read is noted and not judged."
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
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of the events and agreements that it tells, by id."""
    asked: str = ""
    """As it was typed: what is most like it stands first."""


def why_answer(item: WhyItem) -> Answer:
    """What was decided, why, what was read in it, and where it was told, or why not."""
    article = item.article
    score = f", score {article.score:.2f}" if article.score is not None else ""
    verdict = VERDICTS.get(article.verdict, safe(article.verdict))
    lead = (
        Line(f"**{capitalised(verdict)}**{score}."),
        Line(
            f"{link(safe(cut(article.title, TITLE)), article.url)}, read <t:{int(article.read_at.timestamp())}:f>"
        ),
    )
    parts = (
        Section("Reasons", tuple(Line(safe(cut(reason, REASON))) for reason in article.reasons)),
        Section("What it tells", tuple(_told(item))),
        Section("What people decided", tuple(_by_people(item))),
        Section("What was read in it", tuple(_reading(article.reading))),
        Section("Messages", tuple(Line(_alert(alert)) for alert in item.alerts)),
        Section("Told nowhere else here", tuple(_untold(item))),
    )
    return Answer("Why", lead, tuple(part for part in parts if part.lines), footer=article.id)


def _told(item: WhyItem) -> Iterator[Line]:
    """Each event and agreement that it is evidence for, and how that was decided: once where it is the same of all."""
    rows: dict[str, list[str]] = {}
    for row in item.evidence:
        rows.setdefault(f"{'event' if row.event else 'agreement'}/{row.event or row.agreement}", []).append(
            _decided(row)
        )
    decisions = Counter(decided for said in rows.values() for decided in dict.fromkeys(said))
    shared = next((decided for decided, count in decisions.items() if 1 < count == len(rows)), "")
    if shared:
        yield Line(f"Each was filed {shared}.")
    alike = most_alike(
        item.asked, {opens: (item.titles.get(opens.partition("/")[2], ""), 0) for opens in rows}
    )
    for opens, said in ((opens, rows[opens]) for opens in alike):
        key = opens.partition("/")[2]
        name = f"**{safe(cut(item.titles.get(key, key), TITLE))}**"
        own = "; ".join(one for one in dict.fromkeys(said) if one != shared)
        text = f"{name} · filed {own}" if own else name
        yield Line(
            cut(text, LINE),
            head=f"{name}\n-# {cut(f'filed {own} · `{safe(key)}`' if own else f'`{safe(key)}`', LINE)}",
            opens=opens,
        )


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
    """``by rule: the same weapon and day (score 3.12)``; of founding knowledge nothing was weighed."""
    if row.decided_by == FOUNDING:
        return "with the founding knowledge"
    who = "a person" if row.decided_by.startswith("person:") else safe(row.decided_by)
    reasons = f": {safe('; '.join(row.reasons))}" if row.reasons else ""
    return f"by {who}{reasons} (score {row.score:.2f})"


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
