"""Who gives arms and who gets them, as far as a headline says so: supplier and recipient among the states that act in it.

By the verb of giving or taking, what stands before it, and the words that mark a state ("to", "from", "by", a case ending).
The words are data (``facts/acting/roles.toml``). What a title or sentence does not say stays open here:
``facts/acting/counterpart.py`` concludes the other side where it is sure.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from facts.acting.contracts import sides_by_nouns
from facts.acting.marked import (
    FEW_WORDS,
    GOODS,
    MarkedState,
    Phrase,
    RoleLanguage,
    clause_of,
    marked_state,
    phrase_places,
    role_tables,
    states_of,
    subject_of,
    traits_of,
)
from facts.acting.signing import sides_by_signing
from facts.names.lexicon import FoundName
from facts.rows.patterns import word_set, word_table
from facts.scanning.scan import Segment


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


def roles_in(segment: Segment, acting: Sequence[FoundName]) -> Roles:
    """What one title or sentence says; ``acting`` are the names in it that are no background and do not only say it."""
    found = Roles()
    named = [(one, traits_of(one, segment)) for one in acting if one.term.countries]
    for language in role_tables().languages:
        told = [marked_state(one, segment, language, traits) for one, traits in named]
        for part in _by_verbs(segment, told, language):
            found = found.beside(part)
    found = found.beside(Roles(*sides_by_signing(segment, [one for one, _ in named])))
    if found.suppliers & found.recipients:
        return Roles()
    return found


def _by_verbs(segment: Segment, told: list[MarkedState], language: "RoleLanguage") -> Iterator[Roles]:
    english = language.name == "english"
    if english:
        yield from _by_orders(segment, told)
    yield from (_taken(segment, told, language, *at) for at in _verbs(segment, told, language.takes))
    yield from (_given(segment, told, language, *at) for at in _verbs(segment, told, language.gives))
    if english:
        yield from _by_nouns(segment, told)
        yield from _built(segment, told)
        yield from (_roles(*sides) for sides in sides_by_nouns(segment, told))
    wished = (_taken(segment, told, language, *at) for at in _verbs(segment, told, language.wishes))
    if role_tables().taken_in_war.isdisjoint(segment.words.folded):
        yield from (roles for roles in wished if roles.suppliers)


def _verbs(segment: Segment, told: list[MarkedState], phrases: Iterable[Phrase]) -> Iterator[tuple[int, int]]:
    """Where they stand and are no nouns."""
    places = phrase_places(segment.words.folded, phrases)
    return ((start, end) for start, end in places if not _is_a_noun(segment, told, start))


def _is_a_noun(segment: Segment, told: list[MarkedState], at: int) -> bool:
    """ "Philippine frigate order", "Russian ship": a bare form is a verb behind "to", or behind two who act; "Saudi loans" are some."""
    tables, folded = role_tables(), segment.words.folded
    if folded[at] == "ship" and at and folded[at - 1] in tables.forces:
        return True  # "Bangladesh Navy ships"
    if segment.words.raw[at].lower() == "hands" and at > 1 and folded[at - 2] == "in":
        return True  # "in Armenian hands"
    before = [one for one in told if one.end == at]
    if folded[at] not in tables.nouns_too or segment.words.raw[at].lower().endswith("s"):
        is_money = folded[at] in _MONEY and folded[at + 1 : at + 2] != ("to",)
        return is_money and any(not (one.plain or _are_people(segment, one)) for one in before)
    several = any(
        "and" in folded[max(0, one.start - 1) : one.start] or _are_people(segment, one) for one in before
    )
    return not (several or not tables.behind.isdisjoint(folded[max(0, at - 1) : at]))


_MONEY = word_set("parties", "money_given")


def _are_people(segment: Segment, one: MarkedState) -> bool:
    """ "Swedes hand Ukraine fifty vehicles"."""
    written = segment.words.raw[one.end - 1]
    return (
        not one.plain
        and written[:1].isupper()
        and written.endswith("s")
        and not written.endswith(("ss", "us"))
    )


def _given(
    segment: Segment, told: list[MarkedState], language: "RoleLanguage", start: int, end: int
) -> Roles:
    """ "China hands over two frigates to Pakistan", "Turkish drones delivered to Mali", "donated by Japan"."""
    passive = language.passive or segment.words.folded[end : end + 1] == ("by",)
    subject = () if passive else subject_of(segment, told, language, start)
    reach = clause_of(segment, start, told, language)
    to, by = states_of(one for one in reach if one.to), states_of(one for one in reach if one.by)
    if not (subject or to or by):
        return Roles()
    if language.name == "english" and not _LEAVE.isdisjoint(segment.words.folded[end : end + 4]):
        return Roles()  # "gives the nod to": no goods
    if language.name == "english" and _gives_an_order(segment, end):
        return _roles(to, states_of(subject) if to else frozenset())
    if subject and not to and segment.words.folded[start] in _SENDS and _goes_somewhere(segment, end):
        return Roles()
    if language.name == "english" and start and _is_given_away(segment, start):
        subject = ()
    if subject and not (to or by) and (got := _got_from(segment, reach, subject, start, end)):
        return got
    is_unsaid = not subject and not by
    giving = states_of(subject) or by or (_made_by(told, start) if to and is_unsaid else frozenset())
    return _roles(
        giving,
        to
        or (_right_behind(told, end) or _in_dative(segment, told, language, end) if subject else frozenset()),
    )


def _in_dative(
    segment: Segment, told: list[MarkedState], language: "RoleLanguage", verb_end: int
) -> frozenset[str]:
    """ "передала Україні два літаки", "liefert der Ukraine Panzer": a noun of its case, no adjective of what is given."""
    article = segment.words.folded[verb_end : verb_end + 1] in (("der",), ("dem",), ("den",))
    nearest = [one for one in told if one.start == verb_end + article and one.is_open]
    written = (segment.words.raw[one.end - 1] for one in nearest)
    is_noun = all(word[:1].isupper() and word.endswith(language.dative) for word in written)
    return states_of(nearest) if language.dative and is_noun else frozenset()


def _got_from(
    segment: Segment, reach: list[MarkedState], subject: tuple[MarkedState, ...], start: int, end: int
) -> Roles | None:
    """ "Mongolian army gifted Turkish vehicles": of a participle before what another made the subject is the one that gets it; None where
    that is not so."""
    if segment.words.folded[start] not in _GOT or _right_behind(reach, end):
        return None
    behind = [one for one in reach if one.is_open and not one.plain and one.start - end <= FEW_WORDS]
    forces, folded = role_tables().forces, segment.words.folded
    makers = states_of(
        one for one in behind if one.makes and forces.isdisjoint(folded[one.end : one.end + 1])
    )
    if not makers and any(one.start == end for one in behind):
        return Roles()  # "gifted Turkish vehicles", "handed Ukrainian forces howitzers": to one or from him
    return _roles(makers, states_of(subject)) if makers and makers.isdisjoint(states_of(subject)) else None


_ENDINGS = tuple(word_table("parties")["endings_of_given"])
_GOT = word_set("parties", "got_by_participle")


def _goes_somewhere(segment: Segment, end: int) -> bool:
    """ "sends warships into the strait", "sends a frigate to the drill": its own."""
    return not _SOMEWHERE.isdisjoint(segment.words.folded[end:]) or segment.has("drill", "patrol")


_SOMEWHERE, _SENDS, _LEAVE = (word_set("parties", row) for row in ("somewhere", "sends", "leave"))


def _gives_an_order(segment: Segment, end: int) -> bool:
    """ "hands $50bn submarine contract to France"."""
    folded = segment.words.folded
    to = next((at for at in range(end, len(folded)) if folded[at] == "to"), len(folded))
    return to < len(folded) and folded[to - 1] in role_tables().orders


def _is_given_away(segment: Segment, start: int) -> bool:
    """ "the first fighter handed to India": a participle behind what is given."""
    goods = {end for name in GOODS for _, end in segment.concepts.get(name, ())}
    passive = segment.words.folded[start].endswith(_ENDINGS)
    return passive and start in goods


def _made_by(told: list[MarkedState], verb: int) -> frozenset[str]:
    """ "Turkish drones delivered": who made what stands before the verb."""
    return states_of(one for one in told if one.makes and one.end <= verb and one.is_open)


def _right_behind(told: list[MarkedState], verb_end: int) -> frozenset[str]:
    """ "China gives Pakistan two frigates"."""
    return states_of(one for one in told if one.start == verb_end and one.plain)


def _taken(
    segment: Segment, told: list[MarkedState], language: "RoleLanguage", start: int, end: int
) -> Roles:
    """ "Pakistan receives submarine from China", "Mali receives Turkish drones"; "orders tanks for Ukraine" is for others."""
    if language.name == "english":
        if segment.words.folded[end : end + 1] == ("by",):
            return _taken_by(told, start, end)
        if _takes_no_goods(segment, start, end) or _tells_which(segment, start):
            return Roles()
    subject = subject_of(segment, told, language, start)
    reach = [
        one
        for one in clause_of(segment, start, told, language)
        if one.start >= end or language.verb_last or language.anywhere
    ]
    if language.verb_last:  # "Pakistan to, from China, was got"
        subject = subject or tuple(one for one in told if one.is_open and one.start == end)
        subject = subject or tuple(one for one in reach if one.to)
    givers = states_of(one for one in reach if one.by)
    if not subject:
        return _roles(givers, frozenset())
    signed_for = segment.words.folded[end - 1] == "for"  # "signs for French radars": theirs, and not for them
    made = [one for one in reach if one.makes or one.may_make]
    own = {one.start for one in made if signed_for and one.start == end}
    makers = tuple(
        one for one in made if (one.is_open or one.start in own) and one.start - end <= 2 * FEW_WORDS
    )
    for_others = any(one.to and one.start not in own for one in reach) and not language.verb_last
    return _roles(givers or states_of(makers), frozenset() if for_others else states_of(subject))


def _tells_which(segment: Segment, start: int) -> bool:
    """ "Beijing delivered four of the submarines ordered in 2015": a participle behind another verb, and nobody's deed."""
    tables, folded = role_tables(), segment.words.folded
    if not folded[start].endswith(_ENDINGS) or folded[max(0, start - 1) : start] in _BEFORE_A_DEED:
        return False
    verbs = (*tables.english.gives, *tables.english.takes, *tables.builds)
    return any(
        end <= start and not _ends_a_part(segment, end, start) for _, end in phrase_places(folded, verbs)
    )


