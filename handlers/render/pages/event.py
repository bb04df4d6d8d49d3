"""Events as lines: when, what, where, how certain, and who says so."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.sifting.asides import telling_aside
from facts.sifting.inquiries import tells_correction, tells_slip
from handlers.render.pages.answer import LaterLine, LaterLines, Line, pieced
from handlers.render.words.cite import (
    Cited,
    all_say,
    cited,
    evidenced,
    saying,
    texts_of,
    told_days,
    uncorrected,
)
from handlers.render.words.dates import day, differ, span, stated
from handlers.render.words.designations import as_texts_name
from handlers.render.words.figures import counted, equipped, money, quantity_text
from handlers.render.words.headline import headline_of, is_foreign_text, told_title, up_to_date
from handlers.render.words.names import countries, materiel, participants
from handlers.render.words.quotation import quotation, told_sentences
from handlers.render.words.text import opening_sentences, safe, sentence
from store.nouns.models import ArticleFacts, Event
from store.nouns.values import Amount
from store.nouns.views import Library, Reference, Told

STANDINGS = {
    "reported": "told by one owner's texts", "corroborated": "told by texts of several owners",
    "confirmed": "confirmed by an official text", "denied": "denied",
}  # fmt: skip
"""How an event stands by its sources, in words."""
ONE_SOURCE = "one source"
SAID = 240
"""Letters of what is said of an event under its title."""
PLACE = 40
"""Letters of a place beside a date."""


def when(event: Event) -> str:
    """Where sources state different days, all of them."""
    if differ(event):
        return " or ".join(stated(one) for one in event.days)
    return span(event.day, event.until, event.precision)


def when_told(told: Told, library: Library) -> str:
    """``when``; of an event whose day nobody tells, also when it was first told. The day that a postponed or cancelled one was
    announced for is not that of what is told, and the day on which one began is not that of its end."""
    if told.event.day is not None:
        if _was_ahead(told, library):
            return f"first planned for {when(told.event)}"
        return f"began {when(told.event)}" if _had_begun(told, library) else when(told.event)
    dated = [text for text in texts_of(told, library) if text.published and text.precision != "unknown"]
    first = min(dated, key=lambda text: text.published.timestamp() if text.published else 0.0, default=None)
    return f"{when(told.event)}, told {day(first.published, first.precision)}" if first else when(told.event)


def _was_ahead(told: Told, library: Library) -> bool:
    event = told.event
    if event.phase not in ("postponed", "cancelled") or event.day is None or event.precision == "told":
        return False
    return any(day < event.day for day in told_days(told, library))


def _had_begun(told: Told, library: Library, kinds: Kinds = KINDS) -> bool:
    """Whether its end is first told days after the day that is known: that was its first."""
    event = told.event
    lasts = event.phase == "concluded" and kinds.of(event.kind).is_in_editions
    if not lasts or event.day is None or event.until or event.precision != "day" or differ(event):
        return False
    texts = [text for text in texts_of(told, library) if text.published and text.phase == "concluded"]
    ends = min((text.published.date() for text in texts if text.published), default=event.day)
    return (ends - event.day).days > _TOLD_LATE


_TOLD_LATE = 3
"""Days after an end within which it is told: over a weekend, and in a weekly."""


def telling_line(told: Told, library: Library) -> Line | None:
    """What happened in a sentence that says more than the title: our own, or the text's, marked as a quotation."""
    if told.event.summary:
        said = opening_sentences(safe(told.event.summary), SAID)
        return (
            Line(sentence(said), evidenced(told.evidence, library))
            if told.event.summary != told.event.title
            else None
        )
    if told.event.phase == "postponed" and (slipped := _slip_line(told, library)):
        return slipped
    texts = uncorrected(texts_of(told, library))
    first = [library.articles[one.article] for one in told.evidence[:1] if one.article in library.articles]
    first = [text for text in first if text.is_summarised or text in texts]
    held = up_to_date([text for text in texts if text.asserted != "denied"], told.event)
    for text in first if not held or first[:1] == held[:1] or _is_ours(told) else held[:1]:
        lead = ArticleFacts(source="", title=text.title, lead=text.lead) if text.lead else None
        if lead and (said := quotation(lead)):
            return Line(f"“{safe(said)}”", (Cited(text),))
    return None


def _is_ours(told: Told) -> bool:
    return any(one.decided_by == "seed" for one in told.evidence)


