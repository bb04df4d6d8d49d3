"""Who is on the side that a text leaves open: the one other state that it names, and only where nothing makes it a bystander."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from facts.acting.marked import RoleLanguage, marked_state, phrase_places, role_tables, states_of
from facts.acting.roles import Roles
from facts.names.lexicon import FoundName
from facts.rows.patterns import word_set
from facts.scanning.scan import Segment

TextOfActors = tuple[Segment, Sequence[FoundName]]
"""A title or lead with the names that act in it."""


@dataclass(frozen=True, slots=True)
class _Mention:
    segment: Segment
    name: FoundName
    in_title: bool

    @property
    def before(self) -> tuple[str, ...]:
        return self.segment.words.folded[max(0, self.name.start - _REACH) : self.name.start]

    @property
    def behind(self) -> tuple[str, ...]:
        return self.segment.words.folded[self.name.end : self.name.end + _REACH]


_REACH = 5
"""Words beside a name that tell what it does there."""


def with_counterpart(
    told: Roles, states: Sequence[str], texts: Sequence[TextOfActors], recalled: Segment | None = None
) -> Roles:
    """``told`` with what else is sure, and without what cannot be. ``recalled`` is a lead with what it recalls: who alone makes the
    arms may be named there.

    Where just one side is told and just one of the ``states`` that take part is on none, that one is on the other: it must be named
    beside nothing that makes it a place, a partner or a bystander, and arms that are known must be its own to give, or not its own to
    get. Where no side is told, it is read by arms that are known to be those of one of two."""
    makers = makers_of(segment for segment, _ in texts)
    if len(makers) == 1 and makers <= told.recipients:  # of what it alone makes: that was misread
        if told.suppliers:
            return Roles()
        told = Roles()
    sides = told.suppliers | told.recipients
    others = frozenset(states) - sides
    if not sides and len(others) == 2:
        known = others & makers  # "Polish howitzer deal with Seoul" is for K9s: the adjective is the buyer's
        maker = known if len(known) == 1 else others & (_by_adjective(texts) or makers)
        return _by_maker(maker, others - maker, texts) if len(maker) == 1 else told
    if len(sides) != 1 or len(others) != 1:
        return told
    if told.recipients:
        is_maker = recalled is not None and makers == others and _is_named(others, [(recalled, ())])
        return Roles(others, told.recipients) if is_maker or _gives(others, sides, makers, texts) else told
    return Roles(told.suppliers, others) if not others & makers and _gets(others, sides, texts) else told


def dealt_with(text: TextOfActors) -> frozenset[str]:
    """Those with whom a text says that there is a deal: "the contract with Denmark", whoever makes the jets."""
    segment, acting = text
    named = (f for f in acting if _has_a_deal(_Mention(segment, f, in_title=False)))
    return frozenset(code for f in named for code in f.term.countries)


def _by_adjective(texts: Sequence[TextOfActors]) -> frozenset[str]:
    """ "sign for Pakistani jets", whoever else makes them; "Ukrainian forces' howitzers", what sails with others and what it is
    compared with ("an alternative to US-made jets") are no such thing."""
    segment, acting = texts[0]
    folded, forces = segment.words.folded, role_tables().forces
    marked = (marked_state(one, segment, role_tables().english) for one in acting)
    return states_of(
        one
        for one in marked
        if one.makes
        and forces.isdisjoint(folded[one.end : one.end + 1])
        and _BESIDE_IT.isdisjoint(folded[max(0, one.start - 1) : one.start])
    )


def _by_maker(maker: frozenset[str], other: frozenset[str], texts: Sequence[TextOfActors]) -> Roles:
    """ "Up to 150 Gripens for Kyiv", signed at Linköping."""
    war = role_tables().taken_in_war
    lost = any(not war.isdisjoint(segment.words.folded) for segment, _ in texts)
    is_told = not lost and _is_named(maker, texts) and _gets(other, maker, texts, beside=True)
    return Roles(maker, other) if is_told else Roles()


def _gives(
    others: frozenset[str], sides: frozenset[str], makers: frozenset[str], texts: Sequence[TextOfActors]
) -> bool:
    """Whether the ``others`` are named as they who can have given it, or as the only ones who make it."""
    if makers and not others & makers:
        return False
    if makers == others and _is_named(others, texts):
        return True
    named = [one for one in _mentions(others, texts) if not _stands_by(one) and not _is_beside(one, sides)]
    if makers != others:  # "US approves sale of Arrow 3": who lets it happen may have made a part
        named = [
            one for one in named if not makers or not phrase_places(one.behind[:2], role_tables().allows)
        ]
    return any(_may_give(one, role_tables().english) for one in named)


def _gets(
    others: frozenset[str], sides: frozenset[str], texts: Sequence[TextOfActors], *, beside: bool = False
) -> bool:
    """Whether the ``others`` are named as they who can have got it; ``beside``: also where two sign."""
    named = [one for one in _mentions(others, texts) if not _stands_by(one)]
    return any(_may_get(one, role_tables().english) for one in named if beside or not _is_beside(one, sides))


def _is_named(states: frozenset[str], texts: Sequence[TextOfActors]) -> bool:
    """Whether anything of them but what they made is named: a place, a person, a body; and none of it as a bystander's."""
    named = [
        _Mention(segment, f, segment is texts[0][0])
        for segment, _ in texts
        for f in segment.names
        if f.term.sort not in ("equipment", "ship") and frozenset(f.term.countries) == states
    ]
    return bool(named) and not any(_has_other_part(one) for one in named)


