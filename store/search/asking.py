"""A question as SQL: what a database can tell for certain, what it can only narrow down, and the window.

A text is compared by its folded, stemmed words (``facts/names/phrases.py``), which no database computes. Here a text *may*
hold a word if its plain letters hold the part of the word that no ending changes, or if it has a sign that folding
turns into such letters; whoever asks judges those texts word by word.
"""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, String, and_, case, cast, extract, false, func, or_
from sqlmodel import col, select

from store.database.index import EventLink
from store.nouns.models import Claim, Event
from store.nouns.views import QuestionFacet

FOLDED = "︰-︰ª-ɏʰ-\u02ffᴀ-ᶿḀ-ỿ\u2024-\u2026⁰-₨℀-↉①-⓪ⱼⱽ㉐-㉟㊱-㋿㌀-㏿ꟲ-ꟴﬀ-ﬆ︐-︙﹐-﹫！-ｚ𐞥𝐀-𝚣𝟎-𝟿🄀-🆐🯰-🯹"
"""Signs beyond ASCII that Unicode's compatibility decomposition (NFKD) turns into plain letters, digits, points or
apostrophes: a GLOB or regular expression's set."""
DIGITS = (
    "\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f\u0ae6-\u0aef"
    "\u0b66-\u0b6f\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef\u0d66-\u0d6f\u0de6-\u0def\u0e50-\u0e59"
    "\u0ed0-\u0ed9\u0f20-\u0f29\u1040-\u1049\u1090-\u1099\u1369-\u1371\u17e0-\u17e9\u1810-\u1819"
    "\u1946-\u194f\u19d0-\u19da\u1a80-\u1a89\u1a90-\u1a99\u1b50-\u1b59\u1bb0-\u1bb9\u1c40-\u1c49"
    "\u1c50-\u1c59\u24f5-\u24fd\u24ff\u2776-\u277e\u2780-\u2788\u278a-\u2792\ua620-\ua629\ua7f9"
    "\ua8d0-\ua8d9\ua900-\ua909\ua9d0-\ua9d9\ua9f0-\ua9f9\uaa50-\uaa59\uabf0-\uabf9\U000104a0-\U000104a9"
    "\U00010783\U000107a2\U00010a40-\U00010a43\U00010d30-\U00010d39\U00010e60-\U00010e68"
    "\U00011052-\U0001105a\U00011066-\U0001106f\U000110f0-\U000110f9\U00011136-\U0001113f"
    "\U000111d0-\U000111d9\U000112f0-\U000112f9\U00011450-\U00011459\U000114d0-\U000114d9"
    "\U00011650-\U00011659\U000116c0-\U000116c9\U00011730-\U00011739\U000118e0-\U000118e9"
    "\U00011950-\U00011959\U00011c50-\U00011c59\U00011d50-\U00011d59\U00011da0-\U00011da9"
    "\U00016a60-\U00016a69\U00016ac0-\U00016ac9\U00016b50-\U00016b59\U0001d6a4\U0001e140-\U0001e149"
    "\U0001e2f0-\U0001e2f9\U0001e950-\U0001e959"
)
"""Digits of other scripts, which folding turns into ASCII ones: the same."""
MARKS = (
    "\u0300-\u108d\u135d-\u135f\u1714-\u1dff\u200c-\u200d\u20d0-\u20f0\u2cef-\u2dff\u302a-\u309a\ua66f-\uabed\ufb1e-\ufb1e"
    "\ufe20-\uff9f\U000101fd-\U0001037a\U00010a0d-\U00010ae6\U00010d24-\U00010d27\U00010eab-\U00011a99"
    "\U00011c3f-\U00011d97\U00016af0-\U00016b36\U00016ff0-\U00016ff1\U0001bc9e-\U0001bc9e\U0001d165-\U0001d244"
    "\U0001e000-\U0001e2ef\U0001e8d0-\U0001e94a"
)
"""Combining marks, which folding takes off, with what lies between them."""
Condition = ColumnElement[bool]


def certainly(facet: QuestionFacet) -> Condition:
    """Whether an event meets the facet, as far as a database can tell: never NULL, never wrongly."""
    return _sound(surely(facet))


def surely(facet: QuestionFacet) -> Condition:
    """The same to choose by: NULL where ``certainly`` is false, so that a database can look it up by its indexes."""
    parts = [_linked(facet.links)] if facet.links else []
    parts += [col(Event.kind).in_(facet.kinds)] if facet.kinds else []
    parts += [col(Event.agreement).in_(facet.agreements)] if facet.agreements else []
    which = [] if facet.number is None else [col(Event.number) == facet.number]
    parts += [and_(col(Event.series).in_(facet.series), *which)] if facet.series else []
    return or_(false(), *parts)


def perhaps(facet: QuestionFacet, dialect: str) -> Condition:
    """Whether an event may meet the facet: true of every one that does."""
    parts = [_says(_text(Event.title, Event.summary, Event.place), facet.texts, dialect)]
    parts += [_linked(facet.maybe)] if facet.maybe else []
    parts += [col(Event.agreement).in_(facet.maybe_agreements)] if facet.maybe_agreements else []
    told = or_(*parts)
    unplaced = cast(col(Event.countries), String) == "[]"
    return or_(certainly(facet), _sound(and_(unplaced, told) if facet.unplaced else told))


