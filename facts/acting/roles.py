"""Who gives arms and who gets them, as far as a headline says so: supplier and recipient among the states that act in it.

By the verb of giving or taking, what stands before it, and the words that mark a state ("to", "from", "by", a case ending).
The words are data (``facts/acting/roles.toml``). What the text does not say stays open: nothing is concluded from two states
alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from facts.names.countries import COUNTRIES
from facts.names.lexicon import FoundName
from facts.names.text import words_of
from facts.rows.patterns import word_table
from facts.scanning.scan import Segment

Phrase = tuple[str, ...]
_STOPS = frozenset(",;:–—|")
_GOODS = ("weapon", "equipment-name", "warship", "nuclear-submarine", "arms")
_FEW = 3
"""Words that may stand between who acts and the verb ("Pakistan Navy to receive")."""


@dataclass(frozen=True, slots=True)
class Roles:
    """States (ISO 3166-1 alpha-2) that give and that get; a side that is not told is empty."""

    suppliers: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()

    def beside(self, other: "Roles") -> "Roles":
        """With what the ``other`` tells of a side that this leaves open; nobody gives to himself."""
        suppliers = self.suppliers or other.suppliers - self.recipients
        return Roles(suppliers, self.recipients or other.recipients - suppliers)

    def within(self, states: Iterable[str]) -> "Roles":
        kept = frozenset(states)
        return Roles(self.suppliers & kept, self.recipients & kept)


@dataclass(frozen=True, slots=True)
class _Told:
    """A state as it is told: where, and by which words it is marked. A maker stands right before what it made."""

    start: int
    end: int
    states: tuple[str, ...]
    to: bool
    by: bool
    makes: bool
    plain: bool

    @property
    def is_open(self) -> bool:
        return not (self.to or self.by)


def roles_in(segment: Segment, acting: Sequence[FoundName]) -> Roles:
    """What one title or sentence says; ``acting`` are the names in it that are no background and do not only say it."""
    found = Roles()
    for language in _tables().languages:
        told = [_told(one, segment, language) for one in acting if one.term.countries]
        for part in _by_verbs(segment, told, language):
            found = found.beside(part)
    if found.suppliers & found.recipients:
        return Roles()
    return found


def _by_verbs(segment: Segment, told: list[_Told], language: "_Language") -> Iterator[Roles]:
    folded = segment.words.folded
    if language.name == "english":
        yield from _by_orders(segment, told)
    for start, end in _placed(folded, language.takes):
        if not _is_a_noun(segment, told, start):
            yield _taken(segment, told, language, start, end)
    for start, end in _placed(folded, language.gives):
        if not _is_a_noun(segment, told, start):
            yield _given(segment, told, language, start, end)
    if language.name == "english":
        yield from _by_nouns(segment, told)
        yield from _built(segment, told)


def _is_a_noun(segment: Segment, told: list[_Told], at: int) -> bool:
    """ "Philippine frigate order", "Russian ship": a bare form is a verb behind "to", or behind two who act."""
    tables, folded = _tables(), segment.words.folded
    if folded[at] not in tables.nouns_too or segment.words.raw[at].lower().endswith("s"):
        return False
    several = any(one.end == at and "and" in folded[max(0, one.start - 1) : one.start] for one in told)
    return not (several or not tables.behind.isdisjoint(folded[max(0, at - 1) : at]))


def _given(segment: Segment, told: list[_Told], language: "_Language", start: int, end: int) -> Roles:
    """ "China hands over two frigates to Pakistan", "Turkish drones delivered to Mali", "donated by Japan"."""
    passive = segment.words.folded[end : end + 1] == ("by",)
    subject = () if passive else _subject(segment, told, language, start)
    reach = _clause(segment, start, told, language)
    to, by = _states(one for one in reach if one.to), _states(one for one in reach if one.by)
    if not (subject or to or by):
        return Roles()
    is_unsaid = not subject and not by
    giving = _states(subject) or by or (_made_by(told, start) if to and is_unsaid else frozenset())
    return _roles(giving, to or (_right_behind(told, end) if subject else frozenset()))


def _made_by(told: list[_Told], verb: int) -> frozenset[str]:
    """ "Turkish drones delivered": who made what stands before the verb."""
    return _states(one for one in told if one.makes and one.end <= verb and one.is_open)


def _right_behind(told: list[_Told], verb_end: int) -> frozenset[str]:
    """ "China gives Pakistan two frigates"."""
    return _states(one for one in told if one.start == verb_end and one.plain)


def _taken(segment: Segment, told: list[_Told], language: "_Language", start: int, end: int) -> Roles:
    """ "Pakistan receives submarine from China", "Mali receives Turkish drones"; "orders tanks for Ukraine" is for others."""
    subject = _subject(segment, told, language, start)
    reach = [
        one
        for one in _clause(segment, start, told, language)
        if one.start >= end or language.verb_last or language.anywhere
    ]
    if language.verb_last:  # "Pakistan to, from China, was got"
        subject = subject or tuple(one for one in reach if one.to)
    givers = _states(one for one in reach if one.by)
    if not subject:
        return _roles(givers, frozenset())
    makers = tuple(one for one in reach if one.makes and one.is_open and one.start - end <= 2 * _FEW)
    for_others = any(one.to for one in reach) and not language.verb_last
    return _roles(givers or _states(makers), frozenset() if for_others else _states(subject))


def _by_orders(segment: Segment, told: list[_Told]) -> Iterator[Roles]:
    """ "wins Philippine frigate order", "awarded a contract by Australia", "awards frigate contract to Hyundai"."""
    tables, folded = _tables(), segment.words.folded
    if not tables.orders & set(folded):
        return
    english = tables.english
    for start, end in _placed(folded, tables.wins):
        behind = [one for one in told if one.start >= end]
        yield _roles(_states(_subject(segment, told, english, start)), _states(behind[:1]))
    for start, end in _placed(folded, tables.awarded):
        by = [one for one in told if one.by and one.start >= end]
        to = [one for one in told if one.to and one.start >= end]
        subject = _subject(segment, told, english, start)
        yield _roles(
            _states(to) or (_states(subject) if by else frozenset()),
            _states(by) or (_states(subject) if to else frozenset()),
        )
    for start, end in _placed(folded, tables.awards):
        to = [one for one in told if one.to and one.start >= end]
        yield _roles(_states(to), _states(_subject(segment, told, english, start)))


def _by_nouns(segment: Segment, told: list[_Told]) -> Iterator[Roles]:
    """ "sale of howitzers to Morocco", "Israeli sale of Arrow 3 to Germany", "US approves sale of F-16 parts to Pakistan"."""
    tables, folded = _tables(), segment.words.folded
    for start, end in _placed(folded, tables.nouns):
        behind = [one for one in told if one.start >= end]
        to = _states(one for one in behind if one.to)
        if not to:
            continue
        own = _states(one for one in told if one.end == start)
        by = _states(one for one in behind if one.by)
        makers = _states(one for one in behind if one.makes and one.is_open)
        allowing = () if own or by or makers else _allowing(segment, told, start)
        yield _roles(own or by or makers or _states(allowing), to)


def _allowing(segment: Segment, told: list[_Told], noun: int) -> tuple[_Told, ...]:
    """Who approves a sale sells it, unless it is known to be made by others."""
    for start, end in _placed(segment.words.folded, _tables().allows):
        subject = _subject(segment, told, _tables().english, start)
        if end <= noun and subject:
            made = {code for f in segment.of_sort("equipment", "ship") for code in f.term.countries}
            return subject if not made or made == _states(subject) else ()
    return ()


def _built(segment: Segment, told: list[_Told]) -> Iterator[Roles]:
    """ "launches second frigate for Pakistan Navy", "submarine built by China for Thailand"."""
    tables = _tables()
    for start, end in _placed(segment.words.folded, tables.builds):
        behind = [one for one in told if one.start >= end]
        for_whom = _states(one for one in behind if one.to)
        if for_whom:
            by = _states(one for one in behind if one.by)
            yield _roles(by or _states(_subject(segment, told, tables.english, start)), for_whom)


def _roles(suppliers: frozenset[str], recipients: frozenset[str]) -> Roles:
    return Roles() if suppliers & recipients else Roles(suppliers, recipients)


def _states(told: Iterable[_Told]) -> frozenset[str]:
    return frozenset(code for one in told for code in one.states)


def _subject(segment: Segment, told: list[_Told], language: "_Language", verb: int) -> tuple[_Told, ...]:
    """Who stands before the verb, no comma between; where the verb comes last, the first that nothing marks."""
    open_ = [one for one in told if one.end <= verb and one.is_open and not one.makes]
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


def _parted(segment: Segment, end: int, verb: int) -> bool:
    """Whether a sign or many words stand between a name and the verb, or another verb does."""
    words = segment.words
    text = segment.text[words.starts[end - 1] + len(words.raw[end - 1]) : words.starts[verb]]
    return not _STOPS.isdisjoint(text) or verb - end > 2 * _FEW or bool(_OTHER & set(words.folded[end:verb]))


_OTHER = frozenset({"as", "while", "after", "that", "which", "and", "to"}) - {"to"}


def _clause(segment: Segment, verb: int, told: list[_Told], language: "_Language") -> list[_Told]:
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
    return segment.text[words.starts[at - 1] + len(words.raw[at - 1]) : words.starts[at]]


def _told(found: FoundName, segment: Segment, language: "_Language") -> _Told:
    folded = segment.words.folded
    at = found.start - (found.start > 0 and folded[found.start - 1] in ("the", "royal"))
    ahead = {folded[at - 1 : at], folded[at - 2 : at]} if at > 1 else {folded[:at]}
    behind = folded[found.end : found.end + 1]
    return _Told(
        found.start,
        found.end,
        found.term.countries if len(found.term.countries) == 1 else (),
        bool(ahead & language.to) or behind in language.to_behind,
        bool(ahead & language.by) or behind in language.by_behind,
        _makes(found, segment),
        _is_noun(found, segment),
    )


def _makes(found: FoundName, segment: Segment) -> bool:
    """ "Chinese submarines", "Turkish-made drones": right before what is given."""
    folded, end = segment.words.folded, found.end
    if folded[end : end + 1] and folded[end] in _tables().made:
        return True
    goods = {
        at for name in _GOODS for start, stop in segment.concepts.get(name, ()) for at in range(start, stop)
    }
    adjective = found.term.sort == "country" and not _is_noun(found, segment)
    return adjective and (
        end in goods or (end + 1 in goods and end < len(folded) and not _is_verb(folded, end))
    )


def _is_verb(folded: Phrase, at: int) -> bool:
    tables = _tables()
    return any(
        folded[at : at + len(phrase)] == phrase
        for language in tables.languages
        for phrase in (*language.gives, *language.takes)
    )


def _is_noun(found: FoundName, segment: Segment) -> bool:
    """ "Ukraine", not "Ukrainian"."""
    written = " ".join(segment.words.raw[found.start : found.end])
    return (
        found.term.sort != "country"
        or any(
            written.lower() == COUNTRIES[code][0].lower()
            for code in found.term.countries
            if code in COUNTRIES
        )
        or written in _SHORT
    )


_SHORT = frozenset(
    {"US", "UK", "UAE", "Taiwan", "Turkey", "Türkiye", "Russia", "Britain", "Korea", "South Korea"}
)


def _placed(folded: Phrase, phrases: Iterable[Phrase]) -> list[tuple[int, int]]:
    """Where phrases stand; of those that begin at one word the longest."""
    found: dict[int, int] = {}
    for phrase in phrases:
        for at in range(len(folded) - len(phrase) + 1):
            if folded[at : at + len(phrase)] == phrase:
                found[at] = max(found.get(at, 0), at + len(phrase))
    return sorted(found.items())


@dataclass(frozen=True, slots=True)
class _Language:
    name: str
    gives: frozenset[Phrase] = frozenset()
    takes: frozenset[Phrase] = frozenset()
    to: frozenset[Phrase] = frozenset()
    by: frozenset[Phrase] = frozenset()
    to_behind: frozenset[Phrase] = frozenset()
    by_behind: frozenset[Phrase] = frozenset()
    verb_last: bool = False
    anywhere: bool = False
    """States are marked before the verb, too."""


@dataclass(frozen=True, slots=True)
class _Tables:
    languages: tuple[_Language, ...]
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
    english: _Language = field(default_factory=lambda: _Language("english"))


@cache
def _tables() -> _Tables:
    rows = word_table("roles", "facts.acting")
    languages = tuple(_language(name, row) for name, row in rows.items() if "gives" in row or "takes" in row)
    return _Tables(
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
        english=next(one for one in languages if one.name == "english"),
    )


def _language(name: str, row: dict[str, list[str]]) -> _Language:
    parts = ("gives", "takes", "to", "from", "to_behind", "from_behind")
    gives, takes, to, by, to_behind, by_behind = (_folded(row.get(part, ())) for part in parts)
    last, anywhere = bool(row.get("verb_last")), bool(row.get("anywhere"))
    return _Language(name, gives, takes, to, by, to_behind, by_behind, last, anywhere)


def _folded(words: Iterable[str]) -> frozenset[Phrase]:
    return frozenset(words_of(word).folded for word in words)