def asked_line(told: Told, library: Library, question: str) -> Line | None:
    """What its texts say of what a question asks beside what happened, in the sentence that has most of it; None where none does."""
    texts, title = texts_of(told, library), told_title(told, library)
    said = {one: text for text in reversed(texts) for one in (_headline(text), *told_sentences(text.lead))}
    said.pop("", None)
    said.pop(title, None)
    best = telling_aside(question, title, said)
    return Line(f"“{safe(best)}”", (Cited(said[best]),)) if best else None


def contrary_line(told: Told, library: Library) -> Line | None:
    """What a text that denies it says, where others of its texts tell it; None where all of them say the same."""
    texts = [text for text in texts_of(told, library) if text.lead]
    against = [text for text in texts if text.asserted == "denied"]
    if not against or len(against) == len(texts):
        return None
    said = next(iter(told_sentences(against[-1].lead)), "")
    return Line(f"Denied: “{safe(said)}”", (Cited(against[-1]),)) if said else None


def correction_line(told: Told, library: Library) -> Line | None:
    """What a later text of the event puts right of an earlier one; None where none does."""
    for text in reversed(texts_of(told, library)):
        said = [one for one in told_sentences(text.lead) if tells_correction(one)]
        if said or tells_correction(text.title):
            return Line(f"Corrected: “{safe((said or [text.title])[0])}”", (Cited(text),))
    return None


def _headline(text: Reference) -> str:
    """In our language; empty where it is in another."""
    return "" if is_foreign_text(text) else headline_of(text)


def _slip_line(told: Told, library: Library) -> Line | None:
    """To when it was put off, in the words of the text that said so last: the day that is filed may be the one that holds no more."""
    texts = sorted(
        texts_of(told, library), key=lambda text: text.published.timestamp() if text.published else 0.0
    )
    said = ((text, one) for text in reversed(texts) for one in told_sentences(text.lead) if tells_slip(one))
    text, one = next(said, (None, ""))
    return Line(f"“{safe(one)}”", (Cited(text),)) if text else None


def _as_told(told: Told, library: Library) -> Library:
    """With the equipment of an event under the designations that its texts write: a Mi-35P is filed with the Mi-35M."""
    texts = [f"{text.title} {text.lead}" for text in texts_of(told, library)]
    held = (library.equipment.get(one.equipment) for one in told.event.equipment)
    named = {
        row.id: row.model_copy(
            update={"designation": as_texts_name(row.designation, [a.name for a in row.aliases], texts)}
        )
        for row in held
        if row is not None
    }
    return replace(library, equipment={**library.equipment, **named}) if named and texts else library


def _gear(told: Told, library: Library) -> str:
    return materiel(equipped(told.event, _designations(library)), _as_told(told, library))


def _designations(library: Library) -> dict[str, str]:
    return {key: row.designation for key, row in library.equipment.items()}


def event_line(told: Told, library: Library, *, full: bool = False, brief: bool = False) -> Line:
    """One event: its date, title, summary, place and standing; ``full`` adds who took part and with what,
    ``brief`` leaves the summary out."""
    event, title = told.event, told_title(told, library)
    dated = Line(f"**{when_told(told, library)}**", saying("day", told.evidence, library))
    marks = told_marks(told, library)
    parts = [f" · {told_standing(sentence(safe(title)), marks)}"]
    if event.summary and event.summary not in (event.title, title) and not brief:
        parts.append(sentence(safe(event.summary)))
    parts += _details(told, library) if full else []
    text = " ".join(part for part in parts if part)
    where = event.place if event.place and all_say("place", told.evidence) else ""
    return pieced(
        dated,
        Line(text, evidenced(told.evidence, library)),
        head=event_head(title, when_told(told, library), where, marks),
        opens=f"event/{event.id}",
    )


def listed_events(events: Iterable[Told], library: Library) -> LaterLines:
    """A line for each event, made when it is read."""
    return LaterLines(later_event(one, library) for one in events)


def later_event(told: Told, library: Library) -> LaterLine:
    return LaterLine(f"event/{told.event.id}", partial(event_line, told, library))


def event_head(title: str, day_told: str, where: str, marks: str) -> str:
    """For a list: bold what, then when and where, and what it is not yet (``standing``)."""
    place = safe(where)
    facts = [day_told, place if len(place) <= PLACE else "", marks.strip("_()")]
    return f"**{safe(title)}**\n-# {' · '.join(fact for fact in facts if fact)}"


def told_marks(told: Told, library: Library) -> str:
    """``standing`` by the texts that tell it."""
    texts = texts_of(told, library)
    said = {text.asserted for text in texts}
    heard = len({one.article for one in told.evidence})
    return standing(told.event, heard, is_comment=said == {"comment"}, is_denial=said == {"denied"})


