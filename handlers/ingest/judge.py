"""Reads articles and compares them with the register, one after the other: each sees what the one before became."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from hashlib import blake2s

import structlog

from facts.asserting.taken_back import is_correction
from facts.correcting.mistakes import what_it_corrects
from facts.matching.index import Profile, ProfileText, index_keys
from facts.matching.levels import ONE_ROUND
from facts.matching.match import New, Same, Unsure, Update, Verdict, match
from facts.model.reading import Reading
from facts.naming.given import unknown_names
from facts.naming.unknown import UnknownName
from facts.reading.assess import assess
from facts.reading.draft import draft
from facts.reading.grade import importance
from facts.weights.model import ASKED_ABROAD, certain
from handlers.ingest.article import event_id
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import Article, EventFacts

_NEAR = 0.1
"""Likelihood from which an item that is left out is near the line."""
COMPARED = 0.25
"""Likelihood from which an item that is not ours by itself is compared with what is known."""
SURELY = 1.3
"""The score from which such an item is about a known event (``MatchLimits`` asks less of what is ours by itself)."""
GOES_ON = 0.03
"""Likelihood from which an item that goes on from a known story is asked about: of 12,000 entries of general news three are."""
_NUMBERED = re.compile(r"\b[A-Z][\w'’]+[ –-]?(?:20\d\d|\d{1,2}|[IVX]+)\b")
"""A title that may name an edition of something."""
_NO_KNOWN_TIME = "its own date lies in the future, so that when it was told is not known"
log = structlog.get_logger("handlers.ingest.judge")


@dataclass(frozen=True)
class Judged:
    """What was made of an article. ``verdict`` and ``own`` are None where it is not ours, or could not be read: then
    ``unread`` says why."""

    article: Article
    reading: Reading
    verdict: Verdict | None = None
    own: EventFacts | None = None
    """The event that it would be on its own."""
    unread: str = ""
    names: tuple[UnknownName, ...] = ()
    """What it names that the register does not know."""
    lesson_of: str = ""
    """When what it was judged by was learned from the team (``Knowledge.lesson_of``); left out of what is far from the
    line, which no lesson turns."""
    found_by: tuple[int, ...] = ()
    """The facts by which it finds the events that it may be about (``index_keys``)."""

    @property
    def facts(self) -> EventFacts:
        """Raises ``ValueError`` for an article that is not ours: it tells no event."""
        if self.own is None:
            raise ValueError(f"{self.article.id} tells no event")
        return self.own

    @property
    def event(self) -> str | None:
        """The id of the event that it belongs to, new or known; the one in question where a person decides."""
        match self.verdict:
            case None:
                return None
            case New():
                return event_id(self.facts, self.article)
            case known:
                return known.event

    @property
    def score(self) -> float:
        return self.verdict.score if self.verdict else self.reading.score

    @property
    def reasons(self) -> list[str]:
        if self.unread:
            return [self.unread]
        return [*self.reading.reasons, *(self.verdict.reasons if self.verdict else ())]

    @property
    def word(self) -> str:
        """The verdict as it is stored and shown: irrelevant, new, update, same, unsure or unread."""
        if self.unread:
            return "unread"
        return "irrelevant" if self.verdict is None else type(self.verdict).__name__.lower()


def judge(articles: Iterable[Article], knowledge: Knowledge, *, learn: bool = True) -> list[Judged]:
    """Pure but for the index in memory, which learns the new events, unless what is judged new will not be filed.
    About a millisecond an article. One that cannot be read costs no other: it teaches nothing and says why."""
    return [_safely(article, knowledge, learn) for article in articles]


def _safely(article: Article, knowledge: Knowledge, learn: bool) -> Judged:
    mark = knowledge.index.mark()
    try:
        return _judge(article, knowledge, learn)
    except Exception as error:
        knowledge.index.back_to(mark)
        log.exception("an item could not be judged", article=article.id, reference=reference(article.id))
        return unread(article, type(error).__name__)


def unread(article: Article, why: str) -> Judged:
    """An article that could not be read (``why``: an exception's name)."""
    return Judged(
        article,
        Reading(),
        unread=f"could not be read ({why}); the log tells of it as {reference(article.id)}",
    )


def bare(article: Article) -> Article:
    """The row of an article with nothing of its text, for a database that takes no more of it."""
    return Article(
        id=article.id,
        source=article.source,
        feed=article.feed,
        title="(unreadable)",
        read_at=article.read_at,
        verdict="unread",
    )


def reference(article: str) -> str:
    """By which the log tells of an article (its id) that could not be read."""
    return blake2s(article.encode(), digest_size=3).hexdigest()


def _judge(article: Article, knowledge: Knowledge, learn: bool) -> Judged:
    reading = assess(article, knowledge.lexicon, knowledge.weights, kinds=knowledge.kinds)
    if reading.relevance == "irrelevant":
        lesson = knowledge.lesson_of if reading.score >= _NEAR else ""
        known = _set_right(article, reading, knowledge) or _known_story(article, reading, knowledge)
        if known is None:
            return Judged(article, reading, lesson_of=lesson)
        reading, verdict = known
    else:
        verdict = _surely(match(article, reading, knowledge.index), reading)
        if isinstance(verdict, New | Unsure) and (known := _set_right(article, reading, knowledge)):
            reading, verdict = known
    verdict = _unless_told_at_no_known_time(verdict, article, reading)
    return judged_as(verdict, article, reading, knowledge, learn=learn)


def _unless_told_at_no_known_time(verdict: Verdict, article: Article, reading: Reading) -> Verdict:
    """Whose own date lies far in the future may tell of an event of any month: what joins it to one that is known is asked
    about, unless it states its day or names the round of a drill."""
    is_sure = reading.precision == "day" or article.published_precision != "approximate"
    if is_sure or not isinstance(verdict, Same | Update):
        return verdict
    if ONE_ROUND in (reason.rpartition(" ")[0] for reason in verdict.reasons):
        return verdict
    return Unsure(verdict.event, verdict.score, (*verdict.reasons, _NO_KNOWN_TIME))


def _set_right(article: Article, reading: Reading, knowledge: Knowledge) -> tuple[Reading, Verdict] | None:
    """An item as the correction of an event that is known; None where it is none."""
    if not is_correction(article.title, article.lead):
        return None
    found = what_it_corrects(
        article, knowledge.index, knowledge.lexicon, certain(knowledge.weights), knowledge.kinds
    )
    if found is None:
        return None
    reasons = (*reading.reasons, "but it corrects an event that is known")
    return replace(found.reading, score=reading.score, reasons=reasons), found.verdict


def _known_story(article: Article, reading: Reading, knowledge: Knowledge) -> tuple[Reading, Verdict] | None:
    """An item that says too little to be ours by itself ("Sea Guardian-4 called off"), where it is surely about an event that is
    known, or, as a question, where it goes on from one; None where it does neither."""
    is_numbered = bool(reading.score and _NUMBERED.search(article.title))
    if reading.score < GOES_ON and not is_numbered:
        return None
    ours = assess(article, knowledge.lexicon, certain(knowledge.weights), kinds=knowledge.kinds)
    if ours.relevance == "irrelevant":
        return None
    verdict = match(article, ours, knowledge.index)
    if _is_told_again(verdict, reading, is_numbered=is_numbered):
        reasons = (*reading.reasons, "but surely about an event that is known")
        return replace(ours, score=reading.score, reasons=reasons), verdict
    if reading.score >= GOES_ON and _goes_on(verdict):
        reasons = (*reading.reasons, "but it goes on from what is known")
        return replace(ours, relevance="held", score=reading.score, reasons=reasons), Unsure(
            None, reading.score, ()
        )
    return None


def _surely(verdict: Verdict, reading: Reading) -> Verdict:
    """Of an item that is hardly ours by itself a person is asked, unless it is surely about a known event."""
    is_hardly = reading.relevance == "held" and reading.score < ASKED_ABROAD
    if is_hardly and isinstance(verdict, Same | Update) and verdict.score < SURELY:
        return Unsure(None, reading.score, ())
    return verdict


def _is_told_again(verdict: Verdict, reading: Reading, *, is_numbered: bool) -> bool:
    """However unlikely by itself, it is where it names the same round of a drill."""
    if not isinstance(verdict, Same | Update) or verdict.score < SURELY:
        return False
    by_round = ONE_ROUND in (reason.rpartition(" ")[0] for reason in verdict.reasons)
    return reading.score >= COMPARED or (is_numbered and by_round)


def _goes_on(verdict: Verdict) -> bool:
    """Whether it may be about a known event, or is of the same things or drill of the same states."""
    return verdict.follows is not None if isinstance(verdict, New) else True


def judge_as_ours(article: Article, knowledge: Knowledge) -> Judged | None:
    """An article that a person calls ours, whatever the weights say of it; None where nothing of the beat is found in
    it. The index learns what it becomes."""
    reading = assess(article, knowledge.lexicon, certain(knowledge.weights), kinds=knowledge.kinds)
    if reading.relevance == "irrelevant":
        return None
    return judged_as(match(article, reading, knowledge.index), article, reading, knowledge, learn=True)


def judged_as(
    verdict: Verdict, article: Article, reading: Reading, knowledge: Knowledge, *, learn: bool
) -> Judged:
    """An article with its verdict and what follows from it. The index learns it, what is new only with ``learn``."""
    names = unknown_names(article, reading, knowledge.lexicon)
    own = _facts(article, reading, verdict, knowledge)
    probe = knowledge.index.features_of(reading, article.title, article.lead)
    found_by = tuple({key for _, key in index_keys(probe)})
    judged = Judged(
        article, reading, verdict, own, names=names, lesson_of=knowledge.lesson_of, found_by=found_by
    )
    if learn and isinstance(verdict, New):
        knowledge.index.add(
            Profile(event_id(judged.facts, article), judged.facts, (_text(article, reading),))
        )
    elif isinstance(verdict, Same | Update):
        knowledge.index.add_text(verdict.event, _text(article, reading))
    return judged


def _facts(article: Article, reading: Reading, verdict: Verdict, knowledge: Knowledge) -> EventFacts:
    follows = verdict.follows if isinstance(verdict, New) else None
    agreement = verdict.agreement if isinstance(verdict, New) else None
    facts = draft(
        article, reading, knowledge.lexicon, follows=follows, agreement=agreement, kinds=knowledge.kinds
    )
    facts.importance = importance(facts, novel=follows is None, kinds=knowledge.kinds).importance
    return dated_as_told(facts, article)


def dated_as_told(facts: EventFacts, article: Article) -> EventFacts:
    """A development whose day no text states is known by the day or month in which it was told. What is only announced, or
    told about by nobody knows when, has no day."""
    if facts.day is not None or facts.phase == "announced" or article.published is None:
        return facts
    told = article.published.date()
    return facts.model_copy(
        update={
            "day": told,
            "precision": "approximate" if article.told_on is None else "told",
            "basis": f"not stated; first told {_when(article)}",
        }
    )


def _when(article: Article) -> str:
    """In the words of a basis: on a day, or in a month or year."""
    written = article.published.date().isoformat() if article.published else ""
    if article.told_on is None:
        return f"in {written[:4] if article.published_precision == 'year' else written[:7]}"
    return f"on {written}"


def _text(article: Article, reading: Reading) -> ProfileText:
    return ProfileText(article.title, article.lead, article.told_on, reading)


def with_verdict(judged: Judged) -> Judged:
    """With what was made of the article written into its row, so that the decision can be shown and replayed."""
    row = judged.article
    row.verdict = judged.word
    row.event = None if judged.word == "unsure" else judged.event
    row.score = round(judged.score, 3)
    row.reasons = judged.reasons
    row.reading = judged.reading.to_dict() | ({"lesson": judged.lesson_of} if judged.lesson_of else {})
    if judged.word == "irrelevant":  # most of the wire: what is said already is not kept twice
        row.reading.pop("reasons", None)
    return judged
