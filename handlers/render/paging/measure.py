"""How long a text is to a reader, and how high it stands on a phone that is 390 px wide."""

import re
from math import ceil

from handlers.render.pictures.canvas import WIDTH, Picture

_LINK = re.compile(r"\[((?:\\.|[^\]\\])*)\]\(https?://[^)\s]*\)")
_TIME = re.compile(r"<t:\d+(?::\w)?>")
_SIGNS = re.compile(r"(?m)-(?<=^-)(?:# | )|#(?<=^#)# |>(?<=^>) |\*\*|_(?:(?<!\\_)(?=\()|(?<=\)_))|\\(?=\W)|`")
"""Each begins with the sign itself: such an expression is looked for in a fifth of the time."""
LETTERS, SMALL_LETTERS, TITLE_LETTERS = 38, 46, 29
"""Letters of a line inside a container: 286 px of text at 15, 12 and 19 px."""
PICTURE = 286
LINE, SMALL_LINE, TITLE_LINE = 20, 16, 24


def visible_text(text: str) -> str:
    """What is read of a text in Discord's markdown."""
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "<t:" in text:
        text = _TIME.sub("30/11/2020", text)
    return _SIGNS.sub("", text)


def height(text: str) -> int:
    """Pixels, a little more rather than less."""
    return sum(_line_height(line) for line in text.split("\n"))


def drawn_height(picture: Picture | None) -> int:
    """Pixels of a picture, which is as wide as the text of a container, and of the gap above it."""
    return ceil(picture.height * PICTURE / WIDTH) + 8 if picture else 0


def _line_height(line: str) -> int:
    length = max(1, len(visible_text(line)))
    if line.startswith("-# "):
        return SMALL_LINE * ceil(length / SMALL_LETTERS)
    if line.startswith("## "):
        return TITLE_LINE * ceil(length / TITLE_LETTERS)
    return LINE * ceil(length / LETTERS)
