"""Two that a question names together: which of them came first, by the days that are known."""

from datetime import date

from facts.asking.choose import holds_any
from facts.asking.directory import Directory
from facts.asking.themes import ABBREVIATED
from facts.asking.topics import Facet, read_topic
from facts.asking.windows import extent
from facts.wording.parts import Pair
from handlers.briefing.brief_parts import ENOUGH
from handlers.briefing.leading import is_deed
from handlers.render.pages.answer import Answer, Line, Section, sources_of
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.event import event_line, listed_events, named_with_day
from handlers.render.paging.met import names_met
from handlers.render.words.headline import told_title
from handlers.render.words.text import capitalised, safe
from handlers.ui.topic_search import Looked, scope
from store.nouns.views import Told
from store.nouns.words import folded_phrase

SHOWN = 3
"""Events of each side on the first page."""
LENT = frozenset(["theme", "equipment", "series", "word"])
"""What one side may leave to the other: "the Azerbaijan or the Libya deal"."""


def are_names(pair: Pair, known: Directory) -> bool:
    """Whether both are names by themselves, of which it is asked what they are: "the difference between LoC and LAC"."""
    sides = (folded_phrase(side) for side in (pair.one, pair.other))
    return all(side in known.names or side in ABBREVIATED for side in sides)


def lent(pair: Pair, known: Directory) -> tuple[str, str]:
    """Each side with the matter of the other, where it names nothing but states itself."""
    one, other = (read_topic(text, known).facets for text in (pair.one, pair.other))
    return f"{pair.one} {_matter(one, other)}".strip(), f"{pair.other} {_matter(other, one)}".strip()


def _matter(own: tuple[Facet, ...], others: tuple[Facet, ...]) -> str:
    is_bare = all(facet.what in ("country", "actor") for facet in own)
    return " ".join(facet.label for facet in others if is_bare and facet.what in LENT)


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

    def rank(told: Told) -> tuple[int, bool, int]:
        titles = [told_title(told, looked.found.library), told.event.title]
        met = sum(holds_any(facet, titles) for facet in looked.topic.facets)
        return met, told.event.kind in wanted, -(told.event.day or date.max).toordinal()

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
