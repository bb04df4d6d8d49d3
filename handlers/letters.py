"""Makes the message of an alert at the moment it is sent: what is known then, not what was known when it was queued."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

import discord

from handlers.courier import Letter, mark_of
from handlers.digest import LATE_AFTER
from handlers.render import alert as event_message
from handlers.render import change as change_message
from handlers.render import digest as digest_message
from handlers.render.alert import Report
from handlers.reports import report
from store.desk import Alert
from store.outbox import Claim
from store.store import Store

Buttons = Callable[[Alert], discord.ui.View]
"""The buttons under the message of an event."""


@dataclass(frozen=True)
class Letters:
    """Composes by kind. A kind that is not known here is a programming error: ``KeyError``."""

    store: Store
    buttons: Buttons

    async def compose(self, claim: Claim) -> Letter | None:
        """``None`` where nothing is left to tell: the event is gone, or the message that a reply belongs to."""
        makers = {
            "event": self._event,
            "reply": self._reply,
            "digest": self._digest,
            "summary": self._digest,
            "notice": self._notice,
        }
        return await makers[claim.alert.kind](claim)

    async def _event(self, claim: Claim) -> Letter | None:
        mark = mark_of(claim.alert)
        names = [row.subject.removeprefix("event:") for row in (claim.alert, *claim.carried)]
        reports = [await report(self.store, name) for name in names]
        found = [entry for entry in reports if entry is not None]
        if claim.carried and found:
            return self._group(claim, found)
        if found and not await self._is_told_elsewhere(claim.alert, found[0].event.id):
            return _letter(claim.alert, [event_message.alert(found[0], mark)], self.buttons(claim.alert))
        if not claim.edit:
            return None
        link = await self._link(claim.alert, found[0].event.id) if found else None
        gone = change_message.gone(await self.store.amendments.filed(names[0]), found, link, mark)
        return _letter(claim.alert, [gone], self.buttons(claim.alert))

    async def _is_told_elsewhere(self, alert: Alert, event: str) -> bool:
        """Whether another message of the same channel tells the event that this one's was merged into."""
        if alert.subject == f"event:{event}":
            return False
        told = await self.store.outbox.about(f"event:{event}")
        return any(row.channel == alert.channel and row.state != "dropped" for row in told)

    def _group(self, claim: Claim, reports: Sequence[Report]) -> Letter:
        quiet = any(row.body.get("quiet") for row in (claim.alert, *claim.carried))
        heading = f"{len(reports)} events{' from the quiet hours' if quiet else ' at once'}"
        embeds = event_message.grouped(reports, heading, mark_of(claim.alert))
        return _letter(claim.alert, embeds, None)

    async def _reply(self, claim: Claim) -> Letter | None:
        body = claim.alert.body
        about = await report(self.store, body["event"])
        parent = await self.store.outbox.keyed(body["parent"])
        if about is None or parent is None or parent.message is None:
            return None
        embed = change_message.reply(about, body["changes"], mark_of(claim.alert))
        return Letter((embed,), reply_to=parent.message)

    async def _digest(self, claim: Claim) -> Letter | None:
        body = claim.alert.body | {"late": is_late(claim.alert)}
        found = {name: await report(self.store, name) for name in body["events"]}
        reports = {name: entry for name, entry in found.items() if entry is not None}
        links = {name: await self._link(claim.alert, name) for name in reports}
        embeds = digest_message.digest(body, reports, links, mark_of(claim.alert))
        return _letter(claim.alert, embeds, None)

    async def _link(self, alert: Alert, event: str) -> str | None:
        """The address of the message that told the event in this channel, or elsewhere in the same guild."""
        told = [row for row in await self.store.outbox.about(f"event:{event}") if row.message and row.guild]
        near = [row for row in told if row.guild == alert.guild]
        first = next((row for row in near if row.channel == alert.channel), next(iter(near), None))
        if first is None:
            return None
        return f"https://discord.com/channels/{first.guild}/{first.channel}/{first.message}"

    async def _notice(self, claim: Claim) -> Letter:
        mark = mark_of(claim.alert)
        return Letter((change_message.notice(claim.alert.body, mark),))


def is_late(alert: Alert) -> bool:
    """Whether a digest was queued late, or was held up on its way: by when it is due, which moves with each attempt."""
    return bool(alert.body["late"]) or alert.due_at - datetime.fromisoformat(alert.body["slot"]) > LATE_AFTER


def _letter(alert: Alert, embeds: Sequence[discord.Embed], view: discord.ui.View | None) -> Letter:
    body = alert.body
    return Letter(
        tuple(embeds),
        view=view,
        ping_role=body.get("ping_role"),
        silent=bool(body.get("silent")),
        publish=bool(body.get("publish")),
    )
