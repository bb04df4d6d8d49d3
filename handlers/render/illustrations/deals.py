"""Arms deals by who supplies and by how far they are: the picture of a list of agreements, and of a state's."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from facts.names.countries import country_name
from facts.rows.patterns import pattern_of, word_table
from facts.wording.clues import clue
from handlers.render.pictures.bars import BarSort, BlockRow, blocks_picture
from handlers.render.pictures.canvas import Picture
from store.nouns.models import Actor, Agreement

SUPPLIERS = 7
SORTS = (
    BarSort("Delivered", "#005C99", "#FFFFFF"),
    BarSort("Being delivered or made", "#2AA876", "#1F2328"),
    BarSort("Agreed", "#C3C9D0", "#1F2328", "#8C959F"),
    BarSort("Announced or in talks", "#C25200", "#FFFFFF"),
    BarSort("Ended or denied", "#882255", "#FFFFFF"),
    BarSort("Other words", "#F0C808", "#1F2328"),
)
"""How far a deal is, as the word of its newest step says."""
_STAGES = {"ended": 4, "announced": 3, "delivered": 0, "under_way": 1, "agreed": 2}
"""Rows of ``facts/wording/deal_stages.toml`` and their sorts, in the order in which they are tried."""
_IN_PART = re.compile(r"first batch|partly")
_NOT = clue("not_so")
OTHER = len(SORTS) - 1


def sort_of_status(status: str) -> int:
    """The number of the sort of a status in the words of its source."""
    told = status.casefold()
    if _NOT.search(told):
        return OTHER
    if _IN_PART.search(told):
        return 1
    return next((sort for stage, sort in _STAGES.items() if _words_of(stage).search(told)), OTHER)


def is_ahead(status: str) -> bool:
    """Whether a status is that of what is announced, reported or in talks."""
    return sort_of_status(status) == _STAGES["announced"]


@cache
def _words_of(stage: str) -> re.Pattern[str]:
    return pattern_of(word_table("deal_stages", "facts.wording")[stage])


def deals_picture(
    title: str, agreements: Iterable[Agreement], actors: Mapping[str, Actor], what: str = "agreements"
) -> Picture | None:
    """Rows of suppliers, most deals first. None where no more than one deal names who supplies."""
    every = list(agreements)
    by_supplier: defaultdict[str, Counter[int]] = defaultdict(Counter)
    drawn = 0
    for deal in every:
        if names := _suppliers(deal, actors):
            drawn += 1
        for name in names:
            by_supplier[name][sort_of_status(deal.status)] += 1
    if drawn < 2:
        return None
    ranked = sorted(by_supplier.items(), key=lambda row: (-row[1].total(), row[0]))
    rows = [BlockRow(name, tuple(c[n] for n in range(len(SORTS)))) for name, c in ranked[:SUPPLIERS]]
    under = f"{drawn} of {len(every)} {what} name a supplier"
    more = len(ranked) - len(rows)
    notes = [f"{more} more suppliers with fewer deals."] if more else []
    return blocks_picture("deals", (title, under), SORTS, rows, notes)


def _suppliers(deal: Agreement, actors: Mapping[str, Actor]) -> Sequence[str]:
    """The states that supply; those of the companies that do, where no state is named."""
    parties = [actors[p.actor] for p in deal.parties if "supplier" in p.part and p.actor in actors]
    states = [actor.name for actor in parties if actor.kind == "state"]
    firms = [country_name(actor.country) if actor.country else actor.name for actor in parties]
    return list(dict.fromkeys(states or firms))
