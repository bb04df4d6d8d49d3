"""The first page of a brief, as an analyst writes it: what holds, what changed last, what is open."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

from facts.asking.brief import WEIGHT, contradict, differing, newest_known
from facts.asking.windows import Window, extent, happened_within, overlaps, surely_within
from facts.names.phrases import stems
from facts.wording.periods import years_of
from handlers.render.pages.agreement import agreement_line, gear_lines, unknowns_line
from handlers.render.pages.answer import Line, Section
from handlers.render.pages.claim import claim_line, speaker
from handlers.render.pages.event import event_line
from handlers.render.words.cite import cited
from handlers.render.words.dates import day
from handlers.render.words.figures import quantity
from handlers.render.words.text import capitalised, cut, listed, safe
from store.nouns.models import Agreement, Claim, Event
from store.nouns.values import Precision
from store.nouns.views import Findings, Library, Tally, Told

FRESH = timedelta(days=60)
"""What is younger needs no word on its age."""
BEAT = stems("arms weapons military defence army navy exercise tanks aircraft submarines missiles drones")
AHEAD = frozenset({"announced", "proposed", "in talks", "postponed"})
CHANGES = 3
"""Events of the first page beside the one that answers."""
WHO = 60
"""Letters of who gives a figure."""
HOLDS, CHANGED, UNSETTLED = "What holds", "What changed", "What is open"


def bottom_line(
    found: Findings,
    asked: frozenset[str],
    today: date,
    said: str = "",
    window: Window | None = None,
    *,
    holds_first: bool = False,
) -> tuple[Section, ...]:
    """Three lists of a few lines each. ``asked`` are the actors that the question names: what is about all of them
    comes before what is about one. ``said`` is the event that the first sentence tells already. In a ``window`` only
    what surely lies in it stands here: a figure that was told in it may be of any time, a coarse day outside it."""
    found = in_window(found, window or Window())
    changed = list(changed_last(found, today, said))
    told = {
        one.event.agreement for one in found.events if one.event.id in {said, *(c.event.id for c in changed)}
    }
    deals = list(_deals(found, {key for key in told if key}))
    alone = [] if found.events or len(found.agreements) != 1 else found.agreements
    terms = [line for deal in alone for line in gear_lines(deal, found.library)]
    holds = [*_figures(found, asked)[:1], *deals[:1], *terms, *disputed_lines(found), *deals[1:]]
    parts = (
        Section(HOLDS, tuple(holds)),
        Section(CHANGED, tuple(event_line(one, found.library) for one in changed)),
        Section(UNSETTLED, tuple(_unsettled(found, said))),
    )
    order = (parts[1], parts[0], parts[2]) if said and not holds_first else parts
    return tuple(part for part in order if part.lines)


def in_window(found: Findings, window: Window) -> Findings:
    """What surely lies in it."""
    if window.is_open:
        return found
    claims = tuple(c for c in found.claims if surely_within(window, c.day, None, c.precision))
    deals = tuple(
        deal
        for deal in found.agreements
        if any(surely_within(window, step.day, None, step.precision) for step in deal.steps)
    )
    events = tuple(told for told in found.events if happened_within(window, told.event))
    return replace(found, claims=claims, agreements=deals, events=events)


def disputed_lines(found: Findings) -> Iterator[Line]:
    """What sources give different figures for, each figure with who gives it, in one line; none is picked."""
    for one in differing(found.claims):
        figures = [claim for claim in one.claims if claim.value is not None]
        if figures:
            yield disputed_line(one.topic, figures, found.library)


def disputed_line(topic: str, figures: Sequence[Claim], library: Library) -> Line:
    told = "; ".join(_figure(claim, library) for claim in figures)
    where = [citation for claim in figures for citation in claim.citations]
    return Line(f"**{safe(capitalised(topic))}**, sources differ: {told}", cited(where, library))


def _figure(claim: Claim, library: Library) -> str:
    """``US$45 billion (Riaz Haq, 2015)``."""
    who = speaker(claim, library)
    when = safe(claim.period or "") or (day(claim.day, claim.precision) if claim.day else "")
    said = ", ".join(part for part in (cut(who.partition(" (")[0], WHO), when) if part)
    value = quantity(claim.value, claim.unit) if claim.value is not None else ""
    return f"{value} ({said})" if said else value


def age_line(found: Findings, today: date, window: Window | None = None) -> str:
    """The newest day that is known, and that nothing is newer where it lies back; empty where no day is. Of a window
    only what lies in it counts, and nothing is said of what is newer than its end. Of days that are known in part that
    one is told which may be the last: of March and a year the year."""
    read, newest = window or Window(), newest_day(found, today, window)
    if newest is None:
        return ""
    when, precision = newest
    last, told = extent(when, None, precision)[1], _told(when, precision)
    if today - last > FRESH and read.until is None:
        if _tells_of_later(found, last, today):
            return f"Nothing is known to have happened after {told}; what is newer is announced or undated."
        return f"Nothing newer than {told} is known."
    return f"The newest {'was told on' if precision == 'told' else 'is of'} {told.removeprefix(_TOLD)}."


def newest_day(found: Findings, today: date, window: Window | None = None) -> tuple[date, Precision] | None:
    """The newest day that is known of what happened, with how exactly it is."""
    known = _days(found, today, window or Window())
    return max(known, key=lambda one: (extent(one[0], None, one[1])[1], one[0]), default=None)


_TOLD = "what was told on "


def _told(when: date, precision: Precision) -> str:
    return f"{_TOLD}{day(when, 'day')}" if precision == "told" else day(when, precision)


def _tells_of_later(found: Findings, last: date, today: date) -> bool:
    """Whether an event lies ahead, or has no day and was told after the ``last`` one on which something happened."""
    later = [told for told in found.events if not _is_past(told.event, today)]
    texts = (found.library.articles.get(one.article) for told in later for one in told.evidence)
    days = (text.published.date() for text in texts if text is not None and text.published is not None)
    return any(told.event.day is not None and told.event.day > today for told in later) or any(
        one > last for one in days
    )


def _days(found: Findings, today: date, read: Window) -> Iterator[tuple[date, Precision]]:
    """On which something happened, or ended."""
    for told in found.events:
        event = told.event
        if event.day is not None and _is_past(event, today):
            last = min(today, read.until or today)
            ended = event.until if event.until and event.until <= last else event.day
            yield ended, event.precision
    for deal in found.agreements:
        for step in deal.steps:
            if step.day and step.day <= today and overlaps(read, step.day, None, step.precision):
                yield step.day, step.precision


def counted_tally(tally: Tally, found: Findings) -> str:
    """``23 events, 14 agreements and 66 statements are``, without what there is none of."""
    counts = ((tally.events, "event"), (len(found.agreements), "agreement"), (tally.claims, "statement"))
    every = sum(n for n, _ in counts)
    verb = "is" if every == 1 else "are"
    return listed([f"{n:,} {word}{'s' if n != 1 else ''}" for n, word in counts if n]) + f" {verb}"


def _is_past(event: Event, today: date) -> bool:
    return event.day is not None and event.day <= today and event.precision != "unknown"


def changed_last(found: Findings, today: date, said: str = "") -> Iterable[Told]:
    """The newest events of weight that happened; lesser ones only where there are no others, or where these few
    are all that is known."""
    past = [told for told in found.events if _is_past(told.event, today) and told.event.phase not in AHEAD]
    rest = [told for told in past if told.event.id != said]
    weighty = [told for told in rest if WEIGHT[told.event.importance] >= 1]
    is_all = len(rest) <= CHANGES and not (found.agreements or found.claims)
    shown = rest if is_all or not weighty else weighty
    return sorted(shown, key=lambda told: told.event.day or date.min, reverse=True)[:CHANGES]


def _figures(found: Findings, asked: frozenset[str]) -> list[Line]:
    """Figures in a sentence, those about most of who is asked for first; none that sources contradict."""
    rows = [claim for claim in found.claims if claim.kind == "figure" and not claim.denied]
    alone = [claim for claim in rows if not any(contradict(claim, other) for other in rows)]
    alone.sort(key=lambda claim: pertinence(claim, asked), reverse=True)
    return [claim_line(claim, found.library, dated=False) for claim in alone]


def standing_fact(found: Findings, asked: frozenset[str]) -> Line | None:
    """What holds between all who are asked for, in a sentence: a fact that no single event is, told by most texts."""
    rows = [c for c in found.claims if c.kind == "fact" and not (c.denied or c.event or c.agreement)]
    fitting = [c for c in rows if asked <= set(c.actors) and not c.speaker and not c.attribution]
    best = max(fitting, key=lambda claim: pertinence(claim, asked), default=None)
    if best is None or not asked:
        return None
    return claim_line(best, found.library, dated=False)


def pertinence(claim: Claim, asked: frozenset[str]) -> tuple[int, bool, bool, int, date]:
    """About most of who is asked for, on arms or armies, a share rather than a count, by most texts, the newest."""
    texts = len({citation.article for citation in claim.citations})
    is_military = bool(stems(claim.text) & BEAT)
    is_share = (claim.unit or "").casefold() in ("%", "percent", "per cent")
    return len(asked & set(claim.actors)), is_military, is_share, texts, claim.day or date.min


def _deals(found: Findings, told: set[str]) -> Iterator[Line]:
    """The agreements, those first that the weightiest events are about, of these the newest; without those that an event
    of the same page tells, and what is only announced."""
    ahead = {one.event.agreement for one in found.events if one.event.phase in AHEAD}
    settled = [deal for deal in found.agreements if deal.steps and deal.id not in told | ahead]
    weights: defaultdict[str, int] = defaultdict(int)
    for one in found.events:
        weights[one.event.agreement or ""] = max(
            weights[one.event.agreement or ""], WEIGHT[one.event.importance]
        )
    for deal in sorted(settled, key=lambda deal: (weights[deal.id], newest_known(deal)), reverse=True):
        yield agreement_line(deal, found.library)


def _unsettled(found: Findings, said: str) -> Iterator[Line]:
    """What is announced or in talks, then what sources say is not known."""
    ahead = [told for told in found.events if told.event.phase in AHEAD and told.event.id != said]
    ahead.sort(key=lambda told: (WEIGHT[told.event.importance], told.event.day or date.min), reverse=True)
    lines = [event_line(told, found.library) for told in ahead[:2]]
    yield from lines
    for deal in sorted(found.agreements, key=newest_known, reverse=True):
        if deal.unknown:
            yield unknown_line(deal, found.library)


def unknown_line(deal: Agreement, library: Library) -> Line:
    line = unknowns_line(deal, library)
    return Line(f"**{safe(deal.name)}** · {line.text}", line.sources)


def period_end(claim: Claim) -> int:
    """The last year that its period names: 2019 of ``2015–19``; 0 where it names none."""
    years = years_of(claim.period or "")
    return years[1] if years else 0
