"""What *Details* tells beside a card: who says what, what changed when, why it is seen. Pure."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from handlers.render.cards.alert import count_of_outlets, source_line
from handlers.render.cards.change import change_lines
from handlers.render.cards.headline import built_headline, source_headline
from handlers.render.cards.report import Report, Sourcing
from handlers.render.pages.answer import Answer, AnswerAct, Line, Section
from handlers.render.words.dates import differ, told
from handlers.render.words.quotation import quotation
from handlers.render.words.text import capitalised, cut, link, listed, safe, sentence
from store.nouns.models import EventFacts
from store.nouns.outbox import Alert

RELIABILITY = {
    "A": "completely reliable outlet",
    "B": "usually reliable outlet",
    "C": "fairly reliable outlet",
    "D": "not usually reliable outlet",
    "E": "unreliable outlet",
    "F": "nobody graded the outlet yet",
}
CREDIBILITY = {
    1: "confirmed by independent outlets",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
"""The words of the NATO Admiralty scale (AJP-2.1)."""
OUTLET = 40
_WEIGHED = re.compile(r" \(([+-])\d[\d.]*\)$")
ENOUGH = 1_150
"""Characters of a first page: who says so, what changed and why it is seen stand together."""


@dataclass(frozen=True)
class Background:
    """What the event itself does not tell. ``told`` are the changes that were told under its message, ``why`` says why
    the reader was told of it, ``acts`` are what this reader may do about it."""

    told: Sequence[Alert] = ()
    why: Sequence[str] = ()
    acts: tuple[AnswerAct, ...] = field(default=())


def details(report: Report, shown: Sourcing | None, background: Background) -> Answer:
    """``shown`` is the source whose headline stands on the card."""
    title = built_headline(report) if shown is None else source_headline(shown)
    parts = (
        Section("Who says what", tuple(Line(source_line(one)) for one in report.sourcing)),
        Section("What changed", tuple(_changes(report, background.told))),
        Section("Why you see it", tuple(_why(report, background.why))),
        Section("Other headlines", tuple(_headlines(report, shown))),
        Section("Not known", tuple(Line(sentence(safe(text))) for text in report.event.unknown)),
        Section("Why each text is taken for this event", tuple(_matched(report))),
    )
    kept = tuple(part for part in parts if part.lines)
    return Answer(title, (Line(_lead(report)),), kept, acts=background.acts, enough=ENOUGH)


def _lead(report: Report) -> str:
    """How many tell it, and on what they differ; nothing is said of what they only leave out."""
    outlets = len({one.outlet for one in report.sourcing})
    many = count_of_outlets(outlets, report.owners, retells=report.retells)
    says = "reports" if outlets == 1 else "report" if not report.retells else "tell"
    said = f"{capitalised(many)} {says} it."
    apart = _apart(report.event)
    return f"{said} They differ on the {listed(apart)}." if apart else said


def _apart(event: EventFacts) -> list[str]:
    """The facts on which sources contradict each other."""
    sums = Counter(amount.about for amount in event.amounts)
    counts = Counter(one.of for one in event.quantities)
    found = {"day": differ(event), "sum": _repeats(sums), "number": _repeats(counts)}
    return [name for name, is_apart in found.items() if is_apart]


def _repeats(counted: Counter[str]) -> bool:
    return any(count > 1 for count in counted.values())


def _changes(report: Report, told: Sequence[Alert]) -> Iterator[Line]:
    """Each outlet that came later, each fact that changed, in the order of time."""
    first = report.sourcing[0].outlet if report.sourcing else ""
    known, rows = {first}, []
    for one in report.sourcing:
        if one.outlet not in known:
            known.add(one.outlet)
            rows.append((one.evidence.decided_at, f"{safe(cut(one.outlet, OUTLET))} reports it too"))
    for alert in told:
        changes = alert.body.get("changes", ())
        rows += [(alert.created_at, "\n".join(change_lines(change, report))) for change in changes]
    for at, text in sorted(rows, key=lambda row: row[0]):
        yield Line(f"<t:{int(at.timestamp())}:f>: {text}")


def _why(report: Report, why: Sequence[str]) -> Iterator[Line]:
    yield from (Line(text) for text in why)
    yield Line(f"It is of {report.event.importance} importance.")
    credible = report.graded
    if credible.letter == "F":
        yield Line(sentence(RELIABILITY["F"]))
        return
    words = f"{RELIABILITY[credible.letter]}, {CREDIBILITY[credible.digit]}"
    yield Line(f"{credible.letter}{credible.digit} on the NATO Admiralty scale: {words}.")


def _headlines(report: Report, shown: Sourcing | None) -> Iterator[Line]:
    """Those of the other texts, where *Who says what* does not show them already."""
    for one in report.sourcing:
        if one is not shown and quotation(one.article):
            when = f", {told(one.article)}" if one.article.published else ""
            text = link(safe(source_headline(one)), one.article.url)
            yield Line(f"{text} ({safe(cut(one.outlet, OUTLET))}{when})")


def _matched(report: Report) -> Iterator[Line]:
    """By whose decision, and for which reasons; what they weigh is told by /why."""
    for one in report.sourcing:
        evidence = one.evidence
        who = "a person" if evidence.decided_by.startswith("person:") else f"the {safe(evidence.decided_by)}"
        reasons = "; ".join(_reasons(evidence.reasons or one.article.reasons)) or "no reason is on file"
        yield Line(f"{safe(cut(one.outlet, OUTLET))}: decided by {who}: {safe(cut(reasons, 500))}")


def _reasons(reasons: Sequence[str]) -> Iterator[str]:
    """Those for it, without their weights, what stands for a class of words, codes and odds."""
    for reason in reasons:
        weighed = _WEIGHED.search(reason)
        is_of_the_desk = (
            "“<" in reason or reason.startswith("states: ") or reason.endswith(" likely to be ours")
        )
        if not is_of_the_desk and not (weighed and weighed[1] == "-"):
            yield reason[: weighed.start()] if weighed else reason
