"""What sort of deed a headline tells, where its own words say so more surely than triggers and weights. The words are
data (``facts/rows/deed_words.toml``)."""

import re
from dataclasses import dataclass, replace
from functools import cache

from facts.asserting.ahead import still_to_come
from facts.asserting.assertion import asides, is_settled, main_clause, main_span
from facts.asserting.evidence import begins_with_deed, names_deed
from facts.asserting.instead import choice_of
from facts.model.kinds import Kinds
from facts.names.lexicon import FoundName, Lexicon
from facts.names.terms import OF_STATE
from facts.reading.bystanders import is_inside
from facts.reading.parties import visible_states
from facts.rows.patterns import alternatives, pattern_of, word_set, word_table
from facts.scanning.scan import Segment, scan
from facts.scanning.triggers import fire

_OF_THE_BEAT = word_set("concept_groups", "military")


@dataclass(frozen=True, slots=True)
class _Words:
    deeds: tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]
    trades: tuple[tuple[str, re.Pattern[str]], ...]
    traded: frozenset[str]
    kept: tuple[str, str, re.Pattern[str]]
    """A kind, what it is not told as, and the words that keep it."""


def chosen_clause(headline: Segment, lexicon: Lexicon) -> Segment:
    """What a headline that tells a choice is read as: what was taken. Where that which was ended for it is another state's matter,
    and what was taken names none, or no arms where the other does ("turns to Italy"), the end."""
    choice = choice_of(headline.text)
    if choice is None:
        first = _first_of_two_acts(_without_what_follows(headline, lexicon), lexicon)
        return _without_other_things(first, lexicon)
    done, halted = scan(choice.done, lexicon), scan(choice.halted, lexicon)
    of_others = len(visible_states(halted, halted)) > 1
    is_told = len(visible_states(done, done)) > 1 and (done.has(*_DEFINITE) or not halted.has("weapon"))
    return done if is_told or not of_others else halted


_DEFINITE = ("weapon", "signed", "drill")


def _without_what_follows(title: Segment, lexicon: Lexicon) -> Segment:
    """ "Navy commissions first frigate; Istif class to follow": what comes first, where that lies ahead no more."""
    if ";" not in title.text:
        return title
    ahead = list(still_to_come(title.text))
    cut = next((start for start, _ in ahead if title.text[:start].rstrip().endswith(";")), 0)
    return scan(title.text[:cut].rstrip(" ;"), lexicon) if cut and ahead[0][0] == cut else title


def _first_of_two_acts(title: Segment, lexicon: Lexicon) -> Segment:
    """ "bars Chinese research ship, lets Indian frigate dock": one state does two things with two others, of which either has to do
    with one alone. What is told is the first that is of the beat."""
    begins, ends = main_span(title.text)
    told = [] if _RELATIVE.search(title.text) else _NEXT_ACT.finditer(title.text, begins, ends)
    for join in told:
        first, second = scan(title.text[: join.start()], lexicon), scan(title.text[join.end() :], lexicon)
        states, others = ({*visible_states(one, one)} for one in (first, second))
        if not states or not others - states or "not" in first.words.folded:
            continue
        if _tells_of_another(first, second) and not others & states:
            return second if len(states) < _BOTH <= len(others) else first
        if len(states) < _BOTH or len(others & states) > 1 or not _goes_on(second.text):
            continue
        is_first = not _OF_THE_BEAT.isdisjoint(first.concepts) or not fire(second.concepts)
        return first if is_first else scan(f"{_doer(first)} {second.text}", lexicon)
    return title


def _goes_on(clause: str) -> bool:
    """Whether it begins with what the state that is named before it does."""
    first = clause.lower().partition(" ")[0]
    return clause[:1].islower() and (first in _ALSO_DOES or begins_with_deed(clause.lower()))


def _tells_of_another(first: Segment, second: Segment) -> bool:
    """ "India buys Rafales, Pakistan orders J-35s": two states that have nothing to do with each other."""
    if not (fire(first.concepts) and fire(second.concepts) and names_deed(first.text.lower())):
        return False
    doer = next((one for one in second.names if one.start == 0 and one.term.sort in OF_STATE), None)
    rest = (
        second.text[second.words.starts[doer.end] :] if doer and doer.end < len(second.words.starts) else ""
    )
    return begins_with_deed(rest.lower()) and rest.lower().partition(" ")[0] not in _WITH_OTHERS


def _doer(clause: Segment) -> str:
    """Whom it names first."""
    last = next((found.end for found in clause.names if found.term.sort in OF_STATE), 1) - 1
    return clause.text[: clause.words.starts[last] + len(clause.words.raw[last])]


_NEXT_ACT = re.compile(alternatives("deed_words", "next_act"))
_RELATIVE = re.compile(r"\b(?:which|who|whose)\b")
_BOTH = 2
_ALSO_DOES = word_set("deed_words", "also_does")
_WITH_OTHERS = word_set("deed_words", "with_others")


def _without_other_things(title: Segment, lexicon: Lexicon) -> Segment:
    """ "receives Rafales as Jakarta weighs J-10 offer": the main clause alone, where it names a thing and an aside another."""
    begins, ends = main_span(title.text)
    things = title.of_sort("equipment", "ship")
    own = {f.term.id for f in things if begins <= title.words.starts[f.start] < ends}
    if not own or own.issuperset(f.term.id for f in things):
        return title
    return scan(title.text[begins:ends], lexicon)


