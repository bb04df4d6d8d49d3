"""Is it ours? What speaks for it (triggers) and what speaks against it (rows), in points, with every reason."""

from collections.abc import Sequence
from dataclasses import dataclass

from facts.model.reading import Relevance
from facts.reading.series import coined
from facts.scanning.scan import Segment
from facts.scanning.triggers import Positions, fire
from store.nouns.models import ArticleFacts

RELEVANT = 2.0
"""Points from which a text with two states is ours (the weight of a trigger that is sure on its own)."""
LEAD = 0.85
"""A lead speaks less surely than a title."""
COINED = 2.3
"""A drill that is named and numbered is no mere drill."""
JOINED = 0.8
"""What only title and lead together say is less sure than what a lead says."""
PENALTIES: tuple[tuple[str, float, float], ...] = (
    # concept, taken off for the title, for the lead
    ("sport", 3.0, 1.2),
    ("court", 1.5, 0.6),
    ("culture", 1.2, 0.5),
    ("finance", 1.5, 0.7),
    ("disease", 2.0, 1.0),
    ("violence", 0.9, 0.3),
    ("hostile", 0.9, 0.4),
    ("civil", 0.4, 0.1),
    ("accident", 1.5, 0.4),
    ("unrest", 1.0, 0.4),
    ("war", 0.5, 0.3),
    ("pundit", 0.4, 0.3),
    ("history", 0.8, 0.3),
)
ADVERSARIES = frozenset(
    tuple(pair.split("+"))
    for pair in [
        "RU+UA",
        "KP+US",
        "KP+KR",
        "IL+IR",
        "IN+PK",
        "IR+US",
        "CN+TW",
        "AM+AZ",
        "IR+SA",
        "GB+RU",
        "RU+US",
        "IL+PS",
        "CN+PH",
        "CN+JP",
    ]
)
"""States that face each other: what these two alone do is rarely cooperation, and has to be told more surely."""
ADVERSE = 0.6
ROUND_UP = 1.0


@dataclass(frozen=True, slots=True)
class Speaks:
    """A trigger that fired, what it counts there, and where: title, lead, or both together."""

    kind: str
    points: float
    pattern: str
    where: str


@dataclass(frozen=True, slots=True)
class RelevanceVerdict:
    """The verdict on relevance, its points and the reasons."""

    relevance: Relevance
    score: float
    reasons: tuple[str, ...]


def what_speaks(title: Segment, lead: Segment) -> list[Speaks]:
    """Every trigger that fires in the title, in the lead, or only in both together."""
    found = [Speaks(f.kind, f.weight, f.pattern, "title") for f in fire(title.concepts)]
    found += [Speaks(f.kind, f.weight * LEAD, f.pattern, "lead") for f in fire(lead.concepts)]
    if coined(title, lead, None):
        found.append(Speaks("exercise", COINED, "an exercise with a name of its own", "title or lead"))
    if lead.words.folded and title.concepts:
        known = {s.pattern for s in found}
        both = (f for f in fire(joined(title, lead)) if f.pattern not in known)
        found += [Speaks(f.kind, f.weight * JOINED, f.pattern, "title and lead") for f in both]
    return found


def joined(title: Segment, lead: Segment) -> Positions:
    """The concepts of both, as if the lead went on where the title ends."""
    after = len(title.words.folded)
    joined = {concept: list(places) for concept, places in title.concepts.items()}
    for concept, places in lead.concepts.items():
        joined.setdefault(concept, []).extend((a + after, b + after) for a, b in places)
    return joined


def judge_relevance(
    article: ArticleFacts, title: Segment, lead: Segment, speaks: Sequence[Speaks], states: tuple[str, ...], *, round_up: bool
) -> RelevanceVerdict:  # fmt: skip
    """Relevant with two states and enough points; a foreign text about known actors is at least held."""
    best = max(speaks, key=lambda s: s.points, default=None)
    against = [*what_speaks_against(title, lead)]
    if round_up:
        against.append(("a round-up or briefing", ROUND_UP))
    if states in ADVERSARIES:
        against.append(("states that face each other", ADVERSE))
    score = round((best.points if best else 0.0) - sum(off for _, off in against), 2)
    reasons = [f"speaks of {best.kind} in the {best.where} ({best.pattern})"] if best else []
    reasons += [f"{why} (-{off:g})" for why, off in against]
    reasons.append(f"states: {', '.join(states) or 'none'}")
    if score >= RELEVANT and len(states) >= 2:
        return RelevanceVerdict("relevant", score, tuple(reasons))
    if states and _is_foreign(article) and (title.has(*_OURS) or (lead.has(*_OURS) and title.names)):
        return RelevanceVerdict("held", score, (*reasons, "another language, known actors: a person decides"))
    reasons.append("fewer than two states" if len(states) < 2 else f"{score:.1f} points, under {RELEVANT:g}")
    return RelevanceVerdict("irrelevant", score, tuple(reasons))


_OURS = ("defence", "weapon", "chief", "drill", "equipment-name", "exercise-name", "arms", "force")


def what_speaks_against(title: Segment, lead: Segment) -> list[tuple[str, float]]:
    """Each reason with the points that it takes off."""
    found = [
        (concept, in_title * title.has(concept) + in_lead * lead.has(concept))
        for concept, in_title, in_lead in PENALTIES
    ]
    return [(f"speaks of {concept}", off) for concept, off in found if off]


def _is_foreign(article: ArticleFacts) -> bool:
    letters = [c for c in article.title if c.isalpha()]
    return article.language[:2] != "en" or sum(c > "\u024f" for c in letters) * 3 > len(letters)
