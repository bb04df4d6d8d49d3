"""The whole client with its gateway, commands and buttons, as often as a test starts it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.gateway.client import NEARBY, Client, speak_to
from handlers.commands import Workplace, every_button, every_command
from handlers.moderation.left_out import Reread
from handlers.ui.deferral import PATIENCE
from handlers.upkeep.guilds import GuildWatch
from handlers.watch.probe import FeedProbe
from sandbox.control import Sandbox
from sandbox.world.objects import Document
from store.store import Store
from tests.clock import Clock


@asynccontextmanager
async def running(
    sandbox: Sandbox,
    store: Store,
    clock: Clock,
    patience: float = PATIENCE,
    home: int | None = None,
    probe: FeedProbe | None = None,
    reread: Reread | None = None,
) -> AsyncIterator[Client]:
    """The client connected, with every command and button. ``patience`` is the tree's; ``home`` is the sandbox's first
    server unless another is named (0: none is set by the operator)."""
    await speak_to(sandbox.api_url)
    client = Client(store.marks, clock, hush=NEARBY, interactions=store.interactions, patience=patience)
    fixed = int(sandbox.guild["id"]) if home is None else home or None
    place = Workplace(store, clock, probe=probe, fixed_home=fixed, reread=reread)
    client.install(every_command(place), every_button(place))
    client.tree.gate = place.home.gate
    guilds = GuildWatch(store, clock, (), fixed)
    client.at_ready.append(guilds.ready)
    client.at_join.append(guilds.joined)
    guilds.listen(client)
    start = asyncio.create_task(client.start(sandbox.token))
    try:
        await sandbox.wait_ready()
        yield client
    finally:
        await client.close()
        await asyncio.gather(start, return_exceptions=True)


def as_before(message: Document) -> Document:
    """A message of the sandbox with the buttons that were under it before there were *Details* and its menu."""
    number = button_of(message, "details").rpartition(":")[2]
    buttons = [
        {"type": 2, "style": 2, "label": verb, "custom_id": f"entente:{verb}:{number}"}
        for verb in ("sources", "why", "irrelevant", "same")
    ]
    message["components"] = [*message["components"], {"type": 1, "components": buttons}]
    return message


def button_of(message: Document, verb: str) -> str:
    """The custom id of the message's button for ``verb``."""
    return next(part for part in custom_ids(message) if part.startswith(f"entente:{verb}:"))


def custom_ids(node: object) -> list[str]:
    if isinstance(node, dict):
        own = [node["custom_id"]] if "custom_id" in node else []
        return own + [found for value in node.values() for found in custom_ids(value)]
    return [found for value in node for found in custom_ids(value)] if isinstance(node, list) else []
