"""The family of an event's kind: kinds of one family have one colour."""

from store.nouns.models import Event

_FAMILIES = {
    "order": "arms",
    "delivery": "arms",
    "coproduction": "arms",
    "aid": "arms",
    "exercise": "forces",
    "training": "forces",
    "visit": "visits",
    "agreement": "agreements",
    "access": "agreements",
}


def family_of(event: Event) -> str:
    return _FAMILIES.get(event.kind, "words")