def makers_of(texts: Iterator[Segment] | Sequence[Segment]) -> frozenset[str]:
    """The states whose equipment or ships are named; a ship that its maker sails goes nowhere."""
    return frozenset(
        code
        for segment in texts
        for f in segment.of_sort("equipment", "ship")
        if f.term.owner not in f.term.countries
        for code in f.term.countries
    )


def _mentions(states: frozenset[str], texts: Sequence[TextOfActors]) -> Iterator[_Mention]:
    for segment, acting in texts:
        in_title = segment is texts[0][0]
        yield from (_Mention(segment, f, in_title) for f in acting if frozenset(f.term.countries) == states)


def _stands_by(one: _Mention) -> bool:
    """ "in Germany", "funded by Norway", "…, India objects"."""
    is_a_place = one.name.term.sort != "company" and (
        not _PLACES.isdisjoint(one.before[-1:]) or _is_in_a_place(one)
    )
    return is_a_place or _has_other_part(one)


def _has_other_part(one: _Mention) -> bool:
    by_others = one.before[-1:] == ("by",) and not role_tables().by_others.isdisjoint(one.before)
    return by_others or not _OTHERWISE.isdisjoint((*one.before, *one.behind))


def _is_in_a_place(one: _Mention) -> bool:
    """ "at Constanta, Romania"."""
    words, at = one.segment.words, one.name.start
    if at < 2 or not words.raw[at - 1][:1].isupper() or not _PLACES.intersection(one.before[:-1]):
        return False
    is_a_state = any(f.end == at and f.term.sort == "country" for f in one.segment.names)
    return not is_a_state and one.segment.text[words.starts[at - 1] + len(words.raw[at - 1]) :][:2] == ", "


def _is_beside(one: _Mention, sides: frozenset[str]) -> bool:
    """ "South Korea, US launch": with the one whose side is told."""
    segment, name = one.segment, one.name
    for other in segment.names:
        if frozenset(other.term.countries) != sides:
            continue
        first, second = sorted((name, other), key=lambda f: f.start)
        words = segment.words
        between = segment.text[
            words.starts[first.end - 1] + len(words.raw[first.end - 1]) : words.starts[second.start]
        ]
        if second.start >= first.end and between.strip().lower() in _JOINED:
            return True
    return False


def _may_give(one: _Mention, language: RoleLanguage) -> bool:
    """A maker, or an adjective right before the goods that it made; a state that a title names, or of which a lead says more: "from
    France", "a contract with Turkey", "India's ambassador", "a South Korean yard"."""
    mark = marked_state(one.name, one.segment, language)
    if mark.to:
        return False
    is_tied = (
        mark.by or "from" in one.before[-2:] or _has_a_deal(one) or not _OF_A_GIVER.isdisjoint(one.behind[:3])
    )
    gives = phrase_places(one.behind[:2], (*language.gives, *role_tables().allows))
    return (
        mark.makes
        or one.name.term.sort == "company"
        or is_tied
        or bool(gives)
        or (mark.plain and one.in_title)
    )


def _has_a_deal(one: _Mention) -> bool:
    before = one.before[:-1] if one.before[-1:] == ("the",) else one.before
    return before[-1:] == ("with",) and not _DEALS.isdisjoint(before)


def _may_get(one: _Mention, language: RoleLanguage) -> bool:
    """A state or body of it; what is made by it does not come to it."""
    mark = marked_state(one.name, one.segment, language)
    forces = role_tables().forces
    return not mark.by and not mark.makes and (mark.plain or not forces.isdisjoint(one.behind[:1]))


_BESIDE_IT = word_set("parties", "beside_a_subject") | word_set("parties", "compared")
_PLACES = word_set("parties", "place_of_a_side")
_OF_A_GIVER, _DEALS = word_set("parties", "of_a_giver"), word_set("parties", "dealt")
_OTHERWISE = word_set("parties", "on_no_side")
_JOINED = frozenset({",", "-", "–", "/", "&", *word_set("parties", "joins")})
