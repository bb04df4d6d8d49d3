"""What stood in a text and what it weighed: the same steps as ``facts/reading/assess.py``, kept for whoever looks."""

from collections.abc import Iterator
from dataclasses import dataclass

from facts.names.lexicon import FoundName, Lexicon
from facts.reading.assess import read_text, shown_by
from facts.reading.relevance import Speaks, joined, what_speaks, what_speaks_against
from facts.scanning.scan import Segment
from facts.scanning.triggers import Near, nearest_triggers
from facts.weights.features import features
from facts.weights.model import TOLD, WeighedText, relevance, weigh_text
from store.nouns.models import ArticleFacts


@dataclass(frozen=True, slots=True)
class Named:
    """A name as it is written in the title or the lead, and what it was taken for. ``weak``: the name is shared or a
    common word, and counts for the words beside it."""

    written: str
    id: str
    sort: str
    countries: tuple[str, ...]
    part: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Spoken:
    """Words that carry a concept, as they are written. ``name``: they are a name, which brings the concept with it."""

    written: str
    concept: str
    part: str
    name: str


@dataclass(frozen=True, slots=True)
class Explained:
    """``fired`` is what speaks for a kind, heaviest first, ``against`` what takes points off, ``nearly`` the triggers that
    came nearest to firing. ``weighed`` is what the learned weights make of all that (None where a text is not weighed at
    all), ``needed`` the probability from which it is told."""

    names: tuple[Named, ...]
    words: tuple[Spoken, ...]
    fired: tuple[Speaks, ...]
    against: tuple[tuple[str, float], ...]
    nearly: tuple[Near, ...]
    weighed: WeighedText | None
    needed: float = TOLD


def explain(article: ArticleFacts, lexicon: Lexicon) -> Explained:
    """Pure; some milliseconds, because it looks at every trigger twice."""
    text = read_text(article, lexicon)
    title, lead = text.headline, text.whole
    parts = (("title", title), ("lead", lead))
    what = shown_by(article, lexicon)
    return Explained(
        names=tuple(_named(found, segment, part) for part, segment in parts for found in segment.names),
        words=tuple(spoken for part, segment in parts for spoken in _spoken(segment, part)),
        fired=tuple(sorted(what_speaks(title, lead), key=lambda one: -one.points)),
        against=tuple(what_speaks_against(title, lead)),
        nearly=tuple(nearest_triggers(joined(title, lead))),
        weighed=weigh_text(features(what), relevance()) if what else None,
    )


def _named(found: FoundName, segment: Segment, part: str) -> Named:
    term = found.term
    return Named(
        _written(segment, found.start, found.end), term.id, term.sort, term.countries, part, found.weak
    )


def _spoken(segment: Segment, part: str) -> Iterator[Spoken]:
    names = {(found.start, found.end): found.term.id for found in segment.names}
    places = [(span, concept) for concept, spans in segment.concepts.items() for span in spans]
    for (start, end), concept in sorted(places):
        yield Spoken(_written(segment, start, end), concept, part, names.get((start, end), ""))


def _written(segment: Segment, start: int, end: int) -> str:
    """Words ``start`` to ``end`` as the text has them, with what stands between them."""
    words = segment.words
    last = words.starts[end - 1]
    return segment.text[words.starts[start] : last + len(words.raw[end - 1])]
