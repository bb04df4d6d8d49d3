"""What a pronoun or definite noun of a sentence means, by the sentences before it (Grosz, Joshi and Weinstein 1995: the
nearest, and of a sentence its subject first). What may mean two things is left as it stands."""

import re
from collections.abc import Iterator
from functools import partial

from facts.names.countries import country_name
from facts.names.text import lowered
from facts.prose.context import BackReference, Context, SentenceRead, groups_of
from facts.prose.objects import objects_meant
from facts.prose.persons import PersonNamed, persons
from facts.prose.referring import NUMBERS, referring_words
from facts.reading.parties import parties
from facts.rows.patterns import alternatives
from facts.scanning.scan import Segment

_either = partial(alternatives, "references", folder="facts.prose")


def back_references(
    segment: Segment, empty: Segment, context: Context, paragraph: int
) -> list[BackReference]:
    """Every reference that is sure, in the order of the text, none over another."""
    found = [
        *_groups(segment, empty, context, paragraph),
        *_pronouns(segment, context, paragraph),
        *_both(segment, context, paragraph),
        *_surnames(segment, context, paragraph),
        *_offices(segment, context, paragraph),
        *_countries(segment, empty, context, paragraph),
        *_it(segment, context, paragraph),
        *objects_meant(segment, context, paragraph),
    ]
    kept: list[BackReference] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def filled_in(text: str, found: list[BackReference]) -> str:
    """The text with what is meant in the place of what is written."""
    for one in reversed(found):
        text = f"{text[: one.start]}{one.meant}{text[one.end :]}"
    return text


