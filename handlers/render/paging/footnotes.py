"""Footnotes: one number for each source of an answer, in the order in which they are first read."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from handlers.render.words.cite import Cited, citation_day, described
from handlers.render.words.text import cut, safe
from store.nouns.views import Reference

DIGITS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
GLUE, BLANK = "\u202f", "\u00a0"
"""No-break spaces, the first narrow: a number never stands alone on a line."""
APART = "\u2003"
"""An em space, at which a line may break and which is not seen at its end (UAX 14, class BA)."""
OUTLET = 26
NAMED = 6
"""Sources at the foot of a page; all of them stand under *Sources*."""


def superscript(number: int) -> str:
    return str(number).translate(DIGITS)


def first(sources: Iterable[Cited], most: int) -> list[Cited]:
    """The places in the first ``most`` texts that are cited."""
    cited = list(sources)
    texts = list(dict.fromkeys(source.reference for source in cited))[:most]
    return [source for source in cited if source.reference in texts]


class Footnotes:
    """Numbers sources as they are met, and remembers which paragraphs were cited."""

    def __init__(self) -> None:
        self.paragraphs: defaultdict[Reference, dict[str, None]] = defaultdict(dict)
        self._numbers: dict[Reference, int] = {}
        self._names: list[str] = []
        """How the foot of a page names each, by its number less one; made when it is met."""

    def mark(self, sources: Iterable[Cited], most: int = 99) -> str:
        """What stands behind a statement: ``¹ ³``, glued to it; empty where it has no source. Beyond ``most`` they are
        only counted."""
        cited = list(sources)
        shown = first(cited, most)
        for source in shown:
            if source.reference not in self._numbers:
                self._numbers[source.reference] = len(self._numbers) + 1
                self._names.append(outlet_and_month(source.reference))
            self.paragraphs[source.reference] |= {source.paragraph: None} if source.paragraph else {}
        numbers = sorted({self._numbers[source.reference] for source in shown})
        left = len({source.reference for source in cited}) - len(numbers)
        marks = "".join(f"{GLUE}{superscript(number)}" for number in numbers)
        return marks + (f"{GLUE}⁺{superscript(left)}" if left > 0 else "")

    def short(self, sources: Iterable[Cited]) -> str:
        """The sources of one page in a line, an outlet's texts of a month together: ``¹ ³ Dawn, Mar 2020  ² The
        Diplomat, Jul 2021``; their days stand under *Sources*. Their numbers part them: a sign between them would stand
        alone at the end of a phone's line."""
        numbers = sorted({self._numbers[source.reference] for source in sources})
        named: dict[str, list[int]] = {}
        for number in numbers:
            named.setdefault(self._names[number - 1], []).append(number)
        shown = [f"{_several(found)}{name}" for name, found in list(named.items())[:NAMED]]
        left = len(named) - NAMED
        return APART.join([*shown, *([f"{left} more under Sources"] if left > 0 else [])])

    def whole(self) -> Iterator[str]:
        """Every source in full, in the order of the numbers."""
        for reference, number in self._numbers.items():
            where = ", ".join(self.paragraphs[reference])
            paragraphs = f" · ¶ {where}" if where else ""
            yield f"{superscript(number)} {described(reference)}{paragraphs}"


def _several(numbers: Iterable[int]) -> str:
    return "".join(f"{superscript(number)}{BLANK}" for number in numbers)


def outlet_and_month(reference: Reference) -> str:
    """How the foot of a page names a source: ``Dawn, Mar 2020``, ``Reuters, quoted by Dawn, Mar 2020``. Its blanks hold
    together."""
    outlet, _, inferred = reference.outlet.partition(" (")
    where = f"{safe(cut(outlet, OUTLET))}{' (inferred)' if 'inferred' in inferred else ''}"
    if reference.quoted_by and reference.quoted_by != reference.outlet:
        where = f"{where}, quoted by {safe(cut(reference.quoted_by.partition(' (')[0], OUTLET))}"
    when = re.sub(r"^\d{1,2} (?=\D)", "", citation_day(reference))
    held = f"{where}, {when}".replace(" ", BLANK)
    return held.replace(f",{BLANK}quoted{BLANK}by", f", quoted{BLANK}by")
