"""What is compared: the facts of one text or event, in the form that the matcher weighs."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from facts.model.kinds import Kind, Kinds
from facts.model.reading import Count, Money, Reading
from facts.names.stop_words import stop_words
from facts.names.text import words_of
from facts.names.titles import plain_title, without_dateline
from facts.rows.kinds import KINDS
from facts.rows.patterns import pattern_of, word_table
from store.nouns.models import EventFacts
from store.nouns.values import REST_OF_WEEK, Precision

MOST_LEAD_WORDS = 40
_RECALLED_DAYS = 45
"""What a text says of a day so far from its telling is a recall or a plan."""
_TOGETHER_DAYS = 3
_STOPS = stop_words("names", "headlines")


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``start`` to ``end``, both included: a day, or the whole month or year that is known."""

    start: date
    end: date

    def gap(self, other: "Span") -> int:
        """Whole days between two spans; 0 where they touch or overlap."""
        return max((self.start - other.end).days, (other.start - self.end).days, 0)


@dataclass(frozen=True, slots=True)
class Features:
    """``days`` is when it happened as far as stated, ``published`` when it was told. ``countries`` take part,
    ``bystanders`` are only named. ``marks`` are words of the title that tell two alike apart: "more" (of the same again),
    "deputy" and "head" (``facts/rows/marks.toml``)."""

    kinds: tuple[Kind, ...] = (KINDS.residual,)
    countries: frozenset[str] = frozenset()
    firm: frozenset[str] = frozenset()
    bystanders: frozenset[str] = frozenset()
    equipment: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    organisations: frozenset[str] = frozenset()
    agreements: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    branches: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    hulls: frozenset[str] = frozenset()
    called: frozenset[str] = frozenset()
    things: frozenset[str] = frozenset()
    voices: frozenset[str] = frozenset()
    suppliers: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()
    foreign: bool = False
    series: str | None = None
    number: int | None = None
    edition: int | None = None
    ordinal: int | None = None
    batch: int | None = None
    final: bool = False
    phase: str = "reported"
    step: str = ""
    denied: bool = False
    speaker: str | None = None
    target: str | None = None
    days: Span | None = None
    exact: bool = False
    published: date | None = None
    amounts: tuple[Money, ...] = ()
    quantities: tuple[Count, ...] = ()
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()

    @property
    def kind(self) -> Kind:
        return self.kinds[0]

    @property
    def when(self) -> Span | None:
        """The stated days, or else the day of telling."""
        return self.days or (Span(self.published, self.published) if self.published else None)


def features_of(reading: Reading, title: str, lead: str, kinds: Kinds = KINDS) -> Features:
    """The features of one text. A boilerplate title brings no words."""
    return Features(
        kinds=tuple(kinds.of(name) for name in _kinds(reading)),
        countries=frozenset(reading.countries),
        firm=frozenset(reading.firm),
        bystanders=frozenset(reading.mentioned) - frozenset(reading.countries),
        equipment=frozenset(reading.equipment),
        people=frozenset(reading.people),
        organisations=frozenset(reading.organisations) - frozenset(reading.agreements),
        agreements=frozenset(reading.agreements),
        places=frozenset(reading.places),
        branches=frozenset(reading.branches),
        hosts=frozenset(reading.hosts),
        hulls=frozenset(reading.hulls),
        called=frozenset(reading.called),
        things=frozenset(reading.things),
        voices=frozenset(reading.voices),
        suppliers=frozenset(reading.suppliers),
        recipients=frozenset(reading.recipients),
        marks=frozenset() if reading.boilerplate else marks_in(title),
        foreign=sum(c > "\u024f" for c in title) * 3 > len(title),
        series=reading.series,
        number=reading.number,
        edition=reading.edition,
        ordinal=reading.ordinal,
        batch=reading.batch,
        final=reading.final,
        phase=reading.phase,
        step=reading.step,
        denied=reading.denied,
        speaker=reading.speaker,
        target=reading.target,
        days=span_of(reading.day, reading.until, reading.precision),
        exact=reading.day is not None and reading.precision == "day",
        published=reading.published,
        amounts=reading.amounts,
        quantities=reading.quantities,
        title=() if reading.boilerplate else content_words(plain_title(title, None)),
        lead=content_words(without_dateline(lead))[:MOST_LEAD_WORDS],
    )


