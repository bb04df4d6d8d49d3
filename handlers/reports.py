"""Reads an event with every article on it, as the messages about it need it."""

from handlers.render.alert import Report, Sourcing
from store.store import Store


async def report(store: Store, event: str) -> Report | None:
    """The event, or the one that it was merged into; ``None`` where there is none."""
    row = await store.register.event(event)
    if row is None:
        return None
    sourcing: dict[str, Sourcing] = {}
    for evidence, article, source in await store.register.evidence(event=row.id):
        sourcing.setdefault(article.id, Sourcing(evidence, article, source))
    return Report(row, tuple(sourcing.values()), await store.stories.names(row))
