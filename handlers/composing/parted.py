"""One answer to two questions that were asked at once: the first line of each stands first."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from facts.asking.choose import claim_subject, fits
from facts.asking.directory import Directory
from facts.asking.topics import Facet, read_topic
from facts.fitting.gauge import NAMES
from facts.rows.patterns import word_table
from facts.wording.parts import is_bare, refers_back, without_asking
from handlers.briefing.brief_parts import ENOUGH
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.words.text import capitalised
from handlers.ui.topic_search import Looked

FEW_SIDES = 2
"""Sides of a question that says enough without the first one."""
BESIDE = 3
"""Further lines that the first page has of each question."""
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
        return f"{part[: found.start()]}{meant}{part[found.end() :]}"
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
    return things[0].label if things and said not in rows["open_pronouns"] else ""


def _is_person(facet: Facet, known: Directory) -> bool:
    keys = (key for kind, key in facet.links if kind == "actor")
    return any(known.actors[key].kind == "person" for key in keys if key in known.actors)


def parted_answer(asked: str, parts: Iterable[str], answers: Iterable[Answer]) -> Answer:
    """The first line of each with a source, then what else the first page of each has, nothing twice."""
    pairs = list(zip(parts, answers, strict=True))
    lead = tuple(dict.fromkeys(_first(answer) for _, answer in pairs if answer.lead))
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


def tells_of_all(looked: Looked) -> bool:
    """Whether a figure that was found names every state that the question names."""
    states = [facet for facet in (*looked.topic.facets, *looked.passed) if facet.what == "country"]
    figures = (claim for claim in looked.found.claims if claim.kind == "figure")
    subjects = (claim_subject(claim, looked.known, None, None) for claim in figures)
    return len(states) < 2 or any(all(fits(one, told) for one in states) for told in subjects)


def _first(answer: Answer) -> Line:
    return next((line for line in answer.lead if line.sources), answer.lead[0])


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


_DATED = re.compile(r"^\*\*[^*]+\*\* · (?=According)")
"""The day before a statement: with and without it the same is said."""
