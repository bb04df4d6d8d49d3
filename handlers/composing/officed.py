"""Who holds an office, where a brief is asked for nothing else: as it is filed, or as the newest text calls somebody."""

import re
from dataclasses import replace

from facts.asking.resolve import Held, resolve
from facts.asking.roles import is_office_of, position
from facts.wording.clues import clue
from handlers.briefing.answered import held_line
from handlers.render.pages.answer import Answer, Line
from handlers.render.words.dates import day
from handlers.render.words.text import capitalised, safe
from handlers.ui.not_found import nobody_answer
from handlers.ui.office import CalledSo, called_in
from handlers.ui.topic_search import Looked

_YEAR = re.compile(r"\s*\b(?:in\s+)?(?:19|20)\d\d\b")


def office_asked(topic: str) -> str:
    """The office of whose holder, and of nothing else, a plain question is; empty where it is for something else."""
    plain = topic.strip(" ?.!")
    found, leads = clue("who_holds").fullmatch(plain), clue("who_leads").fullmatch(plain)
    office = found["office"] if found else f"{leads['body']} chief" if leads else plain
    bare = _YEAR.sub("", office)
    is_sent = "ambassador" in position(bare).words
    states = frozenset[str]() if clue("asks_more").match(office) else is_office_of(bare)
    return office if states and (is_sent or len(states | position(bare).host) == 1) else ""


def holder_answer(topic: str, office: str, looked: Looked, answer: Answer) -> Answer:
    """The ``answer`` on what was ``looked`` up of the state with who holds the office before it; that nobody is known in it,
    where nobody is filed and no text calls anybody so."""
    states = is_office_of(_YEAR.sub("", office))
    known = looked.known
    found = resolve(office, known, "actor")
    filed = list(dict.fromkeys(one.actor.id for one in found.holdings)) if isinstance(found, Held) else []
    people = [one for one in known.actors.values() if one.kind == "person" and one.country in states]
    called = None if _YEAR.search(office) else called_in(looked, office, people)
    if called is not None and called.actor.id not in filed and _is_newer(called, found):
        return _led(_called_line(called), topic, answer)
    if filed and (line := held_line(looked, [known.actors[key] for key in filed])):
        return _led(line, topic, answer)
    return replace(nobody_answer(office, states, known), title=capitalised(topic))


def _led(line: Line, topic: str, answer: Answer) -> Answer:
    """The answer with the line before it, and nowhere else in it; what it says of the rest was not asked for."""
    rest = tuple(one for one in answer.lead if one.text != line.text)
    return replace(answer, title=capitalised(topic), lead=(line, *rest), notes=())


def _is_newer(called: CalledSo, found: object) -> bool:
    """Whether the text is newer than any day on which the filed holders were seen in the office."""
    roles = [one.role for one in found.holdings] if isinstance(found, Held) else []
    days = [day for role in roles for day in (*role.attested, role.until, role.since) if day]
    return called.day.isoformat() > max(days, default="")


def _called_line(called: CalledSo) -> Line:
    text = f"**{safe(called.actor.name)}**, so called in a text of {day(called.day, 'day')}."
    return Line(text, (called.source,), opens=f"actor/{called.actor.id}")
