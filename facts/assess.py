"""Is it ours, and what does it say? The one door of reading: ``assess``."""

from dataclasses import replace
from datetime import date

from facts.days import best_day, stated_days
from facts.lexicon import Lexicon
from facts.numbers import amounts_in, counts, number_after, ordinals
from facts.parties import parties
from facts.phases import phase_of, step_of
from facts.reading import Count, Reading
from facts.relevance import Speaks, judge, what_speaks
from facts.scan import Segment, scan
from facts.titles import is_boilerplate, plain_title, without_dateline
from store.models import ArticleFacts

_MOST_LEAD = 700
"""Characters of a lead that are read: what comes later is background."""


def assess(article: ArticleFacts, lexicon: Lexicon) -> Reading:
    """Reads a title and a lead as an analyst of defence cooperation would. Pure; about 0.2 ms where it is not ours."""
    title = scan(plain_title(article.title, article.publisher), lexicon)
    lead = scan(without_dateline(article.lead[:_MOST_LEAD]), lexicon)
    published = article.published.date() if article.published else None
    if not (title.names or lead.names) or not (title.concepts or lead.concepts):
        return Reading(published=published, reasons=("names no state, body or equipment of the beat",))
    speaks = what_speaks(title, lead)
    found = parties(title, lead)
    states = found.taking_part
    round_up = is_boilerplate(article.title)
    judged = judge(article, title, lead, speaks, states, round_up=round_up)
    if judged.relevance == "irrelevant":
        return Reading(
            score=judged.score, countries=states, mentioned=found.visible, published=published, reasons=judged.reasons
        )  # fmt: skip
    reading = Reading(
        relevance=judged.relevance, score=judged.score, countries=states, mentioned=found.visible, firm=found.firm, published=published,
        reasons=judged.reasons, boilerplate=round_up,
    )  # fmt: skip
    return _with_facts(reading, article, title, lead, _kinds(speaks))


def _with_facts(
    reading: Reading,
    article: ArticleFacts,
    title: Segment,
    lead: Segment,
    kinds: list[str],
) -> Reading:
    phase, step = phase_of(title.text, lead.text), step_of(title.text, lead.text)
    reading = replace(
        reading,
        kind=kinds[0], also=tuple(kinds[1:3]), phase=phase, step=step, denied=phase == "denied",
        people=_ids(title, lead, "person"),
        organisations=_ids(title, lead, "service", "ministry", "company", "grouping", "think-tank"),
        equipment=_equipment(title, lead),
        agreements=_ids(title, lead, "agreement", "dialogue"),
        exercises=_ids(title, lead, "exercise"),
        places=_ids(title, lead, "place"),
        branches=_branches(title, lead),
        amounts=amounts_in(f"{article.title}. {article.lead[:_MOST_LEAD]}"),
        quantities=_quantities(title, lead),
    )  # fmt: skip
    reading = _with_series(reading, title, lead)
    return _with_day(reading, article, kinds[0])


def _kinds(speaks: list[Speaks]) -> list[str]:
    """Kinds by how strongly they are spoken of: the best trigger, and a little for each further one."""
    scores: dict[str, list[float]] = {}
    for spoken in speaks:
        scores.setdefault(spoken.kind, []).append(spoken.points)
    total = {kind: max(weights) + 0.15 * min(len(weights) - 1, 3) for kind, weights in scores.items()}
    return sorted(total, key=lambda kind: -total[kind]) or ["other"]


def _ids(title: Segment, lead: Segment, *sorts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.term.id for s in (title, lead) for f in s.of_sort(*sorts)))


def _equipment(title: Segment, lead: Segment) -> tuple[str, ...]:
    """Ids of equipment; a named ship brings its class."""
    found = [f.term for s in (title, lead) for f in s.of_sort("equipment", "ship")]
    return tuple(dict.fromkeys(i for term in found for i in (term.id, term.part_of) if i))


_BRANCH_WORDS = {
    "navy": "sea",
    "naval": "sea",
    "maritime": "sea",
    "fleet": "sea",
    "warship": "sea",
    "air": "air",
    "aerial": "air",
    "army": "land",
    "troop": "land",
    "special": "special",
    "commando": "special",
    "counter": "special",
}


