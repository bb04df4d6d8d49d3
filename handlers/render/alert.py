"""An event as a message in a channel: what, how sure, how much it matters, where it is said. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import discord

from facts.countries import country_name
from facts.grade import Credible, Voice, credibility
from facts.kinds import BY_NAME
from handlers.render.dates import day, differ, span, stated, told
from handlers.render.figures import amount_text, counted, equipped, quantity_text
from handlers.render.text import cut, link, safe
from store.models import Agreement, Amount, Article, Event, Evidence, Materiel, Quantity, Source, StatedDay

Figure = TypeVar("Figure", Amount, Quantity, StatedDay)

COLOURS = {"low": 0x8A8F98, "notable": 0x2F6F4F, "high": 0xB7791F, "critical": 0xB03A2E}
"""Beside the word, never instead of it."""
CREDIBILITY = {
    1: "confirmed",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "cannot be judged",
}
"""The words of the NATO Admiralty scale's digits (AJP-2.1)."""
UNRATED = "F"
SOURCES_SHOWN = 5
OUTLETS_SHOWN = 3
TITLE = 240
LINE = 210
EMBED_TEXT = 3_900
SUMMARY = 700
SOURCES = 2_200
"""Of the text: what is said always keeps its importance, its grade and some of its sources."""
OUTLET = 60


@dataclass(frozen=True)
class Sourcing:
    """One article on an event, with who publishes it."""

    evidence: Evidence
    article: Article
    source: Source | None

    @property
    def owner(self) -> str:
        return self.source.owner if self.source else (self.article.publisher or self.article.source)

    @property
    def denies(self) -> bool:
        return bool(self.article.reading.get("denied"))

    @property
    def outlet(self) -> str:
        return self.article.publisher or (self.source.name if self.source else self.article.source)

    @property
    def reliability(self) -> str:
        return self.source.reliability if self.source else UNRATED


