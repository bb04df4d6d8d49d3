"""Who buys from whom, where two states sign for it: "firma con Suecia la compra de 24 cazas", "루마니아와 수출 계약 체결"."""

from collections.abc import Iterable, Sequence

from facts.acting.marked import Phrase, phrase_places, role_tables
from facts.names.lexicon import FoundName
from facts.rows.patterns import word_set
from facts.scanning.scan import Segment


def sides_by_signing(segment: Segment, acting: Sequence[FoundName]) -> tuple[frozenset[str], frozenset[str]]:
    """Suppliers and recipients, as ISO 3166-1 alpha-2; empty where more than two act, or where two buy together. Who
    alone makes what is signed for gives it to the one partner."""
    table, nobody = role_tables().signing, (frozenset[str](), frozenset[str]())
    said = segment.words.folded
    if not _has(said, table.signs) or _has(said, table.together):
        return nobody
    partner = _states(one for one in acting if _is_partner(one, said))
    other = _states(acting) - partner
    makers = frozenset(code for f in segment.of_sort("equipment", "ship") for code in f.term.countries)
    if len(partner) == len(makers) == 1 and not other and not partner & makers:
        return makers, partner  # "Endonezya ile 48 KAAN için sözleşme imzalandı"
    if len(partner) != 1 or len(other) != 1:
        return nobody
    buys, sells = _has(said, table.buys), _has(said, table.sells)
    if buys and not sells and not other & makers:
        return partner, other
    return (other, partner) if sells and not buys and not partner & makers else nobody


def _is_partner(one: FoundName, said: Phrase) -> bool:
    """Behind "with", or behind "with the"; or before what says it behind a name ("Türkiye ile")."""
    table, at = role_tables().signing, one.start
    ahead = (
        {said[at - 1 : at], said[at - 2 : at - 1]}
        if at > 1 and said[at - 1] in _ARTICLES
        else {said[max(0, at - 1) : at]}
    )
    behind = (said[one.end : one.end + size] for size in (1, 2))
    return bool(ahead & table.partner_ahead) or not table.partner_behind.isdisjoint(behind)


_ARTICLES = word_set("parties", "articles")


def _states(names: Iterable[FoundName]) -> frozenset[str]:
    return frozenset(code for one in names if len(one.term.countries) == 1 for code in one.term.countries)


def _has(said: Phrase, phrases: frozenset[Phrase]) -> bool:
    return bool(phrase_places(said, phrases))
