"""An event with every article that is evidence for it: what the messages about it are made of. Pure nouns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from facts.names.quoting import PublishedText, chain, origins, quoted_outlet
from facts.reading.grade import Credible, Voice, credibility
from handlers.render.words.headline import OURS, is_latin, up_to_date
from store.nouns.models import Agreement, Article, Event, Evidence, Source

UNRATED = "F"
OTHER_SCRIPTS = frozenset({"ar", "bn", "el", "fa", "he", "hi", "ja", "ko", "ru", "th", "uk", "ur", "zh"})
"""Languages (ISO 639-1) that are not written in Latin letters."""


@dataclass(frozen=True)
class Sourcing:
    """One article on an event, with who publishes it."""

    evidence: Evidence
    article: Article
    source: Source | None
    language: str = OURS
    """Of the channel that reads it."""

    @property
    def owner(self) -> str:
        return self.source.owner if self.source else (self.article.publisher or self.article.source)

    @property
    def denies(self) -> bool:
        return bool(self.article.reading.get("denied"))

    @property
    def phase(self) -> str:
        """How far the event is by it; "" where it says nothing of that."""
        return str(self.article.reading.get("phase", ""))

    @property
    def asserted(self) -> str:
        return str(self.article.reading.get("assertion", ""))

    @property
    def published(self) -> datetime | None:
        return self.article.published

    @property
    def outlet(self) -> str:
        return self.article.publisher or (self.source.name if self.source else self.article.source)

    @property
    def is_founded(self) -> bool:
        return self.article.verdict == "seed"

    @cached_property
    def quoted(self) -> str:
        """Whose report it retells; of a founding document the lead is ours."""
        return "" if self.is_founded else quoted_outlet(self.article.title, self.article.lead, self.outlet)

    @property
    def told_by(self) -> str:
        """``Reuters, quoted by Dawn``."""
        return chain(self.outlet, self.quoted)

    @property
    def reliability(self) -> str:
        return self.source.reliability if self.source else UNRATED

    @property
    def is_foreign(self) -> bool:
        """Whether its title is in another language than the channel's: by what the feed declares, or by its letters."""
        declared = self.article.language.partition("-")[0].casefold()
        is_written_so = is_latin(self.article.title) is (self.language not in OTHER_SCRIPTS)
        return declared not in ("", self.language) or not is_written_so


@dataclass(frozen=True)
class Report:
    """An event with every article that is evidence for it, oldest first."""

    event: Event
    sourcing: tuple[Sourcing, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """Of the actors and equipment that the event mentions, by id."""
    agreement: Agreement | None = None
    """What the event is a step of, with its ledger."""
    aliases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """The other names of the equipment, by its designation."""

    @property
    def credible(self) -> Credible:
        """How far it can be believed, counted in owner groups."""
        voices = zip(self.sourcing, self.voices, strict=True)
        return credibility([Voice(one.reliability, owner, one.denies) for one, owner in voices])

    @property
    def graded(self) -> Credible:
        """As ``credible`` grades what the card says: where every text denies, that is the denial."""
        if not self.sourcing or not all(one.denies for one in self.sourcing):
            return self.credible
        rows = zip(self.sourcing, self.voices, strict=True)
        return credibility([Voice(one.reliability, owner) for one, owner in rows])

    @cached_property
    def tellers(self) -> "Report":
        """Without who denies what the others tell."""
        telling = tuple(one for one in self.sourcing if not one.denies)
        return replace(self, sourcing=telling) if 0 < len(telling) < len(self.sourcing) else self

    @cached_property
    def voices(self) -> list[str]:
        """Of each source whose word it is: outlets that retell one report are one voice."""
        return origins(
            [
                PublishedText(
                    one.article.title, "" if one.is_founded else one.article.lead, one.outlet, one.owner
                )
                for one in self.sourcing
            ]
        )

    @property
    def owners(self) -> int:
        """Independent owner groups: what corroboration counts."""
        return len(set(self.voices))

    @property
    def retells(self) -> bool:
        """Whether outlets of several owners retell one report."""
        return self.owners < len({one.owner for one in self.sourcing})

    @property
    def url(self) -> str | None:
        """The first source with an address that a message may link."""
        return next((one.article.url for one in self.sourcing if is_web(one.article.url)), None)

    def in_language(self, language: str) -> "Report":
        """As a channel of this language (ISO 639-1) reads it."""
        return replace(self, sourcing=tuple(replace(one, language=language) for one in self.sourcing))

    def best(self, until: datetime | None = None) -> Sourcing | None:
        """Whose headline stands for the event: in the channel's language if there is one, of the most reliable source,
        the earliest of these. Of what was filed by ``until`` alone if anything was, so that a card keeps its headline.
        """
        told = [one for one in self.sourcing if not one.denies] or list(self.sourcing)
        early = [one for one in told if until is None or one.evidence.decided_at <= until] or told
        return min(early, key=lambda one: (one.is_foreign, one.reliability), default=None)

    def holding(self) -> Sourcing | None:
        """Whose words hold by what is known now: ``best``, or of the texts that are not out of date the best one."""
        best = self.best()
        told = [one for one in self.sourcing if not one.denies] or list(self.sourcing)
        kept = up_to_date(told, self.event)
        held = replace(self, sourcing=tuple(kept)).best()
        is_worse = held is None or best in kept or (best is not None and held.is_foreign > best.is_foreign)
        return best if is_worse else held

    @property
    def staged(self) -> Sourcing | None:
        """The text that told last how far it is; None where none told more than the first."""
        later = [one for one in self.sourcing if any(_is_step(row) for row in one.evidence.changes)]
        return later[-1] if later else None

    @property
    def staged_on(self) -> date | None:
        """When that was told, or else the first text."""
        first = self.sourcing[0] if self.sourcing else None
        teller = self.staged or first
        return teller.article.told_on if teller else None


def _is_step(change: Mapping[str, Any]) -> bool:
    return bool(change["what"] == "status" and change["kind"] == "change")


def is_web(url: str | None) -> bool:
    return bool(url) and str(url).lower().startswith(("http://", "https://"))
