"""The sentence that a card quotes: of the text whose headline it shows, while that holds; else of one that does. Pure."""

import re

from handlers.render.cards.headline import source_headline
from handlers.render.cards.report import Report, Sourcing
from handlers.render.words.dates import short_span
from handlers.render.words.quotation import quotation
from handlers.render.words.text import link, safe

_FIGURE = re.compile(r"\d[\d.,]*\d|\d")


def quoted(report: Report, best: Sourcing | None) -> list[str]:
    """One sentence of a lead; before it a headline in another language, linked, which the plain line does not show."""
    if best is None:
        return []
    foreign = [f"> {link(safe(source_headline(best)), best.article.url)}"] if best.is_foreign else []
    said = _said(report, best)
    lines = [*foreign, *([f"> {said}"] if said else [])]
    return [*lines, ""] if lines else []


def _said(report: Report, best: Sourcing) -> str:
    """Of another outlet than the headline's with its name and its day."""
    held = report.holding() or best
    told = [one for one in report.sourcing if not one.denies and not one.is_foreign]
    wrong = _corrected(report)
    for one in (held, *(reversed(told) if wrong else ())):
        said = quotation(one.article)
        if said and not wrong & set(_FIGURE.findall(said)):
            day = short_span(one.article.told_on, None, "day")
            return safe(said) if one is best else f"{safe(f'{one.outlet}, {day}'.rstrip(', '))}: {safe(said)}"
    return ""


def _corrected(report: Report) -> set[str]:
    """The figures that a later text took back."""
    changes = [row for one in report.sourcing for row in one.evidence.changes if row["kind"] == "correction"]
    stands = {figure for row in changes for figure in _FIGURE.findall(row["after"] or "")}
    return {figure for row in changes for figure in _FIGURE.findall(row["before"] or "")} - stands