def _ends_a_part(segment: Segment, start: int, end: int) -> bool:
    return any(_ends_a_clause(segment, at) for at in range(start, end + 1))


_BEFORE_A_DEED = {(word,) for word in word_set("parties", "before_a_deed")}


def _taken_by(told: list[MarkedState], start: int, end: int) -> Roles:
    """ "A26 from Sweden chosen by Poland", "Turkish drones bought by Mali"."""
    buyers = states_of([one for one in told if one.by and one.start > end][:1])
    before = [one for one in told if one.end <= start]
    behind = states_of([one for one in told if one.by and one.start > end][1:2])
    return _roles(states_of(one for one in before if one.by or one.makes) or behind, buyers)


def _takes_no_goods(segment: Segment, start: int, end: int) -> bool:
    """ "secures export deal", "gets order for frigates", "chooses between": an order, or nothing yet; "US arms buys": a noun."""
    tables, folded = role_tables(), segment.words.folded
    if folded[end : end + 1] in ((), ("between",), ("among",)) or _ends_a_clause(segment, end):
        return True
    first = next((at for at in range(end, len(folded)) if folded[at] in _PREPOSITIONS), len(folded))
    named = tables.orders & set(folded[end : min(first, end + 6)])
    return folded[start] in _WINS and bool(named)