def marks_in(title: str) -> frozenset[str]:
    """Which marks a title has."""
    said = title.lower()
    return frozenset(name for name, pattern in _marks() if pattern.search(said))


@cache
def _marks() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, pattern_of(patterns)) for name, patterns in word_table("marks").items())


def _kinds(reading: Reading) -> tuple[str, ...]:
    """By what the text is about: talks on a deal, its approval and its signing are compared as the deal. A remark of a
    named voice stays a reaction."""
    kinds = (reading.kind, *reading.also)
    if not reading.about or (reading.assertion == "comment" and reading.speaker):
        return kinds
    return (reading.about, *(kind for kind in kinds if kind != reading.about))


def features_of_event(facts: EventFacts, *, words: bool = True, kinds: Kinds = KINDS) -> Features:
    """The features of what the register holds of an event, whatever its texts say; ``words`` of its title and summary
    only where it has no text of its own."""
    return Features(
        kinds=(kinds.of(facts.kind),),
        countries=frozenset(facts.countries),
        equipment=frozenset(item.equipment for item in facts.equipment),
        people=frozenset(participant.actor for participant in facts.actors),
        agreements=frozenset([facts.agreement] if facts.agreement else []),
        series=facts.series,
        number=facts.number,
        phase=facts.phase,
        denied=facts.phase == "denied",
        days=span_of(facts.day, facts.until, facts.precision),
        exact=facts.day is not None and facts.precision == "day",
        amounts=tuple(Money(a.amount, a.currency) for a in facts.amounts),
        quantities=tuple(Count(item.quantity, item.equipment) for item in facts.equipment if item.quantity),
        title=content_words(facts.title) if words else (),
        lead=content_words(facts.summary)[:MOST_LEAD_WORDS] if words else (),
    )


def content_words(text: str) -> tuple[str, ...]:
    """The folded words that carry meaning, each once, in order."""
    return tuple(dict.fromkeys(w for w in words_of(text).folded if w not in _STOPS))


def span_of(day: date | None, until: date | None, precision: Precision) -> Span | None:
    """The days that are meant: a week, month or year where no more is known, some days around an approximate one or one of telling."""
    if day is None or precision == "unknown":
        return None
    if precision == "week":
        return Span(day, day + REST_OF_WEEK)
    if precision == "month":
        last = day.replace(day=monthrange(day.year, day.month)[1])
        return Span(day.replace(day=1), max(until or day, last))
    if precision == "year":
        return Span(date(day.year, 1, 1), date(day.year, 12, 31))
    if precision in ("approximate", "told"):
        return Span(day - timedelta(days=3), max(until or day, day) + timedelta(days=3))
    return Span(day, max(until or day, day))


def gap_of(a: Features, b: Features) -> int | None:
    """Days between what is told: of the events where both state theirs, else of the nearest that is known."""
    if a.days and b.days and a.exact and b.exact:
        return a.days.gap(b.days)
    spans = [(x, y) for x in _spans(a) for y in _spans(b)]
    return min((x.gap(y) for x, y in spans), default=None)


def _spans(features: Features) -> list[Span]:
    told = Span(features.published, features.published) if features.published else None
    if features.days and told and features.days.gap(told) > _RECALLED_DAYS:
        return [features.days]  # it recalls or announces: the day of telling is not its day
    return [span for span in (features.days, told) if span]


def is_told_together(a: Features, b: Features) -> bool:
    """Told in the same days, and one alone gives a far month or year: by when all is to end, or when it first was."""
    if not a.published or not b.published or abs((a.published - b.published).days) > _TOGETHER_DAYS:
        return False
    return _is_far(a) != _is_far(b)


def _is_far(one: Features) -> bool:
    """Whether no more than a month or year is known of its days, and it is far from those of telling."""
    if not one.days or one.exact or not one.published:
        return False
    return one.days.gap(Span(one.published, one.published)) > _RECALLED_DAYS
