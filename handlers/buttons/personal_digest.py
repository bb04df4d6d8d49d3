"""*Get it by DM* under a channel's digest: whoever presses gets each further one as a direct message, until they stop it."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import discord
import structlog

from handlers.alerts.rule_text import scheduled
from handlers.buttons.watch_buttons import FULL
from handlers.buttons.watching import MOST, digest_followed
from handlers.ui.buttons import DynamicButton, Interaction, button, tell, view_of
from handlers.ui.deferral import say
from store.nouns.outbox import Alert
from store.nouns.subscriptions import Digest, Watch, WatchFacts
from store.store import Store

log = structlog.get_logger("handlers.buttons.personal_digest")

ENDED = "This digest has ended."
CLOSED = (
    "Discord refused a direct message to you, so that nothing was set up. Allow direct messages from members of this "
    "server (its menu, *Privacy Settings*), then press again."
)
NOT_FOLLOWED = "This digest does not come to you by direct message: there is nothing to stop."
STOPPED = "This digest comes to you by direct message no more. *Get it by DM* under it begins again."


class PersonalDigests:
    """A person's digest is a watch on the channel's: what that one tells, at the same hour. ``undo`` is the button that
    ends a watch by its number."""

    def __init__(self, store: Store, now: Callable[[], datetime], undo: type[DynamicButton]) -> None:
        self.store = store
        self.now = now
        self.undo = undo
        self.begin: type[DynamicButton] = button("digest-dm", "Get it by DM", self._begin)
        self.stop: type[DynamicButton] = button("digest-stop", "Stop this digest", self._stop)

    @property
    def items(self) -> list[type[Any]]:
        """What the client has to know to answer after a restart."""
        return [self.begin, self.stop]

    async def _begin(self, interaction: Interaction, number: int) -> None:
        alert = await self.store.outbox.one(number)
        digest = await digest_followed(self.store, alert.channel) if alert else None
        if digest is None:
            await tell(interaction, ENDED)
            return
        mine = await self.store.subscriptions.watches(interaction.user.id)
        if row := next((one for one in mine if _is_on(one, digest.channel)), None):
            await self._say(interaction, f"You get it already: {scheduled(digest)}.", row)
        elif len(mine) >= MOST:
            await tell(interaction, FULL)
        else:
            await self._subscribe(interaction, digest)

    async def _subscribe(self, interaction: Interaction, digest: Digest) -> None:
        """Kept first, then told where it will come: a message that is refused leaves nothing behind."""
        facts = WatchFacts(
            person=interaction.user.id,
            guild=digest.guild,
            channel=digest.channel,
            kind="digest",
            what=str(digest.channel),
        )
        row = await self.store.subscriptions.watch(facts, None, self.now())
        try:
            await interaction.user.send(
                f"From now on you get the digest of <#{digest.channel}> here: {scheduled(digest)}.",
                view=view_of([self.undo(row.id or 0)]),  # type: ignore[arg-type]
                allowed_mentions=discord.AllowedMentions.none(),
            )
        except discord.HTTPException as error:
            log.info("a personal digest was refused", person=interaction.user.id, error=str(error))
            await self.store.subscriptions.unwatch(interaction.user.id, row.id)
            await tell(interaction, CLOSED)
            return
        await self._say(interaction, f"You get it by direct message, too: {scheduled(digest)}.", row)

    async def _say(self, interaction: Interaction, said: str, row: Watch) -> None:
        await say(interaction, content=said, view=view_of([self.undo(row.id or 0)]), ephemeral=True)  # type: ignore[arg-type]

    async def _stop(self, interaction: Interaction, number: int) -> None:
        alert = await self.store.outbox.one(number)
        followed = followed_channel(alert) if alert else None
        mine = await self.store.subscriptions.watches(interaction.user.id)
        rows = [row for row in mine if followed is not None and _is_on(row, followed)]
        for row in rows:
            await self.store.subscriptions.unwatch(interaction.user.id, row.id)
        await tell(interaction, STOPPED if rows else NOT_FOLLOWED)


def followed_channel(alert: Alert) -> int | None:
    """The channel whose digest a person's message tells; None of a channel's own."""
    return alert.body.get("follows")


def _is_on(watch: Watch, channel: int) -> bool:
    return watch.kind == "digest" and watch.what == str(channel)
