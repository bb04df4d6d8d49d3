"""Claims as lines: a view is attributed, a plan stays a plan, a denial says so."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial

from facts.asking.brief import Differing
from facts.figures.numbers import CARDINALS
from facts.figures.ordinals import ordinals_in
from facts.names.text import words_of
from facts.wording.clues import clue
from handlers.render.pages.answer import LaterLine, LaterLines, Line, pieced
from handlers.render.words.cite import Cited, cited
from handlers.render.words.dates import day
from handlers.render.words.figures import quantity
from handlers.render.words.names import actor_name
from handlers.render.words.text import safe, sentence
from store.nouns.models import Claim
from store.nouns.views import Library

RANK = "(rank)"
"""The unit of a place in an order."""
FOREMOST = clue("foremost")
"""Says of itself that it is the first in an order."""
PER_CENT = re.compile(r"(\d) per ?cent\b")


def claim_line(claim: Claim, library: Library, *, dated: bool = True) -> Line:
    """One statement with who holds it, when it was made, and where: who is named as saying it may stand elsewhere."""
    where = cited(claim.citations, library)
    who = _attributed(claim, library)
    named = cited(claim.said.get("speaker", claim.citations), library)
    when = _dated(claim, library) if dated else []
    texts = {one.reference for line in when for one in line.sources}
    is_same = bool(when) and {one.reference for one in named} <= texts  # one footnote behind both
    speaking = [Line(f"According to {who}", named, goes_on=is_same), Line(": ")] if who else []
    return pieced(*when, *speaking, Line(_told(claim), where))


def listed_claims(claims: Iterable[Claim], library: Library) -> LaterLines:
    """A line for each statement, made when it is read. Two are told apart by all that is told of them."""
    return LaterLines(LaterLine(_key(one), partial(claim_line, one, library)) for one in claims)


def _key(claim: Claim) -> str:
    told = (claim.kind, claim.denied, claim.day, claim.precision, claim.speaker, claim.attribution)
    return repr((*told, claim.value, claim.unit, claim.period, claim.text))


def _dated(claim: Claim, library: Library) -> list[Line]:
    """When it was made: on the day of its text, which no paragraph has to repeat."""
    if claim.day is None:
        return []
    texts = tuple(dict.fromkeys(Cited(one.reference) for one in cited(claim.citations, library)))
    return [Line(f"**{day(claim.day, claim.precision)}**", texts), Line(" · ")]


def _attributed(claim: Claim, library: Library) -> str:
    """Who is told as saying it; empty where its text names them, or where the source tells it as its own fact."""
    who = speaker(claim, library)
    return "" if _names(claim, who) else who


def _told(claim: Claim) -> str:
    """A claim told as what it is: fact, figure, view or plan."""
    text = PER_CENT.sub(r"\1%", sentence(safe(claim.text)))
    if claim.denied:
        text = f"**Denied**: {text}"
    if claim.kind == "figure" and claim.value is not None:
        text += _unsaid(text, claim, claim.value)
    return f"Planned or expected at the time: {text}" if claim.kind == "plan" else text


def _unsaid(text: str, claim: Claim, value: Decimal) -> str:
    """In brackets what the sentence does not say itself: the figure, and the time that it is of."""
    figure = quantity(value, claim.unit)
    period = safe(claim.period or "")
    is_said = _says_figure(text, figure) or _says_in_words(text, value, claim.unit)
    told = [
        part for part in ("" if is_said else figure, "" if _says_period(text, period) else period) if part
    ]
    return f" [{', '.join(told)}]" if told else ""


def _says_figure(text: str, figure: str) -> bool:
    """Whether the sentence has the number; of one that fell ("-32%") the sentence says that, and by how much."""
    number = figure.strip("US$€£₹-").split(" ", 1)[0].rstrip("%")
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text) is not None


def _says_in_words(text: str, value: Decimal, unit: str | None) -> bool:
    """Whether it has the number as a word: "eight" submarines, the "eleventh-largest". "One" counts no thing for certain."""
    if unit == RANK:
        places = [one.value for one in ordinals_in(text, words_of(text))]
        return value in places or (value == 1 and not places and FOREMOST.search(text) is not None)
    written = [word for word, number in CARDINALS.items() if number == value and number > 1]
    return any(re.search(rf"\b{word}\b", text, re.IGNORECASE) for word in written)


def _says_period(text: str, period: str) -> bool:
    """Whether the sentence has every number of the time, or the words of one that has none."""
    numbers = re.findall(r"\d+", period)
    return {*numbers} <= {*re.findall(r"\d+", text)} if numbers else period.casefold() in text.casefold()


def speaker(claim: Claim, library: Library) -> str:
    """Who says it; empty where the source tells it as its own fact."""
    if claim.speaker:
        name = actor_name(claim.speaker, library)
        return f"{name} ({safe(claim.attribution)})" if claim.attribution else name
    return safe(claim.attribution or "")


def _names(claim: Claim, who: str) -> bool:
    return claim.kind != "view" and who.casefold() in safe(claim.text).casefold()


def differing_lines(one: Differing, library: Library) -> Iterator[Line]:
    """One line for each statement, under the subject that they share."""
    for number, claim in enumerate(one.claims, 1):
        line = claim_line(claim, library)
        yield Line(f"{safe(one.topic)} ({number} of {len(one.claims)}): {line.text}", line.sources)
