"""Agreements as lines: parties, the ledger of steps, value, equipment, and what is not known."""

from collections.abc import Iterable, Iterator
from functools import partial

from facts.names.countries import country_name
from handlers.render.pages.answer import LaterLine, LaterLines, Line, listed_pieces, pieced, spaced
from handlers.render.pages.event import amount_line
from handlers.render.words.cite import Cited, cited, said_in
from handlers.render.words.dates import day
from handlers.render.words.figures import money
from handlers.render.words.names import (
    BY_NAME_ONLY,
    from_whom_to_whom,
    materiel,
    participants,
    party_names,
)
from handlers.render.words.text import not_known, opening_sentences, safe, sentence
from store.nouns.models import Agreement
from store.nouns.values import Materiel, Step
from store.nouns.views import Library

MORE_THAN_ONE = 2
MOST_SUMS = 2


def agreement_line(agreement: Agreement, library: Library, *, full: bool = False) -> Line:
    """One agreement: name, newest status with its date, parties; ``full`` adds summary, value and equipment."""
    if not agreement.is_told:
        return Line(
            f"**{safe(agreement.name)}** ({safe(agreement.kind)}) — {BY_NAME_ONLY}.{_between(agreement)}"
        )
    status = _dated_status(agreement)
    what = f"**{safe(agreement.name)}** ({safe(agreement.kind)}) — status: "
    first = [Line(what), *status_pieces(agreement, library, safe(agreement.status))]
    parties = [Line(" Parties: "), *party_pieces(agreement, library)]
    terms = [Line(f" {one.text}", one.sources) for one in _terms(agreement, library)] if full else []
    worth, where = _worth(agreement, library)
    value = [Line(f" Value: {worth}.", where)] if worth else []
    facts = [sentence(status).rstrip("."), from_whom_to_whom(agreement, library), worth]
    return pieced(
        *first,
        *parties,
        *value,
        *terms,
        head=f"**{safe(agreement.name)}**\n-# {' · '.join(fact for fact in facts if fact)}",
        opens=f"agreement/{agreement.id}",
        heading=len(first) + len(parties) + len(value),
    )


def _worth(agreement: Agreement, library: Library) -> tuple[str, tuple[Cited, ...]]:
    """The sum that is told of it, or the two between which sources differ, with who tells them; of more none stands for it."""
    told = dict.fromkeys(money(one.amount, one.currency) for one in agreement.amounts)
    if not told or len(told) > MOST_SUMS:
        return "", ()
    places = [place for one in agreement.amounts for place in one.citations or agreement.citations]
    return " or ".join(told), cited(places, library)


def listed_deals(deals: Iterable[Agreement], library: Library) -> LaterLines:
    """A line for each agreement, made when it is read."""
    return LaterLines(
        LaterLine(f"agreement/{one.id}", partial(agreement_line, one, library))
        if one.is_told
        else agreement_line(one, library)
        for one in deals
    )


def _dated_status(agreement: Agreement) -> str:
    """``signed, 30 November 2020``."""
    last = agreement.steps[-1] if agreement.steps else None
    return safe(agreement.status) + (f", {day(last.day, last.precision)}" if last and last.day else "")


def status_places(agreement: Agreement, library: Library) -> tuple[Cited, ...]:
    """Where the newest step and its day are told; where no step is filed, the texts as wholes."""
    if not agreement.steps:
        return said_in("unknown/status", agreement, library)
    last = agreement.steps[-1]
    return cited((*last.citations, *last.dated), library) or said_in("unknown/status", agreement, library)


def status_pieces(agreement: Agreement, library: Library, status: str) -> list[Line]:
    """``Signed, 30 November 2020.``: the step where it is told, its day where that is."""
    last = agreement.steps[-1] if agreement.steps else None
    where = cited(last.citations, library) if last else ()
    if last is None or last.day is None:
        return [Line(f"{status}.", where or said_in("unknown/status", agreement, library))]
    told = f", {day(last.day, last.precision)}."
    dated = cited(last.dated, library) or where
    return [Line(status, where), Line(told, dated, goes_on=True)]


def party_pieces(agreement: Agreement, library: Library) -> list[Line]:
    """The parties by name, each with the places that name it; their countries where no party is filed."""
    if not agreement.parties:
        return [Line(f"{party_names(agreement, library)}.", cited(agreement.citations, library))]
    return listed_pieces(
        Line(participants([one], library), said_in(f"actor/{one.actor}", agreement, library))
        for one in agreement.parties
    )


def status_line(agreement: Agreement, library: Library) -> Line:
    """What an agreement is and how far it has come, in a sentence or two."""
    if not agreement.is_told:
        return Line(f"{sentence(safe(agreement.kind))} {sentence(BY_NAME_ONLY)}{_between(agreement)}")
    status = sentence(safe(agreement.status)).removesuffix(".")
    kind = sentence(safe(agreement.kind)).removesuffix(".")
    return pieced(
        *status_pieces(agreement, library, status), Line(f" {kind}: "), *party_pieces(agreement, library)
    )


