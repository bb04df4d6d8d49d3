"""The sentences of a document against the register: evidence on what is known, what is new, and drafts for a person.

More is held here than of news: a document recalls, compares and comments, and whoever handed it in can say what is meant.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import structlog

from facts.matching.match import New, Same, Unsure, Update, Verdict, match
from facts.model.kinds import Kinds
from facts.model.reading import Reading
from facts.prose.certain import is_certain, is_dated, tells_event
from facts.prose.figures import with_figures
from facts.prose.statements import Prose, SentenceReader, Statement, statements
from facts.rows.kinds import KINDS
from feeds.entries.entries import Document, Part
from handlers.ingest.article import identifier
from handlers.ingest.judge import Judged, judged_as, reference, unread
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import Article, ArticleFacts
from store.nouns.values import Citation

log = structlog.get_logger("handlers.ingest.prose")

DRAFT = 0.15
"""Probability from which a person is asked about what a document tells. The weights are at the mix of what a team watches;
of a document that somebody hands in about ten times as much is ours, and a question costs half of what a miss does."""
TITLE = 200


@dataclass(frozen=True)
class SentenceJudged:
    """A sentence as it was read, and what was made of it. ``first``: the place of the sentence that told first what it goes
    on about, or its own."""

    statement: Statement
    judged: Judged
    first: int


def document_statements(part: Part, reader: SentenceReader) -> list[Statement]:
    """The sentences of one text of a document."""
    prose = [Prose(one.number, one.text, one.heading) for one in part.paragraphs]
    return statements(part.title, part.published.date() if part.published else None, prose, reader)


def sentence_row(document: Document, part: Part, one: Statement, article: Article) -> Article:
    """A sentence as an article of its own, in its own words: the row of one that is new or held."""
    place = f"{one.paragraph}" if one.number == 1 else f"{one.paragraph}.{one.number}"
    return Article(
        id=identifier("paragraph", f"{document.content_hash} {place}"),
        source=article.source,
        title=one.text.removesuffix(".")[:TITLE],
        lead="" if len(one.text) <= TITLE else one.text,
        within=article.id,
        published=part.published or article.published,
        published_precision="day" if part.published else article.published_precision,
        published_basis=part.basis or article.published_basis,
        read_at=article.read_at,
        verdict="irrelevant",
    )


def judge_statements(
    told: Sequence[tuple[Statement, Article]], knowledge: Knowledge, *, learn: bool = True
) -> list[SentenceJudged]:
    """In their order, each knowing what the ones before became; one that cannot be judged costs no other. Pure but for
    the index, which learns what is new with ``learn``."""
    events: dict[int, str] = {}
    found: dict[int, SentenceJudged] = {}
    for one, row in told:
        judged = _safely(one, row, events, knowledge, learn)
        before = found.get(one.goes_on) if one.goes_on is not None else None
        first = before.first if before else None
        is_more = first is not None and (judged.event is None or judged.event == found[first].judged.event)
        if is_more and _is_open(judged):
            judged = replace(judged, verdict=None, own=None)  # it is part of that draft
        if judged.verdict is not None and judged.event is not None and not isinstance(judged.verdict, Unsure):
            events[one.place] = judged.event
        found[one.place] = SentenceJudged(one, judged, first if is_more and first is not None else one.place)
    return _with_what_follows(list(found.values()))


def _is_open(judged: Judged) -> bool:
    """Whether nothing is known of what it tells."""
    return isinstance(judged.verdict, Unsure) and judged.verdict.event is None


def _with_what_follows(found: Sequence[SentenceJudged]) -> list[SentenceJudged]:
    """Each with those that go on about it: these are put together once, for a document has very many."""
    going_on: defaultdict[int, list[SentenceJudged]] = defaultdict(list)
    for one in found:
        if one.first != one.statement.place:
            going_on[one.first].append(one)
    return [_with_figures(one, going_on.get(one.statement.place, ())) for one in found]


def _with_figures(one: SentenceJudged, later: Sequence[SentenceJudged]) -> SentenceJudged:
    """A new event, or the draft of one, with the sums, numbers and the last day that later sentences give."""
    judged = one.judged
    if not (isinstance(judged.verdict, New) or _is_open(judged)):
        return one
    said = [(other.statement.text, other.judged.reading, _where(other)) for other in later]
    return replace(one, judged=replace(judged, own=with_figures(judged.facts, said)))


def _where(one: SentenceJudged) -> Citation:
    row = one.judged.article
    return Citation(article=row.within or row.id, paragraph=str(one.statement.paragraph))


def _safely(
    one: Statement, row: Article, events: Mapping[int, str], knowledge: Knowledge, learn: bool
) -> Judged:
    if one.broken:
        log.error(
            "a sentence could not be read", article=row.id, reference=reference(row.id), error=one.broken
        )
        return unread(row, one.broken)
    mark = knowledge.index.mark()
    try:
        return _judged(one, row, events, knowledge, learn)
    except Exception as error:
        knowledge.index.back_to(mark)
        log.exception("a sentence could not be judged", article=row.id, reference=reference(row.id))
        return unread(row, type(error).__name__)


def _judged(
    one: Statement, row: Article, events: Mapping[int, str], knowledge: Knowledge, learn: bool
) -> Judged:
    reading = replace(one.reading, reasons=(*one.reading.reasons, *one.from_context))
    text = ArticleFacts(source=row.source, title=one.meant, lead=one.beside)
    found = match(text, reading, knowledge.index)
    persons = _persons_of(found, text, reading, knowledge)
    verdict = settled(found, one, events, persons, knowledge.kinds)
    if verdict is None:
        return Judged(row, reading)
    reading = replace(reading, relevance="held" if isinstance(verdict, Unsure) else "relevant")
    return judged_as(verdict, row, reading, knowledge, learn=learn)


def _persons_of(
    verdict: Verdict, text: ArticleFacts, reading: Reading, knowledge: Knowledge
) -> frozenset[str]:
    """The persons of an event that a meeting was found to be: who is not one of them meets elsewhere."""
    if not isinstance(verdict, Same | Update) or not knowledge.kinds.of(reading.kind).is_talk:
        return frozenset()
    candidates = knowledge.index.candidates(knowledge.index.features_of(reading, text.title, text.lead))
    entries = [entry for one in candidates if one.event == verdict.event for entry in one.entries]
    return frozenset(person for entry in entries for person in entry.people)


def settled(
    verdict: Verdict,
    one: Statement,
    events: Mapping[int, str],
    persons: Collection[str] = (),
    kinds: Kinds = KINDS,
) -> Verdict | None:
    """What a sentence's verdict comes to in a document. ``events`` are those of the statements before, by place,
    ``persons`` those of the event that was found."""
    reading, before = one.reading, events.get(one.goes_on) if one.goes_on is not None else None
    known = isinstance(verdict, Same | Update) and is_certain(verdict.reasons, reading)
    if isinstance(verdict, Same | Update) and known and (before is None or reading.day is not None):
        others = bool(persons) and not set(reading.people) <= set(persons)
        return Unsure(verdict.event, verdict.score, verdict.reasons) if others else verdict
    if before is not None:
        return Same(before, 1.0, ("goes on about what the text told before",))
    return _unknown(verdict, reading, kinds)


def _unknown(verdict: Verdict, reading: Reading, kinds: Kinds) -> Verdict | None:
    """What is found under no known event for sure: news where it tells its own, a draft, or nothing."""
    if not tells_event(reading, kinds) or (not _is_news(reading) and reading.score < DRAFT):
        return None
    if isinstance(verdict, New) and _is_news(reading):
        return verdict
    if isinstance(verdict, New) or verdict.event is None:
        return Unsure(None, reading.score, (why_asked(reading),))
    return Unsure(verdict.event, verdict.score, verdict.reasons)


def _is_news(reading: Reading) -> bool:
    return reading.relevance == "relevant" and len(reading.countries) > 1 and is_dated(reading)


def why_asked(reading: Reading) -> str:
    """Why what a document tells is a draft for a person."""
    if len(reading.countries) < _STATES:
        return "a document tells it, and no second state was read"
    return "a document tells it" if is_dated(reading) else "a document tells it and gives no day"


_STATES = 2
