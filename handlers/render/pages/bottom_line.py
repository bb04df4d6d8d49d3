"""The first page of a brief, as an analyst writes it: what holds, what changed last, what is open."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from facts.asking.brief import WEIGHT, contradict, newest_known
from facts.names.phrases import stems
from handlers.render.pages.agreement import agreement_line
from handlers.render.pages.answer import Line, Section
from handlers.render.pages.claim import statement
from handlers.render.pages.event import event_line
from handlers.render.words.cite import cited
from handlers.render.words.dates import day
from handlers.render.words.text import listed, safe, sentence
from store.nouns.models import Agreement, Claim, Event
from store.nouns.views import Findings, Library, Tally, Told

FRESH = timedelta(days=60)
"""What is younger needs no word on its age."""
BEAT = stems("arms weapons military defence army navy exercise tanks aircraft submarines missiles drones")
OPEN = frozenset({"announced", "under way", "proposed", "in talks", "postponed"})
OVER = frozenset({"denied", "refused", "cancelled"})
HOLDS, CHANGED, UNSETTLED = "What holds", "What changed last", "What is open"


def bottom_line(found: Findings, asked: frozenset[str], today: date) -> tuple[Section, ...]:
    """Three lists of a few lines each. ``asked`` are the actors that the question names: what is about all of them
    comes before what is about one."""
    changed = list(_changed(found, today))
    told = {told.event.agreement for told in changed if told.event.agreement}
    holds = [*_figures(found, asked)[:1], *_deals(found, told)]
    parts = (
        Section(HOLDS, tuple(holds)),
        Section(CHANGED, tuple(event_line(one, found.library) for one in changed)),
        Section(UNSETTLED, tuple(_unsettled(found))),
    )
    return tuple(part for part in parts if part.lines)


def age_line(found: Findings, today: date) -> str:
    """The newest day that is known, and that nothing is newer where it lies back; empty where no day is."""
    days = [(t.event.day, t.event.precision) for t in found.events if _is_past(t.event, today)]
    days += [
        (s.day, s.precision) for deal in found.agreements for s in deal.steps if s.day and s.day <= today
    ]
    dated = [(when, precision) for when, precision in days if when is not None]
    if not dated:
        return ""
    when, precision = max(dated)
    if today - when > FRESH:
        return f"Nothing newer than {day(when, precision)} is known."
    return f"The newest is of {day(when, precision)}."


def counted_tally(tally: Tally, found: Findings) -> str:
    """``23 events, 14 agreements and 66 statements``, without what there is none of."""
    counts = ((tally.events, "event"), (len(found.agreements), "agreement"), (tally.claims, "statement"))
    return listed([f"{n:,} {word}{'s' if n != 1 else ''}" for n, word in counts if n])


def _is_past(event: Event, today: date) -> bool:
    return event.day is not None and event.day <= today and event.precision != "unknown"


def _changed(found: Findings, today: date) -> Iterable[Told]:
    """The newest events of weight that happened; lesser ones only where there are no others."""
    past = [told for told in found.events if _is_past(told.event, today) and told.event.phase not in OPEN]
    weighty = [told for told in past if WEIGHT[told.event.importance] >= 1] or past
    return sorted(weighty, key=lambda told: told.event.day or date.min, reverse=True)[:3]


def _figures(found: Findings, asked: frozenset[str]) -> list[Line]:
    """Figures in a sentence, those about most of who is asked for first; none that sources contradict."""
    rows = [claim for claim in found.claims if claim.kind == "figure" and not claim.denied]
    alone = [claim for claim in rows if not any(contradict(claim, other) for other in rows)]
    alone.sort(key=lambda claim: _pertinence(claim, asked), reverse=True)
    return [Line(statement(claim, found.library), cited(claim.citations, found.library)) for claim in alone]


def standing_fact(found: Findings, asked: frozenset[str]) -> Line | None:
    """What holds between all who are asked for, in a sentence: a fact that no single event is, told by most texts."""
    rows = [c for c in found.claims if c.kind == "fact" and not (c.denied or c.event or c.agreement)]
    fitting = [c for c in rows if asked <= set(c.actors) and not c.speaker and not c.attribution]
    best = max(fitting, key=lambda claim: _pertinence(claim, asked), default=None)
    if best is None or not asked:
        return None
    return Line(statement(best, found.library), cited(best.citations, found.library))


def _pertinence(claim: Claim, asked: frozenset[str]) -> tuple[int, bool, bool, int, date]:
    """About most of who is asked for, on arms or armies, a share rather than a count, by most texts, the newest."""
    texts = len({citation.article for citation in claim.citations})
    is_military = bool(stems(claim.text) & BEAT)
    is_share = (claim.unit or "").casefold() in ("%", "percent", "per cent")
    return len(asked & set(claim.actors)), is_military, is_share, texts, claim.day or date.min


def _deals(found: Findings, told: set[str]) -> Iterator[Line]:
    """The agreements with the newest step first, without those that an event of the same page tells."""
    settled = [deal for deal in found.agreements if deal.steps and deal.id not in told]
    for deal in sorted(settled, key=newest_known, reverse=True):
        yield agreement_line(deal, found.library)


def _unsettled(found: Findings) -> Iterator[Line]:
    """What is announced or under way, then what sources say is not known."""
    ahead = [told for told in found.events if told.event.phase in OPEN - {"under way"}]
    ahead.sort(key=lambda told: (WEIGHT[told.event.importance], told.event.day or date.min), reverse=True)
    lines = [event_line(told, found.library) for told in ahead[:2]]
    yield from lines
    for deal in sorted(found.agreements, key=newest_known, reverse=True):
        if deal.unknown:
            yield unknown_line(deal, found.library)


def unknown_line(deal: Agreement, library: Library) -> Line:
    texts = " ".join(sentence(safe(text)) for text in deal.unknown)
    where = cited(deal.citations, library)
    return Line(f"**{safe(deal.name)}:** {texts}", where)
