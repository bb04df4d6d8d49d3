"""How two texts agree, fact by fact, in levels (Fellegi and Sunter 1969): "states: the same", "titles: much alike".

A level is a name in words. What each is worth is data (``facts/weights/matching.toml``); a level without a weight says
nothing. All levels are the same both ways.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache

from rapidfuzz import fuzz

from facts.figures.alike import alike
from facts.matching.features import Features, gap_of, is_told_together
from facts.matching.vetoes import is_one_round
from facts.matching.voices_apart import have_one_speaker
from facts.model.kinds import RESIDUAL, Kind
from facts.names.common import COMMON
from facts.names.countries import COUNTRIES
from facts.names.text import words_of
from facts.naming.spelled import SPELLED
from facts.scanning.things import things_differ

ANNOUNCED_DAYS = 75
"""An exercise is announced up to some months before it begins."""
TITLES = (
    (90, "nearly the same"), (75, "much alike"), (60, "alike"), (45, "a little alike"), (0, "unlike"),
)  # fmt: skip
"""RapidFuzz's token set ratio from which titles are so, in percent."""
WORDS = ((0.5, "most"), (0.35, "many"), (0.2, "some"), (0.0, "few"))
"""Which part of the shorter text's words, by worth, the other has too."""
_ONE_MATTER = ("in talks", "proposed", "refused", "cancelled", "postponed")
"""Whoever tells that a deal is talked of or called off tells of the deal: these are no reactions."""
_STAGES = frozenset({"laid down", "launched", "in service", "halted", "test"})
"""Steps of which each is news of its own beside any other."""
_PAIR = 2
ALONE = "alone: no other near its days"
REACTION = "kind: a reaction and its cause"
"""Levels of a whole event: no other of its states and kind is near; one speaks of what the other reacts to."""
ONE_ROUND = "series: the same round"
Level = Callable[[Features, Features], str]


def levels(a: Features, b: Features) -> list[str]:
    """Of each fact that says anything, how the two agree on it."""
    return [found for family in FAMILIES if (found := family(a, b))]


def _states(a: Features, b: Features) -> str:
    if not a.countries or not b.countries:
        return "states: not known"
    shared = a.countries & b.countries
    if len(shared) < 2:
        return "states: one in common" if shared else "states: none in common"
    if a.countries == b.countries:
        return "states: the same" if len(shared) == _PAIR else "states: the same three or more"
    within = a.countries <= b.countries or b.countries <= a.countries
    return "states: one names more" if within else "states: some in common"


def kind_level(a: Features, b: Features) -> str:
    if a.kind == b.kind:
        return "kind: the same"
    if a.kind in b.kinds or b.kind in a.kinds:
        return "kind: told beside"
    if _is_unclear(a.kind) or _is_unclear(b.kind):
        return "kind: unclear"
    neighbours = a.kind.name in b.kind.neighbours or b.kind.name in a.kind.neighbours
    return "kind: neighbours" if neighbours else "kind: another"


def _is_unclear(kind: Kind) -> bool:
    """Whatever is told in figures, or of no other kind, may be of any."""
    return kind.name == RESIDUAL or kind.tells == "figure"


def _voice(a: Features, b: Features) -> str:
    if not (a.kind.is_reaction and b.kind.is_reaction) or a.phase == b.phase in _ONE_MATTER:
        return ""
    if have_one_speaker(a, b):
        return "voice: the same"
    return "voice: of one alone" if bool(a.voices) != bool(b.voices) else "voice: another"


def _days(a: Features, b: Features) -> str:
    gap = gap_of(a, b)
    if gap is None:
        return "days: not known"
    if is_told_together(a, b):
        return "days: told together"
    both = a.exact and b.exact
    if gap <= 1:
        return f"days: {'a day apart' if gap else 'the same'}{', both stated' if both else ''}"
    if both and a.kind.is_momentary and b.kind.is_momentary and a.phase == b.phase:
        return "days: others stated"
    scale = max(a.kind.days_apart, b.kind.days_apart)
    if a.kind.is_in_editions and b.kind.is_in_editions and "announced" in (a.phase, b.phase):
        scale = ANNOUNCED_DAYS
    return f"days: {'near' if gap * 2 <= scale else 'within its time' if gap <= scale else 'far'}"


def _series(a: Features, b: Features) -> str:
    if a.series and a.series == b.series:
        return ONE_ROUND if is_one_round(a, b) else "series: the same"
    number = (a.number and a.number == b.number) or (a.edition and a.edition == b.edition)
    if number:
        return "series: the same number"
    return "series: one names it" if a.series or b.series else ""


def _sets(name: str, field: str) -> Level:
    """Names of one sort: shared, others, or given by one alone."""
    shared, several, others, lone = (f"{name}: {what}" for what in ("shared", "several shared", "others", "one names it"))  # fmt: skip

    def level(a: Features, b: Features) -> str:
        one, other = getattr(a, field), getattr(b, field)
        if not one or not other:
            return lone if one or other else ""
        common = len(one & other)
        return (several if common > 1 else shared) if common else others

    return level


def _things(a: Features, b: Features) -> str:
    if not a.things or not b.things:
        return "things: one names it" if a.things or b.things else ""
    return "things: others" if things_differ(a.things, b.things) else "things: shared"


def _sums(a: Features, b: Features) -> str:
    pairs = [(x.amount, y.amount) for x in a.amounts for y in b.amounts if x.currency == y.currency]
    if not pairs:
        return "sum: one names it" if a.amounts or b.amounts else ""
    if any(alike(x, y) for x, y in pairs):
        return "sum: the same"
    return "sum: near" if any(max(x, y) <= min(x, y) * _NEAR for x, y in pairs) else "sum: another"


