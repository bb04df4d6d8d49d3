"""Files that a command names: what cannot be read or written is one sentence."""

from pathlib import Path

from bot.shell.door import RefusalError

MOST_BYTES = 10_000_000


def read_file(path: Path) -> bytes:
    """Raises ``RefusalError`` for a file that is not there, not readable or larger than 10 MB."""
    try:
        with path.open("rb") as file:  # a pipe has no size
            body = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise RefusalError(f"{path} cannot be read: {error.strerror}") from None
    if len(body) > MOST_BYTES:
        raise RefusalError(f"{path} is larger than {MOST_BYTES // 1_000_000} MB")
    return body


def write_file(path: Path, body: bytes) -> None:
    """Raises ``RefusalError`` where the file cannot be written."""
    try:
        path.write_bytes(body)
    except OSError as error:
        raise RefusalError(f"{path} cannot be written: {error.strerror}") from None
