"""The states of a headline as its words mark them: who stands before a verb, behind "to", "from" or "by", or before what it made.

The words are data (``facts/acting/roles.toml``).
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache

from facts.acting.noun import is_state_noun
from facts.names.lexicon import FoundName
from facts.names.stop_words import stop_words_of
from facts.names.text import words_of
from facts.rows.patterns import word_set, word_table
from facts.scanning.scan import Segment

Phrase = tuple[str, ...]
Traits = tuple[bool, bool, bool]
_STOPS = frozenset(",;:–—|")
_IN_FIGURES = re.compile(r"(?<=\d),(?=\d)")
GOODS = ("weapon", "equipment-name", "warship", "nuclear-submarine", "arms")
FEW_WORDS = 3
"""Words that may stand between who acts and the verb ("Pakistan Navy to receive")."""


@dataclass(frozen=True, slots=True)
class MarkedState:
    """A state as it is told: where, and by which words it is marked. A maker stands right before what it made; ``may_make``: before
    a ship or vehicle, which is its own unless somebody gets it."""

    start: int
    end: int
    states: tuple[str, ...]
    to: bool
    by: bool
    makes: bool
    plain: bool
    may_make: bool = False

    @property
    def is_open(self) -> bool:
        return not (self.to or self.by)


def states_of(told: Iterable[MarkedState]) -> frozenset[str]:
    return frozenset(code for one in told for code in one.states)


def subject_of(
    segment: Segment, told: list[MarkedState], language: "RoleLanguage", verb: int
) -> tuple[MarkedState, ...]:
    """Who stands before the verb, no comma between; where the verb comes last, the first that nothing marks."""

    open_ = [
        one
        for one in told
        if one.end <= verb
        and one.is_open
        and not one.makes
        and (_is_right_before(segment, one, verb, language) or not _is_beside(segment, one, told))
    ]
    if language.verb_last:
        return tuple(open_[:1])
    nearest = next((one for one in reversed(open_) if not _parted(segment, one.end, verb)), None)
    if nearest is None:
        return ()
    beside = next(
        (one for one in open_ if one.end == nearest.start - 1 and segment.words.folded[one.end] == "and"),
        None,
    )
    return (beside, nearest) if beside else (nearest,)


def _is_beside(segment: Segment, one: MarkedState, told: list[MarkedState]) -> bool:
    """ "sign a deal with Russia to buy", "bases in Tajikistan and Kyrgyzstan to receive": not who does it."""
    before = segment.words.folded[one.start - 1] if one.start else ""
    if before == "and":
        return any(other.end == one.start - 1 and _is_beside(segment, other, told) for other in told)
    return before in _BESIDE


def _is_right_before(segment: Segment, one: MarkedState, verb: int, language: "RoleLanguage") -> bool:
    """Not behind "with" in languages in which one word says "to buy"."""
    ahead = segment.words.folded[max(0, one.start - 1) : one.start]
    is_with = language.name != "english" and ahead in role_tables().signing.partner_ahead
    return one.end == verb and not is_with


_BESIDE = word_set("parties", "beside_a_subject")


def _parted(segment: Segment, end: int, verb: int) -> bool:
    """Whether a sign or many words stand between a name and the verb, or another verb does."""
    words = segment.words
    text = _IN_FIGURES.sub(
        "", segment.text[words.starts[end - 1] + len(words.raw[end - 1]) : words.starts[verb]]
    )
    return (
        not _STOPS.isdisjoint(text)
        or verb - end > 2 * FEW_WORDS
        or bool(_OTHER & set(words.folded[end:verb]))
    )


_OTHER = word_set("marked", "other_clause", "facts.acting")


def clause_of(
    segment: Segment, verb: int, told: list[MarkedState], language: "RoleLanguage"
) -> list[MarkedState]:
    """The states behind the verb up to the next sign; where it comes last, all."""
    if language.verb_last or language.anywhere:
        return told
    words = segment.words
    ends = next(
        (at for at in range(verb + 1, len(words.raw)) if not _STOPS.isdisjoint(_before(segment, at))),
        len(words.raw),
    )
    return [one for one in told if verb < one.start < ends]


def _before(segment: Segment, at: int) -> str:
    words = segment.words
    between = segment.text[words.starts[at - 1] + len(words.raw[at - 1]) : words.starts[at]]
    return "" if between == "," and words.raw[at - 1].isdigit() and words.raw[at].isdigit() else between


def traits_of(found: FoundName, segment: Segment) -> Traits:
    """Whether it makes what stands behind it, is a plain noun, and may make a craft: the same in every language."""
    return _makes(found, segment), is_state_noun(found, segment), _is_ahead_of_craft(found, segment)


def marked_state(
    found: FoundName, segment: Segment, language: "RoleLanguage", traits: Traits | None = None
) -> MarkedState:
    """``traits`` where they are known already: there are two dozen languages."""
    folded = segment.words.folded
    at = found.start - (found.start > 0 and folded[found.start - 1] in ("the", "royal"))
    ahead = {folded[at - 1 : at], folded[at - 2 : at]} if at > 1 else {folded[:at]}
    to_behind, by_behind = (
        _longest(folded[found.end :], words) for words in (language.to_behind, language.by_behind)
    )
    said = folded[found.start : found.end]
    from_whom = any(len(said) > len(mark) and said[-len(mark) :] == mark for mark in language.by_behind)
    to_whom = segment.words.raw[found.end - 1].endswith(language.to_endings) and not from_whom
    return MarkedState(
        found.start,
        found.end,
        found.term.countries if len(found.term.countries) == 1 else (),
        (bool(ahead & language.to) and not _is_to_others(folded[:at])) or to_behind > by_behind or to_whom,
        (bool(ahead & language.by) and not _is_by_others(folded[:at])) or by_behind > to_behind or from_whom,
        *(traits or traits_of(found, segment)),
    )


def _longest(behind: Phrase, marks: Iterable[Phrase]) -> int:
    """Words of the longest mark that stands right behind a state ("에서" is no "에")."""
    return max((len(mark) for mark in marks if behind[: len(mark)] == mark), default=0)


def _is_to_others(before: Phrase) -> bool:
    """ "in response to", "in swap for": nothing goes there."""
    gone = {"to": _NO_GIFTS, "for": _NOT_FOR}.get("".join(before[-1:]), frozenset[str]())
    return not gone.isdisjoint(before[-2:-1])


_NO_GIFTS, _NOT_FOR = word_set("parties", "no_gifts"), word_set("parties", "not_for")


def _is_by_others(before: Phrase) -> bool:
    """ "escorted by", "paid for by": whoever did that gave nothing away."""
    return before[-1:] == ("by",) and not role_tables().by_others.isdisjoint(before[-3:-1])


def _makes(found: FoundName, segment: Segment) -> bool:
    """ "Chinese submarines", "Turkish-made drones": right before what is given."""
    folded, end = segment.words.folded, found.end
    if folded[end : end + 1] and folded[end] in role_tables().made:
        return True
    if not _DRAWN.isdisjoint(folded[end : end + 1]):
        return False  # "Turkish-designed": others may have made it
    goods = {
        at for name in GOODS for start, stop in segment.concepts.get(name, ()) for at in range(start, stop)
    }
    adjective = found.term.sort == "country" and not is_state_noun(found, segment)
    lower = segment.words.raw[found.start][:1]
    if adjective and found.start - 1 in goods and not lower.isupper() and not lower.isdigit():
        return True  # "frégates italiennes", "المقاتلات الفرنسية"
    return adjective and (
        end in goods or (end + 1 in goods and end < len(folded) and not _is_verb(folded, end))
    )


def _is_ahead_of_craft(found: FoundName, segment: Segment) -> bool:
    """ "Turkish multipurpose mission ship", "Chinese light trucks": a few words before it that are none of a force, an act or a
    sentence."""
    end = found.end
    if found.term.sort != "country" or is_state_noun(found, segment):
        return False
    crafts = [start for name in ("craft", *GOODS) for start, _ in segment.concepts.get(name, ())]
    nearest = min((start for start in crafts if start >= end), default=None)
    if nearest is None:
        return False
    between = segment.words.folded[end:nearest]
    taken = {at for found in segment.names for at in range(found.start, found.end)}
    return (
        len(between) <= FEW_WORDS
        and not _parted(segment, end, nearest)
        and taken.isdisjoint(range(end, nearest))
        and _NOT_MADE.isdisjoint(between)
        and role_tables().forces.isdisjoint(between)
        and not any(_is_verb(segment.words.folded, at) for at in range(end, nearest))
    )


_DRAWN = word_set("bystanders", "drawn")
_NOT_MADE = stop_words_of("en", "names")


def _is_verb(folded: Phrase, at: int) -> bool:
    return any(
        folded[at : at + len(phrase)] == phrase
        for language in role_tables().languages
        for verbs in (language.gives, language.takes)
        for phrase in _by_first_word(verbs).get(folded[at], ())
    )


def phrase_places(folded: Phrase, phrases: Iterable[Phrase]) -> list[tuple[int, int]]:
    """Where phrases stand; of those that begin at one word the longest."""
    by_word = _by_first_word(frozenset(phrases))
    if by_word.keys().isdisjoint(folded):
        return []  # as nearly always
    told = ((at, one) for at, word in enumerate(folded) for one in by_word.get(word, ()))
    found = {(at, len(one)) for at, one in told if folded[at : at + len(one)] == one}
    return sorted({at: at + length for at, length in sorted(found)}.items())


@lru_cache(maxsize=512)
def _by_first_word(phrases: frozenset[Phrase]) -> dict[str, list[Phrase]]:
    """By the word that they begin with."""
    found: defaultdict[str, list[Phrase]] = defaultdict(list)
    for phrase in phrases:
        found[phrase[0]].append(phrase)
    return dict(found)


@dataclass(frozen=True, slots=True)
class RoleLanguage:
    name: str
    gives: frozenset[Phrase] = frozenset()
    takes: frozenset[Phrase] = frozenset()
    to: frozenset[Phrase] = frozenset()
    by: frozenset[Phrase] = frozenset()
    to_behind: frozenset[Phrase] = frozenset()
    by_behind: frozenset[Phrase] = frozenset()
    wishes: frozenset[Phrase] = frozenset()
    """Verbs of who would get it ("seeks jets from"): told only where they say from whom."""
    to_endings: tuple[str, ...] = ()
    dative: tuple[str, ...] = ()
    """Endings of a state to which something is given, right behind the verb; "A" alone: any noun with a capital."""
    verb_last: bool = False
    anywhere: bool = False
    """States are marked before the verb, too."""
    passive: bool = False
    """Its forms are participles: who stands before them gives nothing."""


@dataclass(frozen=True, slots=True)
class SigningTable:
    """Words of a bargain in any language: who signs with whom, and whether it buys or sells."""

    signs: frozenset[Phrase]
    buys: frozenset[Phrase]
    sells: frozenset[Phrase]
    partner_ahead: frozenset[Phrase]
    partner_behind: frozenset[Phrase]
    together: frozenset[Phrase]


@dataclass(frozen=True, slots=True)
class RoleTables:
    languages: tuple[RoleLanguage, ...]
    nouns: frozenset[Phrase]
    allows: frozenset[Phrase]
    wins: frozenset[Phrase]
    awards: frozenset[Phrase]
    awarded: frozenset[Phrase]
    builds: frozenset[Phrase]
    orders: frozenset[str]
    made: frozenset[str]
    nouns_too: frozenset[str]
    behind: frozenset[str]
    contracts: frozenset[Phrase]
    purchases: frozenset[Phrase]
    decides: frozenset[Phrase]
    offers: frozenset[Phrase]
    arrives: frozenset[Phrase]
    joins: frozenset[Phrase]
    forces: frozenset[str]
    by_others: frozenset[str]
    taken_in_war: frozenset[str]
    signs_for: frozenset[Phrase]
    signing: SigningTable
    english: RoleLanguage = field(default_factory=lambda: RoleLanguage("english"))


@cache
def role_tables() -> RoleTables:
    rows = word_table("roles", "facts.acting")
    languages = tuple(_language(name, row) for name, row in rows.items() if "gives" in row or "takes" in row)
    return RoleTables(
        languages,
        nouns=_folded(rows["nouns"]["words"]),
        allows=_folded(rows["nouns"]["allows"]),
        wins=_folded(rows["orders"]["wins"]),
        awards=_folded(rows["orders"]["awards"]),
        awarded=_folded(rows["orders"]["awarded"]),
        builds=_folded(rows["builds"]["words"]),
        orders=frozenset(rows["orders"]["words"]),
        made=frozenset(rows["made"]["words"]),
        nouns_too=frozenset(rows["nouns_too"]["words"]),
        behind=frozenset(rows["nouns_too"]["behind"]),
        contracts=_folded(
            f"{noun} {behind}"
            for noun in rows["contracts"]["words"]
            for behind in rows["contracts"]["behind"]
        ),
        purchases=_folded(
            f"{noun} {behind}"
            for noun in rows["purchases"]["words"]
            for behind in rows["purchases"]["behind"]
        ),
        decides=_folded(rows["purchases"]["decides"]),
        offers=_folded(
            f"{noun} {behind}" for noun in rows["offers"]["words"] for behind in rows["offers"]["behind"]
        ),
        arrives=_folded(rows["arrives"]["words"]),
        joins=_folded(rows["joins"]["words"]),
        forces=frozenset(rows["joins"]["forces"]),
        by_others=frozenset(rows["by_others"]["words"]),
        taken_in_war=frozenset(rows["taken_in_war"]["words"]),
        signs_for=_folded(rows["signs_for"]["words"]),
        signing=SigningTable(**{name: _folded(words) for name, words in rows["signing"].items()}),
        english=next(one for one in languages if one.name == "english"),
    )


def _language(name: str, row: dict[str, list[str]]) -> RoleLanguage:
    parts = ("gives", "takes", "to", "from", "to_behind", "from_behind")
    gives, takes, to, by, to_behind, by_behind = (_folded(row.get(part, ())) for part in parts)
    wishes = _folded(row.get("wishes", ()))
    endings, dative = tuple(row.get("to_endings", ())), tuple(row.get("dative", ()))
    last, anywhere, passive = (bool(row.get(part)) for part in ("verb_last", "anywhere", "passive"))
    return RoleLanguage(
        name,
        gives,
        takes,
        to,
        by,
        to_behind,
        by_behind,
        wishes,
        endings,
        dative,
        last,
        anywhere,
        passive,
    )


def _folded(words: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(words_of(word).folded for word in words)
