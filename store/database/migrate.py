"""Brings a database to the newest schema, under a lock, and says in one line why it cannot.

``python -m store.migrate "what changes"`` writes the next revision from the difference between the models and the
newest schema. Alembic is loaded only where revisions are to be run or written: most starts find nothing to do.
"""

import logging
import os
import sys
from datetime import UTC, datetime
from functools import cache
from importlib import import_module
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, text
from sqlalchemy.exc import DBAPIError

from store.database.copies import copy_before
from store.database.place import named_register, sqlite_file
from store.database.postgres import without_limits
from store.nouns.errors import (
    NewerDatabaseError,
    OlderDatabaseError,
    ReadOnlyDatabaseError,
    StoreError,
    UnreachableDatabaseError,
    first_line,
)

log = logging.getLogger(__name__)

REVISIONS = Path(__file__).parent.parent / "migrations" / "versions"
REVISION = "SELECT version_num FROM alembic_version"
"""Which revision a database has (Alembic's documentation, "The Migration Environment")."""
REVISE = "store.database.revise"
"""The module that knows Alembic."""
LOCK = 0x53636865
"""The number of PostgreSQL's advisory lock that one process holds while it migrates ("Sche" in ASCII)."""
READ_ONLY_CODES = ("25006", "42501")
"""SQLSTATE of PostgreSQL: read_only_sql_transaction, insufficient_privilege (Appendix A of its manual)."""


ON_ITS_WAY = (
    "starting up",
    "shutting down",
    "recovery",
    "not yet accepting",
    "too many",
    "connection slots",
    "terminating",
)
"""In what PostgreSQL says to who connects while it starts, stops, recovers or is full (SQLSTATE 57P01–57P03, 53300)."""
FORBIDDEN = text(
    "SELECT NOT has_table_privilege(oid, 'INSERT') FROM pg_class WHERE relname = :table AND pg_table_is_visible(oid)"
)
"""Whether an account may read a table and not write it; nothing where there is no table yet."""


def migrate(engine: Engine) -> None:
    """Runs every missing revision in one transaction: all of them or, on any failure, none. Of a SQLite file that holds
    something a copy is kept beside it (``store/database/copies.py``).

    Raises :class:`StoreError` (one line) where the database is newer, read-only or out of reach.
    """
    try:
        with engine.connect() as connection:
            if _missing(connection):
                _upgrade(connection)
    except DBAPIError as error:
        raise _in_plain_words(error, engine) from error


def require_newest(engine: Engine) -> None:
    """For what only reads: raises :class:`StoreError` (one line) unless the schema is this version's; changes nothing."""
    try:
        with engine.connect() as connection, connection.begin():
            current = _current(connection)
    except DBAPIError as error:
        raise _in_plain_words(error, engine) from error
    if current != newest_revision():
        raise OlderDatabaseError(
            f"The database {named_register(engine.url)} has revision {current or 'none'}, and this version of Entente needs "
            f"{newest_revision()}; entente run brings it there. Nothing was changed."
        )


@cache
def revisions() -> tuple[str, ...]:
    """The ids of the revisions, oldest first, by the names of their files (``v0001`` is revision 0001)."""
    return tuple(sorted(path.stem.removeprefix("v") for path in REVISIONS.glob("v*.py")))


def newest_revision() -> str:
    """The id of the newest revision."""
    return revisions()[-1]


def _missing(connection: Connection) -> bool:
    """Whether revisions are to be run."""
    with connection.begin():
        _refuse_read_only(connection)
        return _current(connection) != newest_revision()


def _refuse_read_only(connection: Connection) -> None:
    """SQLite begins an immediate transaction on what it may only read, and tells when something is written."""
    if connection.dialect.name == "sqlite":
        kept = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        connection.exec_driver_sql(f"PRAGMA user_version = {kept}")
    elif (
        connection.execute(text("SHOW transaction_read_only")).scalar() == "on"
        or connection.execute(FORBIDDEN, {"table": "mark"}).scalar()
    ):
        raise ReadOnlyDatabaseError(
            f"The database {named_register(connection.engine.url)} may only be read. Nothing was changed."
        )


def _current(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    current = connection.execute(text(REVISION)).scalar()
    if current is not None and current not in revisions():
        raise NewerDatabaseError(
            f"The database is from a newer version of Entente (revision {current}); update the bot. "
            "Nothing was changed."
        )
    return current


def _upgrade(connection: Connection) -> None:
    with connection.begin():
        without_limits(connection)
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        current = _current(connection)
        if current != newest_revision():  # another process may have been faster
            _keep_copy(connection, current)
            import_module(REVISE).upgrade_to(connection, "head")


def _keep_copy(connection: Connection, current: str | None) -> None:
    """Of a SQLite register that is to be rewritten, under the writer's lock: nobody writes between copy and migration.
    Raises CopyError, and nothing is migrated then."""
    file = sqlite_file(connection.engine.url)
    if current is None or file is None:
        return
    copy = copy_before(file, newest_revision())
    log.warning(
        "the register %s goes from revision %s to %s; a copy of it as it was: %s",
        file,
        current,
        newest_revision(),
        copy,
    )


def _in_plain_words(error: DBAPIError, engine: Engine) -> StoreError:
    place = named_register(engine.url)
    reason = first_line(error)
    if "readonly" in reason or getattr(error.orig, "sqlstate", None) in READ_ONLY_CODES:
        return ReadOnlyDatabaseError(
            f"The database {place} may only be read ({reason}). Nothing was changed."
        )
    is_away = engine.dialect.name == "postgresql" and _may_come_back(str(error.orig))
    sentence = f"The database {place} cannot be used: {reason}{_forbidden_folder(engine.url)}."
    return UnreachableDatabaseError(sentence, is_away=is_away)


def _forbidden_folder(url: URL) -> str:
    """The folder of a SQLite file that this process may not write, such as one that a container's host has made."""
    file = sqlite_file(url)
    folder = next((one for one in file.absolute().parents if one.exists()), None) if file else None
    if folder is None or os.access(folder, os.W_OK | os.X_OK):
        return ""
    return f" (the folder {folder} belongs to user {folder.stat().st_uid}; this process, user {os.getuid()}, may not write there)"


def _may_come_back(said: str) -> bool:
    """Whether a server that took no connection may take one later: it said nothing, or that it is on its way. It refuses
    for good (a password, a database that is not there) with another FATAL; libpq gives no SQLSTATE for either."""
    return "FATAL" not in said or any(words in said for words in ON_ITS_WAY)


if __name__ == "__main__":
    import_module(REVISE).draft(" ".join(sys.argv[1:]) or f"Change of {datetime.now(UTC):%Y-%m-%d}")
