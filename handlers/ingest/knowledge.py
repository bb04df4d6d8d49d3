"""What the register knows, in memory, as the judges need it: the lexicon and the index of events."""

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

import structlog

from facts.matching.index import EventIndex, Prepared, Profile, ProfileText, prepare, record_of
from facts.matching.packed import Numbered, Vocabulary
from facts.matching.stored import closed, makers
from facts.model.kinds import Kinds
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon, fixed_names
from facts.names.terms import Rows
from facts.names.text import forget_folds
from facts.rows.kinds import KINDS
from facts.weights.learning import taught
from facts.weights.model import relevance
from handlers.ingest.founding import founding_text, readers
from store.nouns.decisions import EventText, EventTexts
from store.nouns.models import Event, EventFacts
from store.register.features import MadeFeatures, Stamp
from store.register.register import Register
from store.store import Store

log = structlog.get_logger("handlers.ingest.knowledge")
AT_ONCE = 500
"""Events that are read with their texts at a time."""
OVERLAP = timedelta(seconds=5)
"""Another process's transaction may end this much later than the moment that it wrote down."""

DOUBTED = timedelta(hours=1)
COINED_AFTER = 3_600.0
"""Seconds after which names of series that texts gave meanwhile are names to the lexicon, too: to build it anew takes a
second, and nobody has to wait for it."""