def _ends_a_clause(segment: Segment, at: int) -> bool:
    words = segment.words
    return segment.text[words.starts[at - 1] + len(words.raw[at - 1]) :][:1] in (",", ";", ":", ".")


_PREPOSITIONS, _WINS = word_set("parties", "before_a_party"), word_set("parties", "wins")


def _by_orders(segment: Segment, told: list[MarkedState]) -> Iterator[Roles]:
    """ "wins Philippine frigate order", "awarded a contract by Australia", "awards frigate contract to Hyundai"; who wins
    what another makes ("clinches deal for Rafales") gets it."""
    tables, folded = role_tables(), segment.words.folded
    if not tables.orders & set(folded):
        return
    english = tables.english
    for start, end in phrase_places(folded, tables.wins):
        behind = states_of([one for one in told if one.start >= end][:1])
        wins = states_of(subject_of(segment, told, english, start))
        makers = _makers_of(segment)
        yield _roles(behind, wins) if makers & behind and not makers & wins else _roles(wins, behind)
    for start, end in phrase_places(folded, tables.awarded):
        by = [one for one in told if one.by and one.start >= end]
        to = [one for one in told if one.to and one.start >= end]
        subject = subject_of(segment, told, english, start)
        yield _roles(
            states_of(to) or (states_of(subject) if by else frozenset()),
            states_of(by) or (states_of(subject) if to else frozenset()),
        )
    for start, end in phrase_places(folded, tables.awards):
        to = [one for one in told if one.to and one.start >= end]
        yield _roles(states_of(to), states_of(subject_of(segment, told, english, start)))


