"""Agreements as lines: parties, the ledger of steps, value, equipment, and what is not known."""

from handlers.answer import Line
from handlers.render.cite import cited
from handlers.render.dates import day
from handlers.render.figures import money
from handlers.render.names import materiel, parties
from handlers.render.text import safe, sentence
from store.models import Agreement, Step
from store.views import Library


def agreement_line(agreement: Agreement, library: Library, *, full: bool = False) -> Line:
    """One agreement: name, newest status with its date, parties; ``full`` adds summary, value and equipment."""
    last = agreement.steps[-1] if agreement.steps else None
    status = safe(agreement.status) + (f", {day(last.day, last.precision)}" if last and last.day else "")
    parts = [
        f"**{safe(agreement.name)}** ({safe(agreement.kind)}) — status: {status}. Parties: {parties(agreement, library)}."
    ]
    parts += [*_terms(agreement, library)] if full else []
    sources = [*agreement.citations, *(last.citations if last else ())]
    return Line(" ".join(part for part in parts if part), cited(sources, library))


def _terms(agreement: Agreement, library: Library) -> list[str]:
    amounts = ", ".join(money(amount.amount, amount.currency) for amount in agreement.amounts)
    return [
        sentence(safe(agreement.summary)),
        f"Value: {amounts}." if amounts else "",
        f"Equipment: {materiel(agreement.equipment, library)}." if agreement.equipment else "",
        f"Not known: {safe('; '.join(agreement.unknown))}." if agreement.unknown else "",
    ]


def step_line(step: Step, library: Library) -> Line:
    """One step of the ledger in the word of its source."""
    text = f": {sentence(safe(step.text))}" if step.text else ""
    return Line(
        f"**{day(step.day, step.precision)}** · {safe(step.status)}{text}", cited(step.citations, library)
    )
