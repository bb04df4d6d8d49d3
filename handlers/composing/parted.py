"""One answer to two questions that were asked at once: the first line of each stands first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from facts.asking.choose import claim_subject, fits
from facts.asking.directory import Directory
from facts.asking.topics import Facet, read_topic
from facts.fitting.gauge import NAMES
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.rows.patterns import word_table
from facts.sifting.inquiries import tells_slip
from facts.wording.clues import clue
from facts.wording.parts import asked_of_it, asks_for_handing_over, is_bare, refers_back, without_asking
from facts.wording.speech import speech_asked
from handlers.briefing.answered import NO_REASON
from handlers.briefing.brief_parts import ENOUGH
from handlers.render.pages.answer import Answer, Line, Section, sources_of
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import amount_line, asked_line, telling_line, when_told
from handlers.render.words.cite import Cited, evidenced, saying, texts_of
from handlers.render.words.names import materiel
from handlers.render.words.quotation import sentences
from handlers.render.words.text import capitalised, listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.views import EventSheet, Told
from store.nouns.words import folded_phrase

FEW_SIDES = 2
"""Sides of a question that says enough without the first one."""
BESIDE = 3
"""Further lines that the first page has of each question."""
SHORTEST = 5
"""Words of a later question that names nothing of its own."""
LONGEST = 40
"""Letters of a question as a heading."""
PASSED = "nothing on this mentions"
"""How a note begins of words without which something was found; of parts it would tell of words nobody typed."""


def completed(parts: Iterable[str], known: Directory) -> tuple[str, ...]:
    """Each question with the names that it takes from the others, and with the matter, where it has none of its own, so that
    it can be asked alone."""
    asked = list(parts)
    sides = [read_topic(part, known).facets for part in asked]
    return tuple(
        _completed(part, asked[0] if at else "", sides[at], sides[0] if at else sides[1], known)
        for at, part in enumerate(asked)
    )


def _completed(
    part: str, first: str, own: tuple[Facet, ...], others: tuple[Facet, ...], known: Directory
) -> str:
    named, own_names = _names(others), _names(own)
    if first and (found := refers_back(part)) and (meant := _meant(found[0], named, known)):
        there = [facet.label for facet in others if facet.what in ("country", "place")]
        is_gone = clue("motion").search(part) and not any(facet.what in ("country", "place") for facet in own)
        return " ".join([f"{part[: found.start()]}{meant}{part[found.end() :]}", *(there if is_gone else [])])
    if first and (speech := speech_asked(part)) and speech.who and not speech.about:
        return f"{part} about {without_asking(first)}"
    if first and (is_bare(part) or not (own or named) or (not own_names and len(own) < FEW_SIDES)):
        return f"{part} {without_asking(first)}"
    is_of_nothing = first and not any(facet.what in ("theme", "stage") for facet in own)
    matter = [facet for facet in others if facet.what == "theme"] if is_of_nothing else []
    more = [] if own_names else named
    return " ".join([part, *(facet.label for facet in (*more, *matter))])


def _names(facets: tuple[Facet, ...]) -> list[Facet]:
    """Those that name something; a small word that nothing has is none."""
    return [facet for facet in facets if facet.what in NAMES or (facet.what == "word" and not facet.loose)]


def _meant(word: str, named: list[Facet], known: Directory) -> str:
    """For whom a word stands: a person, where it is one's; else what is named first."""
    rows, said = word_table("parts", "facts.wording"), word.casefold()
    people = [facet for facet in named if _is_person(facet, known)]
    if said in rows["persons"]:
        return people[0].label if people else ""
    things = [facet for facet in named if facet not in people and facet.what != "country"]
    is_plain = said not in rows["open_pronouns"] or [facet.what for facet in things] == ["equipment"]
    return things[0].label if things and is_plain else ""


def _is_person(facet: Facet, known: Directory) -> bool:
    keys = (key for kind, key in facet.links if kind == "actor")
    return any(known.actors[key].kind == "person" for key in keys if key in known.actors)