def standing(event: Event, heard: int = 0, *, is_comment: bool = False, is_denial: bool = False) -> str:
    """What a reader has to know before relying on it: a view, announced, denied, told by one of ``heard`` texts only. Of what is
    itself a denial nobody reads that it was denied."""
    words = ["comment"] if is_comment else []
    if event.phase == "announced":
        words.append("announced or planned at the time")
    if event.phase == "under way":
        words.append("under way at the time")
    if event.phase in ("proposed", "in talks", "refused", "cancelled", "postponed"):
        words.append(event.phase)
    if "denied" in (event.phase, event.standing):
        words.append("a denial" if is_denial else "**denied**")
    elif event.standing == "reported":
        words.append(ONE_SOURCE if heard == 1 else "reported")
    return f"_({', '.join(words)})_" if words else ""


def denial_line(told: Told, events: Iterable[Told], library: Library) -> Line | None:
    """That somebody denied it afterwards: the newest denial among the events, each an event of its own."""
    denials = [
        one
        for one in events
        if one.event.follows == told.event.id and "denied" in (one.event.phase, one.event.standing)
    ]
    newest = max(denials, key=lambda one: one.event.day or date.min, default=None)
    if newest is None:
        return None
    said = f"Denied: {named_with_day(newest, library)}."
    return Line(said, evidenced(newest.evidence, library), opens=f"event/{newest.event.id}")


def named_with_day(told: Told, library: Library) -> str:
    """``**China hands over a frigate**, 26 November 2026``, within a sentence."""
    return f"**{safe(told_title(told, library)).rstrip('.')}**, {when_told(told, library)}"


def told_standing(said: str, marks: str) -> str:
    """A sentence with what a reader has to know of it (``standing``) before its full stop."""
    return f"{said.removesuffix('.')} {marks}{'.' * said.endswith('.')}" if marks else said


def _details(told: Told, library: Library) -> list[str]:
    event = told.event
    return [
        f"Place: {safe(event.place)}." if event.place else "",
        f"Who: {participants(event.actors, library)}." if event.actors else "",
        f"Equipment: {_gear(told, library)}." if event.equipment else "",
    ]


def amount_line(amount: Amount, library: Library) -> Line:
    about = f" — {safe(amount.about)}" if amount.about else ""
    return Line(f"{money(amount.amount, amount.currency)}{about}", cited(amount.citations, library))


def _when_known(event: Event) -> str:
    """The day, and how it is known."""
    if event.precision == "told":
        return f"not stated; {'' if event.until else 'first '}{when(event)}"
    return f"{when(event)}{f' ({safe(event.basis)})' if event.basis else ''}"


def _series(event: Event) -> str:
    """The name of the series, with which of it this is where that is known."""
    name = safe((event.series or "").replace("-", " ").title())
    return f"{name}, number {event.number}" if name and event.number else name


def event_lines(told: Told, library: Library) -> Iterator[Line]:
    """What is filed of an event besides its headline, part by part, each with the places that say it."""
    event = told.event
    whole = evidenced(told.evidence, library)
    rows = (
        (
            "When",
            _when_known(event),
            saying("day", told.evidence, library),
        ),
        ("Place", safe(event.place or ""), saying("place", told.evidence, library)),
        ("Countries", countries(event.countries), whole),
        *_took_part(told, library),
        ("Series", _series(event), whole),
        ("Agreement", safe(library.agreements.get(event.agreement or "", "")), whole),
        ("Stage", f"{event.phase}; {STANDINGS[event.standing]}", whole),
    )
    yield from (Line(f"{label}: {text}", where) for label, text, where in rows if text)
    if differ(event):
        yield from (Line(f"Day: {stated(one)}", cited(one.citations, library)) for one in event.days)
    for one in counted(event, _designations(library)):
        yield Line(f"Quantity: {safe(quantity_text(one))}", cited(one.citations, library))


def _took_part(told: Told, library: Library) -> Iterator[tuple[str, str, tuple[Cited, ...]]]:
    """Who, and what with: each with the places that name it."""
    for one in told.event.actors:
        yield "Who", participants([one], library), saying(f"actor/{one.actor}", told.evidence, library)
    written = _as_told(told, library)
    for gear in equipped(told.event, _designations(library)):
        yield (
            "Equipment",
            materiel([gear], written),
            saying(f"equipment/{gear.equipment}", told.evidence, library),
        )


def event_unknowns(told: Told, library: Library) -> Iterator[Line]:
    """What is not known of it, each with the places that say so; where none does, with the texts that do not tell it."""
    for number, text in enumerate(told.event.unknown, 1):
        yield Line(sentence(safe(text)), saying(f"unknown/{number}", told.evidence, library))
