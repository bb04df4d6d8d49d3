"""Pages as PNG, by Chromium where there is one on the path: whole, and one message by itself for the documents."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.look.page import Files, page

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
WIDTH, SCALE = 390, 1.1
LARGEST = 160_000
"""Bytes of a picture that a document shows."""
SHOTS: Mapping[str, tuple[str, int]] = {
    "shot-alert": ("alerts, full", 0),
    "shot-changed": ("alerts after later news", 0),
    "shot-digest": ("digest", -1),
    "shot-brief": ("/brief topic:China Pakistan", 0),
    "shot-actor": ("/actor name:Wei Fenghe", 0),
    "shot-supplies": ("/brief topic:who supplied what to Pakistan", 0),
}
"""Names of files, with the look and the message of it that they show."""


def browser() -> str | None:
    """The program that draws; None where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def photograph(file: Path, program: str, scale: float = 1) -> Path:
    """The page beside it as PNG, as high as it is. Raises ``CalledProcessError`` where the browser fails."""
    png = file.with_suffix(".png")
    size = f"--window-size={WIDTH},{_height(file, program)}"
    _run(program, file, size, f"--screenshot={png}", f"--force-device-scale-factor={scale}")
    return png


def _height(file: Path, program: str) -> int:
    """Of the page in CSS pixels, as its own script writes it into the title."""
    dom = _run(program, file, f"--window-size={WIDTH},800", "--dump-dom").decode(errors="replace")
    found = re.search(r"<title>(\d+)</title>", dom)
    return int(found[1]) if found else 2_000


def _run(program: str, file: Path, *options: str) -> bytes:
    with tempfile.TemporaryDirectory() as profile:
        command = [
            program,
            "--headless",
            "--no-sandbox",
            "--hide-scrollbars",
            f"--user-data-dir={profile}",
            *options,
        ]
        done = subprocess.run(
            [*command, file.resolve().as_uri()], check=True, capture_output=True, timeout=120
        )
    return done.stdout


def write_shots(folder: Path, shown: Mapping[str, tuple[Any, ...]], files: Files, program: str) -> list[Path]:
    """One picture for each of ``SHOTS``. Raises ``ValueError`` where one is too large for a document."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    with tempfile.TemporaryDirectory() as own:
        for name, (asked, number) in SHOTS.items():
            source = Path(own) / f"{name}.html"
            source.write_text(page({"": (shown[asked][number],)}, files), encoding="utf-8")
            png = folder / f"{name}.png"
            shutil.copyfile(photograph(source, program, SCALE), png)
            if png.stat().st_size > LARGEST:
                raise ValueError(f"{png} takes {png.stat().st_size:,} bytes, more than {LARGEST:,}")
            made.append(png)
    return made
