"""The figures that a question asks for, best first: how many, how much, which share, which place in an order."""

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import partial
from itertools import combinations

from facts.asking.brief import differing
from facts.asking.choose import holds_any
from facts.asking.questions import in_english
from facts.asking.topics import Facet
from facts.names.phrases import stems
from facts.rows.patterns import alternatives, word_set, word_table
from facts.wording.clues import clue
from handlers.render.pages.agreement import gear_lines
from handlers.render.pages.answer import Line, pieced, sources_of
from handlers.render.pages.bottom_line import disputed_lines, period_end, pertinence
from handlers.render.pages.claim import RANK, claim_line
from handlers.render.pages.event import amount_line
from handlers.render.words.text import listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.models import Agreement, Claim
from store.nouns.views import Findings

_either = partial(alternatives, "figures", folder="handlers.briefing")

ASKS = {sort: "|".join(words) for sort, words in word_table("figures", "handlers.briefing")["asks"].items()}
"""By what a question asks for a figure: the first that it does counts."""
OF_FIGURES = word_set("figures", "sides", "handlers.briefing")
"""Sides of a question that figures answer, whatever its other words."""
PER_CENT = frozenset(["%", "percent", "per cent"])
TOTAL_ASKED = re.compile(rf"\b(?:{_either('total_asked')})\b", re.IGNORECASE)
PRICE_ASKED = re.compile(rf"\b(?:{_either('price_asked')})\b", re.IGNORECASE)
TOTAL_TOLD = re.compile(rf"\b(?:{_either('total_told')})\b", re.IGNORECASE)
CHANGED = re.compile(
    rf"\b(?:{_either('changed')})\b",
    re.IGNORECASE,
)
"""That something became more or less."""
DIFFERENCE = re.compile(
    rf"\b(?:{_either('difference')})\b",
    re.IGNORECASE,
)
"""That two figures are to be compared."""
ACCORDING = re.compile(r"According to [^:]+: ")
MONEY = re.compile(r"[A-Z]{3}")
BEGINNING = 4
"""Letters by which words of one family are alike ("spent", "spending")."""
FEW = 2
"""Agreements whose terms answer; of more, none is the one that is meant."""


def figure_asked(question: str, facets: Iterable[Facet]) -> str:
    """What sort of figure answers: a key of ``ASKS``, "any", or nothing."""
    plain = in_english(question)
    sort = next((name for name in ASKS if _PATTERNS[name].search(plain)), "")
    return sort or ("any" if any(facet.label in OF_FIGURES for facet in facets) else "")


def asks_for_change(question: str) -> bool:
    """Whether it is for how a figure became more or less."""
    return _PATTERNS["share"].search(question) is not None and CHANGED.search(question) is not None


def figure_lines(looked: Looked, asked: frozenset[str]) -> list[Line]:
    """What answers best stands first; nothing where no figure is asked for. What sources contradict each other on stands in
    one line, and no figure of it alone; the figures of statements that have most of the question come before the others; of
    an agreement its sums where money is asked for, else what it counts. ``asked`` are the actors that it names."""
    found, sort = looked.found, figure_asked(looked.topic.asked, looked.topic.facets)
    if not sort:
        return []
    disputed = list(disputed_lines(found))
    terms = [line for deal in found.agreements[:FEW] for line in _terms(deal, found, sort)]
    told = [*difference_lines(looked, asked, sort), *_told(looked, asked, sort)]
    if sort == "money" and TOTAL_ASKED.search(looked.topic.asked) and any(map(is_total, found.claims)):
        return [*told, *terms, *disputed]
    if sort in ("money", "any"):
        terms = [] if disputed or len(found.agreements) > FEW else terms
        is_of_figures = any(facet.label in OF_FIGURES for facet in looked.topic.facets)
        return [*disputed, *told, *terms] if is_of_figures else [*disputed, *terms, *told]
    others = [] if sort == "rank" and not told else disputed
    return [*told, *(terms if len(found.agreements) <= FEW else []), *others]


