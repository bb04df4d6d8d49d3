"""An event of the register as a text of its own words, so that it is compared like any other."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache
from hashlib import blake2s
from pathlib import Path

from facts.matching.index import ProfileText
from facts.matching.stored import makers
from facts.model.reading import Count, Money
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts, EventFacts


def founding_text(facts: EventFacts, lexicon: Lexicon) -> ProfileText:
    """Title and summary, read; what the register says of states, kind, day and series holds over what was read."""
    told = datetime.combine(facts.day, time(12), UTC) if facts.day else None
    reading = assess(
        ArticleFacts(source="register", title=facts.title, lead=facts.summary, published=told), lexicon
    )
    countries = tuple(sorted(facts.countries)) or reading.countries
    reading = replace(
        reading, kind=facts.kind, countries=countries, firm=countries, day=facts.day, until=facts.until, precision=facts.precision,
        series=facts.series or reading.series, number=facts.number or reading.number, phase=facts.phase,
        denied=facts.phase == "denied", equipment=(*reading.equipment, *(item.equipment for item in facts.equipment)),
        people=(*reading.people, *(participant.actor for participant in facts.actors)),
        agreements=(*reading.agreements, *([facts.agreement] if facts.agreement else [])),
        amounts=tuple(Money(a.amount, a.currency) for a in facts.amounts) or reading.amounts,
        quantities=tuple(Count(i.quantity, i.equipment) for i in facts.equipment if i.quantity) or reading.quantities,
        published=None,
    )  # fmt: skip
    return ProfileText(facts.title, facts.summary, None, reading)


def readers(names: object) -> str:
    """The sign of what makes the features of an event that stands in words of its own: of what makes any (``makers``), of
    all that reads texts, and of the ``names`` that the register's lexicon is built of."""
    return blake2s(f"{makers()} {_code()} {names!r}".encode(), digest_size=16).hexdigest()


@cache
def _code() -> str:
    digest = blake2s(digest_size=16)
    for path in _files():
        digest.update(path.relative_to(_PROJECT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _files() -> Iterator[Path]:
    """The judges with their tables, the nouns that they read, and this file."""
    for folder in (_PROJECT / "facts", _PROJECT / "store" / "nouns"):
        yield from sorted(path for path in folder.rglob("*") if path.suffix in _READ)
    yield Path(__file__)


_PROJECT = Path(__file__).parents[2]
_READ = frozenset({".py", ".toml", ".tsv"})
