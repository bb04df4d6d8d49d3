"""An event of the register as a text of its own words, so that it is compared like any other."""

from dataclasses import replace
from datetime import UTC, datetime, time

from facts.matching.index import ProfileText
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
