"""The file of an export: plain, or compressed where its name ends in ``.gz``."""

import gzip
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from store.database.copies import CopyError, placed_copy
from store.portable.lines import ExportHead, read_head
from store.portable.writer import Hide, write_register

GZIP = b"\x1f\x8b"
"""How a compressed file begins (RFC 1952, 2.3.1)."""


def export_register(
    url: str,
    target: Path,
    hiding: Callable[[list[str]], Hide] | None = None,
    *,
    replace: bool = False,
) -> ExportHead:
    """Writes the register to ``target``, readable by its owner alone; it has its name once it is whole and was read again.
    Blocks. Raises StoreError in one line; ``target`` is then as it was."""
    with placed_copy(target, replace=replace) as unfinished:
        with unfinished.open("wb") as file:
            if target.suffix == ".gz":  # without the moment: the same register is the same file
                with gzip.GzipFile("", "wb", fileobj=file, mtime=0) as out:
                    head = write_register(url, out.write, hiding)
            else:
                head = write_register(url, file.write, hiding)
        _check(unfinished, head)
    return head


def lines_in(source: Path) -> Iterator[bytes]:
    """The lines of an export. Raises CopyError for a file that cannot be read, or is damaged."""
    try:
        with source.open("rb") as file:
            is_compressed = file.read(len(GZIP)) == GZIP
            file.seek(0)
            yield from gzip.GzipFile(fileobj=file) if is_compressed else file
    except (OSError, EOFError, zlib.error) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise CopyError(f"{source} cannot be read: {said}.") from error


def _check(file: Path, head: ExportHead) -> None:
    lines = lines_in(file)
    if read_head(next(lines, b"")) != head or sum(1 for _ in lines) != sum(head.rows.values()):
        raise CopyError(f"{file.name} is not what was written: nothing was kept.")
