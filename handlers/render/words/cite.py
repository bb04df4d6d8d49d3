"""Where something is said: in a list of sources, and as data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from facts.names.quoting import chain, quoted_outlet
from facts.sifting.inquiries import tells_correction
from handlers.render.words.dates import MONTHS, day
from handlers.render.words.text import cut, link, safe
from store.nouns.models import Agreement, Evidence
from store.nouns.values import Citation
from store.nouns.views import Library, Reference, Told


@dataclass(frozen=True)
class Cited:
    """A place in an article."""

    reference: Reference
    paragraph: str | None = None


def cited(citations: Iterable[Citation], library: Library) -> tuple[Cited, ...]:
    """Citations with their articles; one that names an article which is not there is left out."""
    known = [(c, library.articles[c.article]) for c in citations if c.article in library.articles]
    return tuple(dict.fromkeys(Cited(reference, c.paragraph) for c, reference in known))


def evidenced(evidence: Iterable[Evidence], library: Library) -> tuple[Cited, ...]:
    """The articles that tell an event."""
    known = [(e, library.articles[e.article]) for e in evidence if e.article in library.articles]
    return tuple(dict.fromkeys(Cited(reference, e.paragraph) for e, reference in known))


def texts_of(told: Told, library: Library) -> list[Reference]:
    """The texts that tell an event in their publishers' words; of a founding document the words are ours, and its day says
    not when news was told."""
    texts = (library.articles.get(one.article) for one in told.evidence)
    return [text for text in texts if text is not None and not text.is_summarised]


def uncorrected(texts: Sequence[Reference]) -> list[Reference]:
    """The texts without those that their own outlet puts right in a later one, by its title or lead."""
    right = [text for text in texts if any(map(tells_correction, (text.title, text.lead)))]
    return [text for text in texts if not any(_is_put_right(text, by) for by in right)]


def _is_put_right(text: Reference, by: Reference) -> bool:
    is_later = bool(text.published and by.published and text.published < by.published)
    return is_later and text.outlet == by.outlet


def told_days(told: Told, library: Library) -> list[date]:
    """The days on which texts told an event."""
    return [text.published.date() for text in texts_of(told, library) if text.published]


def known_day(told: Told, library: Library) -> date:
    """The day of an event; where nobody tells it, that of the first text; the first of all days, where no text has one."""
    return told.event.day or min(told_days(told, library), default=date.min)


def saying(part: str, evidence: Sequence[Evidence], library: Library) -> tuple[Cited, ...]:
    """The places that say one part of an event themselves. Where none does, as with a day that follows from the date of a
    text, the texts as wholes; where nobody told the parts apart, all places."""
    if not any(one.parts for one in evidence):
        return evidenced(evidence, library)
    own = evidenced((one for one in evidence if part in one.parts), library)
    return own or tuple(dict.fromkeys(Cited(one.reference) for one in evidenced(evidence, library)))


def said_in(part: str, deal: Agreement, library: Library) -> tuple[Cited, ...]:
    """The places that say one part of an agreement, as its ``said`` names them. Without any, the one place that tells of it
    all; else the texts as wholes, as of what none of them says."""
    own = deal.said.get(part) or deal.said.get(part.replace("quantity/", "equipment/"))
    every = cited(deal.citations, library)
    if own:
        return cited(own, library)
    if len(every) == 1 and not part.startswith("unknown/"):
        return every
    return tuple(dict.fromkeys(Cited(one.reference) for one in every))


def all_say(part: str, evidence: Sequence[Evidence]) -> bool:
    """Whether every text that tells an event says this part of it: a line that cites them all may then tell it."""
    texts = {one.article for one in evidence}
    return not any(one.parts for one in evidence) or texts == {
        one.article for one in evidence if part in one.parts
    }


def told_by(reference: Reference) -> str:
    """The outlet with the one whose report it retells, or with the one that quotes it: ``Reuters, quoted by Dawn``."""
    if reference.quoted_by and reference.quoted_by != reference.outlet:
        return chain(reference.quoted_by, reference.outlet)
    if reference.is_summarised:
        return reference.outlet
    return chain(reference.outlet, quoted_outlet(reference.title, reference.lead, reference.outlet))


def citation_day(reference: Reference) -> str:
    """``1 Dec 2020``, ``Dec 2020``, ``2019``, ``undated``."""
    if reference.published is None or reference.precision == "unknown":
        return "undated"
    text = day(reference.published, reference.precision)
    for month in MONTHS:
        text = text.replace(month, month[:3])
    return text


def described(reference: Reference) -> str:
    """A source in a list: title, outlet, author, date and how it is known, Admiralty letter. Its id is for data only."""
    title = link(f"“{safe(cut(reference.title, 160))}”", reference.url)
    author = f", {safe(reference.author)}" if reference.author else ""
    when = day(reference.published, reference.precision)
    basis = (
        f" ({safe(cut(reference.basis, 160))})" if reference.basis and reference.precision != "day" else ""
    )
    return (
        f"{title} · {safe(told_by(reference))}{author} · {when}{basis} · reliability {reference.reliability}"
    )


def of_line(text: str, sources: tuple[Cited, ...], part: str = "") -> list[dict[str, Any]]:
    """The citations of one statement as data; ``part`` is what of it they are for, where that is not all of it."""
    said = {"statement": text, "part": part} if part else {"statement": text}
    return [{**said, **data(source)} for source in sources]


def data(source: Cited) -> dict[str, Any]:
    """One citation as data; ``published`` is cut to the precision that is known."""
    reference = source.reference
    return {
        "article": reference.article,
        "title": reference.title,
        "outlet": reference.outlet,
        "published": _published(reference),
        "paragraph": source.paragraph,
        "url": reference.url,
        "reliability": reference.reliability,
    }


def _published(reference: Reference) -> str | None:
    lengths: Mapping[str, int] = {"day": 10, "month": 7, "approximate": 7, "year": 4}
    if reference.published is None or reference.precision not in lengths:
        return None
    return reference.published.date().isoformat()[: lengths[reference.precision]]
