"""What can be wrong with a database when it is opened; each message is one line for the person who runs the bot."""


class StoreError(Exception):
    """The database cannot be used as it is. Nothing in it was changed."""


class UnreachableDatabaseError(StoreError):
    """The file cannot be opened, or the server does not answer."""


class ReadOnlyDatabaseError(StoreError):
    """The file or the account may only be read."""


class NewerDatabaseError(StoreError):
    """A newer version of the bot has migrated the database; this one does not know its tables."""
