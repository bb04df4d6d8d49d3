"""The statements that fit a question best, whether or not they have every side of it: what is told first where no reader of
question forms is sure, and beside it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from facts.asking.choose import Sides, holds_any
from facts.fitting.gauge import Fit, Gauge, Measure, SaidOf, best_fitting, is_name, other_words
from facts.wording.clues import clue
from handlers.briefing.answered import NO_REASON
from handlers.briefing.leading import one_deal_asked, words_of_event
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.claim import claim_line
from handlers.render.words.text import capitalised
from handlers.ui.questions import question
from handlers.ui.topic_search import Looked, Topical
from store.nouns.models import Agreement, Claim
from store.nouns.views import Library, Told

MOST = 6
"""Statements that are looked at more closely."""
LEAST_SHARE, CLEARLY = 0.4, 0.1
"""The part of a question that a statement has to have to stand first, and how much more than what would without it."""
LEAST_NEAR, NEAREST = 0.4, 3
"""The same of what is told where nothing has all of it, and how many such statements are."""
LEAST_ALONE = 0.5
"""The same of one that answers where nothing has every side."""
LEAST_PASSED, MUCH = 2, 0.15
"""Sides that are passed over together, and how much more of the question a statement has to have that has them all."""
LEAST_SIDES = 2
"""Sides and words of a question of which one may be missing."""


@dataclass(frozen=True)
class Fitted:
    """What fits best, best first, with the measure that it was measured by."""

    gauge: Gauge
    fits: tuple[Fit, ...] = ()
    library: Library = field(default_factory=Library)


async def fitted(topical: Topical, looked: Looked) -> Fitted | None:
    """None where the question is but one name: everything on it fits alike."""
    topic = replace(looked.topic, facets=(*looked.topic.facets, *looked.passed))
    if len(topic.facets) + len(other_words(topic)) < LEAST_SIDES or not topic.facets:
        return None
    sides = Sides(topic.facets, looked.known)
    found: list[Fitted] = []

    def chosen(rows: Sequence[SaidOf]) -> Iterable[Claim]:
        gauge, best = best_fitting(topic, sides, rows, MOST)
        found.append(Fitted(gauge, best))
        return [fit.claim for fit in best]

    said = await topical.answers.said(question(topic, looked.window, looked.known), chosen)
    return Fitted(found[0].gauge, found[0].fits, said.library)


def fitted_line(fit: Fitted, looked: Looked, first: Told | None) -> Line | None:
    """The statement that has clearly more of the question than what would stand first without it, and no less of what it
    names. Where no event would, it is one of those that have every side."""
    found = {claim.id for claim in looked.found.claims}
    is_open = first is not None or bool(looked.found.agreements) or not found
    among = (one for one in fit.fits if one.is_named and (is_open or one.claim.id in found))
    has_been = (
        first is not None
        and first.event.phase not in AHEAD
        and not clue("planned").search(looked.topic.asked)
    )
    best = next((one for one in among if not (has_been and one.claim.kind == "plan")), None)
    led = _led(fit, looked, first)
    if len(looked.passed) >= LEAST_PASSED and (whole := _with_passed(fit, looked, led)):
        return claim_line(whole.claim, fit.library, dated=False)
    if best is None or best.share < LEAST_SHARE or best.share < led.share + CLEARLY or best.sides < led.sides:
        return None
    return claim_line(best.claim, fit.library, dated=False)


def _with_passed(fit: Fitted, looked: Looked, led: Measure) -> Fit | None:
    """The statement that has the words without which all else was found, and much more of the question, if one has."""
    names = [facet for facet in looked.topic.facets if is_name(facet)]
    rows = (one for one in fit.fits if one.share >= max(LEAST_ALONE, led.share + MUCH))
    rows = (one for one in rows if any(holds_any(facet, [one.claim.text]) for facet in names))
    return next((one for one in rows if all(holds_any(f, [one.claim.text]) for f in looked.passed)), None)


def with_reason(answers: tuple[Line, ...], fit: Fitted) -> tuple[Line, ...]:
    """The first lines with the reason that a statement on less than every side gives, before it is said that none is given."""
    if NO_REASON not in answers:
        return answers
    told = (one for one in fit.fits if one.is_named and one.share >= LEAST_NEAR)
    given = next((one for one in told if clue("reason").search(one.claim.text)), None)
    line = claim_line(given.claim, fit.library, dated=False) if given else NO_REASON
    return tuple(line if one == NO_REASON else one for one in answers)


def _led(fit: Fitted, looked: Looked, first: Told | None) -> Measure:
    """How much of the question the event or agreement has that would stand first."""
    gauge = fit.gauge
    if first is not None:
        return gauge.measure(words_of_event(first, looked), gauge.sides.of_event(first.event))
    deals = [one_deal_asked(looked)] if one_deal_asked(looked) else list(looked.found.agreements[:1])
    shares = (gauge.measure(_words_of_deal(deal), gauge.sides.of_deal(deal)) for deal in deals if deal)
    return max(shares, default=Measure())


def _words_of_deal(deal: Agreement) -> Iterator[str | None]:
    yield from (deal.name, deal.summary, deal.status, *deal.unknown)


def with_nearest(answer: Answer, looked: Looked, fit: Fitted | None) -> Answer:
    """An answer that nothing is known with the statements that come nearest to the question; without any where it names what
    nothing tells of, or nothing but states."""
    facets = looked.topic.facets
    is_unheard = any(facet.label in looked.missed and is_name(facet) for facet in facets)
    if fit is None or is_unheard or all(facet.what == "country" for facet in facets):
        return answer
    near = [one for one in fit.fits if one.share >= LEAST_NEAR][:NEAREST]
    best = next((one for one in near if one.is_named and one.share >= LEAST_ALONE), None)
    if best is not None:
        lead = claim_line(best.claim, fit.library, dated=False)
        return replace(answer, title=titled_plainly(looked), lead=(lead, *answer.lead[1:]), is_empty=False)
    lines = tuple(claim_line(one.claim, fit.library) for one in near)
    return (
        replace(answer, sections=(Section("Said nearest to it", lines), *answer.sections))
        if lines
        else answer
    )


def titled_plainly(looked: Looked) -> str:
    """The question as it was asked."""
    return capitalised(looked.topic.asked)