def _between(agreement: Agreement) -> str:
    parties = ", ".join(map(country_name, agreement.countries))
    return f" Parties: {parties}." if parties else ""


def _terms(agreement: Agreement, library: Library) -> Iterator[Line]:
    yield from summary_pieces(agreement, library)
    is_told = bool(_worth(agreement, library)[0])
    for number, amount in enumerate(() if is_told else agreement.amounts):
        text = f"{'' if number else 'Value: '}{money(amount.amount, amount.currency)}"
        end = "." if number + 1 == len(agreement.amounts) else ","
        yield Line(text + end, cited(amount.citations or agreement.citations, library))
    yield from gear_lines(agreement, library)
    if agreement.unknown:
        yield unknowns_line(agreement, library)


def summary_pieces(agreement: Agreement, library: Library) -> Iterator[Line]:
    """What it is, sentence by sentence, each with the places that say it."""
    for number, text in enumerate(agreement.sentences, 1):
        yield Line(sentence(safe(text)), said_in(f"summary/{number}", agreement, library))


def summary_line(agreement: Agreement, library: Library, limit: int | None = None) -> Line:
    """What it is, in as many of its first sentences as fit into ``limit`` characters; at least one, cut."""
    pieces = list(summary_pieces(agreement, library))
    if limit is None or not pieces:
        return pieced(*spaced(pieces))
    kept = opening_sentences(" ".join(one.text for one in pieces), limit)
    if len(kept) < len(pieces[0].text):
        return Line(kept, pieces[0].sources)
    fitting = [
        one for at, one in enumerate(pieces, 1) if len(" ".join(p.text for p in pieces[:at])) <= len(kept)
    ]
    return pieced(*spaced(fitting))


def deal_unknowns(agreement: Agreement, library: Library) -> Iterator[Line]:
    """What is not known of it, each with the places that say so; where none does, with the texts that do not tell it."""
    for number, text in enumerate(agreement.unknown, 1):
        yield Line(sentence(safe(text)), said_in(f"unknown/{number}", agreement, library))


def unknowns_line(agreement: Agreement, library: Library, label: str = "Not known: ") -> Line:
    """All that is not known of it in one list, with the places of each; empty where nothing is told to be so."""
    where = [source for one in deal_unknowns(agreement, library) for source in one.sources]
    return Line(not_known(agreement.unknown, label), tuple(dict.fromkeys(where)))


def terms_lines(agreement: Agreement, library: Library) -> Iterator[Line]:
    """Summary, names, value and equipment, each with its source."""
    where = cited(agreement.citations, library)
    if agreement.summary:
        yield summary_line(agreement, library)
    for amount in agreement.amounts:
        line = amount_line(amount, library)
        yield Line(f"Value: {line.text}", line.sources or where)
    yield from gear_lines(agreement, library)
    if agreement.aliases:
        yield Line(f"Also called: {', '.join(safe(alias.name) for alias in agreement.aliases)}.")


def gear_lines(agreement: Agreement, library: Library) -> Iterator[Line]:
    """What it is about, with numbers where they are given, each with the places that name it."""
    if agreement.equipment:
        pieces = listed_pieces(
            Line(materiel([one], library), _gear_places(one, agreement, library))
            for one in agreement.equipment
        )
        yield pieced(Line("Equipment: "), *pieces)


def _gear_places(one: Materiel, agreement: Agreement, library: Library) -> tuple[Cited, ...]:
    named = said_in(f"equipment/{one.equipment}", agreement, library)
    counted = said_in(f"quantity/{one.equipment}", agreement, library) if one.quantity is not None else ()
    return tuple(dict.fromkeys((*named, *counted)))


def ledger_in_a_line(agreement: Agreement, library: Library) -> Iterator[Line]:
    """``2013 proposed · 2015 agreed · 30 November 2020 signed``, where there is more than one step."""
    if len(agreement.steps) < MORE_THAN_ONE:
        return
    pieces: list[Line] = []
    for step in agreement.steps:
        told = f"{day(step.day, step.precision) if step.day else ''} {safe(step.status)}".strip()
        pieces += [Line(" · ")] if pieces else []
        pieces.append(Line(told, cited((*step.citations, *step.dated), library)))
    yield pieced(*pieces)


def step_line(step: Step, library: Library) -> Line:
    """One step of the ledger in the word of its source."""
    text = f": {sentence(safe(step.text))}" if step.text else ""
    where = cited(step.citations, library)
    dated = cited(step.dated, library) or where
    return pieced(
        Line(f"**{day(step.day, step.precision)}**", dated),
        Line(" · "),
        Line(f"{safe(step.status)}{text}", where),
    )


def ledger_line(agreement: Agreement, step: Step, library: Library) -> Line:
    """One step behind the agreement that it belongs to, for a timeline."""
    line = step_line(step, library)
    pieces = line.pieces or (Line(line.text, line.sources or cited(agreement.citations, library)),)
    return pieced(Line(f"**{safe(agreement.name)}** · "), *pieces)
