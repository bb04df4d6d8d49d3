"""The founding knowledge, validated: what the loader hands to the store."""

from collections.abc import Mapping
from dataclasses import dataclass

from store.nouns.gazetteer import PlaceFacts, SeriesFacts
from store.nouns.models import (
    ActorFacts,
    AgreementFacts,
    ArticleFacts,
    ClaimFacts,
    EquipmentFacts,
    EventFacts,
    EvidenceFacts,
    FeedFacts,
    SourceFacts,
)


@dataclass(frozen=True)
class Seeds:
    """Facts by id, one mapping per noun; evidence has no id and stands in the order of the entries."""

    sources: Mapping[str, SourceFacts]
    feeds: Mapping[str, FeedFacts]
    articles: Mapping[str, ArticleFacts]
    actors: Mapping[str, ActorFacts]
    equipment: Mapping[str, EquipmentFacts]
    agreements: Mapping[str, AgreementFacts]
    series: Mapping[str, SeriesFacts]
    places: Mapping[str, PlaceFacts]
    events: Mapping[str, EventFacts]
    claims: Mapping[str, ClaimFacts]
    evidence: tuple[EvidenceFacts, ...]
