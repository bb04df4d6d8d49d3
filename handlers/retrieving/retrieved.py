"""An answer with the sentences of texts that have more of a question than it has. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from facts.fitting.sentences import FittingSentence
from facts.names.phrases import stems
from handlers.render.pages.answer import Answer, Line
from handlers.render.words.text import capitalised
from handlers.retrieving.retrieval import LEAST_SHARE, Retrieval
from store.nouns.words import folded_phrase

COUNT = re.compile(r"\*\*[\d,]+ [a-z]")
"""How the first line of a list or a count begins, which no single sentence has."""
MORE, MUCH_MORE = 0.1, 0.3
"""How much more of the question than the first lines have; so much more that it stands before them."""
MOST, MOST_ALONE, NEARLY = 2, 3, 0.2
"""Sentences that are told, beside an answer and alone, and how much less than the first another one has."""
ROOM = 800
"""Characters of the first lines together, from which on one sentence more is enough."""
MOST_BESIDE, SPREAD = 4, 0.5
"""The same of what is set side by side."""
BEGINNING = 60
"""Characters by which a sentence that is cut is known again."""
LEAST_NEWER, SOON = 0.75, timedelta(days=2)
"""The part of the question that a newer sentence has to have, and how much newer it is."""
NOTHING, NO_DEAL, UNTOLD = "Nothing known: ", "No order", "Nothing that is known"
BEYOND = (" text tells:", " texts tell:")
"""How the line ends behind which texts that have the very names are quoted."""
ALIKE = 0.6
"""The share of its words that a second sentence has at most in common with the first."""


def with_retrieved(answer: Answer, found: Retrieval) -> Answer:
    """With the best sentences behind its first line, or before it where that has much less of the question; with the newest
    of them where all of its first lines are older."""
    if answer.is_empty:
        return _alone(answer, found)
    if answer.lead and COUNT.match(answer.lead[0].text):
        return answer
    has = found.share_of(answer)
    best = found.found[0]
    lead = " ".join(line.text for line in answer.lead[:2])
    is_fit = best.has_form and best.share >= has and not found.has_form(lead)
    if (best.share < has + MORE and not is_fit) or _says(answer, best):
        more = _denial(answer, found) or _newer(answer, found, has)
        return _with(answer, [more], found, 1) if more else answer
    return _with(answer, _apart(found.found, MOST), found, 0 if best.share >= has + MUCH_MORE else 1)


def _with(answer: Answer, told: Iterable[FittingSentence], found: Retrieval, at: int) -> Answer:
    """As many of them as a first page has room for beside its lines, and one at least."""
    lead = tuple(line for line in answer.lead if line.sources or not line.text.startswith(UNTOLD))
    room, lines = ROOM - sum(len(line.text) for line in lead), list[Line]()
    for line in (found.line(one) for one in told if not _says(answer, one)):
        room -= len(line.text)
        lines += [line] if room >= 0 or not lines else []
    return replace(answer, lead=(*lead[:at], *lines, *lead[at:]), notes=_noted(answer.notes))


def _says(answer: Answer, said: FittingSentence) -> bool:
    """Whether the first lines have the sentence, whole or cut."""
    told = folded_phrase(" ".join(line.text for line in answer.lead))
    return folded_phrase(said.sentence)[:BEGINNING] in told


def _denial(answer: Answer, found: Retrieval) -> FittingSentence | None:
    """A text that denies what the first lines tell, which cite no denial: who tells the one tells the other."""
    cited = (one.reference for line in answer.lead for one in line.sources)
    if any("denied" in (text.phase, text.asserted) for text in cited):
        return None
    return next((one for one in found.found if one.text.is_denial), None)


def _newer(answer: Answer, found: Retrieval, has: float) -> FittingSentence | None:
    """A sentence with no less of the question than the first lines have, of a text that is newer than all that these cite."""
    cited = (one.reference.published for line in answer.lead for one in line.sources)
    newest = max((told.date() for told in cited if told), default=date.max)
    least = LEAST_SHARE if found.is_of_now else max(has, LEAST_NEWER)
    rows = (one for one in found.found if one.share >= least and one.text.day)
    shown = {line.opens for part in answer.sections for line in part.lines}
    return next(
        (
            one
            for one in rows
            if one.text.day and one.text.day > newest + SOON and found.line(one).opens not in shown
        ),
        None,
    )


def texts_beside(title: str, found: Retrieval) -> Answer:
    """What texts say of something side by side, where no figure and nothing to compare is filed; none is picked."""
    told = _apart(found.found, MOST_BESIDE, SPREAD)
    lines = tuple(found.line(one) for one in sorted(told, key=lambda one: one.text.day or date.min))
    return Answer(title, (Line("No figure is filed on this. What texts say, the oldest first:"), *lines))


def _alone(answer: Answer, found: Retrieval) -> Answer:
    """In the place of that nothing is known; that no deal is known stays, that nobody is known in an office, and what texts tell
    of the very names."""
    if not answer.title.startswith(NOTHING) or any(line.text.endswith(BEYOND) for line in answer.lead):
        return answer
    kept = tuple(line for line in answer.lead[:1] if line.text.startswith(NO_DEAL))
    lines = tuple(found.line(one) for one in _apart(found.found, MOST_ALONE))
    first = Line("Nothing is filed on all of this. What texts say of it:")
    return replace(
        answer,
        title=capitalised(answer.title.removeprefix(NOTHING)),
        lead=(*(kept or (first,)), *lines),
        is_empty=False,
        notes=_noted(answer.notes),
        acts=(),
    )


def _apart(found: Sequence[FittingSentence], most: int, nearly: float = NEARLY) -> list[FittingSentence]:
    """The first, and others that have nearly as much and say something else."""
    kept = [found[0]]
    for one in found[1:]:
        is_near = one.score >= found[0].score - nearly
        if is_near and len(kept) < most and all(_differ(one, other) for other in kept):
            kept.append(one)
    return kept


def _differ(one: FittingSentence, other: FittingSentence) -> bool:
    ours, theirs = stems(one.sentence), stems(other.sentence)
    return len(ours & theirs) < ALIKE * max(1, min(len(ours), len(theirs)))


def _noted(notes: Iterable[str]) -> tuple[str, ...]:
    """Without that nothing mentions what the sentence has."""
    return tuple(note for note in notes if not note.startswith("nothing on this mentions"))
