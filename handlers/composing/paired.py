"""Two that a question names together: which of them came first, by the days that are known."""

import re
from dataclasses import replace
from datetime import date

from facts.asking.choose import holds_any
from facts.asking.directory import Directory
from facts.asking.themes import ABBREVIATED
from facts.asking.topics import Facet, read_topic
from facts.asking.windows import extent
from facts.fitting.gauge import NAMES
from facts.model.kinds import Kinds
from facts.wording.parts import Pair, Stretch, asks_for_handing_over
from handlers.briefing.brief_parts import ENOUGH
from handlers.briefing.leading import is_deed, meant
from handlers.render.pages.answer import Answer, Line, Section, sources_of
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.event import event_line, listed_events, named_with_day
from handlers.render.paging.met import names_met
from handlers.render.words.cite import told_days
from handlers.render.words.headline import told_title
from handlers.render.words.text import capitalised, safe
from handlers.ui.topic_search import Looked, scope
from store.nouns.views import Told
from store.nouns.words import folded_phrase

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
A_MONTH = 30.44
"""Days."""
SHOWN = 3
"""Events of each side on the first page."""
LENT = frozenset(["theme", "equipment", "series", "word"])
"""What one side may leave to the other: "the Azerbaijan or the Libya deal"."""


def are_names(pair: Pair, known: Directory) -> bool:
    """Whether both are names by themselves, of which it is asked what they are: "the difference between LoC and LAC"."""
    sides = (folded_phrase(side) for side in (pair.one, pair.other))
    return all(side in known.names or side in ABBREVIATED for side in sides)


def lent(pair: Pair, known: Directory) -> tuple[str, str]:
    """Each side with the matter of the other, where it names nothing but states or a year itself; of whom one side says that he met
    somebody, the other does ("did Wei meet Khan before Bajwa")."""
    if _YEAR.fullmatch(pair.one):
        return f"{pair.one} {' '.join(_YEAR.sub(' ', pair.other).split())}", pair.other
    one, other = (read_topic(text, known).facets for text in (pair.one, pair.other))
    return f"{pair.one} {_matter(one, other)}".strip(), f"{pair.other} {_matter(other, one)}".strip()


def _matter(own: tuple[Facet, ...], others: tuple[Facet, ...]) -> str:
    is_bare = all(facet.what in ("country", "actor") for facet in own)
    people = [facet for facet in others if facet.what == "actor"]
    subject = people[:1] if len(people) > sum(facet.what == "actor" for facet in own) > 0 else []
    matter = (facet for facet in others if facet.what in LENT)
    return " ".join(dict.fromkeys(facet.label for facet in (*subject, *matter))) if is_bare else ""


def both_sides(asked: Stretch, known: Directory) -> tuple[str, str]:
    """Each of two between which a question asks how long it was, with what it says of both, and with the names of the other where
    it has none."""
    own, others = (read_topic(text, known).facets for text in (asked.one, asked.other))
    one = f"{asked.base} {asked.one} {_lent_names(own, others)}"
    other = f"{asked.base} {asked.other} {_lent_names(others, own)}"
    return one.strip(), other.strip()


def _lent_names(own: tuple[Facet, ...], others: tuple[Facet, ...]) -> str:
    """What the other side names of a sort of which this one names nothing; its states only, where this one names none at all."""
    sorts = {facet.what for facet in own if _is_named(facet)}
    lent = (facet for facet in others if facet.what not in sorts | {"theme", "stage"})
    return " ".join(facet.label for facet in lent if facet.what != "country" or not sorts)


def _is_named(facet: Facet) -> bool:
    return facet.what in NAMES or (facet.what == "word" and not facet.loose)


def stretch_answer(question: str, one: Looked, other: Looked) -> Answer | None:
    """How many days lie between two; of what has no day, until it was first told, which is said. None where that is not known of
    both, or both are one."""
    begun = _begun(one) or _first_told(one)
    ended = _begun(other) or _first_told(other)
    if begun and ended and begun.event.id == ended.event.id:
        ended = _begun(_without(other, begun))
    if begun is None or ended is None:
        return None
    sides = [(one, begun), (other, ended)]
    early, late = sorted(sides, key=lambda side: _known_day(*side) or date.max)
    first, last = _known_day(*early), _known_day(*late)
    if first is None or last is None:
        return None
    lines = [event_line(told, looked.found.library) for looked, told in (early, late)]
    named = [named_with_day(told, looked.found.library) for looked, told in (early, late)]
    is_told = any(told.event.day is None or told.event.precision == "told" for _, told in (early, late))
    sure = ", counted to the day on which it was first told" if is_told else ""
    coarse = any(told.event.day and told.event.precision not in ("day", "told") for _, told in (early, late))
    count = f"{_length((last - first).days, coarse=coarse)}{sure}"
    return Answer(
        capitalised(question),
        (Line(f"{count}: from {named[0]}, to {named[1]}.", sources_of(lines)),),
        tuple(_events(looked, told) for looked, told in (early, late)),
        enough=ENOUGH,
        overview=tuple(
            part for part in (_events(looked, told, SHOWN) for looked, told in (early, late)) if part.lines
        ),
        names=names_met(early[0].found),
        scope=scope(one.window),
    )


