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


def first_line(error: BaseException) -> str:
    """Of what an error says, of the database's own words where it has some; its kind where it says nothing."""
    said = _in_own_words(error)
    return (str(said).strip().splitlines() or [type(said).__name__])[0]


def said_by(error: BaseException) -> str:
    """The first line of what an error says, with its kind."""
    kind, line = type(_in_own_words(error)).__name__, first_line(error)
    return line if line == kind else f"{kind}: {line}"


def _in_own_words(error: BaseException) -> BaseException:
    return error.orig if isinstance(error, DBAPIError) and error.orig is not None else error


def in_one_line(error: OperationalError) -> str:
    """What the database itself says, such as that its disk is full; the transaction is undone."""
    return f"The database broke off: {first_line(error)}. What was not finished was undone."
