"""Makes the message of an alert at the moment it is sent: what is known then, not what was known when it was queued."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Protocol

import discord

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.alerts.digest import LATE_AFTER
from handlers.delivery.reports import event_of, report, telling
from handlers.delivery.sender import AttachedPicture, OutgoingMessage
from handlers.drawing.rasterizer import Rasterizer
from handlers.render.cards import alert as event_message
from handlers.render.cards import change as change_message
from handlers.render.cards import digest as digest_message
from handlers.render.cards import group as group_message
from handlers.render.cards import plain
from handlers.render.cards.group import Telling
from handlers.render.cards.report import Report
from handlers.render.words.headline import OURS
from handlers.render.words.text import cut
from store.nouns.outbox import Alert
from store.outbox.outbox import ClaimedAlert
from store.outbox.queueing import mark_of
from store.store import Store

THREAD_NAME = 100
"""The most characters that Discord takes ("Start Thread from Message")."""


class Buttons(Protocol):
    """What stands under the message of an alert; ``told`` are the events of one that tells several."""

    def __call__(
        self, alert: Alert, told: Sequence[Telling] = (), read: str | None = None
    ) -> discord.ui.View: ...


@dataclass(frozen=True)
class Composer:
    """Composes by kind. A kind that is not known here is a programming error: ``KeyError``."""

    store: Store
    buttons: Buttons
    rasterizer: Rasterizer | None = None
    """Draws the picture of a digest; without it digests go without."""
    kinds: Kinds = KINDS

    async def compose(self, claim: ClaimedAlert) -> OutgoingMessage | None:
        """``None`` where nothing is left to tell: the event is gone, or the message that a reply belongs to."""
        makers = {
            "event": self._event,
            "reply": self._reply,
            "change": self._reply,
            "digest": self._digest,
            "summary": self._digest,
            "notice": self._notice,
        }
        return await makers[claim.alert.kind](claim)

    async def _event(self, claim: ClaimedAlert) -> OutgoingMessage | None:
        told = [await telling(self.store, row) for row in (claim.alert, *claim.carried)]
        shown = [one for one in told if one.report is not None]
        if not shown and not claim.edit:
            return None
        if claim.carried:
            return self._group(claim, told if claim.edit else shown)
        mark = mark_of(claim.alert)
        if told[0].report is None:
            embed = await self._gone(claim.alert, told[0])
            line = change_message.gone_line(told[0].was)
            return _outgoing(claim.alert, [embed], None, line, plain.event_lines_in_plain(told))
        body = claim.alert.body
        draw = event_message.compact if body.get("style") == "compact" else event_message.alert
        card = draw(
            told[0].report.in_language(body.get("language", OURS)), mark, claim.alert.sent_at, self.kinds
        )
        buttons = self.buttons(claim.alert, read=card.read)
        return _outgoing(claim.alert, [card.embed], buttons, card.content, plain.event_lines_in_plain(told))

    async def _gone(self, alert: Alert, told: Telling) -> discord.Embed:
        now = told.instead
        link = await self._link(alert, now.event.id) if now else None
        return change_message.gone([now] if now else [], link, mark_of(alert))

    def _group(self, claim: ClaimedAlert, told: Sequence[Telling]) -> OutgoingMessage:
        quiet = any(row.body.get("quiet") for row in (claim.alert, *claim.carried))
        embeds = group_message.grouped(told, mark=mark_of(claim.alert))
        count = group_message.count_of(told, quiet=quiet)
        return _outgoing(
            claim.alert, embeds, self.buttons(claim.alert, told), count, plain.event_lines_in_plain(told)
        )

    async def _reply(self, claim: ClaimedAlert) -> OutgoingMessage | None:
        body = claim.alert.body
        about = await report(self.store, body["event"])
        parent = await self.store.outbox.keyed(body["parent"])
        if about is None or parent is None or parent.message is None:
            return None
        embed = change_message.reply(about, body["changes"], mark_of(claim.alert))
        return OutgoingMessage(
            (embed,),
            change_message.reply_line(about, body["changes"]),
            silent=bool(body.get("silent")),
            reply_to=None if claim.thread else parent.message,
            thread_name=await self._thread_name(parent, about),
        )

    async def _thread_name(self, parent: Alert, about: Report) -> str:
        """After the event, where its message tells no other one."""
        if parent.carried_by or await self.store.outbox.carries(parent.id or 0):
            return "Changes to these events"
        return cut(f"Changes: {event_message.event_headline(about)}", THREAD_NAME)

    async def _digest(self, claim: ClaimedAlert) -> OutgoingMessage | None:
        body = claim.alert.body | {"late": is_late(claim.alert)}
        names = [*body["events"], *body.get("expected", ())]
        found = {name: await report(self.store, name) for name in names}
        reports = _once({name: entry for name, entry in found.items() if entry is not None})
        now = {name: reports[name].event.id if name in reports else name for name in names}
        links = {name: await self._link(claim.alert, event) for name, event in now.items()}
        drawn = digest_message.picture_of(body) if claim.alert.kind == "digest" else None
        png = await self.rasterizer.png(drawn) if drawn and self.rasterizer else None
        compose = partial(digest_message.digest, body, reports, links, mark_of(claim.alert), kinds=self.kinds)
        buttons = self.buttons(claim.alert, [Telling(claim.alert, reports.get(name)) for name in names])
        outgoing = _outgoing(
            claim.alert, compose(), buttons, digest_message.opening(body, reports, self.kinds)
        )
        if drawn is None or png is None:
            return outgoing
        bare = outgoing.embeds
        return replace(
            outgoing, embeds=tuple(compose(drawn=drawn)), picture=AttachedPicture(drawn, png, bare)
        )

    async def _link(self, alert: Alert, event: str) -> str | None:
        """The address of the message that tells the event in this channel, or elsewhere in the same guild."""
        told = [row for row in await self.store.outbox.about(f"event:{event}") if row.message]
        guild = alert.guild or alert.body.get("guild")
        near = [row for row in told if row.guild is not None and row.guild == guild]
        first = min(
            near,
            key=lambda row: (row.channel != alert.channel, event_of(row) != event, row.id or 0),
            default=None,
        )
        if first is None:
            return None
        return f"https://discord.com/channels/{first.guild}/{first.channel}/{first.message}"

    async def _notice(self, claim: ClaimedAlert) -> OutgoingMessage:
        mark = mark_of(claim.alert)
        return OutgoingMessage((change_message.notice(claim.alert.body, mark),))


def _once(reports: Mapping[str, Report]) -> dict[str, Report]:
    """Each event under the first of its names: several may have been merged into one meanwhile."""
    firsts = {one.event.id: name for name, one in reversed(list(reports.items()))}
    return {name: one for name, one in reports.items() if firsts[one.event.id] == name}


def is_late(alert: Alert) -> bool:
    """Whether a digest was queued late, or was held up on its way: by when it is due, which moves with each attempt."""
    return bool(alert.body["late"]) or alert.due_at - datetime.fromisoformat(alert.body["slot"]) > LATE_AFTER


def _outgoing(
    alert: Alert,
    embeds: Sequence[discord.Embed],
    view: discord.ui.View | None,
    text: str = "",
    in_plain: str = "",
) -> OutgoingMessage:
    body = alert.body
    return OutgoingMessage(
        tuple(embeds),
        text,
        plain=in_plain,
        view=view,
        ping_role=body.get("ping_role"),
        silent=bool(body.get("silent")),
        publish=bool(body.get("publish")),
    )
