"""An event's facts as they would be filed if a text is new: only what the text says, in a neutral form."""

from collections.abc import Sequence

from facts.asserting.background import news_of
from facts.asserting.taken_back import lead_set_right, set_right
from facts.figures.sums import LEAD, own_sums
from facts.model.kinds import Kind, Kinds
from facts.model.reading import Reading
from facts.names.countries import IN_ENGLISH
from facts.names.lexicon import Lexicon
from facts.names.terms import Term
from facts.names.titles import plain_title
from facts.reading.relevance import is_foreign
from facts.rows.kinds import KINDS
from store.nouns.models import ArticleFacts, EventFacts
from store.nouns.values import Amount, Importance, Materiel, Participant, Phase, Quantity, StateRole


def draft(
    article: ArticleFacts, reading: Reading, lexicon: Lexicon, *, importance: Importance = "notable",
    follows: str | None = None, agreement: str | None = None, kinds: Kinds = KINDS,
) -> EventFacts:  # fmt: skip
    """Actors, equipment and agreements are named only where the register knows them; the rest stays in the reading."""
    known = {
        ident
        for ident in (*reading.people, *reading.organisations, *reading.equipment)
        if _known(lexicon, ident)
    }
    counted = {count.of: count.number for count in reversed(reading.quantities)}
    return EventFacts(
        kind=reading.kind,
        title=neutral_title(article, reading, lexicon, kinds),
        summary="",
        day=reading.day,
        until=reading.until,
        precision=reading.precision,
        basis=reading.basis,
        phase=reading.phase,
        standing="denied" if reading.denied else "reported",
        place=lexicon.terms[reading.place].name if reading.place in lexicon.terms else None,
        countries=list(reading.countries),
        actors=[Participant(actor=a) for a in (*reading.people, *reading.organisations) if a in known],
        roles=_roles(reading, kinds.of(reading.kind)),
        equipment=[Materiel(equipment=e, quantity=counted.get(e)) for e in reading.equipment if e in known],
        amounts=_prices(article, reading, kinds),
        quantities=_quantities(reading, lexicon) if kinds.of(reading.kind).is_momentary else [],
        series=reading.series,
        number=reading.number,
        agreement=_agreement(reading, lexicon, agreement),
        follows=follows,
        importance=importance,
    )


def _prices(article: ArticleFacts, reading: Reading, kinds: Kinds) -> list[Amount]:
    """What it costs, or would: of a deal that is talked of, the deal."""
    year = reading.published.year if reading.published else None
    is_talked_of = reading.about and reading.phase in ("in talks", "proposed")
    kind = kinds.of(reading.about if is_talked_of else reading.kind)
    title, lead = set_right(article.title), lead_set_right(article.lead)[:LEAD]
    news = news_of(title, lead, article.told_on, foreign=is_foreign(article))
    own = own_sums(title, news.text, kind, year)
    return [Amount(amount=one.amount, currency=one.currency) for one in own]


def _roles(reading: Reading, kind: Kind) -> list[StateRole]:
    """Who gives and who gets; of what forces do together its host, where it takes part."""
    hosts = [code for code in reading.hosts if code in reading.countries] if kind.is_by_branch else []
    return [
        *(StateRole(country=code, part="supplier") for code in reading.suppliers),
        *(StateRole(country=code, part="recipient") for code in reading.recipients),
        *(StateRole(country=code, part="host") for code in hosts),
    ]


def _quantities(reading: Reading, lexicon: Lexicon) -> list[Quantity]:
    """By name; a plain word only where the same number is not of something named ("48 Wing Loong II drones")."""
    named = [count for count in reading.quantities if count.of in lexicon.terms]
    numbers = {count.number for count in named}
    plain = [c for c in reading.quantities if c.of not in lexicon.terms and c.number not in numbers]
    return [Quantity(number=c.number, of=lexicon.terms[c.of].name) for c in named] + [
        Quantity(number=c.number, of=c.of) for c in plain
    ]


def _known(lexicon: Lexicon, ident: str) -> bool:
    term = lexicon.terms.get(ident)
    return term is not None and term.named


def _agreement(reading: Reading, lexicon: Lexicon, meant: str | None) -> str | None:
    """The agreement that the text is about: the one ``meant``, else the first that it names. An entry without parties
    is a name that many agreements have, and one whose parties are not all there is another."""
    terms = (lexicon.terms.get(ident) for ident in (meant or "", *reading.agreements))
    fitting = (t for t in terms if t and t.sort == "agreement" and t.named)
    return next((t.id for t in fitting if _is_between(t, reading)), None)


def _is_between(term: Term, reading: Reading) -> bool:
    return bool(term.countries) and set(term.countries) <= {*reading.countries, *reading.mentioned}


def neutral_title(article: ArticleFacts, reading: Reading, lexicon: Lexicon, kinds: Kinds = KINDS) -> str:
    """ "China, Pakistan: exercise Shaheen 9": parties, kind and what it is about; the headline where that is too little."""
    about = _about(reading, lexicon)
    if not reading.countries or not about:
        return plain_title(set_right(article.title), article.publisher)
    return f"{neutral_line(reading.countries, reading.phase, kinds.of(reading.kind))}, {about}"


def neutral_line(countries: Sequence[str], phase: Phase, kind: Kind) -> str:
    """ "China, Egypt: planned exercise": parties and kind; empty without parties."""
    parties = ", ".join(IN_ENGLISH.get(code, code) for code in countries)
    return f"{parties}: {_label(phase, kind)}" if parties else ""


_LABELS: dict[Phase, str] = {
    "denied": "denial",
    "refused": "refusal",
    "cancelled": "cancellation",
    "postponed": "postponement",
    "in talks": "talks",
    "proposed": "proposal",
}
"""Of what is not done; a deed that is only planned says so before its kind."""


def _label(phase: Phase, kind: Kind) -> str:
    label = kind.label.lower()
    planned = phase == "announced" and kind.is_planned_by_name
    return _LABELS.get(phase, f"planned {label}" if planned else label)


def _about(reading: Reading, lexicon: Lexicon) -> str:
    names = (
        [reading.series]
        if reading.series
        else [*reading.equipment[:2], *(reading.agreements[:1] if not reading.equipment else ())]
    )
    spelled = [lexicon.terms[name].name for name in names if name in lexicon.terms]
    edition = reading.number or reading.edition
    return ", ".join(spelled) + (f" {edition}" if spelled and reading.series and edition else "")