def _length(days: int, *, coarse: bool) -> str:
    """In months, where a day is known to the month at most."""
    if coarse:
        months = max(1, round(days / A_MONTH))
        return f"About **{months:,} {'month' if months == 1 else 'months'}**"
    return f"**{days:,} {'day' if days == 1 else 'days'}**"


def _without(looked: Looked, told: Told) -> Looked:
    kept = tuple(one for one in looked.found.events if one.event.id != told.event.id)
    return replace(looked, found=replace(looked.found, events=kept))


def _first_told(looked: Looked) -> Told | None:
    """Of events without a day the only one."""
    found = () if looked.is_empty else looked.found.events
    return found[0] if len(found) == 1 else None


def _known_day(looked: Looked, told: Told) -> date | None:
    """Its day; where nobody tells it, that of the first text."""
    return told.event.day or min(told_days(told, looked.found.library), default=None)


def order_answer(question: str, one: Looked, other: Looked) -> Answer | None:
    """The earlier one first; that days do not tell, where they lie in each other, or one side has none; None where both have
    none."""
    sides = [(looked, told) for looked in (one, other) if (told := _begun(looked))]
    if len(sides) == 1:
        return _one_dated(question, sides[0], other if sides[0][0] is one else one)
    if not sides or sides[0][1].event.id == sides[1][1].event.id:
        return None
    early, late = sorted(sides, key=lambda side: side[1].event.day or date.max)
    return Answer(
        capitalised(question),
        (_order_line(early, late),),
        tuple(_events(looked, told) for looked, told in (early, late)),
        enough=ENOUGH,
        overview=tuple(_events(looked, told, SHOWN) for looked, told in (early, late)),
        names=names_met(early[0].found),
        scope=scope(one.window),
    )


def ends_lines(looked: Looked, today: date, kinds: Kinds) -> tuple[Line, ...]:
    """The first and the newest of what is asked for, where all of it was read; nothing of fewer than two."""
    rows = [one for one in meant(looked, today, kinds) if one.event.day and one.event.phase not in AHEAD]
    if len(rows) < 2 or looked.found.tally.events > len(looked.found.events):
        return ()
    library, days = looked.found.library, [one.event.day or date.min for one in rows]
    ends = {"first": rows[days.index(min(days))], "newest": rows[days.index(max(days))]}
    return tuple(
        replace(
            event_line(one, library),
            text=f"The {end} of {len(rows)} known: {named_with_day(one, library)}.",
            pieces=(),
        )
        for end, one in ends.items()
    )


def _one_dated(question: str, dated: tuple[Looked, Told], other: Looked) -> Answer:
    """The one of which a day is known, and that of the other none is."""
    looked, told = dated
    line = event_line(told, looked.found.library)
    side = f"“{safe(other.topic.asked)}”"
    lacks = f"nothing is known on {side}" if other.is_empty else f"no day is known of {side}"
    parts = (
        _events(looked, told),
        Section(capitalised(other.topic.asked), listed_events(other.found.events, other.found.library)),
    )
    return Answer(
        capitalised(question),
        (
            Line(
                f"Which came first is not known: {lacks}. {named_with_day(told, looked.found.library)}.",
                line.sources,
            ),
        ),
        tuple(part for part in parts if part.lines and not (other.is_empty and part == parts[1])),
        enough=ENOUGH,
        names=names_met(looked.found),
        scope=scope(looked.window),
    )


def _begun(looked: Looked) -> Told | None:
    """The first that is known on a day of those that have most of what is asked for in their title and are of its sort; of what
    was only said, or only lies ahead, where nothing else is."""
    dated = [] if looked.is_empty else [told for told in looked.found.events if told.event.day]
    dated = [told for told in dated if is_deed(told.event)] or dated
    past = [told for told in dated if told.event.phase not in AHEAD] or dated
    wanted = frozenset[str]().union(*(facet.kinds for facet in looked.topic.facets))

    is_handed = asks_for_handing_over(looked.topic.asked)

    def rank(told: Told) -> tuple[bool, int, bool, int]:
        titles = [told_title(told, looked.found.library), told.event.title]
        met = sum(holds_any(facet, titles) for facet in looked.topic.facets)
        comes = is_handed and asks_for_handing_over(titles[0])
        return comes, met, told.event.kind in wanted, -(told.event.day or date.max).toordinal()

    return max(past, key=rank, default=None)


def _order_line(early: tuple[Looked, Told], late: tuple[Looked, Told]) -> Line:
    ends = _span(early[1])[1], _span(late[1])[0]
    named = [named_with_day(told_one, looked.found.library) for looked, told_one in (early, late)]
    told = f"First: {named[0]}; then: {named[1]}."
    if ends[0] >= ends[1]:
        told = f"The days that are known do not tell which came first: {named[0]}; {named[1]}."
    lines = [event_line(told_one, looked.found.library) for looked, told_one in (early, late)]
    return Line(told, sources_of(lines))


def _span(told: Told) -> tuple[date, date]:
    event = told.event
    return extent(event.day or date.min, event.until, event.precision)


def _events(looked: Looked, first: Told, most: int | None = None) -> Section:
    """The others of that side, the oldest first."""
    rest = [told for told in looked.found.events if told.event.id != first.event.id]
    rest.sort(key=lambda told: told.event.day or date.max)
    return Section(capitalised(looked.topic.asked), listed_events(rest[:most], looked.found.library))
