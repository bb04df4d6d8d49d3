"""The card of an event: its headline, a sentence of its text, the facts, who says so. Pure.

The order and the words are the same on every card: what a reader sees first is what a text says, not how it was graded.
"""

from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

import discord

from facts.figures.alike import key_of
from facts.model.kinds import Kinds
from facts.names.quoting import chain
from facts.rows.kinds import KINDS
from handlers.render.cards.headline import MOST, built_headline, is_denied, source_headline, struck
from handlers.render.cards.palette import colour_of
from handlers.render.cards.quoted import quoted
from handlers.render.cards.report import Report, Sourcing
from handlers.render.cards.stage import is_background, is_of_something_else, stage_of
from handlers.render.words.dates import differ, short_day, short_span, stated, told
from handlers.render.words.designations import as_texts_name, without_classes
from handlers.render.words.figures import amount_text, counted, equipped, quantity_text
from handlers.render.words.names import flags_of_sides
from handlers.render.words.quotation import quotation
from handlers.render.words.text import cut, cut_marked, fact, joined_facts, link, safe
from store.nouns.models import Event
from store.nouns.values import Amount, Materiel, Quantity, StatedDay

_Figure = TypeVar("_Figure", Amount, Quantity, StatedDay)

OUTLETS_SHOWN = 3
LINKED = 2
"""Outlets that a compact card names."""
LINE = 210
EMBED_TEXT = 3_900
OUTLET = 40
LONGEST_BUTTON_ADDRESS = 512
"""Characters of a link button's address (Discord's documentation, "Button"); a longer one is linked by the outlet's name."""
FACT = 300
NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True)
class Card:
    """What a message about one event shows. ``content`` is the plain line that a lock screen shows."""

    content: str
    embed: discord.Embed
    read: str | None
    """The address behind the *Read* button."""


def alert(report: Report, mark: str, posted: datetime | None = None, kinds: Kinds = KINDS) -> Card:
    """``mark`` finds the message again in the channel's history; ``posted`` is when it was, so that it keeps its
    headline."""
    event, best = report.event, report.best(posted)
    lines = [*quoted(report, best), *facts_of_card(report), *trust(report)]
    embed = discord.Embed(description="\n".join(fitting(lines, EMBED_TEXT)), colour=colour_of(event, kinds))
    embed.set_thumbnail(url=best.article.picture if best else None)
    return Card(content(report, best, kinds), signed(embed, "", mark), read_address(best))


def compact(report: Report, mark: str, posted: datetime | None = None, kinds: Kinds = KINDS) -> Card:
    """The headline and one line: stage, day, place, states, and the outlets as links."""
    event, best = report.event, report.best(posted)
    names = list(dict.fromkeys(one.outlet for one in report.sourcing))
    more = f" +{len(names) - LINKED}" if len(names) > LINKED else ""
    outlets_linked = ", ".join(_linked(report, name) for name in names[:LINKED]) + more
    foreign = [f"> {link(safe(source_headline(best)), best.article.url)}"] if best and best.is_foreign else []
    line = joined_facts([*(cut(one, FACT) for one in facts_of_card(report)[:1]), outlets_linked])
    embed = discord.Embed(
        description="\n".join(fitting([*foreign, line], EMBED_TEXT)), colour=colour_of(event, kinds)
    )
    return Card(content(report, best, kinds), signed(embed, "", mark), read_address(best))


def content(report: Report, best: Sourcing | None, kinds: Kinds = KINDS) -> str:
    """The sign of the kind and the headline: the source's own, or ours if none is in the channel's language."""
    text = _words_of(report, best)
    return cut(f"{icon(report.event, kinds)} {safe(text)}", MOST)


def icon(event: Event, kinds: Kinds = KINDS) -> str:
    return kinds.of(event.kind).icon


def read_address(best: Sourcing | None) -> str | None:
    """Of the source whose headline is shown, if a button may carry it."""
    url = best.article.url if best else None
    is_fit = (
        url is not None and url.startswith(("http://", "https://")) and len(url) <= LONGEST_BUTTON_ADDRESS
    )
    return url if is_fit else None


def facts_of_card(report: Report) -> list[str]:
    """Stage, day, place, states; then what, how many, for how much, by which deal: only what the texts say."""
    event, names = report.event, report.names
    where = fact(safe(cut(event.place or "", 60)))
    first = [*stage_of(report, _when(report)), where, flags_of_sides(event)]
    deal = report.agreement.name if report.agreement else ""
    written = _texts(report)
    counts = [
        one.model_copy(update={"of": _as_written(one.of, report, written)}) for one in counted(event, names)
    ]
    second = [
        *(fact(piece) for piece in _pieces(report, written, {key_of(one.of) for one in event.quantities})),
        *_figures(counts, quantity_text, report),
        *_figures(event.amounts, amount_text, report),
        fact(safe(cut(deal, 80))),
    ]
    second = _beside_corrected(second, report)
    return [cut_marked(line, FACT) for line in (joined_facts(first), joined_facts(second)) if line]


