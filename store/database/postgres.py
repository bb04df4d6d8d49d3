"""How PostgreSQL is connected to: no connection, pooled or not, waits for ever for a server that does not answer.

libpq ends a connection whose data nobody acknowledges (PostgreSQL documentation, 34.1.2 "Parameter Key Words":
``connect_timeout`` in seconds, ``tcp_user_timeout`` in milliseconds, ``keepalives_*``); the server ends statements that
take too long and the sessions, with their locks, of processes that are gone (20.11 and 20.3, in milliseconds and seconds).
"""

from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, text

CLIENT: dict[str, int] = {
    "connect_timeout": 5,
    "tcp_user_timeout": 10_000,
    "keepalives": 1,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
}
STATEMENT_MILLISECONDS = 30_000
"""Of the longest statement that is not a migration; a process that waits for another's filing gives up then."""
SERVER: dict[str, int] = {
    "statement_timeout": STATEMENT_MILLISECONDS,
    "idle_in_transaction_session_timeout": 60_000,
    "tcp_user_timeout": 15_000,
    "tcp_keepalives_idle": 10,
    "tcp_keepalives_interval": 5,
    "tcp_keepalives_count": 3,
}


PLANS: dict[str, int] = {"work_mem": 32_768, "jit": 0}
"""Kilobytes for one sort, hash or list of pages (20.4: with the server's 4 MB a common word of a million texts is looked for page by
page instead of row by row), and no compiling of plans, which takes longer than what it saves here (20.7)."""


def postgres(url: URL, **pool: Any) -> Engine:
    """An engine whose connections have these limits; what the operator's address says of one itself is kept."""
    given = {name: value for name, value in CLIENT.items() if name not in url.query}
    return create_engine(url, connect_args={**given, "options": _options(url)}, **pool)


def without_limits(connection: Connection) -> None:
    """In the transaction that is open a statement may take any time, and so may what is done elsewhere between two of them: a large
    register is copied, compared and migrated as a whole. SQLite has no such limits."""
    if connection.dialect.name == "postgresql":
        for limit in ("statement_timeout", "idle_in_transaction_session_timeout"):
            connection.execute(text(f"SET LOCAL {limit} = 0"))


def gather_statistics(connection: Connection) -> None:
    """What PostgreSQL plans statements by, of a register that was just written as a whole: until autovacuum comes by it would go
    through whole tables for a few rows (PostgreSQL documentation, 14.4.8 "Run ANALYZE Afterwards"). SQLite plans without any."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE"))


def _options(url: URL) -> str:
    """Ours first: of two settings of one name the server takes the last."""
    theirs = url.query.get("options", "")
    ours = (f"-c {name}={value}" for name, value in {**SERVER, **PLANS}.items())
    return " ".join([*ours, *([theirs] if isinstance(theirs, str) else theirs)]).strip()
