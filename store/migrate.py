"""Brings a database to the newest schema, under a lock, and says in one line why it cannot.

``python -m store.migrate "what changes"`` writes the next revision from the difference between the models and the
newest schema.
"""

import sys
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import DBAPIError

from store.errors import NewerDatabaseError, ReadOnlyDatabaseError, StoreError, UnreachableDatabaseError
from store.schema import METADATA, is_ours

FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x53636865
"""The number of PostgreSQL's advisory lock that one process holds while it migrates ("Sche" in ASCII)."""
READ_ONLY_CODES = ("25006", "42501")
"""SQLSTATE of PostgreSQL: read_only_sql_transaction, insufficient_privilege (Appendix A of its manual)."""


def migrate(engine: Engine) -> None:
    """Runs every missing revision in one transaction: all of them or, on any failure, none.

    Raises :class:`StoreError` (one line) where the database is newer, read-only or out of reach.
    """
    try:
        with engine.connect() as connection:
            if _missing(connection):
                _upgrade(connection)
    except DBAPIError as error:
        raise _in_plain_words(error, engine) from error


def newest() -> str:
    """The id of the newest revision. Raises alembic's ``MultipleHeads`` where two revisions follow the same one."""
    return _revisions().get_current_head() or ""


def difference(connection: Connection) -> list[object]:
    """What the models say and the schema does not, as Alembic's operations; empty when they agree."""
    context = MigrationContext.configure(connection, opts={"include_name": is_ours, "compare_type": True})
    return list(compare_metadata(context, METADATA))


def upgrade_to(connection: Connection, revision: str) -> None:
    """Runs the revisions up to ``revision`` inside the caller's transaction."""
    command.upgrade(_config(connection), revision)


@cache
def _revisions() -> ScriptDirectory:
    """Reads the folder once: opening a store asks several times."""
    return ScriptDirectory(str(FOLDER))


def _missing(connection: Connection) -> bool:
    """Whether revisions are to be run."""
    with connection.begin():
        _refuse_read_only(connection)
        return _current(connection) != newest()


def _refuse_read_only(connection: Connection) -> None:
    """SQLite begins an immediate transaction on what it may only read, and tells when something is written."""
    if connection.dialect.name == "sqlite":
        kept = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        connection.exec_driver_sql(f"PRAGMA user_version = {kept}")
    elif connection.execute(text("SHOW transaction_read_only")).scalar() == "on":
        place = connection.engine.url.render_as_string(hide_password=True)
        raise ReadOnlyDatabaseError(f"The database {place} may only be read. Nothing was changed.")


def _current(connection: Connection) -> str | None:
    current = MigrationContext.configure(connection).get_current_revision()
    known = {script.revision for script in _revisions().walk_revisions()}
    if current is not None and current not in known:
        raise NewerDatabaseError(
            f"The database is from a newer version of Entente (revision {current}); update the bot. "
            "Nothing was changed."
        )
    return current


def _upgrade(connection: Connection) -> None:
    with connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
        if _current(connection) != newest():  # another process may have been faster
            upgrade_to(connection, "head")


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _in_plain_words(error: DBAPIError, engine: Engine) -> StoreError:
    place = engine.url.render_as_string(hide_password=True)
    reason = str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
    if "readonly" in reason or getattr(error.orig, "sqlstate", None) in READ_ONLY_CODES:
        return ReadOnlyDatabaseError(
            f"The database {place} may only be read ({reason}). Nothing was changed."
        )
    return UnreachableDatabaseError(f"The database {place} cannot be used: {reason}.")


def _draft(message: str) -> None:
    """Writes the next revision's file; its name is the number after the newest one."""
    engine = create_engine("sqlite://")
    number = f"{int(newest() or 0) + 1:04}"
    with engine.connect() as connection, connection.begin():
        config = _config(connection)
        config.set_main_option("file_template", "v%%(rev)s")
        if newest():
            command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    _draft(" ".join(sys.argv[1:]) or f"Change of {datetime.now(UTC):%Y-%m-%d}")