def is_for_figures(looked: Looked) -> bool:
    """Whether figures may answer: not of a window, unless figures of two times are to be compared."""
    is_since = looked.window.until is None and TOTAL_ASKED.search(looked.topic.asked) is not None
    return (looked.window.is_open or is_since or _is_compared(looked)) and not lacks_figures(looked)


def _is_compared(looked: Looked) -> bool:
    return DIFFERENCE.search(looked.topic.asked) is not None


def difference_lines(looked: Looked, asked: frozenset[str], sort: str) -> Iterator[Line]:
    """By how much a figure of one period is above or below that of another, where that is asked for and both are of one thing
    by one source."""
    if not _is_compared(looked):
        return
    rows = _ranked(looked, asked, sort)
    for one in rows[:1]:
        others = (other for other in rows[1:] if _is_of_same(one, other))
        for other in list(others)[:1]:
            early, late = sorted((one, other), key=period_end)
            yield _difference(early, late, looked)


def shift_lines(looked: Looked, between: frozenset[str] = frozenset()) -> Iterator[Line]:
    """Of shares that are told of two periods, by one source and for the same two: how much each grew or shrank, the largest change
    first; only of those that are ``between`` these states."""
    rows = [claim for claim in _undisputed(looked.found, wants_total=False) if _is_of(claim, "share")]
    rows = [claim for claim in rows if between <= _countries(claim, looked)]
    pairs = [
        (one, other) for one, other in combinations(sorted(rows, key=period_end), 2) if _is_shared(one, other)
    ]
    asked = looked.topic.asked
    way = 1 if clue("grew").search(asked) else -1 if clue("shrank").search(asked) else 0
    pairs.sort(key=lambda pair: -(_rise(*pair) * way if way else abs(_rise(*pair))))
    for early, late in pairs:
        rise = _rise(early, late)
        lines = [claim_line(claim, looked.found.library, dated=False) for claim in (early, late)]
        told = f"**{abs(rise).normalize():f} percentage points {'more' if rise > 0 else 'less'}** in {safe(late.period or '')} than in {safe(early.period or '')}"
        who = ACCORDING.match(lines[1].text)
        text = (
            f"{who[0] if who else ''}{_partner(late, looked)}, {told} ({early.value:f}% and {late.value:f}%)."
        )
        yield Line(text, sources_of(lines))


def _countries(claim: Claim, looked: Looked) -> set[str | None]:
    known = looked.known.actors
    return {known[key].country for key in claim.actors if key in known}


def _rise(early: Claim, late: Claim) -> Decimal:
    return (late.value or Decimal()) - (early.value or Decimal())


def _is_shared(one: Claim, other: Claim) -> bool:
    return _is_of_same(one, other) and len(set(one.actors)) > 1


def _partner(claim: Claim, looked: Looked) -> str:
    """Those whose share it is, whom the question does not name."""
    names = [looked.known.actors[key] for key in claim.actors if key in looked.known.actors]
    told = [actor.name for actor in names if actor.country not in looked.states] or [
        actor.name for actor in names
    ]
    return safe(listed(told))


def _is_of_same(one: Claim, other: Claim) -> bool:
    return (one.unit, one.speaker, set(one.actors)) == (
        other.unit,
        other.speaker,
        set(other.actors),
    ) and one.period != other.period


def _difference(early: Claim, late: Claim, looked: Looked) -> Line:
    rise = (late.value or Decimal()) - (early.value or Decimal())
    unit = "percentage points" if (late.unit or "").casefold() in PER_CENT else safe(late.unit or "")
    told = f"{abs(rise).normalize():f} {unit} {'more' if rise > 0 else 'less'} in {safe(late.period or '')} than in {safe(early.period or '')}"
    lines = [claim_line(claim, looked.found.library, dated=False) for claim in (early, late)]
    return Line(
        f"**{told}** ({early.value:f} and {late.value:f}).",
        sources_of(lines),
    )


