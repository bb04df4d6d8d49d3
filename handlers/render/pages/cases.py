"""An open question with both sides; an entry of the audit log in a line. Pure."""

from collections.abc import Mapping
from typing import Any

from feeds.plain.masks import masked
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.words.dates import day, told
from handlers.render.words.text import cut, link, safe
from store.nouns.models import Event
from store.nouns.reviews import AuditEntry
from store.people.reviews import Case
from store.wire.left_out import OFFERED

TITLE, LEAD = 200, 900
"""Characters of a title, and of a lead where it is read whole."""
CHANGES_SHOWN = 4
SHORT, LONG = 60, 300
"""Characters of a value: in the line of an entry, and where one entry is shown alone."""
UNTOLD = frozenset({"revision", "updated_at", "amended_by", "id", "reading"})
"""What every change moves, and what is made of a text by the machine."""


def card(case: Case, waiting: int) -> Answer:
    """Both sides and the reasons; ``waiting`` questions are open in all."""
    review, article = case.review, case.article
    outlet = article.publisher or (case.source.name if case.source else article.source)
    when = f" · {told(article)}" if article.published else ""
    text = [Line(f"{link(cut(safe(article.title), TITLE), article.url)}\n-# {cut(safe(outlet), 80)}{when}")]
    text += [Line(cut(safe(article.lead), LEAD))] if article.lead else []
    reasons = tuple(Line(safe(cut(reason, 200))) for reason in review.reasons) or (Line("None on file."),)
    parts = (
        Section("The text", tuple(text)),
        Section("May be", (_side(case.candidate),) if case.candidate else ()),
        Section("Marked under", (_side(case.marked),) if case.marked else ()),
        Section("Reasons", reasons),
    )
    kept = tuple(part for part in parts if part.lines)
    return Answer(f"Question {review.id}", (Line(_question(case)),), kept, footer=f"{waiting} waiting")


def none_waiting(unasked: int = 0) -> Answer:
    """``unasked`` questions were left out because enough were asked on their day."""
    were = "question was" if unasked == 1 else "questions were"
    left = f"{unasked} {were} left out on days that had enough." if unasked else "Every question is answered."
    return Answer("Nothing waits for a decision", (Line(left),))


def entry_line(entry: AuditEntry, where: str = "") -> str:
    """``12 · edit event:x · <@7> · <t:…> · place: Karachi → Lahore``; ``where`` names the place if it was another."""
    who = (
        f"<@{entry.person.removeprefix('discord:')}>"
        if entry.person.startswith("discord:")
        else safe(entry.person)
    )
    undone = f" · taken back by {entry.undone_by}" if entry.undone_by else ""
    when = f"<t:{int(entry.at.timestamp())}:f>"
    place = f" · {where}" if where else ""
    return f"**{entry.id}** · {safe(entry.action)} {_subject(entry)} · {who}{place} · {when}{undone}{_changes(entry)}"


def _subject(entry: AuditEntry) -> str:
    """A channel by its mention, and the server as such: nobody reads their ids."""
    sort, _, key = entry.subject.partition(":")
    if sort == "channel" and key.isdecimal():
        return f"<#{key}>"
    return "this server" if sort == "guild" else safe(entry.subject)


def entry_head(entry: AuditEntry, where: str = "") -> str:
    """What a list shows of an entry: what was done, by whom, and its first change."""
    first, _, changes = entry_line(entry, where).partition("\n")
    number, done, *rest = first.split(" · ")
    said = [f"{number} · {done}", f"-# {' · '.join(rest)}", *changes.strip().split("\n")[:1]]
    return "\n".join(part for part in said if part)


def entry_rows(entry: AuditEntry) -> list[str]:
    """Everything that an entry changed, row by row, as it was and as it is."""
    keys = dict.fromkeys([*entry.before, *entry.after])
    if not any(":" in key for key in keys):  # a setting: the row itself is before and after
        return [
            f"{safe(entry.subject)}: {change}" for change in _fields(entry.before, entry.after or {}, LONG)
        ]
    changes = {key: _row(entry.before.get(key), entry.after.get(key)) for key in keys}
    return [f"{safe(key)}: {change}" for key, change in changes.items() if change]


def _row(before: Any, after: Any) -> str:
    """What changed in a row; nothing where it only counts one change more."""
    if before is None or after is None:
        return "removed" if after is None else f"added{_named(after)}"
    return "; ".join(_fields(before, after, LONG))


def _named(row: Mapping[str, Any]) -> str:
    name = row.get("title") or row.get("article")
    return f" ({safe(cut(str(name), LONG))})" if name else ""


def _question(case: Case) -> str:
    asked = case.review.proposal.get("asked")
    if asked == "irrelevant":
        what = "not our beat" if case.review.proposal.get("reason") == "beat" else "not relevant"
        return f"A reader marked it as {what}. *Not relevant* withdraws the event, *New* keeps it."
    if asked == "same":
        return "A reader says that two events are the same. *Same* merges them, *New* keeps them apart."
    if case.review.state == OFFERED:
        return f"It was left out, at {case.review.score or 0:.0%} likely to be ours. Would you have wanted it? *Yes* files it without a message."
    if case.candidate is None:
        return "Is it ours at all? *New* files it as an event, *Not relevant* leaves it out."
    return f"Is it the same? The matcher was not sure (score {case.review.score or 0:.2f})."


def _side(event: Event) -> Line:
    facts = f"{event.kind} · {day(event.day, event.precision)} · {', '.join(event.countries)}"
    said = f"**{safe(cut(event.title, TITLE))}**\n-# {facts} · `{event.id}`"
    return Line(said, opens=f"event/{event.id}")


def _changes(entry: AuditEntry) -> str:
    """What differs between before and after, field by field, as far as there is room."""
    told = [change for key in entry.after for change in _fields(entry.before.get(key), entry.after[key])]
    if not told and not entry.before.keys() <= entry.after.keys():
        told = _fields(entry.before, entry.after)
    more = f" … {len(told) - CHANGES_SHOWN} more" if len(told) > CHANGES_SHOWN else ""
    return "".join(f"\n   {change}" for change in told[:CHANGES_SHOWN]) + more


def _fields(before: Any, after: Any, most: int = SHORT) -> list[str]:
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return []
    names = [
        name for name in {**before, **after} if name not in UNTOLD and before.get(name) != after.get(name)
    ]
    return [
        f"{safe(name)}: {_told(before.get(name), most)} → {_told(after.get(name), most)}" for name in names
    ]


def _told(value: object, most: int) -> str:
    return safe(cut(masked(str(value)), most)) if value not in (None, "", []) else "–"
