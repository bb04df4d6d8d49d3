"""Furnishes the sandbox as an admin would: the sample feed is watched, and #alerts takes what is notable."""

from bot.app import Base
from sandbox.control import Sandbox
from sandbox.sample import OUTLET, PATH
from sandbox.terminal.show import pressable
from store.nouns.decisions import FeedState
from store.nouns.models import FeedFacts, Source

SOURCE = "sample-wire"


async def furnish(base: Base, sandbox: Sandbox) -> str:
    """The id of the sample feed, due now. It counts as read once before, so that what it brings is news."""
    source = Source(
        id=SOURCE, name=OUTLET, owner=OUTLET, reliability="F", reason="A sample: it makes its news up."
    )
    await base.store.register.add_source(source)
    address = f"{sandbox.server.url}{PATH}"
    facts = FeedFacts(source=SOURCE, url=address, title=OUTLET)
    known = await base.store.wire.feed(SOURCE)
    feed = known or await base.store.wire.add_feed(SOURCE, facts, added_by="sandbox")
    await base.store.wire.change_feed(
        feed.id, FeedState(url=address, state="healthy", succeeded_at=base.now(), next_due=base.now())
    )
    if not await base.store.subscriptions.subscriptions():
        await _choose_alerts(sandbox)
    return feed.id


async def _choose_alerts(sandbox: Sandbox) -> None:
    """By the same command and button as an admin on Discord."""
    forecast = await sandbox.invoke("/alerts set channel:#alerts", member=sandbox.admin)
    save = next(part for message in forecast.messages for part in pressable(message))
    await sandbox.press(forecast.messages[0], save["custom_id"], member=sandbox.admin)