def parted_answer(asked: str, parts: Iterable[str], answers: Iterable[Answer]) -> Answer:
    """The first line of each with a source, then what else the first page of each has, nothing twice."""
    pairs = list(zip(parts, answers, strict=True))
    lead = tuple(_untold(_firsts(answer for _, answer in pairs if answer.lead)))
    told = {line.text for line in lead} | {line.opens for line in lead if line.opens}
    overview = tuple(Section(_heading(part), tuple(_beside(answer, told))) for part, answer in pairs)
    sections = tuple(
        replace(section, heading=f"{section.heading}: {_heading(part)}")
        for part, answer in pairs
        for section in answer.sections
    )
    notes = (note for _, answer in pairs for note in answer.notes if not note.startswith(PASSED))
    return Answer(
        capitalised(asked),
        lead,
        sections,
        tuple(dict.fromkeys(notes)),
        enough=ENOUGH,
        overview=tuple(section for section in overview if section.lines),
        names=tuple({one.asks: one for _, answer in pairs for one in answer.names}.values()),
        scope=pairs[0][1].scope,
        is_empty=all(answer.is_empty for _, answer in pairs),
    )


def _untold(lines: Iterable[Line]) -> Iterator[Line]:
    """Each line once, and none of which an earlier one on the same says all."""
    told = list[Line]()
    for line in lines:
        if not any(line.opens == one.opens and line.text.rstrip(".") in one.text for one in told):
            told.append(line)
            yield line


def is_of_first(part: str, known: Directory) -> bool:
    """Whether a later question asks something of what answers the first one: it names nothing of its own."""
    return bool(asked_of_it(part)) and not _names(read_topic(part, known).facets)


def is_alone(part: str) -> bool:
    """Whether a later question names nothing but by a word that stands for it, or not even that: "what did they sign"."""
    words = folded_phrase(part).split()
    return len(words) <= SHORTEST and (refers_back(part) is not None or words[1:2] in (["was"], ["were"]))


def line_of_it(part: str, sheet: EventSheet, kinds: Kinds = KINDS) -> Line | None:
    """What a later question asks of an event: its day, place, price, number, length, reason, matter, or that none is told. None where
    something else may tell it: when what was ordered comes, or why."""
    told, library = sheet.told, sheet.found.library
    lasted = when_told(told, library) if told.event.until else ""
    said = asked_line(told, library, part) or telling_line(told, library)
    asked = asked_of_it(part)
    line: Line | None = None
    match asked:
        case "when":
            line = _day_line(part, sheet, kinds)
        case "where":
            filed = _labelled("Where", told.event.place, saying("place", told.evidence, library))
            line = filed or _labelled("Where", _titled_place(told), evidenced(told.evidence, library))
        case "price":
            line = _price_line(sheet)
        case "number":
            line = _number_line(sheet)
        case "length":
            line = _labelled("When", lasted, saying("day", told.evidence, library))
        case "why":
            line = said if said and _gives_reason(said) else _reason_line(sheet)
        case _:
            line = said
    return line or (NOT_TOLD[asked] if asked in ("where", "length") else None)


def _titled_place(told: Told) -> str:
    """The place that a title names, where none is filed: "at Lagos"."""
    found = _PLACED.search(told.event.title)
    return found[0] if found else ""


def _labelled(label: str, text: str | None, where: tuple[Cited, ...]) -> Line | None:
    return Line(f"{label}: **{safe(text)}**.", where) if text else None


def _reason_line(sheet: EventSheet) -> Line | None:
    """The first statement on the event, or on the deal that it is of, which gives a reason."""
    claims = (claim for claim in sheet.found.claims if not claim.denied)
    lines = (claim_line(claim, sheet.found.library, dated=False) for claim in claims)
    return next(filter(_gives_reason, lines), None)


def _gives_reason(line: Line) -> bool:
    return clue("reason").search(line.text) is not None


def _day_line(part: str, sheet: EventSheet, kinds: Kinds) -> Line | None:
    told, library = sheet.told, sheet.found.library
    event, where = told.event, evidenced(told.evidence, library)
    if asks_for_handing_over(part) and not (kinds.of(event.kind).is_handover and event.day):
        held = (_holding(text.lead) for text in texts_of(told, library) if text.lead)
        if told_so := next(filter(None, held), ""):
            return Line(f"“{safe(told_so)}”", where)
        return NOT_TOLD["when"] if kinds.of(event.kind).is_handover else None
    if event.standing == "denied" or event.phase == "denied":
        return NOT_TOLD["denied"]
    if event.phase == "postponed":
        texts = texts_of(told, library)
        said = (one for text in texts for one in (*sentences(text.lead), text.title) if tells_slip(one))
        return next((Line(f"“{safe(one)}”", where) for one in said), NOT_TOLD["when"])
    if event.day is None:
        return NOT_TOLD["when"]
    return _labelled("When", when_told(told, library), saying("day", told.evidence, library))


