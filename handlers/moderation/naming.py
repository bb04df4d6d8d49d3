"""Decides on a proposed name as a person asks. Accepting reads the items that gave it again, and tells nobody."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.names.terms import Rows
from facts.reading.assess import assess
from handlers.ingest.knowledge import rows_of
from handlers.moderation.entry_of import entry_of
from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement, Article, Equipment
from store.people.amending import AmendOutcome, AmendRefusal, Who
from store.people.entering import ReadAgain, RegisterEntry
from store.people.proposals import NamedSince
from store.store import Store

NAME_VERDICTS = ("accept", "reject", "later")
ATTEMPTS = 5
"""How often the items are read again when more of them came meanwhile."""


@dataclass(frozen=True)
class Naming:
    """``verdict`` is one of ``NAME_VERDICTS``."""

    store: Store
    now: Callable[[], datetime]

    async def decide(self, proposal: int, verdict: str, who: Who) -> AmendOutcome:
        match verdict:
            case "reject":
                return await self.store.proposals.reject(proposal, who)
            case "later":
                return await self.store.proposals.put_off(proposal, who)
        for _ in range(ATTEMPTS):
            outcome = await self._accept(proposal, who)
            if not isinstance(outcome, NamedSince):
                return outcome
        return AmendRefusal("More items give the name all the time; try it again in a minute.")

    async def _accept(self, proposal: int, who: Who) -> AmendOutcome | NamedSince:
        case = await self.store.proposals.case(proposal)
        if case is None:
            return AmendRefusal(f"There is no name {proposal}.")
        entry = entry_of(case, self.now())
        if await self.store.proposals.is_taken(entry.id):
            return AmendRefusal(f"An entry goes by {entry.id} already; reject this one.")
        rows = await rows_of(self.store.register)
        again = await asyncio.to_thread(
            read_again, [one.article for one in case.mentions], with_entry(rows, entry), entry
        )
        return await self.store.proposals.accept(proposal, entry, again, who)


def with_entry(rows: Rows, entry: RegisterEntry) -> Rows:
    """The register as it will be."""
    match entry:
        case Actor():
            return replace(rows, actors=[*rows.actors, entry])
        case Equipment():
            return replace(rows, equipment=[*rows.equipment, entry])
        case Series():
            return replace(rows, series=[*rows.series, entry])
        case Agreement():
            return replace(rows, agreements=[*rows.agreements, entry])


def read_again(articles: Iterable[Article], rows: Rows, entry: RegisterEntry) -> list[ReadAgain]:
    """Each item as it reads with the entry. Its names alone are read anew: what it asserts stays as it was told."""
    lexicon = Lexicon(rows)
    return [_read_again(article, lexicon, entry) for article in articles]


def _read_again(article: Article, lexicon: Lexicon, entry: RegisterEntry) -> ReadAgain:
    old, new = Reading.from_dict(article.reading), assess(article, lexicon)
    if new.relevance == "irrelevant":
        return ReadAgain(article.id, article.reading)
    own = new.series == entry.id
    reading = replace(
        old, people=new.people, equipment=new.equipment, hulls=new.hulls, agreements=new.agreements, called=new.called,
        series=new.series if own else old.series, number=new.number if own else old.number,
    )  # fmt: skip
    return ReadAgain(
        article.id,
        reading.to_dict(),
        actor=entry.id if entry.id in new.people else None,
        equipment=entry.id if entry.id in new.equipment else None,
        agreement=entry.id if _is_between(entry, new) else None,
        series=entry.id if own else None,
        number=new.number if own else None,
    )


def _is_between(entry: RegisterEntry, reading: Reading) -> bool:
    """Whether the text names the pact and all its parties, as an item that is new has to (``facts/reading/draft.py``)."""
    if not isinstance(entry, Agreement) or entry.id not in reading.agreements or not entry.countries:
        return False
    return set(entry.countries) <= {*reading.countries, *reading.mentioned}