def claimed(facet: QuestionFacet, dialect: str) -> Condition:
    """Whether a claim, joined with its event, may meet the facet."""
    ids = [key for kind, key in facet.links if kind == "actor"]
    parts = [_says(_text(Claim.text, Claim.topic, Claim.attribution), facet.texts, dialect)]
    parts += [col(Claim.speaker).in_(ids), _holds(Claim.actors, ids)] if ids else []
    deals = facet.agreements | facet.deals
    parts += [col(Claim.agreement).in_(deals)] if deals else []
    return or_(_sound(or_(*parts)), and_(col(Event.id).is_not(None), perhaps(facet, dialect)))


def within(since: date | None, until: date | None) -> list[Condition]:
    """That what is known of an event's day can lie in the window: ``facts/asking/windows.py`` in SQL. A day that is known to
    the month or year lies in any window that its month or year touches; what has no day, only in an open one."""
    if since is None and until is None:
        return []
    dated = [col(Event.day).is_not(None), col(Event.precision) != "unknown"]
    ends = [_reaches(func.coalesce(Event.until, Event.day), since)] if since else []
    return [*dated, *ends, *([_begins(until)] if until else [])]


def alive() -> Condition:
    return col(Event.merged_into).is_(None)


def newest() -> tuple[ColumnElement[Any], ...]:
    """What has no day comes last. Indexes have this order and the next one (``store/nouns/models.py``)."""
    return (col(Event.day).is_(None).asc(), col(Event.day).desc(), col(Event.id).asc())


def oldest() -> tuple[ColumnElement[Any], ...]:
    return (col(Event.day).is_(None).asc(), col(Event.day).asc(), col(Event.id).asc())


def weightiest() -> tuple[ColumnElement[Any], ...]:
    """The most important first, and of those the newest."""
    ranks = {"critical": 0, "high": 1, "notable": 2}
    return (case(ranks, value=col(Event.importance), else_=3), *newest())


def points(conditions: Sequence[Condition]) -> ColumnElement[int]:
    """How many of them hold."""
    first, *rest = [case((condition, 1), else_=0) for condition in conditions]
    return sum(rest, start=first)


def _sound(condition: Condition) -> Condition:
    """False where SQL says NULL, so that its opposite can be asked for."""
    return case((condition, 1), else_=0) == 1


def _by_year() -> Condition:
    """Known to the year: so is an approximate day that stands at the first of January."""
    day = col(Event.day)
    first = and_(extract("month", day) == 1, extract("day", day) == 1)
    return or_(col(Event.precision) == "year", and_(col(Event.precision) == "approximate", first))


def _by_month() -> Condition:
    return col(Event.precision).in_(("month", "approximate"))


def _begins(until: date) -> Condition:
    month = until.replace(day=monthrange(until.year, until.month)[1])
    last = case((_by_year(), date(until.year, 12, 31)), (_by_month(), month), else_=until)
    return col(Event.day) <= last


def _reaches(end: ColumnElement[Any], since: date) -> Condition:
    first = case((_by_year(), date(since.year, 1, 1)), (_by_month(), since.replace(day=1)), else_=since)
    return end >= first


def _linked(links: Iterable[tuple[str, str]]) -> Condition:
    keys: dict[str, list[str]] = {}
    for kind, key in sorted(links):
        keys.setdefault(kind, []).append(key)
    pairs = [and_(col(EventLink.kind) == kind, col(EventLink.key).in_(some)) for kind, some in keys.items()]
    return col(Event.id).in_(select(EventLink.event).where(or_(*pairs)))


def _text(*columns: Any) -> ColumnElement[str]:
    first, *rest = [func.coalesce(col(column), "") for column in columns]
    whole: ColumnElement[str] = first
    for one in rest:
        whole = whole.concat(" ").concat(one)
    return whole


def _says(text: ColumnElement[str], pieces: Iterable[str], dialect: str) -> Condition:
    """Whether a text may hold one of the pieces, which are folded."""
    wanted = sorted(pieces)
    if not wanted:
        return false()
    plain = func.lower(text)
    for removed in ("'", "’", "."):
        plain = func.replace(plain, removed, "")
    ours = [plain.contains(piece) for piece in wanted if piece.isascii()]
    strange = [] if all(piece.isascii() for piece in wanted) else [_is_foreign(text, dialect)]
    folding = [and_(_is_foreign(text, dialect), _folds(text, dialect))] if ours and not strange else []
    return or_(*ours, *strange, *folding)


def _is_foreign(text: ColumnElement[str], dialect: str) -> Condition:
    """Whether any sign of it is beyond ASCII: it has more octets than signs."""
    if dialect == "postgresql":
        return func.octet_length(text) != func.char_length(text)
    return func.length(cast(text, LargeBinary)) != func.length(text)


def _folds(text: ColumnElement[str], dialect: str) -> Condition:
    sets = (f"[{FOLDED}{DIGITS}]", f"[A-Za-z0-9][{MARKS}]")
    if dialect == "postgresql":
        return or_(*(text.op("~")(one) for one in sets))
    return or_(*(text.op("GLOB")(f"*{one}*") for one in sets))


def _holds(column: Any, ids: Iterable[str]) -> Condition:
    """Whether a stored list holds one of the ids; both databases compare the document's text."""
    text = cast(col(column), String)
    return or_(*(text.contains(f'"{key}"', autoescape=True) for key in sorted(ids)))
