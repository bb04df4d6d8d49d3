"""Whether a database knows how many rows its tables have."""

from sqlalchemy import text

from store.database.database import Database


def is_known(url: str) -> bool:
    """On PostgreSQL, of the events; SQLite plans without (``reltuples`` is -1 before the first ANALYZE, PostgreSQL's
    documentation, 52.11)."""
    database = Database(url)
    if database.is_sqlite:
        return True
    with database.reader.connect() as connection:
        rows = connection.execute(text("SELECT reltuples FROM pg_class WHERE relname = 'event'")).scalar_one()
    for engine in (database.writer, database.reader, database.gatherer):
        engine.dispose()
    return bool(rows > 0)
