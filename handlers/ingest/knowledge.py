"""What the register knows, in memory, as the judges need it: the lexicon and the index of events."""

import asyncio
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from facts.matching.founding import founding_text
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.names.terms import Rows
from store.nouns.decisions import EventText, EventTexts
from store.nouns.models import Event, EventFacts
from store.store import Store

OVERLAP = timedelta(seconds=5)
"""Another process's transaction may end this much later than the moment that it wrote down."""


class Knowledge:
    """Built once, then kept up with what changed; ``refresh`` before judging."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lexicon: Lexicon | None = None
        self.index = EventIndex()
        self._names: tuple[object, ...] = ()
        self._through: datetime | None = None
        self._taken: dict[str, tuple[datetime, int]] = {}

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
        names = await self.store.register.names_version()
        if names != self._names:
            self._lexicon = await self._read_lexicon()
            self._names = names
        if self._through is None:
            profiles, gone = await self.store.register.profiles(), list[str]()
        else:
            profiles, gone = await self.store.register.changed_profiles(self._through - OVERLAP)
        await asyncio.to_thread(self._take_in, profiles, gone)

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

    async def _read_lexicon(self) -> Lexicon:
        register = self.store.register
        rows = Rows(
            await register.actors(),
            await register.equipment(),
            await register.agreements(),
            await register.series(),
            await register.places(),
            await register.coined_series(),
        )
        return await asyncio.to_thread(Lexicon, rows)

    def _take_in(self, profiles: Iterable[EventTexts], gone: Iterable[str]) -> None:
        for name in gone:
            self.index.remove(name)
        for known in profiles:
            event = known.event
            if self._taken.get(event.id) != (event.updated_at, event.revision):
                self.index.add(profile_of(known, self.lexicon))
                self._taken[event.id] = (event.updated_at, event.revision)
                self._through = max(self._through or event.updated_at, event.updated_at)
        if self._through is not None:
            since = self._through - OVERLAP
            self._taken = {name: stamp for name, stamp in self._taken.items() if stamp[0] >= since}


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
