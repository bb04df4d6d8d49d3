"""What readers are told of an event that a person changed, as it was and as it is. Pure."""

from collections.abc import Callable, Mapping

from facts.model.change import Change
from handlers.render.words.dates import day
from handlers.render.words.names import countries
from store.nouns.models import Event

CORRECTED: Mapping[str, Callable[[Event], str]] = {
    "kind": lambda event: event.kind,
    "day": lambda event: day(event.day, event.precision),
    "until": lambda event: day(event.until, "day"),
    "place": lambda event: event.place or "not known",
    "status": lambda event: event.phase,
    "countries": lambda event: countries(event.countries) or "none",
}
"""The facts whose correction readers are told, as they read them."""


def corrections(before: Event, after: Event) -> list[Change]:
    """What readers of a message about the event are told of the difference."""
    told = [(word, show(before), show(after)) for word, show in CORRECTED.items()]
    return [
        Change(word, was, now, "denial" if now == "denied" else "correction")
        for word, was, now in told
        if was != now
    ]
