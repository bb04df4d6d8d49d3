"""Claims as lines: a view is attributed, a plan stays a plan, a denial says so."""

import re
from collections.abc import Iterator

from facts.asking.brief import Differing
from handlers.render.pages.answer import Line
from handlers.render.words.cite import cited
from handlers.render.words.dates import day
from handlers.render.words.figures import quantity
from handlers.render.words.names import actor_name
from handlers.render.words.text import safe, sentence
from store.nouns.models import Claim
from store.nouns.views import Library

PER_CENT = re.compile(r"(\d) per ?cent\b")


def claim_line(claim: Claim, library: Library, *, dated: bool = True) -> Line:
    """One statement with who holds it, when it was made, and where."""
    when = f"**{day(claim.day, claim.precision)}** · " if dated and claim.day else ""
    return Line(when + statement(claim, library), cited(claim.citations, library))


def statement(claim: Claim, library: Library) -> str:
    """A claim told as what it is: fact, figure, view or plan."""
    text = PER_CENT.sub(r"\1%", sentence(safe(claim.text)))
    who = speaker(claim, library)
    if claim.denied:
        text = f"**Denied**: {text}"
    if claim.kind == "figure" and claim.value is not None:
        figure = quantity(claim.value, claim.unit)
        period = f", {safe(claim.period)}" if claim.period else ""
        text = f"{text} [{figure}{period}]" if not _says(text, figure) else text
    if claim.kind == "plan":
        text = f"Planned or expected at the time: {text}"
    return f"According to {who}: {text}" if who and not _names(claim, who) else text


def _says(text: str, figure: str) -> bool:
    """Whether the sentence has the number already."""
    number = figure.strip("US$€£₹").split(" ", 1)[0].rstrip("%")
    return re.search(rf"(?<![\d.,]){re.escape(number)}(?![\d]|[.,]\d)", text) is not None


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
