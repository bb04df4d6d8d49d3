"""The bytes of files that a bot sent, each a file on this machine (reference, "Uploading Files")."""

import re
import struct
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

MOST_BYTES: Final = 10 * 1024 * 1024
"""Of one file, in a guild without boosts."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_UNSAFE: Final = re.compile(r"[^\w.\-]+")


@dataclass(frozen=True)
class Upload:
    """One file of a request."""

    filename: str
    data: bytes
    content_type: str | None = None

    @property
    def shown_name(self) -> str:
        """As Discord keeps it: letters, digits, ``_``, ``-`` and ``.`` alone."""
        return _UNSAFE.sub("_", self.filename) or "unknown"

    @property
    def size_in_pixels(self) -> tuple[int, int] | None:
        """Width and height of a PNG, by its first chunk (ISO/IEC 15948, 11.2.2); None for anything else."""
        if not self.data.startswith(_PNG) or self.data[12:16] != b"IHDR" or len(self.data) < 24:
            return None
        width, height = struct.unpack(">II", self.data[16:24])
        return width, height


class Uploads:
    """Keeps files in a folder; without one, in a temporary folder that ``close`` removes."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._temporary: TemporaryDirectory[str] | None = None

    def keep(self, id_: str, upload: Upload) -> None:
        self._place().mkdir(parents=True, exist_ok=True)
        self.path(id_, upload.shown_name).write_bytes(upload.data)

    def path(self, id_: str, filename: str) -> Path:
        """Where the attachment of this id lies."""
        return self._place() / f"{id_}-{filename[-100:]}"

    def close(self) -> None:
        if self._temporary is not None:
            self._temporary.cleanup()
            self._temporary = None

    def _place(self) -> Path:
        if self._folder is not None:
            return self._folder
        if self._temporary is None:
            self._temporary = TemporaryDirectory(prefix="sandbox-files-")
        return Path(self._temporary.name)
