"""The worker process for pictures: SVG of our own to PNG (``resvg``), with the one font that comes with the bot.

Started as ``python -m handlers.drawing.png_worker``; it speaks as ``feeds/workers/jobs.py`` does. The system's fonts
are not read: a picture is the same wherever the bot runs, and looking for them takes longer than drawing.
"""

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import font_rhd
from resvg_py import svg_to_bytes

from feeds.workers.jobs import Job, run
from handlers.drawing.png import PNG

FONT = Path(font_rhd.font_directory) / "RedHatDisplay-SemiBold.ttf"
FAMILY = "Red Hat Display"
SCALE = 2.5
"""Points of a picture for one of its units: sharp on a phone, and a third faster to draw than three."""


def pictures_of(_job: Job, body: bytes) -> Iterator[dict[str, Any]]:
    """The picture, in base64 (RFC 4648)."""
    yield {PNG: b64encode(png_of(body.decode())).decode()}


def png_of(svg: str, scale: float = SCALE) -> bytes:
    """Raises ``ValueError`` for what is no SVG."""
    drawn = svg_to_bytes(
        svg_string=svg, zoom=scale, font_files=[str(FONT)], font_family=FAMILY, skip_system_fonts=True
    )
    return bytes(drawn)


if __name__ == "__main__":
    run(pictures_of)