def _by_nouns(segment: Segment, told: list[MarkedState]) -> Iterator[Roles]:
    """ "sale of howitzers to Morocco", "Israeli sale of Arrow 3 to Germany", "US approves sale of F-16 parts to Pakistan"."""
    tables, folded = role_tables(), segment.words.folded
    for start, end in phrase_places(folded, tables.nouns):
        behind = [one for one in told if one.start >= end]
        to = states_of(one for one in behind if one.to)
        if not to:
            continue
        own = states_of(one for one in told if one.end == start)
        by = states_of(one for one in behind if one.by)
        makers = states_of(one for one in behind if one.makes and one.is_open)
        allowing = () if own or by or makers else _allowing(segment, told, start)
        yield _roles(own or by or makers or states_of(allowing), to)


def _allowing(segment: Segment, told: list[MarkedState], noun: int) -> tuple[MarkedState, ...]:
    """Who approves a sale sells it, unless it is known to be made by others."""
    for start, end in phrase_places(segment.words.folded, role_tables().allows):
        subject = subject_of(segment, told, role_tables().english, start)
        if end <= noun and subject:
            made = _makers_of(segment)
            return subject if not made or made == states_of(subject) else ()
    return ()


def _makers_of(segment: Segment) -> frozenset[str]:
    """The states whose equipment or ships it names."""
    return frozenset(code for f in segment.of_sort("equipment", "ship") for code in f.term.countries)


def _built(segment: Segment, told: list[MarkedState]) -> Iterator[Roles]:
    """ "launches second frigate for Pakistan Navy", "submarine built by China for Thailand", "corvette for Malaysia leaves yard"."""
    tables = role_tables()
    for start, end in phrase_places(segment.words.folded, tables.builds):
        behind, before = ([o for o in told if o.start >= end], [o for o in told if o.end <= start])
        for_whom = states_of(one for one in behind if one.to)
        if for_whom:
            by = states_of(one for one in behind if one.by)
            yield _roles(by or states_of(subject_of(segment, told, tables.english, start)), for_whom)
        elif for_whom := states_of(one for one in before if one.to):
            makers = states_of(one for one in before if one.makes and one.is_open)
            yield _roles(
                states_of(one for one in behind if one.by and one.start == end + 1) or makers, for_whom
            )


def _roles(suppliers: frozenset[str], recipients: frozenset[str]) -> Roles:
    return Roles() if suppliers & recipients else Roles(suppliers, recipients)