def without_asides(title: Segment, lead: Segment, kinds: Kinds) -> Segment:
    """The title with the concepts of its main clause alone, where its asides say only that somebody reacts ("despite row with
    Manila"), and the clause or the lead says of what kind it is."""
    beside = [one for one in asides(title.text) if one[0] < one[1]]
    if not beside:
        return title
    own = {
        concept: kept
        for concept, places in title.concepts.items()
        if (kept := [one for one in places if not is_inside(title, one[0], beside)])
    }
    told = {one.kind for one in fire(own, kinds)}
    aside = {one.kind for one in fire(title.concepts, kinds)} - told
    reacts = all(kinds.of(kind).is_reaction for kind in aside)
    return replace(title, concepts=own) if reacts and (told or fire(lead.concepts, kinds)) else title


def told_by_words(weighed: list[str], title: Segment, kinds: Kinds) -> list[str]:
    """Names of kinds that were ``weighed``, the likeliest first, as the words of the title correct them."""
    likely = by_own_words(weighed, plain_clause(title))
    first = kinds.of(likely[0])
    if first.is_handover and _is_ordered(title):
        return [*first.neighbours, *(kind for kind in likely if kind not in first.neighbours)]
    calls = word_table("deed_words")["calls"]
    if title.has(calls["where"]) and likely[0] in calls["corrects"]:
        likely = [calls["kind"], *(kind for kind in likely if kind != calls["kind"])]
    if not comes_for_a_drill(likely[0], title):
        return likely
    drills = [kind.name for kind in kinds if kind.is_in_editions]
    return [*drills, *(kind for kind in likely if kind not in drills)]


def _is_ordered(title: Segment) -> bool:
    """Not handed over yet: what is to come is signed for."""
    return is_settled(main_clause(title.text)) or (title.has("signed") and not title.has("deliver"))


def by_own_words(kinds: list[str], clause: str) -> list[str]:
    """``kinds``, likeliest first, with the one in front that the lower-cased main ``clause`` of a title tells."""
    told = _told(kinds[0], clause)
    return kinds if told is None else [told, *(kind for kind in kinds if kind != told)]


def plain_clause(title: Segment) -> str:
    """The title's main clause with "minister" for a person of office, "flotilla" for a navy's ship and "weapons" for what
    has a name: what they do says what is told, whoever they are."""
    written, done = "", 0
    for found in title.names:
        plain = _plain(found, title)
        if plain and title.words.starts[found.start] >= done:
            written += title.text[done : title.words.starts[found.start]] + plain
            last = found.end - 1
            done = title.words.starts[last] + len(title.words.raw[last])
    return main_clause(written + title.text[done:])


def _plain(found: FoundName, title: Segment) -> str:
    written = "".join(title.words.raw[found.start : found.end])
    if found.term.sort == "equipment" and written.isalpha() and "class" not in written:
        return "weapons"
    if found.term.sort == "hull" or (found.term.sort == "ship" and found.term.owner):
        return "flotilla"
    is_of_office = found.term.sort == "person" and not _OFFICES.isdisjoint(found.term.marks)
    return "minister" if is_of_office else ""


_OFFICES = frozenset({"chief", "statesman"})


def comes_for_a_drill(kind: str, title: Segment) -> bool:
    """ "jets land in Egypt for Eagles of Civilisation": what is told is the drill that they came for."""
    coming = word_table("deed_words")["coming"]
    before = [title.words.folded[found.start - 1] for found in title.of_sort("exercise") if found.start]
    return kind in coming["corrects"] and any(word in coming["before"] for word in before)


def _told(kind: str, clause: str) -> str | None:
    words = _words()
    for told, pattern, corrects in words.deeds:
        if kind in corrects and pattern.search(clause):
            return told
    if kind not in words.traded:
        return None
    found = [(match.start(), told) for told, pattern in words.trades if (match := pattern.search(clause))]
    told = min(found, default=(0, kind))[1]
    is_kept = (kind, told) == words.kept[:2] and words.kept[2].search(clause)
    return None if is_kept else told


@cache
def _words() -> _Words:
    rows = word_table("deed_words")
    kept, terms = rows["trade"]["kept"], rows["words"] | {"arms": _arms(rows["words"]["arms"])}
    return _Words(
        tuple(
            (row["kind"], pattern_of([row["pattern"]], terms), frozenset(row["corrects"]))
            for row in rows["deeds"]
        ),
        tuple((row["kind"], pattern_of([row["pattern"]], terms)) for row in rows["trades"]),
        frozenset(rows["trade"]["corrects"]),
        (kept["kind"], kept["as"], re.compile(kept["where"])),
    )


def _arms(general: str) -> str:
    """The words for what is traded: the general ones, and every sort of equipment that is known by an English one."""
    known = (word.lower() for row in word_table("things").values() for word in row["words"] if word.isascii())
    longest_first = sorted(map(re.escape, known), key=lambda word: (-len(word), word))
    return f"(?:{general}|(?:{'|'.join(longest_first)})s?)"
