"""The first sentence where a question asks for a count, a reason or the holder of an office, rather than for what happened."""

from collections.abc import Iterator

from facts.asking.choose import holds_any
from facts.asking.questions import counted_asked, is_for_reason
from facts.asking.topics import Facet
from facts.model.kinds import Kinds
from facts.names.phrases import stems
from facts.rows.kinds import KINDS
from facts.wording.clues import clue
from handlers.render.pages.answer import Line
from handlers.render.pages.bottom_line import AHEAD
from handlers.render.pages.claim import claim_line
from handlers.render.pages.event import telling_line
from handlers.render.words.cite import cited
from handlers.render.words.dates import day
from handlers.render.words.names import newest_role, role
from handlers.render.words.text import listed, safe
from handlers.ui.topic_search import Looked
from store.nouns.models import Claim, Event
from store.nouns.values import NEVER_DONE, Step
from store.nouns.views import Told

OF_AGREEMENTS = frozenset({"agreements", "deals", "memoranda"})


def answer_lines(looked: Looked, first: Told | None, kinds: Kinds = KINDS) -> Iterator[Line]:
    """What stands before everything else, if anything does."""
    if line := count_line(looked, kinds):
        yield line
    if is_for_reason(looked.topic.asked) and (line := reason_line(looked, first)):
        yield line
    if line := holder_line(looked) or told_step_line(looked):
        yield line


def is_counted(looked: Looked) -> bool:
    """Whether the first sentence is how many are known."""
    return count_line(looked) is not None


def count_line(looked: Looked, kinds: Kinds = KINDS) -> Line | None:
    """How many events of the sort are known: what was, what only lies ahead, what was denied or called off."""
    theme = counted_asked(looked.topic.asked)
    if theme is None:
        return None
    if theme.name in OF_AGREEMENTS:
        return _agreements_line(looked)
    wanted = theme.kinds(kinds)
    events = [told.event for told in looked.found.events if told.event.kind in wanted]
    total = sum(n for kind, n in looked.found.tally.by_kind.items() if kind in wanted)
    if total == 0:
        return None
    names = {kind for kind, n in looked.found.tally.by_kind.items() if n and kind in wanted}
    one, several = kinds.of(next(iter(names))).counted if len(names) == 1 else (theme.name, theme.name)
    if "visit" in names:
        one, several = "visit or meeting", "visits and meetings"
    if total > len(events):
        return Line(f"**{total:,} {several}** are known.")
    ahead = sum(event.phase in AHEAD for event in events)
    undone = sum(_is_undone(event) for event in events)
    done = total - ahead - undone
    more = [f"{ahead} only announced or in talks"] if ahead else []
    more += [f"{undone} denied, called off or stayed away from"] if undone else []
    last = max((event.number or 0 for event in events if event.phase not in AHEAD), default=0)
    if last > done:
        told = f"{done:,} of them {'is' if done == 1 else 'are'} told of by {'itself' if done == 1 else 'themselves'}"
        return Line(f"**Number {last}** of the series is the newest that is known; {told}.")
    beside = f", beside {listed(more)}" if more else ""
    return Line(f"**{done:,} {one if done == 1 else several}** {'is' if done == 1 else 'are'} known{beside}.")


def _agreements_line(looked: Looked) -> Line | None:
    """All that have an entry, and those that are told as events alone."""
    filed = {deal.id for deal in looked.found.agreements}
    told = [
        one
        for one in looked.found.events
        if one.event.kind == "agreement" and one.event.agreement not in filed
    ]
    count = len(filed) + len(told)
    if not count or looked.found.tally.by_kind.get("agreement", 0) > len(looked.found.events):
        return None
    return Line(
        "**1 agreement** is known." if count == 1 else f"**{count:,} agreements and deals** are known."
    )


def _is_undone(event: Event) -> bool:
    return (
        event.phase in NEVER_DONE
        or event.standing == "denied"
        or clue("away").search(event.title) is not None
    )


def reason_line(looked: Looked, first: Told | None) -> Line | None:
    """The statement that gives a reason and holds most of the question; else that none is given for the one event that it
    is about."""
    asked = stems(looked.topic.asked)

    def rank(claim: Claim) -> tuple[int, int, bool]:
        met = sum(holds_any(facet, [claim.text]) for facet in looked.topic.facets)
        return met, len(asked & stems(claim.text)), claim.kind != "view"

    given = [claim for claim in looked.found.claims if clue("reason").search(claim.text) and not claim.denied]
    if given:
        return claim_line(max(given, key=rank), looked.found.library, dated=False)
    told = telling_line(first, looked.found.library) if first else None
    if told and clue("reason").search(told.text):
        return told
    return Line("What was read of it gives no reason.") if first and _is_alone(looked) else None


def _is_alone(looked: Looked) -> bool:
    """Whether the whole question is for one event."""
    return not looked.passed and looked.found.tally.events == 1


def holder_line(looked: Looked) -> Line | None:
    """Who is known in the office, where the question is nothing but that, the one who was seen in it last before others."""
    facets = looked.topic.facets
    if len(facets) != 1 or not names_office(facets[0]):
        return None
    actors = [looked.known.actors[key] for kind, key in facets[0].links if kind == "actor"]
    roles = [(actor, held) for actor in actors if (held := newest_role(actor))]
    roles.sort(key=lambda row: max([*row[1].attested, row[1].until or "", row[1].since or ""]), reverse=True)
    library = looked.found.library
    told = "; ".join(f"**{safe(actor.name)}** – {role(held, library)}" for actor, held in roles)
    where = cited([place for _, held in roles for place in held.citations], library)
    return Line(f"{told}.", where) if roles else None


def told_step_line(looked: Looked) -> Line | None:
    """The step of the agreement that is asked for which holds most of the other words of the question, where no event
    does."""
    named = {key for facet in looked.topic.facets for key in facet.agreements}
    deals = [deal for deal in looked.found.agreements if deal.id in named]
    words = [
        facet
        for facet in looked.topic.facets
        if not facet.agreements and facet.what in ("word", "stage", "theme")
    ]
    if looked.found.events or len(deals) != 1 or not words:
        return None

    def held(step: Step) -> int:
        return sum(holds_any(facet, [f"{step.status} {step.text or ''}"]) for facet in words)

    best = max(deals[0].steps, key=held, default=None)
    if best is None or not held(best):
        return None
    where, name = cited((*best.citations, *best.dated), looked.found.library), safe(deals[0].name)
    when = f", {day(best.day, best.precision)}" if best.day else ""
    return Line(f"**{name}**: {safe(best.status)}{when}.", where, opens=f"agreement/{deals[0].id}")


def names_office(facet: Facet) -> bool:
    """Whether it is an office with who is known in it."""
    return facet.what == "actor" and facet.label.endswith(")") and " (" in facet.label
