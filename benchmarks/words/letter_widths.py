"""Writes how wide the letters of the pictures' font are, read from the font itself: ``python -m benchmarks.words.letter_widths``.

The product reads the table alone (``handlers/render/pictures/widths.toml``): a library for fonts is five times the font.
``tests/handlers/render/pictures/test_letters.py`` compares the two.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from fontTools.ttLib import TTFont

from handlers.drawing.png_worker import FONT

TABLE = Path(__file__).parents[2] / "handlers" / "render" / "pictures" / "widths.toml"
LAST = 0x24F
"""The end of Latin Extended-B (Unicode): names in Latin letters need no more."""
SIGNS = "–—‘’“”„…•·×−≈€£"


def widths(font: Path) -> dict[str, int]:
    """Letters to their widths, in thousandths of the size of a text."""
    read = TTFont(font)
    glyphs, advances, units = read.getBestCmap(), read["hmtx"], read["head"].unitsPerEm
    wanted = [*(chr(code) for code in range(0x20, LAST + 1)), *SIGNS]
    return {
        letter: round(1000 * advances[glyphs[ord(letter)]][0] / units)
        for letter in wanted
        if ord(letter) in glyphs and (letter.isprintable())
    }


def table(found: dict[str, int]) -> Iterator[str]:
    """The table's lines: the letters of each width."""
    by_width: defaultdict[int, str] = defaultdict(str)
    for letter, width in found.items():
        by_width[width] += letter
    yield "# Widths of letters in thousandths of a text's size. Made by benchmarks/words/letter_widths.py: do not edit."
    for width, letters in sorted(by_width.items()):
        quoted = letters.replace("\\", "\\\\").replace('"', '\\"')
        yield f'{width} = "{quoted}"'


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    TABLE.write_text("\n".join(table(widths(FONT))) + "\n", encoding="utf-8")
    print(f"{TABLE}: {len(widths(FONT))} letters")


if __name__ == "__main__":
    main()