def _groups(segment: Segment, empty: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    words = referring_words()
    own = parties(segment, empty).named
    for match in words.group.finditer(segment.text):
        size, noun = NUMBERS[lowered(match["both"] or match["number"])], lowered(match["noun"])
        if noun in words.of_people:
            yield from _people_together(match, segment, context, paragraph, size)
        elif len(own) < size and (meant := _states_meant(context, paragraph, size, own)):
            states, where = meant
            names = _listed([country_name(code) for code in states])
            written = names if noun in words.of_states else f"the {noun} of {names}"
            yield BackReference(match.start(), match.end(), match.group(), written, where, states)


def _states_meant(
    context: Context, paragraph: int, size: int, own: tuple[str, ...]
) -> tuple[tuple[str, ...], int] | None:
    """The nearest so many states that act together, if nobody else acts between; from another paragraph only what is
    the topic of the text, or its one such group."""
    here = [one for one in context.back(paragraph, 0) if one.paragraph == paragraph]
    found = _nearest_group(here, size, own)
    if found is not None:
        return found if found[0] else None
    before = [one for one in context.back(paragraph) if one.paragraph != paragraph]
    nearest = next((one.paragraph for one in before if len(one.states) >= size), None)
    if nearest is None:
        return _of_title(context, size, own)
    known = groups_of([one for one in before if one.paragraph == nearest], size)
    topic = context.topic
    fitting = [group for group in known if set(own) <= set(group)]
    if len(fitting) == 1 and (len(topic) != size or set(topic) == set(fitting[0])):
        return fitting[0], nearest
    return None


def _of_title(context: Context, size: int, own: tuple[str, ...]) -> tuple[tuple[str, ...], int] | None:
    topic = context.topic
    return (topic, 0) if len(topic) == size and set(own) <= set(topic) else None


def _nearest_group(
    read: list[SentenceRead], size: int, own: tuple[str, ...]
) -> tuple[tuple[str, ...], int] | None:
    """None where no sentence names a group; an empty one where it is not sure which."""
    between = set(own)
    for one in read:
        if len(one.states) > size or (len(one.states) == size and not between <= set(one.states)):
            return (), one.paragraph
        if len(one.states) == size:
            return one.states, one.paragraph
        between |= set(one.states)
    return None


def _people_together(
    match: re.Match[str], segment: Segment, context: Context, paragraph: int, size: int
) -> Iterator[BackReference]:
    """ "Both generals": so many persons that one sentence before names, and no others."""
    if persons(segment):
        return
    for one in context.back(paragraph):
        if len(one.people) == size:
            yield _together(match, one)
        if one.people:
            return


def _together(match: re.Match[str], one: SentenceRead) -> BackReference:
    meant = _listed([person.written for person in one.people])
    return BackReference(
        match.start(),
        match.end(),
        match.group(),
        meant,
        one.paragraph,
        tuple(person.key for person in one.people),
    )


_BOTH = re.compile(
    rf"^(?:[A-Z]\w+ (?:on|to) [^,]{{3,40}}, )?Both(?= (?:{_either('before_a_deed')})?(?:{_either('done_by_both')}))"
)


def _both(segment: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """ "Both discussed": the two persons of the sentence before."""
    match = _BOTH.match(segment.text)
    if match:
        yield from _people_together(match, segment, context, paragraph, 2)


_PRONOUN = re.compile(
    rf"\b(?:{_either('pronouns')})\b|\b(?:{_either('possessive')})(?= (?!majesty|excellency|highness)[a-z])",
    re.IGNORECASE,
)


def _pronouns(segment: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """The first pronoun where nobody is named before it: the one person, or the subject, of the sentence before."""
    match = _PRONOUN.search(segment.text)
    if match is None or any(one.at < match.start() for one in persons(segment)):
        return
    if (meant := _person_meant(context, paragraph)) is None:
        return
    person, where = meant
    own = f"{person.written}’s" if lowered(match.group()) in ("his", "her") else person.written
    yield BackReference(match.start(), match.end(), match.group(), own, where, (person.key,))


def _person_meant(context: Context, paragraph: int) -> tuple[PersonNamed, int] | None:
    """Of the paragraph so far the nearest; of the one before only whom it is about."""
    here = next((one for one in context.back(paragraph, 0) if one.people), None)
    if here is not None:
        return (here.people[0], here.paragraph) if len(here.people) == 1 or _is_subject(here) else None
    before = [one for one in context.back(paragraph, 1) if one.people]
    subjects = {one.people[0].key for one in before if len(one.people) == 1 or _is_subject(one)}
    is_clear = len(subjects) == 1 and before[0].people[0].key in subjects
    return (before[0].people[0], before[0].paragraph) if is_clear else None


def _is_subject(one: SentenceRead) -> bool:
    """Whether the first person named opens the sentence, and the second does not stand beside him as another subject."""
    first, second = one.people[:2]
    return first.at <= _OPENS and second.at - first.end > len(" and the ")


_CAPITALISED = re.compile(r"(?<![\w’'-])[A-Z][a-z]{1,20}(?![\w’'-]*[a-z])(?! [A-Z])")


def _surnames(segment: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """ "Xu": the one person before whose name begins or ends so, written there in full."""
    taken = [*persons(segment)]
    for match in _CAPITALISED.finditer(segment.text):
        word = lowered(match.group())
        if any(one.at <= match.start() < one.end for one in taken) or _is_named(segment, match.start()):
            continue
        known = {
            p.key: (p, one.paragraph)
            for one in context.back(paragraph, len(context.read))
            for p in one.people
            if word in _outer(p)
        }
        if len(known) == 1:
            person, where = next(iter(known.values()))
            yield BackReference(
                match.start(), match.end(), match.group(), person.written, where, (person.key,)
            )


def _outer(person: PersonNamed) -> set[str]:
    """First and last word of a name of two words or more."""
    words = [lowered(word) for word in re.split(r"[\s-]+", person.written.split("’s ")[-1]) if word]
    names = [word for word in words if not referring_words().title.fullmatch(word.capitalize())]
    return {names[0], names[-1]} if len(names) > 1 else set()


def _is_named(segment: Segment, at: int) -> bool:
    """Whether a name of the register stands there: it means itself."""
    starts = segment.words.starts
    return any(starts[found.start] <= at <= starts[found.end - 1] for found in segment.names)


_OPENS = 24
"""Characters within which a subject begins ("On Tuesday China's …")."""


def _offices(segment: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """ "The minister": the one person before of that office; none where this sentence says who it is."""
    own = persons(segment)
    for match in referring_words().office.finditer(segment.text):
        words = {*lowered(match["adjective"]).split(), lowered(match["noun"])} - {"visiting", "then", "new"}
        if any(one.at <= match.end() + 1 and match.start() <= one.end for one in own):
            continue
        if found := _holder(words, segment, context, paragraph):
            person, where = found
            yield BackReference(
                match.start(), match.end(), match.group(), person.written, where, (person.key,)
            )


def _holder(
    words: set[str], segment: Segment, context: Context, paragraph: int
) -> tuple[PersonNamed, int] | None:
    states = {
        code
        for found in segment.of_sort("country")
        for code in found.term.countries
        if lowered(segment.words.raw[found.start]) in words
    }
    nouns = words - {lowered(segment.words.raw[found.start]) for found in segment.of_sort("country")}
    for one in context.back(paragraph, 2):
        fitting = [p for p in one.people if nouns <= p.offices and (not states or states & set(p.countries))]
        if fitting:
            return (fitting[0], one.paragraph) if len(fitting) == 1 else None
    return None


_COUNTRY = re.compile(rf"\b[Tt]he (?:{_either('a_state')})\b(?P<own>[’']s)?")


def _countries(segment: Segment, empty: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """ "The country": the one state of the sentence before that this one does not name."""
    own = set(parties(segment, empty).named)
    match = _COUNTRY.search(segment.text)
    for one in context.back(paragraph, 1) if match else ():
        left = [code for code in one.states if code not in own]
        if len(left) == 1 and match:
            yield BackReference(
                match.start(),
                match.end(),
                match.group(),
                f"{country_name(left[0])}{match['own'] or ''}",
                one.paragraph,
                (left[0],),
            )
        if one.states:
            return


_IT = re.compile(
    rf"(?:^|^(?:{_either('opening')}) [^,]{{3,30}}?,? )(?P<word>[Ii]t)(?= (?:{_either('before_its_deed')})?"
    rf"(?:{_either('done_by_it')})\b)"
)


def _it(segment: Segment, context: Context, paragraph: int) -> Iterator[BackReference]:
    """ "It ordered …": the state that opens the sentence before."""
    match = _IT.search(segment.text)
    before = next(iter(context.back(paragraph, 0)), None)
    if match is None or before is None or not before.subject:
        return
    start, end = match.span("word")
    yield BackReference(
        start, end, match["word"], country_name(before.subject), before.paragraph, (before.subject,)
    )


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
