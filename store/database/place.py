"""Where a database is: the file of a SQLite one, and how any of them is named to a person."""

from pathlib import Path
from urllib.parse import unquote

from sqlalchemy import URL, make_url

SECRETS = frozenset({"password", "passfile", "sslpassword"})
"""Parameters of libpq that may stand in an address (PostgreSQL documentation, 34.1.2) and are nobody's business."""
IN_MEMORY = ("", ":memory:")


def sqlite_file(address: str | URL) -> Path | None:
    """The file of a SQLite database; None for one in memory and for PostgreSQL. Also of an address of the form
    ``sqlite:///file:name.db?mode=ro&uri=true`` (SQLite's documentation, "URI Filenames")."""
    url = make_url(address)
    name = url.database or ""
    if url.get_backend_name() != "sqlite" or name in IN_MEMORY:
        return None
    return Path(unquote(name.removeprefix("file:").split("?")[0]) if name.startswith("file:") else name)


def named_register(address: str | URL) -> str:
    """The register as a person is told of it: a SQLite file by its path, else the address without its passwords."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return str(sqlite_file(url) or "memory")
    shown = url.set(query={name: "***" if name in SECRETS else value for name, value in url.query.items()})
    text = shown.set(drivername="postgresql").render_as_string(hide_password=True)
    return text.replace("%2A%2A%2A", "***")
