"""Is it ours? What a text shows is weighed by learned weights; the hand-set points are one of its readings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from facts.model.kinds import Kinds
from facts.model.reading import Reading, Relevance
from facts.reading.parties import Parties, parties, visible_states
from facts.reading.series import coined
from facts.rows.kinds import KINDS
from facts.rows.patterns import word_set, word_table
from facts.scanning.port_calls import VISITING
from facts.scanning.scan import Segment
from facts.scanning.triggers import Positions, fire
from facts.weights.features import Shown, features
from facts.weights.model import ASKED, ASKED_ABROAD, ASKED_OF_THINGS, TOLD, Weights, weigh_text
from facts.weights.several import several_states
from store.nouns.models import ArticleFacts

MILITARY = word_set("concept_groups", "military")
"""Concepts of the beat itself: what has none of them is not weighed at all."""
TOGETHER = (("train", "officer"), ("yard", "craft"), ("foreign-made", "craft"))
"""Concepts that are of the beat in pairs: officers are trained, a ship has its trials."""
UNNAMED = ("foreign", "many-states")
"""Concepts by which a text without any name may still tell of states."""
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
ADVERSARIES = frozenset(tuple(pair.split("+")) for pair in word_table("adversaries")["pairs"])
"""States that face each other."""
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
    """The verdict on relevance, how likely the text is ours (0 to 1) and the reasons."""

    relevance: Relevance
    score: float
    reasons: tuple[str, ...]


def what_speaks(title: Segment, lead: Segment, kinds: Kinds = KINDS) -> list[Speaks]:
    """Every trigger that fires in the title, in the lead, or only in both together."""
    found = [Speaks(f.kind, f.weight, f.pattern, "title") for f in fire(title.concepts, kinds)]
    found += [Speaks(f.kind, f.weight * LEAD, f.pattern, "lead") for f in fire(lead.concepts, kinds)]
    if coined(title, lead, None):
        pattern = "an exercise with a name of its own"
        found += [Speaks(k.name, COINED, pattern, "title or lead") for k in kinds if k.is_in_editions]
    if lead.words.folded and title.concepts:
        known = {s.pattern for s in found}
        both = (f for f in fire(joined(title, lead), kinds) if f.pattern not in known)
        found += [Speaks(f.kind, f.weight * JOINED, f.pattern, "title and lead") for f in both]
    return found


def joined(title: Segment, lead: Segment) -> Positions:
    """The concepts of both, as if the lead went on where the title ends."""
    after = len(title.words.folded)
    joined = {concept: list(places) for concept, places in title.concepts.items()}
    for concept, places in lead.concepts.items():
        joined.setdefault(concept, []).extend((a + after, b + after) for a, b in places)
    return joined


def may_be_ours(title: Segment, lead: Segment) -> bool:
    """Whether a text is weighed at all: it has a word of the beat, and names somebody or counts states."""
    return not why_not_weighed(title, lead)


def why_not_weighed(title: Segment, lead: Segment) -> tuple[str, ...]:
    """Why a text is not weighed at all, and the states that it names nevertheless; nothing where it is weighed."""
    if not (_is_of_the_beat(title) or _is_of_the_beat(lead)):
        named = visible_states(title, lead)
        return (_NO_WORD, f"states named: {', '.join(named)}") if named else (_NO_WORD,)
    is_named = title.names or lead.names or title.has(*UNNAMED) or lead.has(*UNNAMED)
    return () if is_named else (_NO_NAME,)


_NO_WORD = "no word of defence cooperation that is known here stands in it"
_NO_NAME = "no name that is known here for certain stands in it"


def _is_of_the_beat(segment: Segment) -> bool:
    return not MILITARY.isdisjoint(segment.concepts) or any(
        one in segment.concepts and other in segment.concepts for one, other in TOGETHER
    )


def shown(
    title: Segment, lead: Segment, speaks: Sequence[Speaks], found: Parties, *, round_up: bool = False
) -> Shown:
    """What a text shows the learned weights."""
    in_title = several_states(title)
    in_words = max(in_title, several_states(lead))
    return Shown(
        title,
        lead,
        [(spoken.kind, spoken.pattern, spoken.where) for spoken in speaks],
        taking_part=max(in_words, len(found.named)),
        visible=max(in_words, len(found.visible)),
        firm=max(in_title, found.in_title),
        points=hand_points(title, lead, speaks, found.named, round_up=round_up),
        against=sum(off for _, off in what_speaks_against(title, lead)),
        adverse=found.named in ADVERSARIES,
        round_up=round_up,
    )


def asked_from(title: Segment, lead: Segment, states: Parties, *, foreign: bool) -> float:
    """Probability from which a person is asked about a text."""
    usual = ASKED_ABROAD if foreign else ASKED
    names_a_thing = title.has(*_OF_TIES) or lead.has(*_OF_TIES)
    against = title.has(*_TAKES_OFF, *_OF_ONE) or lead.has(*_OF_ONE)
    ties = len(states.taking_part) >= _BOTH and states.taking_part not in ADVERSARIES
    return ASKED_OF_THINGS if lead.text and ties and names_a_thing and not against else usual


_OF_TIES = word_set("concept_groups", "of_ties")
_OF_ONE = word_set("concept_groups", "of_one")
_TAKES_OFF = tuple(concept for concept, _, _ in PENALTIES)


def judge_relevance(
    found: Iterable[str], states: Parties, weights: Weights, *, asked: float = ASKED
) -> RelevanceVerdict:
    """By the price of an error (``facts/weights/model.py``): told, asked about from ``asked`` on, or left out; with its reasons."""
    weighed = weigh_text(found, weights)
    share = weighed.probability
    word: Relevance = "relevant" if share >= TOLD else "held" if share >= asked else "irrelevant"
    reasons = (
        *weighed.reasons,
        _states_in_words(states),
        f"{_likely(share)} to be ours",
    )
    if word == "irrelevant":
        reasons = (*reasons, f"under the {asked:.0%} from which a person is asked")
    return RelevanceVerdict(word, round(share, 4), reasons)


def _states_in_words(states: Parties) -> str:
    """Who takes part, and who is only named: none is named only where none is seen."""
    only_named = [code for code in states.visible if code not in states.taking_part]
    taking_part = ", ".join(states.taking_part) or ("none takes part" if only_named else "none that is known")
    return f"states: {taking_part}" + (f"; only named: {', '.join(only_named)}" if only_named else "")


SURE = 0.92
"""Probability from which a title is told whatever its lead says: what "crews sail it home" and the like take off says how
leads are written, and not that two states did not do what the title tells."""


def by_title(
    title: Segment,
    no_lead: Segment,
    states: Parties,
    weights: Weights,
    kinds: Kinds = KINDS,
    *,
    round_up: bool,
) -> RelevanceVerdict | None:
    """The verdict on a title alone; None where it is not sure by itself. ``states`` are those of the whole text."""
    if not may_be_ours(title, no_lead):
        return None
    speaks, found = what_speaks(title, no_lead, kinds), parties(title, no_lead)
    what = features(shown(title, no_lead, speaks, found, round_up=round_up))
    judged = judge_relevance(what, states, weights)
    return judged if judged.score >= SURE else None


BY_SIDES = 0.3
"""Probability from which a text is told that says who gives what to whom; chosen on *learn* and the field (``docs/measures/reading.md``)."""
BY_CALL = 0.05
"""The same of one whose title says whose warship is in which other state's port: of 12,000 entries of general news none does."""


