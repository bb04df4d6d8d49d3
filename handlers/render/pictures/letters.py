"""How wide a text is in the pictures' font, and what is left of one that is too wide. Kerning is not counted: it makes
a text narrower by a hundredth or two."""

import tomllib
import unicodedata
from pathlib import Path

_TABLE = tomllib.loads((Path(__file__).parent / "widths.toml").read_text(encoding="utf-8"))
_WIDTHS = {letter: int(width) for width, letters in _TABLE.items() for letter in letters}
CUT = "…"


def text_width(text: str, size: float) -> float:
    """In units. A letter that the font lacks counts as a wide one."""
    return sum(_WIDTHS.get(letter, 1000) for letter in text) * size / 1000


def in_font(text: str) -> str:
    """The text in letters that the font has: without the marks that it lacks, and empty where whole letters are missing
    (another script), rather than with boxes in their place."""
    plain = " ".join(text.split())
    if _WIDTHS.keys() >= set(plain):
        return plain
    kept = "".join(letter if letter in _WIDTHS else _unmarked(letter) for letter in plain)
    lost = sum(letter.isalnum() for letter in text) - sum(letter.isalnum() for letter in kept)
    return " ".join(kept.split()) if lost <= 0 else ""


def _unmarked(letter: str) -> str:
    """A letter without its marks; an emoji or a sign that the font lacks is nothing."""
    return "".join(part for part in unicodedata.normalize("NFKD", letter) if part in _WIDTHS)


def fitted_text(text: str, size: float, room: float) -> str:
    """As much of a text as is at most ``room`` wide: whole words, then the sign that something is left out."""
    if text_width(text, size) <= room:
        return text
    words = text.split()
    while len(words) > 1:
        words.pop()
        short = " ".join(words).rstrip(" ,;:–-·") + CUT
        if text_width(short, size) <= room:
            return short
    letters = words[0] if words else ""
    while letters and text_width(letters + CUT, size) > room:
        letters = letters[:-1]
    return letters + CUT if letters else ""


def wrapped(text: str, size: float, room: float, lines: int) -> list[str]:
    """A text in at most so many lines; the last one says where something is left out."""
    found: list[str] = []
    words = text.split()
    while words and len(found) < lines - 1:
        line = words.pop(0)
        while words and text_width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        found.append(fitted_text(line, size, room))
    return [*found, fitted_text(" ".join(words), size, room)] if words else found