def _beside_corrected(facts: Sequence[str], report: Report) -> list[str]:
    """``~~US$1.1 billion~~ US$1.4 billion``: a figure beside the one that it corrects, which the headline may still give."""
    changes = [row for one in report.sourcing for row in one.evidence.changes if row["kind"] == "correction"]
    was = {fact(safe(row["after"])): fact(safe(row["before"])) for row in changes if row["before"]}
    return [f"~~{was[one]}~~ {one}" if one in was else one for one in facts]


def trust(report: Report) -> list[str]:
    """``-# Dawn, NDTV · two independent outlets · B2``: who says so, how many, and the Admiralty grade last. Who denies it stands
    in the facts."""
    told = report.tellers
    names = list(dict.fromkeys(one.outlet for one in told.sourcing))
    shown = [_outlet_link(report, name) for name in names[:OUTLETS_SHOWN]]
    more = f" +{len(names) - OUTLETS_SHOWN}" if len(names) > OUTLETS_SHOWN else ""
    said = joined_facts(
        [
            ", ".join(shown) + more,
            fact(count_of_outlets(len(names), told.owners, retells=told.retells)),
            grade(report),
        ]
    )
    return [f"-# {said}"] if names else []


def _outlet_link(report: Report, name: str) -> str:
    """The outlet's name, linked where no button carries the address."""
    best = report.best()
    if best is not None and read_address(best) is None:
        return _linked(report, name)
    return fact(safe(_told_by(report, name)))


def _told_by(report: Report, name: str) -> str:
    """The outlet, cut, behind the one whose report it retells."""
    quoted = next((one.quoted for one in report.sourcing if one.outlet == name), "")
    return chain(cut(name, OUTLET), quoted)


def _linked(report: Report, name: str) -> str:
    url = next((one.article.url for one in report.sourcing if one.outlet == name), None)
    return link(fact(safe(_told_by(report, name))), url)


def count_of_outlets(outlets: int, owners: int, *, retells: bool = False) -> str:
    """In words; outlets of one owner are not independent of each other, nor those that retell one report."""
    if outlets == 1:
        return "one outlet"
    if owners == outlets:
        return f"{_in_words(outlets)} independent outlets"
    if retells:
        return f"{_in_words(outlets)} outlets after {reports(owners)}"
    return f"{_in_words(outlets)} outlets of {_in_words(owners)} owner{'s' if owners > 1 else ''}"


def reports(number: int) -> str:
    return f"{_in_words(number)} report{'s' if number > 1 else ''}"


def _in_words(number: int) -> str:
    return NUMBERS[number] if number < len(NUMBERS) else str(number)


def grade(report: Report) -> str:
    """``B2``: letter of the best source, digit of the information (NATO Admiralty scale, AJP-2.1)."""
    credible = report.graded
    return "not graded" if credible.letter == "F" else f"{credible.letter}{credible.digit}"


