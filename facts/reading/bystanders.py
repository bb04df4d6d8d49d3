"""States that a headline names beside those that act: who drew or made a part of a thing, and who only let it happen; places
of which it only speaks, and things over which another was chosen.

The words are data (``facts/rows/bystanders.toml``).
"""

from collections.abc import Iterator, Sequence

from facts.asserting.assertion import asides
from facts.names.lexicon import FoundName
from facts.names.text import fold, words_of
from facts.rows.patterns import word_set, word_table
from facts.scanning.scan import Segment
from facts.scanning.things import placed_things

_REACH = 10
"""Words between a verb and the things that belong to it."""


def only_helps(found: FoundName, segment: Segment) -> bool:
    """ "with US-made engine", "British-designed boat", "with Washington's blessing": a part, a plan or a word from others."""
    words, rows = segment.words.folded, word_table("bystanders")
    before, after = words[max(0, found.start - 3) : found.start], words[found.end : found.end + 3]
    if after[:1] and after[0] in rows["drawn"]:
        return True
    fitted = any(" ".join(before[-n:]) in rows["fitted"] for n in (1, 2))
    made = after[1:] if after[:1] and after[0] in rows["made"] else after
    if fitted and any(word in rows["parts"] for word in made[:2]):
        return True
    return any(word in rows["with"] for word in before[-2:]) and any(
        word in rows["help"] for word in after[:2]
    )


def brings_it(title: Segment, lead: Segment) -> frozenset[int]:
    """The places of the words of a lead for what brings the things that its title names: "six Y-20 transport planes landed", "aboard a cargo
    ship". They are not handed over themselves."""
    told = {found.term.id for found in title.of_sort("equipment", "ship")}
    if not (told or placed_things(title)):
        return frozenset()
    words = lead.words.folded
    named = [
        f for f in lead.of_sort("equipment", "ship") if f.term.branch in _BRINGING and f.term.id not in told
    ]
    spans = [_with_words(words, found.start, found.end) for found in named]
    plain = [range(at, at + 2) for at in range(len(words)) if " ".join(words[at : at + 2]) in _BRINGERS]
    return frozenset(at for one in (*spans, *plain) if _brings(words, one) for at in one)


def _with_words(words: tuple[str, ...], start: int, end: int) -> range:
    return range(start, next((at for at in range(end, len(words)) if words[at] not in _VESSELS), len(words)))


def _brings(words: tuple[str, ...], span: range) -> bool:
    after, before = words[span.stop : span.stop + 1], words[max(0, span.start - 2) : span.start]
    if not _BRINGS.isdisjoint(after) or not _ABOARD.isdisjoint(before):
        return True
    since = words[max(0, span.start - _REACH) : span.start]
    return not (_WITHIN.isdisjoint(since[-3:]) or _CONVEYED.isdisjoint(since))


_BRINGING, _BRINGERS = word_set("bystanders", "bringing"), word_set("bystanders", "bringers")
_VESSELS, _BRINGS = word_set("bystanders", "vessels"), word_set("bystanders", "brings")
_ABOARD = word_set("bystanders", "aboard")
_WITHIN, _CONVEYED = word_set("bystanders", "within"), word_set("bystanders", "conveyed")


def place_of(title: Segment, lead: Segment, ahead: Sequence[tuple[int, int]]) -> str | None:
    """The first place that is named as one: not where somebody comes from, nor a quarrel about it, nor where something is still to
    come (``ahead``, spans of the lead). Where a title says that it is in a capital, none that it only speaks of, and none of its lead."""
    beside = asides(title.text)
    places = [f for f in title.of_sort("place") if not is_inside(title, f.start, beside)]
    if any(_is_at(f, title) for f in title.of_sort("seat")):
        return next((f.term.id for f in places if _is_at(f, title)), None)
    told = [*((title, f) for f in places), *((lead, f) for f in lead.of_sort("place"))]
    found = (
        f.term.id
        for segment, f in told
        if not (_is_elsewhere(f, segment) or (segment is lead and is_inside(lead, f.start, ahead)))
    )
    return next(found, None)


