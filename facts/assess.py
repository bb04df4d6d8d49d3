"""Is it ours, and what does it say? The one door of reading: ``assess``."""

from dataclasses import replace
from datetime import date

from facts.days import best_day, stated_days
from facts.lexicon import Lexicon
from facts.numbers import amounts_in, counts, number_after, ordinals
from facts.parties import parties
from facts.phases import phase_of, step_of
from facts.reading import Count, Reading, Relevance
from facts.scan import Segment, scan
from facts.titles import is_boilerplate, plain_title, without_dateline
from facts.triggers import Fired, fire
from store.models import ArticleFacts

RELEVANT = 2.0
"""Score from which a text with two parties is ours (the weight of a trigger that is sure on its own)."""
LEAD = 0.85
"""A lead speaks less surely than a title."""
PENALTIES: tuple[tuple[str, float, float], ...] = (
    # concept, taken off for the title, for the lead
    ("sport", 3.0, 1.2),
    ("court", 1.5, 0.6),
    ("culture", 1.2, 0.5),
    ("finance", 1.5, 0.7),
    ("disease", 2.0, 1.0),
    ("violence", 0.9, 0.3),
    ("hostile", 0.9, 0.3),
    ("civil", 0.6, 0.2),
)
_MOST_LEAD = 700
"""Characters of a lead that are read: what comes later is background."""


def assess(article: ArticleFacts, lexicon: Lexicon) -> Reading:
    """Reads a title and a lead as an analyst of defence cooperation would. Pure; about 0.2 ms where it is not ours."""
    title = scan(plain_title(article.title, article.publisher), lexicon)
    lead = scan(without_dateline(article.lead[:_MOST_LEAD]), lexicon)
    published = article.published.date() if article.published else None
    if not (title.names or lead.names) or not (title.concepts or lead.concepts):
        return Reading(published=published, reasons=("names no state, body or equipment of the beat",))
    fired = _fired(title, lead)
    found = parties(title, lead)
    states = found.taking_part
    relevance, score, reasons = _relevance(title, lead, fired, states, foreign=_is_foreign(article))
    if relevance == "irrelevant":
        return Reading(
            score=score, countries=states, mentioned=found.visible, published=published, reasons=reasons
        )
    reading = Reading(
        relevance=relevance, score=score, countries=states, mentioned=found.visible, firm=found.firm, published=published,
        reasons=reasons, boilerplate=is_boilerplate(article.title),
    )  # fmt: skip
    return _with_facts(reading, article, title, lead, fired)


def _fired(title: Segment, lead: Segment) -> list[tuple[Fired, float, str]]:
    """Triggers with what they count and where they stand."""
    found = [(f, f.weight, "title") for f in fire(title.concepts)]
    return found + [(f, f.weight * LEAD, "lead") for f in fire(lead.concepts)]


def _relevance(
    title: Segment,
    lead: Segment,
    fired: list[tuple[Fired, float, str]],
    states: tuple[str, ...],
    *,
    foreign: bool,
) -> tuple[Relevance, float, tuple[str, ...]]:
    best = max(fired, key=lambda f: f[1], default=None)
    reasons = [f"speaks of {best[0].kind} in the {best[2]} ({best[0].pattern})"] if best else []
    score = best[1] if best else 0.0
    for concept, in_title, in_lead in PENALTIES:
        off = in_title * title.has(concept) + in_lead * lead.has(concept)
        if off:
            score -= off
            reasons.append(f"speaks of {concept} (-{off:g})")
    reasons.append(f"states: {', '.join(states) or 'none'}")
    if score >= RELEVANT and len(states) >= 2:
        return "relevant", round(score, 2), tuple(reasons)
    if foreign and states and (title.has(*_OURS) or (lead.has(*_OURS) and title.names)):
        return "held", round(score, 2), (*reasons, "another language, known actors: a person decides")
    reasons.append("fewer than two states" if len(states) < 2 else f"score {score:.1f} under {RELEVANT:g}")
    return "irrelevant", round(score, 2), tuple(reasons)


_OURS = ("defence", "weapon", "chief", "drill", "equipment-name", "exercise-name", "arms", "force")


def _is_foreign(article: ArticleFacts) -> bool:
    letters = [c for c in article.title if c.isalpha()]
    return article.language[:2] != "en" or sum(c > "\u024f" for c in letters) * 3 > len(letters)


def _with_facts(
    reading: Reading,
    article: ArticleFacts,
    title: Segment,
    lead: Segment,
    fired: list[tuple[Fired, float, str]],
) -> Reading:
    kinds = _kinds(fired)
    phase, step = phase_of(title.text, lead.text), step_of(title.text, lead.text)
    reading = replace(
        reading,
        kind=kinds[0], also=tuple(kinds[1:3]), phase=phase, step=step, denied=phase == "denied",
        people=_ids(title, lead, "person"),
        organisations=_ids(title, lead, "service", "ministry", "company", "grouping", "think-tank"),
        equipment=_ids(title, lead, "equipment", "ship"),
        agreements=_ids(title, lead, "agreement", "dialogue"),
        exercises=_ids(title, lead, "exercise"),
        places=_ids(title, lead, "place"),
        branches=_branches(title, lead),
        amounts=amounts_in(f"{article.title}. {article.lead[:_MOST_LEAD]}"),
        quantities=_quantities(title, lead),
    )  # fmt: skip
    reading = _with_series(reading, title, lead)
    return _with_day(reading, article, kinds[0])


def _kinds(fired: list[tuple[Fired, float, str]]) -> list[str]:
    """Kinds by how strongly they are spoken of: the best trigger, and a little for each further one."""
    scores: dict[str, list[float]] = {}
    for trigger, weight, _ in fired:
        scores.setdefault(trigger.kind, []).append(weight)
    total = {kind: max(weights) + 0.15 * min(len(weights) - 1, 3) for kind, weights in scores.items()}
    return sorted(total, key=lambda kind: -total[kind]) or ["other"]


def _ids(title: Segment, lead: Segment, *sorts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.term.id for s in (title, lead) for f in s.of_sort(*sorts)))


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
