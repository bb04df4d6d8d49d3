"""The servers that the bot is in: which one is home, and what is set for one as a whole."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import Session

from store.amending import Who
from store.database import Database, reads, writes
from store.desk import AuditEntry, Guild, Mark

HOME = "home server"
"""The mark that names the home server."""
LOOKED_FOR = "home server looked for"
"""The mark that the first start of this version leaves: what is joined later never becomes home by itself."""


class Guilds:
    """Each change is one transaction and one entry in the audit log."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @reads
    def home(self, session: Session) -> int | None:
        """The home server as it was chosen; None until one is."""
        return _home(session)

    @writes
    def look_for_home(self, session: Session, guilds: Sequence[int], now: datetime) -> int | None:
        """At the first start with this version the only server is home; at any other nothing changes. Returns the server
        that became home just now."""
        if session.get(Mark, LOOKED_FOR) is not None:
            return None
        session.add(Mark(name=LOOKED_FOR, value=str(len(guilds)), at=now))
        if len(guilds) != 1 or _home(session) is not None:
            return None
        _settle(session, guilds[0], Who("bot", guilds[0], now))
        return guilds[0]

    @writes
    def make_home(self, session: Session, guild: int, who: Who) -> None:
        """A person's word, on record; who may say so is asked before."""
        _settle(session, guild, who)

    @reads
    def analysts(self, session: Session, guild: int) -> int | None:
        """The role of those who curate there."""
        row = session.get(Guild, guild)
        return row.analysts if row else None

    @writes
    def set_analysts(self, session: Session, guild: int, role: int | None, who: Who) -> None:
        row = session.get(Guild, guild) or Guild(id=guild)
        before, row.analysts = row.analysts, role
        session.add(row)
        _record(session, "set analysts", guild, who, {"role": before}, {"role": role})


def _home(session: Session) -> int | None:
    mark = session.get(Mark, HOME)
    return int(mark.value) if mark else None


def _settle(session: Session, guild: int, who: Who) -> None:
    before = _home(session)
    session.merge(Mark(name=HOME, value=str(guild), at=who.at))
    _record(session, "set home server", guild, who, {"server": before}, {"server": guild})


def _record(
    session: Session, action: str, guild: int, who: Who, before: dict[str, Any], after: dict[str, Any]
) -> None:
    entry = AuditEntry(at=who.at, guild=who.guild, person=who.person, action=action, subject=f"guild:{guild}")
    entry.before, entry.after = before, after
    session.add(entry)
