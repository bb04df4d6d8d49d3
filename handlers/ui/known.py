"""The names that are known, ready to look things up in: made anew only when they changed."""

import asyncio
from functools import lru_cache

from facts.asking.directory import Directory, directory
from store.nouns.views import Names


async def known_names(names: Names) -> Directory:
    """The directory of these names, off the event loop."""
    return await asyncio.to_thread(_directory, names)


@lru_cache(maxsize=2)
def _directory(names: Names) -> Directory:
    return directory(names.actors, names.agreements, names.equipment, names.series, names.places)
