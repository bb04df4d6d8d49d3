"""What can be wrong with a database; each message is one line for the person who runs the bot."""

from sqlalchemy.exc import DBAPIError, InterfaceError, InternalError, ResourceClosedError
from sqlalchemy.exc import OperationalError as OperationalError  # noqa: PLC0414 - others may not import SQLAlchemy
from sqlalchemy.exc import TimeoutError as PoolTimeoutError


class StoreError(Exception):
    """The database cannot be used as it is. Nothing in it was changed."""


class UnreachableDatabaseError(StoreError):
    """The file cannot be opened, or the server does not answer. ``is_away``: it may later, with the same settings."""

    def __init__(self, sentence: str, *, is_away: bool = False) -> None:
        super().__init__(sentence)
        self.is_away = is_away


class ReadOnlyDatabaseError(StoreError):
    """The file or the account may only be read."""


class NewerDatabaseError(StoreError):
    """A newer version of the bot has migrated the database; this one does not know its tables."""


class OlderDatabaseError(StoreError):
    """The tables are those of an older version, and who asks may not, or should not, change them."""


PASSING = (OperationalError, InterfaceError, InternalError, ResourceClosedError, PoolTimeoutError)
"""What says more of the database at this moment than of what was asked: away, full, locked, read-only for a while."""


def is_passing(error: BaseException) -> bool:
    """Whether the same may succeed later: the transaction is undone, and nothing is wrong with what it wanted."""
    return isinstance(error, PASSING) or (isinstance(error, DBAPIError) and error.connection_invalidated)


def said_by(error: BaseException) -> str:
    """The first line of what an error says, with its kind; of the database's own words where it has some."""
    said = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    lines = str(said).strip().splitlines()
    return f"{type(said).__name__}: {lines[0]}" if lines else type(said).__name__


def in_one_line(error: OperationalError) -> str:
    """What the database itself says, such as that its disk is full; the transaction is undone."""
    said = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
    return f"The database broke off: {said[0]}. What was not finished was undone."