def lacks_figures(looked: Looked) -> bool:
    """Whether nothing that was found is of what figures were asked for: those of other matters are no answer."""
    return any(facet.label in OF_FIGURES for facet in looked.passed)


def lacks_figure(looked: Looked) -> bool:
    """Whether a share is asked for, and nothing that was found gives one: a common word of the question hides it."""
    if figure_asked(looked.topic.asked, ()) != "share":
        return False
    return not any(claim.kind == "figure" and _is_of(claim, "share") for claim in looked.found.claims)


def _terms(deal: Agreement, found: Findings, sort: str) -> Iterator[Line]:
    if sort == "money" and deal.amounts:
        sums = [amount_line(amount, found.library) for amount in deal.amounts]
        yield pieced(
            *(piece for at, one in enumerate(sums) for piece in ([Line("; ")] if at else []) + [one])
        )
    elif sort == "count" and any(one.quantity is not None for one in deal.equipment):
        yield from gear_lines(deal, found.library)


def _told(looked: Looked, asked: frozenset[str], sort: str) -> list[Line]:
    return [claim_line(claim, looked.found.library, dated=False) for claim in _ranked(looked, asked, sort)]


def _ranked(looked: Looked, asked: frozenset[str], sort: str) -> list[Claim]:
    """Those that have most of the question first."""
    found, words = looked.found, _beginnings(looked.topic.asked)
    wants_total = sort == "money" and TOTAL_ASKED.search(looked.topic.asked) is not None
    wants_change = sort == "share" and CHANGED.search(looked.topic.asked) is not None
    rows = [claim for claim in _undisputed(found, wants_total) if _is_of(claim, sort)]
    if sort == "money" and PRICE_ASKED.search(looked.topic.asked):
        rows = [claim for claim in rows if MONEY.fullmatch(claim.unit or "")]

    def weight(claim: Claim) -> tuple[object, ...]:
        whole = is_total(claim) if wants_total else wants_change and CHANGED.search(claim.text) is not None
        met = sum(holds_any(facet, [claim.text]) for facet in looked.topic.facets)
        shared = len(words & _beginnings(claim.text))
        rank = -(claim.value or Decimal()) if sort == "rank" else Decimal()
        return (
            whole,
            met,
            shared,
            rank,
            pertinence(claim, asked)[:3],
            period_end(claim),
            pertinence(claim, asked),
        )

    return sorted(rows, key=weight, reverse=True)


def _undisputed(found: Findings, wants_total: bool) -> list[Claim]:
    """The figures that no other contradicts; of sums over time the only one among prices and forecasts of the same is."""
    groups = [[claim for claim in one.claims if claim.value is not None] for one in differing(found.claims)]
    disputed = {id(claim) for group in groups for claim in group}
    alone = {id(totals[0]) for group in groups if len(totals := list(filter(is_total, group))) == 1}
    kept = disputed - alone if wants_total else disputed
    return [c for c in found.claims if c.kind == "figure" and not c.denied and id(c) not in kept]


def is_total(claim: Claim) -> bool:
    """Whether it is a sum over years rather than the price of one thing."""
    is_money = claim.kind == "figure" and MONEY.fullmatch(claim.unit or "") is not None
    return is_money and TOTAL_TOLD.search(f"{claim.text} {claim.period or ''}") is not None


def _is_of(claim: Claim, sort: str) -> bool:
    unit = claim.unit or ""
    if sort == "rank":
        return unit == RANK
    if sort == "share":
        return unit.casefold() in PER_CENT
    return sort in ("money", "any") or not (MONEY.fullmatch(unit) or unit == RANK)


def _beginnings(text: str) -> set[str]:
    return {word[:BEGINNING] for word in stems(text)}


_PATTERNS = {name: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for name, words in ASKS.items()}
