"""What can be wrong with a database; each message is one line for the person who runs the bot."""

from sqlalchemy.exc import OperationalError as OperationalError  # noqa: PLC0414 - others may not import SQLAlchemy


class StoreError(Exception):
    """The database cannot be used as it is. Nothing in it was changed."""


class UnreachableDatabaseError(StoreError):
    """The file cannot be opened, or the server does not answer."""


class ReadOnlyDatabaseError(StoreError):
    """The file or the account may only be read."""


class NewerDatabaseError(StoreError):
    """A newer version of the bot has migrated the database; this one does not know its tables."""


def in_one_line(error: OperationalError) -> str:
    """What the database itself says, such as that its disk is full; the transaction is undone."""
    said = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
    return f"The database broke off: {said[0]}. What was not finished was undone."