def _holding(lead: str) -> str:
    """The sentence of a text that tells of a handing over and of a day or a year."""
    parts = (one for one in sentences(lead) if asks_for_handing_over(one))
    return next((one for one in parts if clue("dated").search(one)), "")


def _price_line(sheet: EventSheet) -> Line:
    sums = sheet.told.event.amounts or [sum_ for deal in sheet.found.agreements for sum_ in deal.amounts]
    lines = [amount_line(one, sheet.found.library) for one in sums]
    where = sources_of(lines) or evidenced(sheet.told.evidence, sheet.found.library)
    return Line(f"Price: **{listed([line.text for line in lines])}**.", where) if lines else NOT_TOLD["price"]


def _number_line(sheet: EventSheet) -> Line | None:
    """None where its title has a number, which the first answer tells."""
    told, library = sheet.told, sheet.found.library
    gear = [one for one in told.event.equipment if one.quantity]
    if gear:
        return Line(f"{materiel(gear, library)}.", evidenced(told.evidence, library))
    return None if clue("numbered").search(told.event.title) else NOT_TOLD["number"]


NOT_TOLD = {
    "when": Line("The day is not told."),
    "denied": Line("That it came about is not told, nor a day for it."),
    "where": Line("Where it was is not told."),
    "price": Line("No price is told."),
    "number": Line("How many is not told."),
    "length": Line("How long it lasted is not told."),
    "handed": Line("No delivery of it is told, nor a day for one."),
}


def untold_of_it(part: str, led: EventSheet | None, found: Answer, kinds: Kinds = KINDS) -> Line | None:
    """That what a later question asks of the event which answers the first one is not told, where what was ``found`` on it alone, an
    answer ``led`` by an event or none, tells of something else; None where it answers."""
    first = next(iter(found.lead), Line(""))
    if asked_of_it(part) == "why":
        return NO_REASON if NO_REASON in found.lead else None
    if asked_of_it(part) != "when" or not asks_for_handing_over(part):
        return None
    is_handover = led is not None and kinds.of(led.told.event.kind).is_handover
    return None if is_handover or (led is None and _holding(first.text)) else NOT_TOLD["handed"]


def tells_of_all(looked: Looked) -> bool:
    """Whether a figure that was found names every state that the question names."""
    states = [facet for facet in (*looked.topic.facets, *looked.passed) if facet.what == "country"]
    figures = (claim for claim in looked.found.claims if claim.kind == "figure")
    subjects = (claim_subject(claim, looked.known, None, None) for claim in figures)
    return len(states) < 2 or any(all(fits(one, told) for one in states) for told in subjects)


def _firsts(answers: Iterable[Answer]) -> Iterator[Line]:
    """The first line of each with a source; of a later one on the same event what it says of that one."""
    opened = set[str]()
    for answer in answers:
        lines = [line for line in answer.lead if line.sources] or [answer.lead[0]]
        fresh = next((line for line in lines if line.opens not in opened), lines[0])
        if lines[0].opens in opened and (said := _QUOTED.search(lines[0].text)):
            fresh = Line(said[0], lines[0].sources)
        opened |= {fresh.opens} - {""}
        yield fresh


def _heading(part: str) -> str:
    short = part if len(part) <= LONGEST else f"{part[:LONGEST].rsplit(' ', 1)[0]} …"
    return capitalised(short)


def _beside(answer: Answer, told: set[str]) -> Iterator[Line]:
    """Lines that nothing before says or opens; they are added to what is told."""
    lines = (*answer.lead[1:], *(line for part in answer.overview or answer.sections for line in part.lines))
    count = 0
    for line in lines:
        said = _DATED.sub("", line.text)
        if count < BESIDE and line.sources and not {said, line.opens} & told:
            told |= {said, line.opens} - {""}
            count += 1
            yield line


_PLACED = re.compile(
    rf"\b(?:{'|'.join(word_table('parts', 'facts.wording')['of_it']['before_a_place'])}) (?:the )?[A-Z][\w-]*(?: [A-Z][\w-]*)*(?!['’\w])"
)
"""A place in a title."""
_QUOTED = re.compile(r"(?<=: )“.*”$")
"""What a line quotes behind the event that it is of."""
_DATED = re.compile(r"^\*\*[^*]+\*\* · (?=According)")
"""The day before a statement: with and without it the same is said."""
