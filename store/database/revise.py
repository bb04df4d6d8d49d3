"""What needs Alembic: running revisions, comparing the schema with the models, writing the next revision.

Of SQLite's indexes on expressions (``ix_event_newest``) SQLAlchemy reads nothing back: they are not compared there, and a
revision that rebuilds their table (``batch_alter_table``) has to make them again.
"""

import warnings
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, create_engine
from sqlalchemy.exc import SAWarning

from store.database.migrate import newest_revision
from store.database.schema import is_ours, of_both_databases

FOLDER = Path(__file__).parent.parent / "migrations"


def difference(connection: Connection) -> list[object]:
    """What the models say and the schema does not, as Alembic's operations; empty when they agree."""
    context = MigrationContext.configure(connection, opts={"include_name": is_ours, "compare_type": True})
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Skipped unsupported reflection of expression", SAWarning)
        warnings.filterwarnings("ignore", "autogenerate skipping metadata-specified expression", UserWarning)
        return list(compare_metadata(context, of_both_databases()))


def upgrade_to(connection: Connection, revision: str) -> None:
    """Runs the revisions up to ``revision`` inside the caller's transaction."""
    command.upgrade(_config(connection), revision)


def draft_revision(message: str) -> None:
    """Writes the next revision's file; its name is the number after the newest one."""
    engine = create_engine("sqlite://")
    number = f"{int(newest_revision()) + 1:04}"
    with engine.connect() as connection, connection.begin():
        config = _config(connection)
        config.set_main_option("file_template", "v%%(rev)s")
        command.upgrade(config, "head")
        command.revision(config, message, autogenerate=True, rev_id=number)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
