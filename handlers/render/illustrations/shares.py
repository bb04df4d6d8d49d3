"""A share over years: figures in per cent that texts give for several periods."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from handlers.render.pictures.bars import ShareRow, shares_picture
from handlers.render.pictures.canvas import Picture
from handlers.render.words.text import capitalised
from store.nouns.models import Actor, Claim

UNITS = frozenset({"%", "percent", "per cent"})
MOST = 10
FILL = "#76A6C8"


def share_picture(claims: Iterable[Claim], actors: Mapping[str, Actor]) -> Picture | None:
    """The subject with most figures of which at least two are of other periods. Figures that contradict each other
    stand side by side. None where there is no such subject."""
    by_topic: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if _is_share(claim):
            by_topic[claim.topic or ""].append(claim)
    several = {topic: rows for topic, rows in by_topic.items() if topic and len({r.period for r in rows}) > 1}
    if not several:
        return None
    topic, chosen = max(several.items(), key=lambda row: (len(row[1]), row[0]))
    common = frozenset.intersection(*(frozenset(claim.actors) for claim in chosen))
    rows = [_row(claim, common, actors) for claim in chosen]
    rows = sorted(set(rows), key=lambda row: (row.name, row.period, row.value))[:MOST]
    if len(rows) < 2:
        return None
    title = capitalised(topic)
    return shares_picture("shares", (title, f"{len(rows)} figures, as texts give them"), FILL, rows)


def _is_share(claim: Claim) -> bool:
    """A part of a whole over a period: neither a change nor a statement that it is not so."""
    is_part = claim.value is not None and 0 <= claim.value <= 100 and (claim.unit or "").casefold() in UNITS
    return is_part and claim.kind == "figure" and bool(claim.period) and not claim.denied


def _row(claim: Claim, common: frozenset[str], actors: Mapping[str, Actor]) -> ShareRow:
    others = [key for key in claim.actors if key not in common] or claim.actors
    value = claim.value.normalize() if claim.value is not None else 0
    return ShareRow(
        ", ".join(actors[key].name for key in others if key in actors),
        claim.period or "",
        float(value),
        f"{value:f}%",
    )
