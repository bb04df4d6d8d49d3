"""Agreements as lines: parties, the ledger of steps, value, equipment, and what is not known."""

from collections.abc import Iterator

from facts.names.countries import country_name
from handlers.render.pages.answer import Line
from handlers.render.pages.event import amount_line
from handlers.render.words.cite import cited
from handlers.render.words.dates import day
from handlers.render.words.figures import money
from handlers.render.words.names import BY_NAME_ONLY, from_whom_to_whom, materiel, party_names
from handlers.render.words.text import not_known, safe, sentence
from store.nouns.models import Agreement
from store.nouns.values import Step
from store.nouns.views import Library

MORE_THAN_ONE = 2


def agreement_line(agreement: Agreement, library: Library, *, full: bool = False) -> Line:
    """One agreement: name, newest status with its date, parties; ``full`` adds summary, value and equipment."""
    if not agreement.is_told:
        return Line(
            f"**{safe(agreement.name)}** ({safe(agreement.kind)}) — {BY_NAME_ONLY}.{_between(agreement)}"
        )
    last = agreement.steps[-1] if agreement.steps else None
    status = safe(agreement.status) + (f", {day(last.day, last.precision)}" if last and last.day else "")
    parts = [
        f"**{safe(agreement.name)}** ({safe(agreement.kind)}) — status: {status}. Parties: {party_names(agreement, library)}."
    ]
    parts += [*_terms(agreement, library)] if full else []
    sources = [*agreement.citations, *(last.citations if last else ())]
    text = " ".join(part for part in parts if part)
    head = f"**{safe(agreement.name)}**\n-# {sentence(status).rstrip('.')} · {from_whom_to_whom(agreement, library)}"
    return Line(text, cited(sources, library), head.removesuffix(" · "), f"agreement/{agreement.id}")


def status_line(agreement: Agreement, library: Library) -> Line:
    """What an agreement is and how far it has come, in a sentence or two."""
    if not agreement.is_told:
        return Line(f"{sentence(safe(agreement.kind))} {sentence(BY_NAME_ONLY)}{_between(agreement)}")
    last = agreement.steps[-1] if agreement.steps else None
    since = f", {day(last.day, last.precision)}" if last and last.day else ""
    status = sentence(f"{safe(agreement.status)}{since}")
    between = f"{sentence(safe(agreement.kind)).rstrip('.')}: {party_names(agreement, library)}."
    sources = [*agreement.citations, *(last.citations if last else ())]
    return Line(f"{status} {between}", cited(sources, library))


def _between(agreement: Agreement) -> str:
    parties = ", ".join(map(country_name, agreement.countries))
    return f" Parties: {parties}." if parties else ""


def _terms(agreement: Agreement, library: Library) -> list[str]:
    amounts = ", ".join(money(amount.amount, amount.currency) for amount in agreement.amounts)
    return [
        sentence(safe(agreement.summary)),
        f"Value: {amounts}." if amounts else "",
        f"Equipment: {materiel(agreement.equipment, library)}." if agreement.equipment else "",
        not_known(agreement.unknown),
    ]


def terms_lines(agreement: Agreement, library: Library) -> Iterator[Line]:
    """Summary, names, value and equipment, each with its source."""
    where = cited(agreement.citations, library)
    if agreement.summary:
        yield Line(sentence(safe(agreement.summary)), where)
    for amount in agreement.amounts:
        line = amount_line(amount, library)
        yield Line(f"Value: {line.text}", line.sources or where)
    yield from gear_lines(agreement, library)
    if agreement.aliases:
        yield Line(f"Also called: {', '.join(safe(alias.name) for alias in agreement.aliases)}.")


def gear_lines(agreement: Agreement, library: Library) -> Iterator[Line]:
    """What it is about, with numbers where they are given."""
    if agreement.equipment:
        where = cited(agreement.citations, library)
        yield Line(f"Equipment: {materiel(agreement.equipment, library)}.", where)


def ledger_in_a_line(agreement: Agreement, library: Library) -> Iterator[Line]:
    """``2013 proposed · 2015 agreed · 30 November 2020 signed``, where there is more than one step."""
    if len(agreement.steps) < MORE_THAN_ONE:
        return
    told = [
        f"{day(step.day, step.precision) if step.day else ''} {safe(step.status)}".strip()
        for step in agreement.steps
    ]
    where = [citation for step in agreement.steps for citation in step.citations]
    yield Line(" · ".join(told), cited(where, library))


def step_line(step: Step, library: Library) -> Line:
    """One step of the ledger in the word of its source."""
    text = f": {sentence(safe(step.text))}" if step.text else ""
    return Line(
        f"**{day(step.day, step.precision)}** · {safe(step.status)}{text}", cited(step.citations, library)
    )


def ledger_line(agreement: Agreement, step: Step, library: Library) -> Line:
    """One step with the agreement that it belongs to, for a timeline."""
    line = step_line(step, library)
    return Line(
        f"{line.text} _({safe(agreement.name)})_", line.sources or cited(agreement.citations, library)
    )