class Knowledge:
    """Built once, then kept up with what changed; ``refresh`` before judging.

    At the start events come as they were stored (``store/register/features.py``); what has no such form is read with
    all its texts and stored for the next start. What stands in the register's own words is stored for as long as the same
    names and the same code would read it.
    """

    def __init__(
        self, store: Store, kinds: Kinds = KINDS, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        self.store = store
        self.kinds = kinds
        self.seconds = seconds
        self._told: frozenset[str] = frozenset()
        self._named_at = 0.0
        self._lexicon: Lexicon | None = None
        self.index = EventIndex(kinds=kinds)
        self.weights = relevance()
        self.lesson_of = ""
        """When what is judged by was learned from the team; empty where the shipped weights alone judge."""
        self._names: tuple[object, ...] = ()
        self._through: datetime | None = None
        self._taken: dict[str, Stamp] = {}
        self._unsaved: list[tuple[str, Prepared, Stamp]] = []
        self._readers = ""

    @property
    def version(self) -> tuple[object, ...]:
        """Of the names that the lexicon was built from (``store/database/versions.py``)."""
        return self._names

    @property
    def lexicon(self) -> Lexicon:
        """Built when it is first needed: most commands judge nothing. Before the first ``refresh`` countries and words alone."""
        if self._lexicon is None:
            self._lexicon = Lexicon()
        return self._lexicon

    async def refresh(self) -> None:
        """Takes in what was changed since the last time, by whichever process; builds all at the first call. No lesson
        lasts over it."""
        self.index.keep()
        lesson = await self.store.lessons.taught()
        self.weights = taught(relevance(), lesson.moved if lesson else {})
        self.lesson_of = lesson.taught_at.isoformat() if lesson and lesson.moved else ""
        names = await self.store.register.names_version()
        if names != self._names or await self._has_coined():
            await self._name(names)
        if self._through is None:
            await self._load()
        else:
            await self._follow(self._through - OVERLAP)

    async def _name(self, names: tuple[object, ...]) -> None:
        """The lexicon of these names. What stays is put together before what is let go of is read, and that is let go of
        here: what is loaded behind it takes its place in memory."""
        await asyncio.to_thread(_prepared)
        self._told, self._named_at = await self.store.register.told_series(), self.seconds()
        rows = await rows_of(self.store.register)
        self._lexicon = await asyncio.to_thread(_lexicon, rows)
        self._names, self._readers = names, await asyncio.to_thread(readers, (names, rows.coined))

    async def _has_coined(self) -> bool:
        """Whether events are of series that none was of when the names were read, an hour ago or longer."""
        if self.seconds() - self._named_at < COINED_AFTER:
            return False
        self._named_at = self.seconds()
        return await self.store.register.told_series() != self._told

    def doubt(self) -> None:
        """The next ``refresh`` reads again what the last hour changed: another machine's clock may be behind."""
        if self._through is not None:
            self._through -= DOUBTED

    async def save(self) -> None:
        """Stores what was read with its texts for the next start. What cannot be stored is read again then."""
        unsaved, self._unsaved = self._unsaved, []
        if not unsaved:
            return
        try:
            words = await asyncio.to_thread(_words_of, [one for _, one, _ in unsaved])
            numbers = Numbered(await self.store.features.numbers(words))
            for made_by in dict.fromkeys(by for by, _, _ in unsaved):
                own = [(one, stamp) for by, one, stamp in unsaved if by == made_by]
                await self.store.features.keep(made_by, await asyncio.to_thread(_made, own, numbers))
        except Exception as error:
            log.warning("what was made of events could not be kept", events=len(unsaved), exc_info=error)

    async def _load(self) -> None:
        """All of it; after a failure the next call begins anew, and what was stored meanwhile is not made again."""
        try:
            standing = await self.store.features.load(
                (makers(), self._readers), OVERLAP, self.index.know, self.index.put_stored
            )
            self._taken = dict(standing.recent)
            for some in _portions(standing.missing):
                await self._read(some)
                await self.save()
        except BaseException:
            self.index = EventIndex(kinds=self.kinds)
            raise
        self._taken_until(standing.through)

    async def _follow(self, since: datetime) -> None:
        changed, gone = await self.store.register.changed_events(since)
        for name in gone:
            self.index.remove(name)
        for some in _portions([event for event, stamp in changed.items() if self._taken.get(event) != stamp]):
            await self._read(some)
        self._taken_until(max((at for at, _ in changed.values()), default=self._through))

    async def _read(self, events: Sequence[str]) -> None:
        profiles = await self.store.register.profiles(events)
        await asyncio.to_thread(self._take_in, profiles)

    def _taken_until(self, through: datetime | None) -> None:
        self._through = through
        if through is not None:
            since = through - OVERLAP
            self._taken = {name: stamp for name, stamp in self._taken.items() if stamp[0] >= since}

    @contextmanager
    def lesson(self) -> Iterator[None]:
        """What the index learns within is taken back at its end, unless it was kept (``index.keep``): what is in memory
        is what was filed."""
        mark = self.index.mark()
        try:
            yield
        finally:
            self.index.back_to(mark)
            self.index.keep()

    def _take_in(self, profiles: Iterable[EventTexts]) -> None:
        for known in profiles:
            event, stamp = known.event, (known.event.updated_at, known.event.revision)
            prepared = prepare(profile_of(known, self.lexicon), self.kinds)
            self.index.put(prepared)
            self._taken[event.id] = stamp
            self._unsaved.append((self._readers if founded(known) else makers(), prepared, stamp))


def _prepared() -> None:
    fixed_names()
    forget_folds()


def _lexicon(rows: Rows) -> Lexicon:
    lexicon = Lexicon(rows)
    forget_folds()
    return lexicon


def _portions(events: Sequence[str]) -> Iterator[Sequence[str]]:
    return (events[start : start + AT_ONCE] for start in range(0, len(events), AT_ONCE))


def _words_of(prepared: Iterable[Prepared]) -> list[str]:
    """Every word that their records name by its number."""
    words = Vocabulary()
    for one in prepared:
        record_of(one, words)
    return words.words[1:]


def _made(prepared: Iterable[tuple[Prepared, Stamp]], numbers: Numbered) -> list[MadeFeatures]:
    return [
        MadeFeatures(one.event, stamp, closed(one.days, record_of(one, numbers))) for one, stamp in prepared
    ]


async def rows_of(register: Register) -> Rows:
    """Every entry, for the lexicon."""
    return Rows(
        await register.actors(),
        await register.equipment(),
        await register.agreements(),
        await register.series(),
        await register.places(),
        await register.coined_series(),
    )


def profile_of(known: EventTexts, lexicon: Lexicon) -> Profile:
    """The event's own facts and the texts about it; a founding document tells of too much to be one of them, so that
    the event's own words stand for it."""
    facts = facts_of(known.event)
    texts = tuple(_text(text) for text in known.texts if not text.founding and not _contradicts(text, facts))
    return Profile(
        known.event.id, facts, (*texts, founding_text(facts, lexicon)) if founded(known) else texts
    )


def founded(known: EventTexts) -> bool:
    """Whether the register holds the event in words of its own."""
    return any(text.founding for text in known.texts) or not known.texts


def _contradicts(text: EventText, facts: EventFacts) -> bool:
    """A denial is evidence on the event that it denies, and is not one of its tellings."""
    return bool(text.reading.get("denied")) and facts.phase != "denied"


def _text(text: EventText) -> ProfileText:
    published = text.published.date() if text.published else None
    reading = Reading.from_dict(text.reading) if text.reading else None
    return ProfileText(text.title, text.lead, published, reading)


def facts_of(event: Event) -> EventFacts:
    """The claimed part of an event's row."""
    return EventFacts(**{name: getattr(event, name) for name in EventFacts.model_fields})