_NEAR = 2


def _counts(a: Features, b: Features) -> str:
    pairs = [
        (x.number, y.number)
        for x in a.quantities
        for y in b.quantities
        if x.of.split()[-1] == y.of.split()[-1]
    ]
    if not pairs:
        return ""
    return "quantity: the same" if any(x == y for x, y in pairs) else "quantity: another"


def _step(a: Features, b: Features) -> str:
    if not a.step or not b.step or a.step == b.step:
        return "step: the same" if a.step and a.step == b.step else ""
    return "step: another stage" if _STAGES & {a.step, b.step} else "step: another"


def _titles(a: Features, b: Features) -> str:
    if a.foreign != b.foreign:
        return "titles: in two scripts"
    if not a.title or not b.title:
        return ""
    states = _words_of_states(a, b)
    one, other = ([word for word in title if word not in states] for title in (a.title, b.title))
    ratio = fuzz.token_set_ratio(" ".join(one), " ".join(other))
    return "titles: " + next(name for least, name in TITLES if ratio >= least)


def _words(a: Features, b: Features) -> str:
    """Shared words of title and lead, as a part of the shorter text's; words of the trade count little."""
    states = _words_of_states(a, b)
    one, other = {*a.title, *a.lead} - states, {*b.title, *b.lead} - states
    if a.foreign != b.foreign or not one or not other:
        return ""
    least = min(_worth(one), _worth(other))
    part = _worth(one & other) / least if least else 0.0
    return "words: " + next(name for least_part, name in WORDS if part >= least_part) + " shared"


def _worth(words: Iterable[str]) -> float:
    return sum(0.25 if word in COMMON else 1.0 for word in words)


def _own_words(a: Features, b: Features) -> str:
    """Whether those words of the titles meet that are none of the trade and name no state of theirs; of other scripts
    too few words of the trade are known."""
    if a.foreign or b.foreign:
        return ""
    states = _words_of_states(a, b)
    one, other = _own(a.title, states), _own(b.title, states)
    if not one or not other:
        return "own words: of one alone" if one or other else ""
    shared = len(one & other) or any(fuzz.ratio(x, y) >= SPELLED for x in one for y in other)
    if not shared:
        return "own words: others" if a.lead or b.lead or _go_on(a, b) else "own words: others, titles alone"
    return "own words: several shared" if shared > 1 else "own words: shared"


def _go_on(a: Features, b: Features) -> bool:
    """Whether one tells how the exercise goes on that the other saw begin."""
    return a.kind.is_in_editions and b.kind.is_in_editions and a.phase != b.phase


def _own(title: Iterable[str], states: frozenset[str]) -> set[str]:
    return {w for w in title if len(w) > 2 and not w.isdigit() and w not in COMMON and w not in states}


def _words_of_states(a: Features, b: Features) -> frozenset[str]:
    """The words that name states of theirs: they are compared as states."""
    return _names_of(a.countries | b.countries)


@lru_cache(maxsize=1 << 12)
def _names_of(states: frozenset[str]) -> frozenset[str]:
    return frozenset(
        word for code in states for name in COUNTRIES.get(code, ()) for word in words_of(name).folded
    )


def _language(a: Features, b: Features) -> str:
    """Two scripts share no words: the same states and kind, told within a day, stand for them."""
    if a.foreign == b.foreign or a.kind != b.kind or a.countries != b.countries:
        return ""
    gap = gap_of(a, b)
    return "language: two, all else the same" if gap is not None and gap <= 1 else ""


FAMILIES: tuple[Level, ...] = (
    _states, kind_level, _voice, _days, _series,
    _sets("agreement", "agreements"), _sets("equipment", "equipment"), _sets("people", "people"), _sets("bodies", "organisations"),
    _sets("place", "places"), _sets("name", "called"), _sets("ship", "hulls"), _sets("service", "branches"), _sets("host", "hosts"),
    _things, _sums, _counts, _step, _titles, _words, _own_words, _language,
)  # fmt: skip
SPECIFIC = frozenset(
    {
        ONE_ROUND, "series: the same", "series: the same number", "agreement: shared", "agreement: several shared",
        "equipment: shared", "equipment: several shared", "people: shared", "people: several shared", "bodies: several shared",
        "place: shared", "place: several shared", "name: shared", "name: several shared", "ship: shared", "ship: several shared",
        "sum: the same", "quantity: the same", "days: the same, both stated", "titles: nearly the same", "titles: much alike",
        "titles: alike", "words: most shared", "words: many shared", "own words: shared", "own words: several shared",
        "language: two, all else the same", "bodies: shared", "voice: the same", "things: shared",
        "states: the same three or more",
    }
)  # fmt: skip
"""Levels that name an event beyond its states, kind and time."""
OF_WORDS = frozenset(name for name in SPECIFIC if name.startswith(("titles", "words", "voice", "states")))
OTHER_MATTERS = frozenset({"own words: others, titles alone", "things: others", "service: others"})
"""Where these are told, words of the trade that both use name no event."""
OTHER_VOICES = frozenset({"voice: of one alone", "voice: another"})
OF_THE_MATTER = frozenset(
    name
    for name in SPECIFIC
    if name.startswith(
        ("agreement", "equipment", "bodies", "own words", "things", "series", "states", "name", "ship")
    )
)
"""Where one alone says who speaks, what is spoken of names no reaction: others speak of it, too."""
APART = frozenset({REACTION, "kind: another"})
"""Where these are told, at most a person is asked."""
