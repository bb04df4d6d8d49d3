"""Figures for a question that asks for one: "how many", "how much", "the price of", "the largest"."""

import re
from collections.abc import Iterator
from decimal import Decimal

from facts.asking.brief import differing
from facts.names.phrases import stems
from handlers.render.pages.agreement import gear_lines
from handlers.render.pages.answer import Line, pieced
from handlers.render.pages.bottom_line import disputed_lines, pertinence
from handlers.render.pages.claim import RANK, claim_line
from handlers.render.pages.event import amount_line
from store.nouns.models import Agreement, Claim
from store.nouns.views import Findings

ASKS = {
    "count": re.compile(r"\bhow\s+many\b|\bnumber\s+of\b", re.IGNORECASE),
    "rank": re.compile(
        r"\b(?:biggest|largest|greatest|ranks?|ranking)\b|\btop\s+(?:\w+\s+){0,2}(?:ex|im)porters?\b",
        re.IGNORECASE,
    ),
    "money": re.compile(r"\bhow\s+much\b|\b(?:prices?|costs?|worth|value)\b", re.IGNORECASE),
}
"""By what a question asks for a figure: the first that it does counts."""
MONEY = re.compile(r"[A-Z]{3}")
BEGINNING = 4
"""Letters by which words of one family are alike ("spent", "spending")."""
FEW = 2
"""Agreements whose terms answer; of more, none is the one that is meant."""


def figure_lines(found: Findings, question: str, asked: frozenset[str]) -> list[Line]:
    """What answers best stands first; nothing where no figure is asked for. What sources contradict each other on stands in
    one line, and no figure of it alone; the figures of statements that share most words with the question come before
    the others; of an agreement its sums where money is asked for, else what it counts."""
    sort = next((name for name, pattern in ASKS.items() if pattern.search(question)), "")
    if not sort:
        return []
    disputed = list(disputed_lines(found))
    terms = [line for deal in found.agreements[:FEW] for line in _terms(deal, found, sort)]
    told = _told(found, question, asked, sort)
    if sort == "money":
        return [*disputed, *([] if disputed or len(found.agreements) > FEW else terms), *told]
    return [*told, *(terms if len(found.agreements) <= FEW else []), *disputed]


def _terms(deal: Agreement, found: Findings, sort: str) -> Iterator[Line]:
    if sort == "money" and deal.amounts:
        sums = [amount_line(amount, found.library) for amount in deal.amounts]
        yield pieced(
            *(piece for at, one in enumerate(sums) for piece in ([Line("; ")] if at else []) + [one])
        )
    elif sort == "count" and any(one.quantity is not None for one in deal.equipment):
        yield from gear_lines(deal, found.library)


def _told(found: Findings, question: str, asked: frozenset[str], sort: str) -> list[Line]:
    words = _beginnings(question)
    disputed = {id(claim) for one in differing(found.claims) for claim in one.claims}
    rows = [c for c in found.claims if c.kind == "figure" and not c.denied and id(c) not in disputed]
    rows = [claim for claim in rows if _is_of(claim, sort)]

    def weight(claim: Claim) -> tuple[object, ...]:
        shared = len(words & _beginnings(claim.text))
        rank = -(claim.value or Decimal()) if sort == "rank" else Decimal()
        return (shared, rank, pertinence(claim, asked)[:3], period_end(claim), pertinence(claim, asked))

    rows.sort(key=weight, reverse=True)
    return [claim_line(claim, found.library, dated=False) for claim in rows]


def _is_of(claim: Claim, sort: str) -> bool:
    unit = claim.unit or ""
    if sort == "rank":
        return unit == RANK
    return sort == "money" or not (MONEY.fullmatch(unit) or unit == RANK)


def _beginnings(text: str) -> set[str]:
    return {word[:BEGINNING] for word in stems(text)}


def period_end(claim: Claim) -> int:
    """The last year that its period names: 2019 of ``2015–19``; 0 where it names none."""
    years = [int(year) for year in re.findall(r"(?<!\d)(?:19|20)\d\d(?!\d)", claim.period or "")]
    short = re.search(r"((?:19|20)\d)\d[–-](\d\d)(?!\d)", claim.period or "")
    return max([*years, *([int(f"{short[1][:2]}{short[2]}")] if short else [])], default=0)