def may_be_told_by_sides(reading: Reading, title: Segment) -> bool:
    """Whether it would be told if it says who gives what to whom, or whose ship calls where: not where its title speaks of a match, a
    court or the past."""
    is_open = len(reading.countries) >= _BOTH and not reading.boilerplate
    least = BY_CALL if title.has(VISITING) else BY_SIDES
    return is_open and reading.score >= least and not title.has(*_OF_OTHERS)


def told_by_sides(reading: Reading, title: Segment, kinds: Kinds = KINDS) -> Reading:
    """As told, where the words say which state gives which arms to which, whose warship calls where, or which drill it is: weights are too unsure of
    news in words of its own. Not what is only remarked on or proposed, nor between states that face each other."""
    if reading.relevance == "relevant" or not may_be_told_by_sides(reading, title):
        return reading
    calls, drills = title.has(VISITING) and reading.kind == _CALL, _names_a_drill(reading, title, kinds)
    gives = reading.suppliers and reading.recipients and (reading.equipment or reading.things)
    sides = reading.countries if calls or drills else tuple(sorted({*reading.suppliers, *reading.recipients}))
    no_base = _says_no_to_a_base(reading, title)
    is_done = (calls or drills or gives) and reading.assertion not in _ONLY_SAID
    if not (is_done or no_base) or sides in ADVERSARIES:
        return reading
    why = _BY_NO if no_base else _BY_DRILL if drills else _BY_CALL if calls else _BY_SIDES
    return replace(reading, relevance="relevant", reasons=(*reading.reasons, why))


