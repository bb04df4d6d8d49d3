"""``entente check``: is everything that the bot needs there and valid?"""

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal

import aiohttp
import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from bot.app import utc_now
from bot.settings import Misconfigured, Settings, notes, read_settings
from handlers.health.signs import wrongs_of
from handlers.render.pages.feed_age import STALE, condition
from handlers.upkeep.backups import Backups
from seeds.load import SeedError, load_seeds
from store.database.migrate import newest_revision
from store.database.place import named_register
from store.nouns.errors import OperationalError, StoreError, said_by
from store.presence.heartbeats import Sign
from store.store import Store, open_readable, open_store

State = Literal["good", "note", "wrong"]
MAY_ATTACH = 1 << 15 | 1 << 3
"""The permissions Attach Files and Administrator, either of which does (Discord's documentation, "Permissions")."""
NAMED = 8
"""Stale feeds that are told by name."""
DISCORD = "https://discord.com/api/v10"
SHOWN = {"good": "[green]good[/]", "note": "[yellow]note[/]", "wrong": "[red]wrong[/]"}


@dataclass(frozen=True)
class Finding:
    """One line of the table."""

    about: str
    state: State
    detail: str


def command(
    running: Annotated[
        bool, typer.Option("--running", help="Only: is a bot alive on this register?")
    ] = False,
) -> None:
    """Check settings, token, database, migrations, seeds and feeds; exit code 1 if something is wrong.

    Example: entente check
    """
    settings = read_settings()
    if running and not isinstance(settings, Misconfigured):
        findings = asyncio.run(check_running(settings))
    else:
        findings = asyncio.run(check(settings))
    raise typer.Exit(show_findings(findings, Console()))


async def check(settings: Settings | Misconfigured) -> list[Finding]:
    """Everything that can be looked at without changing more than a migration would."""
    if isinstance(settings, Misconfigured):
        return [Finding("settings", "wrong", problem) for problem in settings.problems]
    strange = [Finding("settings", "note", sentence) for sentence in notes(settings)]
    first = strange or [Finding("settings", "good", "valid")]
    discord = [await _token(settings), *await _pictures(settings)]
    return [*first, *discord, _seeds(), *await _register(settings)]


async def _register(settings: Settings) -> list[Finding]:
    only_read: list[Finding] = []
    try:
        store = await open_store(settings.database, utc_now)
    except StoreError as error:
        try:
            store = await open_readable(settings.database, utc_now)
        except StoreError:
            return [Finding("database", "wrong", str(error))]
        only_read = [Finding("database", "note", f"it can be read, not written: {error}")]
    try:
        found = [
            _database(store),
            *only_read,
            Finding("migrations", "good", newest_revision()),
            await _feeds(store),
            await _backups(store, settings),
        ]
    finally:
        await store.close()
    return found


async def check_running(settings: Settings, now: Callable[[], datetime] = utc_now) -> list[Finding]:
    """Whether every bot on this register said within the last two minutes that it is alive and does its work."""
    try:
        store = await open_readable(settings.database, now)
        try:
            signs = await store.heartbeats.signs()
        finally:
            await store.close()
    except (StoreError, OperationalError) as error:
        return [Finding("running", "wrong", str(error) if isinstance(error, StoreError) else said_by(error))]
    if not signs:
        return [Finding("running", "wrong", "no bot runs on this register")]
    return [finding for sign in signs for finding in _alive(sign, now(), alone=len(signs) == 1)]


def _alive(sign: Sign, now: datetime, *, alone: bool) -> list[Finding]:
    """What a process's last sign of life says; which one it is, where there are several."""
    about = "running" if alone else f"running: {sign.process}"
    if wrongs := wrongs_of(sign, now):
        return [Finding(about, "wrong", wrong) for wrong in wrongs]
    seconds = max((now - sign.at).total_seconds(), 0)
    return [Finding(about, "good", f"last sign of life {seconds:.0f} s ago")]


def show_findings(findings: list[Finding], console: Console) -> int:
    """Prints the table and returns the exit code."""
    table = Table("", "state", "detail", box=None, header_style="bold")
    for finding in findings:
        table.add_row(finding.about, SHOWN[finding.state], escape(finding.detail))
    console.print(table)
    return int(any(finding.state == "wrong" for finding in findings))


async def _token(settings: Settings) -> Finding:
    if settings.token is None:
        return Finding("token", "note", "DISCORD_TOKEN is not set: this is the sandbox's side")
    try:
        async with _asking(settings) as session, session.get("users/@me") as response:
            if response.status == 200:
                return Finding("token", "good", f"belongs to {(await response.json())['username']}")
            return Finding("token", "wrong", f"Discord does not take it (HTTP {response.status})")
    except (aiohttp.ClientError, TimeoutError):
        return Finding("token", "note", "set, but Discord could not be reached to try it")


async def _pictures(settings: Settings) -> list[Finding]:
    """Where the bot may not attach files (Discord's documentation, "Get Current User Guilds")."""
    if settings.token is None:
        return []
    try:
        async with _asking(settings) as session, session.get("users/@me/guilds") as response:
            guilds = await response.json() if response.status == 200 else []
    except (aiohttp.ClientError, TimeoutError, ValueError):
        return []
    closed = [str(one["name"]) for one in guilds if not int(one.get("permissions", MAY_ATTACH)) & MAY_ATTACH]
    named = f"{', '.join(closed[:NAMED])}{' …' if len(closed) > NAMED else ''}"
    return [Finding("pictures", "note", f"Attach Files is missing in {named}")] if closed else []


def _asking(settings: Settings) -> aiohttp.ClientSession:
    """Discord's API as the bot. Only with a token."""
    token = settings.token.get_secret_value() if settings.token else ""
    base = f"{settings.discord_api or DISCORD}/"
    return aiohttp.ClientSession(
        base, headers={"Authorization": f"Bot {token}"}, timeout=aiohttp.ClientTimeout(total=10)
    )


def _seeds() -> Finding:
    try:
        seeds = load_seeds()
    except SeedError as error:
        return Finding("seeds", "wrong", str(error))
    counts = {
        "actors": seeds.actors,
        "agreements": seeds.agreements,
        "events": seeds.events,
        "claims": seeds.claims,
    }
    return Finding("seeds", "good", ", ".join(f"{len(rows)} {name}" for name, rows in counts.items()))


def _database(store: Store) -> Finding:
    return Finding("database", "good", named_register(store.database.url))


async def _backups(store: Store, settings: Settings) -> Finding:
    backups = Backups(store, utc_now, settings.backups, settings.keep_backups)
    if backups.folder is None:
        return Finding("backups", "note", "none are made: ENTENTE_BACKUPS names a folder for them")
    if wrongs := await backups.wrongs():
        return Finding("backups", "wrong", wrongs[0])
    kept = await asyncio.to_thread(backups.folder.kept)
    newest = f"the newest {kept[0].name}" if kept else "none yet: a running bot makes the first"
    return Finding("backups", "good", f"{len(kept)} in {settings.backups}, {newest}")


async def _feeds(store: Store) -> Finding:
    feeds = await store.wire.feeds()
    if not feeds:
        return Finding("feeds", "note", "none yet: entente run adds the default ones")
    now = utc_now()
    states = Counter(condition(feed, now) for feed in feeds)
    detail = ", ".join(f"{count} {state}" for state, count in sorted(states.items()))
    stale = [feed.id for feed in feeds if condition(feed, now) == STALE]
    named = f"; stale: {', '.join(stale[:NAMED])}{' …' if len(stale) > NAMED else ''}" if stale else ""
    return Finding("feeds", "note" if states["failing"] or stale else "good", detail + named)