@dataclass(frozen=True)
class Report:
    """An event with every article that is evidence for it, oldest first."""

    event: Event
    sourcing: tuple[Sourcing, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Of the actors and equipment that the event mentions, by id."""
    agreement: Agreement | None = None
    """What the event is a step of, with its ledger."""

    @property
    def credible(self) -> Credible:
        """How far it can be believed, counted in owner groups."""
        return credibility([Voice(one.reliability, one.owner, one.denies) for one in self.sourcing])

    @property
    def owners(self) -> int:
        """Independent owner groups: what corroboration counts."""
        return len({sourcing.owner for sourcing in self.sourcing})

    @property
    def url(self) -> str | None:
        """The first source with an address that a message may link."""
        urls = (sourcing.article.url for sourcing in self.sourcing)
        return next((url for url in urls if url and url.startswith(("http://", "https://"))), None)


def alert(report: Report, mark: str) -> discord.Embed:
    """The message of one event; ``mark`` finds it again in the channel's history."""
    event = report.event
    standing = ["", *_standing(report), "", "**Sources**", *_sources(report)]
    room = EMBED_TEXT - len("\n".join(standing))
    said = [cut(safe(event.summary), SUMMARY)] if event.summary else []
    lines = [*fitting([*said, "", *_facts(report)], room), *standing]
    embed = discord.Embed(
        title=headline(event),
        description="\n".join(lines).strip(),
        colour=COLOURS[event.importance],
    )
    kind = BY_NAME.get(event.kind, BY_NAME["other"])
    embed.set_author(name=f"{kind.icon} {kind.label} · {event.importance} importance")
    embed.url = report.url if report.url and len(report.url) < 1_000 else None
    return signed(embed, f"{event.kind} · {event.id}", mark)


def line(report: Report) -> str:
    """An event in one line of at most ``LINE`` characters, without its link where there is no room for it."""
    event = report.event
    about = f" · {event.importance} · {event.standing} · {report.owners} owner group(s)"
    title = headline(event)
    linked = f"**{link(title, report.url)}**{about}"
    return linked if len(linked) <= LINE else f"**{headline(event, LINE - len(about) - 20)}**{about}"


def headline(event: Event, most: int = TITLE - 20) -> str:
    """The title, at most so long, struck through when the event is denied."""
    title = cut(safe(event.title), most)
    return f"~~{title}~~ (denied)" if event.standing == "denied" or event.phase == "denied" else title


def signed(embed: discord.Embed, text: str, mark: str) -> discord.Embed:
    """With the footer by which the bot finds its own message; ``mark`` ends it."""
    return embed.set_footer(text=f"{cut(text, 160)} · {mark}")


def _facts(report: Report) -> list[str]:
    event, names = report.event, report.names
    rows = [
        ("When", _when(event, report)),
        ("Where", safe(event.place or "")),
        ("Countries", ", ".join(country_name(code) for code in event.countries)),
        ("Actors", "; ".join(f"{safe(names.get(p.actor, p.actor))} ({safe(p.part)})" for p in event.actors)),
        ("Equipment", "; ".join(_piece(item, names) for item in equipped(event, names))),
        ("Quantity", "; ".join(_figures(counted(event, names), quantity_text, report))),
        ("Value", "; ".join(_figures(event.amounts, amount_text, report))),
        ("Agreement", _agreement(report.agreement)),
        ("Not known", safe("; ".join(event.unknown))),
    ]
    return [f"**{name}:** {cut(text, 400)}" for name, text in rows if text]


def fitting(lines: list[str], room: int) -> list[str]:
    """Those that find room, the first ones first; none is cut in the middle of a link."""
    kept: list[str] = []
    for text in lines:
        if sum(len(one) + 1 for one in kept) + len(text) < room:
            kept.append(text)
    return kept


def _agreement(agreement: Agreement | None) -> str:
    return f"{safe(agreement.name)}; status: {safe(agreement.status)}" if agreement else ""


def _when(event: Event, report: Report) -> str:
    if not differ(event):
        return span(event.day, event.until, event.precision)
    return "; ".join(_figures(event.days, stated, report))


def _figures(figures: Sequence[Figure], text: Callable[[Figure], str], report: Report) -> list[str]:
    """As the sources state them; each with its sources where not all state the same."""
    if len({one.citations for one in figures}) < 2:
        return [safe(text(one)) for one in figures]
    said = [(safe(text(one)), outlets(report, cited(one), linked=False)) for one in figures]
    return [f"{words} ({sources})" if sources else words for words, sources in said]


def _piece(item: Materiel, names: Mapping[str, str]) -> str:
    number = "" if item.quantity is None else f"{item.quantity} × "
    note = f" ({safe(item.note)})" if item.note else ""
    return f"{number}{safe(names.get(item.equipment, item.equipment))}{note}"


def cited(figure: Figure) -> list[str]:
    return [citation.article for citation in figure.citations]


def outlets(report: Report, articles: Sequence[str], *, linked: bool = True) -> str:
    """Who publishes these articles: ``Dawn, 1 Mar 2026; NDTV, 2 Mar 2026``."""
    said = [one for one in report.sourcing if one.article.id in articles]
    names = [(safe(cut(_outlet_day(one), 60)), one.article.url) for one in said[:OUTLETS_SHOWN]]
    shown = [link(name, url) if linked else name for name, url in names]
    return "; ".join(shown) + (f" (+{len(said) - OUTLETS_SHOWN})" if len(said) > OUTLETS_SHOWN else "")


def _outlet_day(one: Sourcing) -> str:
    article = one.article
    known = article.published is not None and article.published_precision != "unknown"
    return f"{one.outlet}, {day(article.published, article.published_precision)}" if known else one.outlet


def _standing(report: Report) -> list[str]:
    event = report.event
    credible = report.credible
    count = f"{len(report.sourcing)} source(s), {report.owners} independent owner group(s)"
    return [
        f"**Importance:** {event.importance}",
        f"**Status:** {event.standing} ({event.phase}), {count}",
        f"**Source reliability:** {credible.letter}, the best source",
        f"**Information credibility:** {credible.digit}, {CREDIBILITY[credible.digit]}",
        f"**First seen:** <t:{int(event.first_seen.timestamp())}:f>",
    ]


def _sources(report: Report) -> list[str]:
    lines = [f"• {source_line(sourcing)}" for sourcing in report.sourcing[:SOURCES_SHOWN]]
    shown = fitting(lines, SOURCES)
    left = len(report.sourcing) - len(shown)
    return [*shown, *([f"… and {left} more: *Sources*"] if left else [])]


def source_line(sourcing: Sourcing) -> str:
    """Title and address, outlet, when, and the outlet's reliability."""
    article = sourcing.article
    title = link(f"“{safe(cut(article.title, 120))}”", article.url)
    when = f" · {told(article)}" if article.published else ""
    where = f" ¶{sourcing.evidence.paragraph}" if sourcing.evidence.paragraph else ""
    return f"{title}{where} · {safe(cut(sourcing.outlet, OUTLET))}{when} · {sourcing.reliability}"