def _branches(title: Segment, lead: Segment) -> tuple[str, ...]:
    """Branches of service that the title tells (or else the lead): air, sea, land, special."""
    for segment in (title, lead):
        named = {
            f.term.branch
            for f in segment.of_sort("service", "exercise")
            if f.term.branch in ("air", "sea", "land", "special")
        }
        words = {_BRANCH_WORDS[w] for w in segment.words.folded if w in _BRANCH_WORDS}
        if found := named | words:
            return tuple(sorted(found))
    return ()


def _quantities(title: Segment, lead: Segment) -> tuple[Count, ...]:
    found: list[Count] = []
    for segment in (title, lead):
        things = [(f.start, f.end, f.term.id) for f in segment.of_sort("equipment", "ship")]
        things += [(a, b, " ".join(segment.words.folded[a:b])) for a, b in segment.concepts.get("weapon", ())]
        taken = {at for f in segment.names for at in range(f.start, f.end)}
        found += [Count(n, name) for n, name in counts(segment.words, sorted(set(things)), taken)]
    return tuple(dict.fromkeys(found))


def _with_series(reading: Reading, title: Segment, lead: Segment) -> Reading:
    """The series, and its number: beside the name, or as an ordinal before a drill, round or edition."""
    series = next(iter(reading.exercises), None) or next(
        (a for a in reading.agreements if _is_dialogue(a, title, lead)), None
    )
    number, edition = _number(title, lead, reading.published)
    return replace(
        reading, series=series, number=number, edition=edition, ordinal=_ordinal_of_equipment(title, lead)
    )


def _is_dialogue(ident: str, title: Segment, lead: Segment) -> bool:
    return any(f.term.id == ident for s in (title, lead) for f in s.of_sort("dialogue"))


_COUNTED = frozenset({"drill", "dialogue-name"})
_COUNTED_WORDS = frozenset(
    [
        "edition",
        "round",
        "session",
        "iteration",
        "dialogue",
        "exercise",
        "drill",
        "meeting",
        "talks",
        "summit",
        "series",
        "consultation",
        "phase",
    ]
)
_NOT_COUNTED = frozenset(
    [
        "time",
        "batch",
        "lot",
        "army",
        "fleet",
        "corps",
        "largest",
        "day",
        "anniversary",
        "generation",
        "gen",
        "ship",
        "submarine",
        "frigate",
        "week",
        "class",
        "lady",
    ]
)


def _number(title: Segment, lead: Segment, published: date | None) -> tuple[int | None, int | None]:
    for segment in (title, lead):
        for found in segment.of_sort("exercise", "dialogue"):
            if (number := number_after(segment.words, found.end)) is not None:
                return _number_or_year(number, published)
        for value, after in ordinals(segment.words):
            following = segment.words.folded[after : after + 7]
            stop = next((i for i, w in enumerate(following) if w in _NOT_COUNTED), 7)
            if any(w in _COUNTED_WORDS for w in following[:stop]) or _begins_before(
                segment, after, after + stop
            ):
                return value, None
    return None, None


def _begins_before(segment: Segment, after: int, end: int) -> bool:
    return any(after <= start < end for c in _COUNTED for start, _ in segment.concepts.get(c, ()))


def _number_or_year(number: int, published: date | None) -> tuple[int | None, int | None]:
    """A year names an edition; so does its short form ("AMAN-23") around that year."""
    if number >= 1900:
        return None, number
    if published and number >= 15 and abs(2000 + number - published.year) <= 1:
        return None, 2000 + number
    return number, None


def _ordinal_of_equipment(title: Segment, lead: Segment) -> int | None:
    """ "third Hangor", "second Type 054A/P frigate": which one of a batch."""
    for segment in (title, lead):
        starts = [
            start
            for start, _ in (*segment.concepts.get("weapon", ()), *segment.concepts.get("equipment-name", ()))
        ]
        for value, after in ordinals(segment.words):
            if (
                any(after <= start <= after + 2 for start in starts)
                and "batch" not in segment.words.folded[after : after + 2]
            ):
                return value
    return None


def _with_day(reading: Reading, article: ArticleFacts, kind: str) -> Reading:
    if reading.published is None:
        return reading
    stated = stated_days(article.title, article.lead[:_MOST_LEAD], reading.published)
    best = best_day(stated, ahead=reading.phase == "announced", saying=kind == "statement")
    place = next(iter(reading.places), None)
    if best is None:
        return replace(reading, place=place)
    until = best.until or next(
        (s.day for s in stated if s.role == "end" and s.precision == "day" and s.day > best.day), None
    )
    return replace(
        reading, day=best.day, until=until, precision=best.precision, basis=best.basis, place=place
    )