def _names_a_drill(reading: Reading, title: Segment, kinds: Kinds) -> bool:
    """Whether its title calls a drill of the register by a name that is nothing else's."""
    is_drill = any(kinds.of(name).is_in_editions for name in (reading.kind, reading.about) if name in kinds)
    is_named = any(found.term.named and not found.weak for found in title.of_sort("exercise"))
    return is_drill and is_named


def _says_no_to_a_base(reading: Reading, title: Segment) -> bool:
    """ "No base for China, says Colombo": few words, which name both and say no."""
    is_no = reading.assertion in _SAYS_NO and reading.score >= ASKED_ABROAD
    return is_no and len(reading.firm) >= _BOTH and title.has("base", "troops-there")


_SAYS_NO = frozenset({"refused", "denied", "cancelled"})
_BY_NO = "told because its title says which state has, or gets, no base in another"
_BY_DRILL = "told because its title names a drill of states that take part"
_BOTH = 2
_OF_OTHERS = word_set("concept_groups", "of_others")
_ONLY_SAID = frozenset({"comment", "figure", "proposed", "denied", "refused"})
_CALL: str = word_table("deed_words")["calls"]["kind"]
_BY_CALL = "told because its words say whose warship is in which other state's port"
_BY_SIDES = "told because its words say which state gives arms to which"


def _likely(share: float) -> str:
    return "under 1% likely" if share < 0.01 else "over 99% likely" if share > 0.99 else f"{share:.0%} likely"


def hand_points(
    title: Segment, lead: Segment, speaks: Sequence[Speaks], states: tuple[str, ...], *, round_up: bool
) -> float:
    """The hand-set points: the best trigger's less what speaks against. One reading among others."""
    best = max((spoken.points for spoken in speaks), default=0.0)
    off = sum(off for _, off in what_speaks_against(title, lead))
    return round(best - off - ROUND_UP * round_up - ADVERSE * (states in ADVERSARIES), 2)


def what_speaks_against(title: Segment, lead: Segment) -> list[tuple[str, float]]:
    """Each reason with the points that it takes off."""
    found = [
        (concept, in_title * title.has(concept) + in_lead * lead.has(concept))
        for concept, in_title, in_lead in PENALTIES
    ]
    return [(f"speaks of {concept}", off) for concept, off in found if off]


def is_foreign(article: ArticleFacts) -> bool:
    """Whether a text is in another language than English, by its tag or its letters."""
    letters = [c for c in article.title if c.isalpha()]
    return article.language[:2] != "en" or sum(c > "\u024f" for c in letters) * 3 > len(letters)
