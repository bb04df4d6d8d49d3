"""Takes the marks away that are no longer true, and tells the figures: ``python -m tests.stream.mark``.

It never adds a mark: what is newly told wrongly is put right, or marked by hand by whoever answers for it.
"""

import asyncio
import re

from seeds.load import load_seeds
from store.store import open_store
from tests.clock import Clock
from tests.stream.labelled import FOLDER, Item, stream
from tests.stream.outcome import Outcome, ingested, parted, relevance_f1, told_twice, told_wrongly


async def read(items: tuple[Item, ...]) -> Outcome:
    clock = Clock()
    store = await open_store("sqlite://", clock)
    await store.register.seed(load_seeds())
    outcome = await ingested(items, store, clock)
    await store.close()
    return outcome


def keep(item: Item, known: frozenset[str]) -> None:
    """Writes an item's marks anew."""
    file = FOLDER / f"{item.theme}.toml"
    lines = file.read_text(encoding="utf-8").split("\n")
    own = [
        n
        for n, line in enumerate(lines)
        if f'title = "{item.title}"' in line and f"{item.published:%Y-%m-%d}" in line
    ]
    marks = f", known = [{', '.join(f'{chr(34)}{one}{chr(34)}' for one in sorted(known))}]" if known else ""
    for n in own:
        lines[n] = re.sub(r", known = \[[^]]*\]", marks, lines[n])
    file.write_text("\n".join(lines), encoding="utf-8")


def main() -> None:
    items = stream()
    outcome = asyncio.run(read(items))
    told = told_wrongly(items, outcome)
    for item, found in told.items():
        if item.known - found:
            keep(item, item.known & found)
            print(f"right now: {item.title} ({', '.join(sorted(item.known - found))})")
        if found - item.known:
            print(f"WRONG: {item.title} ({', '.join(sorted(found - item.known))})")
    pairs = 1 - len(parted(items, outcome)) / len(told_twice(items))
    known = sum(len(item.known & found) for item, found in told.items())
    print(f"relevance_f1 = {relevance_f1(items, outcome):.3f}\npairs_right = {pairs:.3f}\nknown = {known}")


if __name__ == "__main__":
    main()