def is_inside(segment: Segment, word: int, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a word begins in one of the ``spans`` of characters."""
    return any(start <= segment.words.starts[word] < end for start, end in spans)


def _is_at(found: FoundName, segment: Segment) -> bool:
    return found.start > 0 and segment.words.folded[found.start - 1] in _VENUE


_VENUE = word_set("parties", "venue")


def _is_elsewhere(found: FoundName, segment: Segment) -> bool:
    """ "a unit from Xinjiang", "weeks after a Ladakh stand-off", "four Harbin Z-9 helicopters", "the destroyer Urumqi"."""
    before, behind = segment.words.folded[: found.start], segment.words.folded[found.end : found.end + 2]
    if any(thing.start == found.end for thing in segment.of_sort("equipment")):
        return True
    return _is_a_ship(found, segment) or not _FROM.isdisjoint(before[-1:]) or not _QUARRELS.isdisjoint(behind)


def _is_a_ship(found: FoundName, segment: Segment) -> bool:
    """Behind a navy's prefix or the word for its sort, also as the second of two: many are named for a place."""
    words = segment.words
    if not words.raw[found.start].isascii():
        return False
    ends = {at + 1 for at, word in enumerate(words.raw) if word in _PREFIXES}
    ends.update(end for concept in _SHIPS for _, end in segment.concepts.get(concept, ()))
    at = found.start - (words.folded[found.start - 1 : found.start] in _ARTICLES)
    if at in ends:
        return True
    listed = words.folded[at - 1 : at] == ("and",) and at > 2
    return listed and at - 2 in ends


_PREFIXES = frozenset(word_table("hulls", "facts.naming")["prefixes"])
_SHIPS, _ARTICLES = ("warship", "craft"), {("al",), ("el",)}
_FROM, _QUARRELS = word_set("bystanders", "comes_from"), word_set("bystanders", "quarrels")


def is_the_reason(found: FoundName, segment: Segment) -> bool:
    """ "cancels visit over border row with Hanoi": whom the quarrel is with that it is done for; "prompt Seoul to scramble jets": who
    only reacts."""
    before = segment.words.folded[max(0, found.start - _REACH) : found.start]
    if not _PROMPTS.isdisjoint(before[-1:]) and segment.words.folded[found.end : found.end + 1] == ("to",):
        return True
    in_quarrel = before[-1:] == ("with",) and not _QUARRELS.isdisjoint(before[-2:-1])
    return in_quarrel and not _REASONS.isdisjoint(before[:-2])


_REASONS, _PROMPTS = word_set("bystanders", "reasons"), word_set("bystanders", "prompts")


def is_a_listener(found: FoundName, segment: Segment) -> bool:
    """ "won't host Russian bombers, minister tells Canberra": to whom it is only said, behind all else."""
    is_last = found.end == len(segment.words.raw)
    begins = segment.text.rfind(",", 0, segment.words.starts[found.start])
    said = [w for w, at in zip(segment.words.folded, segment.words.starts, strict=True) if at > begins > 0]
    return (
        is_last
        and len(said) <= _REACH
        and not _TELLS.isdisjoint(segment.words.folded[found.start - 1 : found.start])
    )


_TELLS = frozenset(fold(word) for word in word_set("bystanders", "tells"))


def is_a_researcher(found: FoundName, segment: Segment) -> bool:
    """ "Swedish institute reckons": of a state that has no part in what is counted there."""
    return not _RESEARCHERS.isdisjoint(segment.words.folded[found.end : found.end + 1])


_RESEARCHERS = frozenset(fold(word) for word in word_set("bystanders", "researchers"))


def is_cited(segment: Segment, start: int, words: int) -> bool:
    """ "Ukraine intelligence: …": a colon right behind so many words from ``start`` on, and none before."""
    last = start + words - 1
    ends = segment.words.starts[last] + len(segment.words.raw[last])
    return (
        segment.text[ends : ends + 1] == ":"
        and ":" not in segment.text[segment.words.starts[start - 1] : ends]
    )


def is_passed_over(found: FoundName, segment: Segment) -> bool:
    """ "picks Gripen over French Rafale", "instead of China", "Beijing, not Moscow,": not what, or whom, one chose."""
    before = segment.words.folded[: found.start]
    if before[-1:] == ("not",) and _is_set_off(segment, found.start - 1):
        return True
    thing = found.term.sort == "equipment"
    if thing and any(
        before[-len(phrase) - n : len(before) - n] == phrase for phrase in _REPLACED for n in (0, 1, 2)
    ):
        return True
    adjective = thing and before[-1:] != () and not before[-1].isdigit()
    for words in (before, before[:-1]) if adjective else (before,):
        if words[-1:] in (("over",), ("not",)) and not _CHOOSES.isdisjoint(words):
            return True
        if words[-1:] == ("to",) and not _PREFERS.isdisjoint(words):
            return True
        if any(words[-len(phrase) :] == phrase for phrase in _PASSED_OVER):
            return True
    return False


def _is_set_off(segment: Segment, word: int) -> bool:
    """By a comma before it."""
    return word > 0 and segment.text[: segment.words.starts[word]].rstrip().endswith(",")


_CHOOSES, _PREFERS = word_set("parties", "chooses"), word_set("parties", "prefers")
_PASSED_OVER = [words_of(words).folded for words in word_set("parties", "passed_over")]
_REPLACED = [words_of(words).folded for words in word_set("parties", "replaced")]


def chosen(title: Segment) -> Iterator[FoundName]:
    """The equipment of a title without what one chose another over: with it goes all that is listed behind it."""
    over, end = False, 0
    for found in title.of_sort("equipment", "ship"):
        is_listed = _LISTED.issuperset(title.words.folded[end : found.start])
        over = is_passed_over(found, title) or (over and is_listed)
        end = found.end
        if not over:
            yield found


_LISTED = word_set("bystanders", "between_listed")


def hosts(segment: Segment) -> tuple[str, ...]:
    """The states in which something is said to happen: seats and places after "in", "at", "visits", "arrives in"; else where
    soldiers are sent."""
    names = segment.of_sort("seat", "place", "country")
    found = [f for f in names if is_venue(f, segment)] or [f for f in names if _is_where_to(f, segment)]
    return tuple(sorted({c for f in found for c in f.term.countries}))


def is_venue(found: FoundName, segment: Segment) -> bool:
    """Whether it is said that something is there, or comes there."""
    before = segment.words.folded[max(0, found.start - 1) : found.start]
    if _is_paired(found, segment) or segment.words.raw[max(0, found.start - 1)].lower() == "a":
        return False  # "à" is folded to it
    if segment.words.folded[found.end : found.end + 1] and segment.words.folded[found.end] in VENUE_BEHIND:
        return True
    return bool(before) and before[0] in (_VENUE if found.term.sort != "country" else _VENUE - {"at", "near"})


_VENUE = frozenset(fold(word) for word in word_set("parties", "venue"))
VENUE_BEHIND = frozenset(fold(word) for word in word_set("parties", "venue_behind"))


def _is_paired(found: FoundName, segment: Segment) -> bool:
    """ "in India-France relations": between the two, and in neither."""
    last = found.end - 1
    ends = segment.words.starts[last] + len(segment.words.raw[last])
    return segment.text[ends : ends + 1] in ("-", "–") and segment.text[ends + 1 : ends + 2].isupper()


def _is_where_to(found: FoundName, segment: Segment) -> bool:
    """ "sends troops to Riyadh", "contingent leaves for Mongolia"."""
    before = segment.words.folded[: found.start]
    goes = not _MOVES.isdisjoint(before) and not _MOVERS.isdisjoint(before)
    return goes and before[-1] in _WHERE_TO


_MOVERS = word_set("parties", "movers")
_MOVES = word_set("parties", "moves")
_WHERE_TO = word_set("parties", "where_to")
