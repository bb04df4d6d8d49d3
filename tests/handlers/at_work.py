"""The desk with what it works on, and what its tests do over and over."""

from dataclasses import dataclass
from typing import Any

from facts.model.change import Change
from handlers.alerts.announcer import Announcer
from handlers.alerts.rules import announce
from handlers.delivery.delivery import Delivery
from sandbox.control import Sandbox
from sandbox.rest.threads import STARTER
from store.nouns.models import Event
from store.nouns.subscriptions import Subscription
from store.store import Store
from tests.clock import Clock
from tests.handlers.rows import event, file, subscription


@dataclass(frozen=True)
class Desk:
    store: Store
    sandbox: Sandbox
    delivery: Delivery
    clock: Clock

    def place(self, channel: str = "alerts") -> int:
        return int(self.sandbox.channels[channel]["id"])

    def rules(self, channel: str = "alerts", **values: Any) -> Subscription:
        rules = subscription(self.place(channel), **values)
        rules.guild = int(self.sandbox.guild["id"])
        return rules

    async def happens(self, name: str, *rules: Subscription, **values: Any) -> Event:
        """An event is filed with its alerts, as ingest does; ``lead`` is what its text says, ``picture`` the address of its
        picture."""
        told = {"lead": values.pop("lead", ""), "picture": values.pop("picture", None)}
        happened = event(name, self.clock(), **values)
        alerts = announce(happened, rules or [self.rules()], [], self.clock())
        await file(self.store, happened, self.clock(), "wire", *alerts, **told)
        return happened

    async def changes(self, happened: Event, *changes: Change, source: str = "other") -> None:
        """Another article says otherwise: filed with what the channels are told of it."""
        happened.revision += 1
        told = await Announcer(self.store, self.clock).changed(happened, changes)
        denied = any(change.kind == "denial" for change in changes)
        await file(
            self.store, happened, self.clock(), source, *told, reading={"denied": denied}, changes=changes
        )

    def in_thread(self, channel: str = "alerts") -> list[str]:
        """What was told in the channel's only thread, by its description."""
        (thread,) = self.sandbox.threads(channel)
        first, *rows = self.sandbox.messages(thread["id"])
        assert first["type"] == STARTER
        return [row["embeds"][0]["description"] for row in rows]

    def titles(self, channel: str = "alerts") -> list[str]:
        """What the messages say first, behind the sign of their kind."""
        return [message["content"].partition(" ")[2] for message in self.sandbox.messages(channel)]