def event_in_a_line(report: Report, url: str | None = None, most: int = LINE) -> str:
    """An event in one dated line of at most ``most`` characters, linked to ``url`` or its first source if there is room;
    the first words of its headline alone if there is not."""
    told = report.tellers
    title = standing_headline(report)
    is_denied_by = told is not report
    several = len({one.outlet for one in told.sourcing})
    said = count_of_outlets(several, told.owners, retells=told.retells)
    count = [fact(said)] if told.owners > 1 else []
    around = [fact(_when(report)), *stage_of(report, ""), *count]
    room = most - len(joined_facts([around[0], *around[1:]])) - 30
    linked = link(_struck(title, report, is_denied_by=is_denied_by), url or report.url)
    fitted = cut(title, max(room // 2, 20))
    short = linked if len(linked) <= room else _struck(fitted, report, is_denied_by=is_denied_by)
    return joined_facts([around[0], short, *around[1:]])


def _struck(title: str, report: Report, *, is_denied_by: bool) -> str:
    """Struck where it is denied, and said so unless the facts beside it say by whom. The headline of a denial holds."""
    best = report.best()
    if best is not None and best.denies:
        return safe(title)
    return f"~~{safe(title)}~~" if is_denied_by and is_denied(report.event) else struck(title, report.event)


def event_headline(report: Report) -> str:
    """The words of the line that a channel shows of it, without the sign of its kind."""
    return _words_of(report, report.best())


def standing_headline(report: Report) -> str:
    """The headline that holds by what is known now: a card keeps its first one, what is told of it later does not."""
    return _words_of(report, report.holding())


def _words_of(report: Report, one: Sourcing | None) -> str:
    return built_headline(report) if one is None or one.is_foreign else source_headline(one)


def headline(event: Event, most: int = 220) -> str:
    """Our own title of an event, at most so long, struck through if the event is denied."""
    return struck(cut(event.title, most), event)


def signed(embed: discord.Embed, text: str, mark: str) -> discord.Embed:
    """With the footer by which the bot finds its own message; ``mark`` ends it."""
    return embed.set_footer(text=f"{cut(text, 160)} · {mark}" if text else mark)


def fitting(lines: list[str], room: int) -> list[str]:
    """Those that find room, the first ones first; none is cut in the middle of a link."""
    kept: list[str] = []
    for text in lines:
        if sum(len(one) + 1 for one in kept) + len(text) < room:
            kept.append(text)
    return kept


def _when(report: Report) -> str:
    """The event's day; where no text states it, the day on which it was told, and said so."""
    event = report.event
    if differ(event):
        return " or ".join(_figures(event.days, stated, report))
    told_on = report.staged_on
    unstated = event.day is None or event.precision == "unknown" or event.basis.startswith("not stated")
    if unstated or (
        told_on is not None and (is_of_something_else(event, told_on) or is_background(report, told_on))
    ):
        return f"reported {short_span(told_on, None, 'day')}" if told_on else ""
    return short_span(event.day, event.until, event.precision, told_on)


def _figures(figures: Sequence[_Figure], text: Callable[[_Figure], str], report: Report) -> list[str]:
    """As the sources state them; each with its outlets where not all state the same."""
    if len({one.citations for one in figures}) < 2:
        return [fact(safe(text(one))) for one in figures]
    said = [(safe(text(one)), outlets(report, cited_articles(one), linked=False)) for one in figures]
    return [fact(f"{words} ({sources})" if sources else words) for words, sources in said]


def _pieces(report: Report, written: Sequence[str], counts: AbstractSet[str]) -> list[str]:
    """The equipment as the texts write it, but for what stands among ``counts`` (by their keys) with its numbers."""
    names = report.names
    items = [
        one
        for one in equipped(report.event, names)
        if one.quantity is not None or key_of(names.get(one.equipment, one.equipment)) not in counts
    ]
    shown = without_classes([names.get(item.equipment, item.equipment) for item in items], written)
    return [
        _piece(item, _as_written(name, report, written))
        for item in items
        if (name := names.get(item.equipment, item.equipment)) in shown
    ]


def _as_written(name: str, report: Report, texts: Sequence[str]) -> str:
    return as_texts_name(name, report.aliases.get(name, ()), texts)


def _texts(report: Report) -> list[str]:
    return [f"{one.article.title} {one.article.lead}" for one in report.sourcing]


def _piece(item: Materiel, name: str) -> str:
    number = "" if item.quantity is None else f"{item.quantity} × "
    return f"{number}{safe(name)}{f' ({safe(item.note)})' if item.note else ''}"


def cited_articles(figure: _Figure) -> list[str]:
    return [citation.article for citation in figure.citations]


def outlets(report: Report, articles: Sequence[str], *, linked: bool = True) -> str:
    """Who publishes these articles: ``Dawn, 30 Dec 2025; NDTV, 2 Mar``; the year where it is not that of the newest text."""
    said = [one for one in report.sourcing if one.article.id in articles]
    newest = max((one.article.told_on for one in report.sourcing if one.article.told_on), default=None)
    names = [(safe(cut(_outlet_day(one, newest), 60)), one.article.url) for one in said[:OUTLETS_SHOWN]]
    shown = [link(name, url) if linked else name for name, url in names]
    return "; ".join(shown) + (f" (+{len(said) - OUTLETS_SHOWN})" if len(said) > OUTLETS_SHOWN else "")


def _outlet_day(one: Sourcing, near: date | None) -> str:
    when = short_day(one.article.published, one.article.published_precision, near)
    return f"{one.outlet}, {when}" if when else one.outlet


def source_line(sourcing: Sourcing) -> str:
    """Outlet and address, when, and what it says in a sentence of its own."""
    article = sourcing.article
    when = f", {told(article)}" if article.published else ""
    where = f" ¶{sourcing.evidence.paragraph}" if sourcing.evidence.paragraph else ""
    said = safe(cut(quotation(article) or article.title, 200))
    return f"{link(safe(cut(sourcing.outlet, OUTLET)), article.url)}{when}{where}: “{said}”"
