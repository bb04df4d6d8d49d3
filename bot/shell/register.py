"""How a command names the register that it has changed."""

from bot.settings import Settings
from store.database.place import named_register


def register_of(settings: Settings) -> str:
    """``data/sandbox.db (sandbox)``, or an address of PostgreSQL without its password: whoever forgot the token, or stands
    in another folder, sees that it was another register."""
    return f"{named_register(settings.database)}{' (sandbox)' if settings.in_sandbox else ''}"
