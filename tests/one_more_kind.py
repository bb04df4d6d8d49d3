"""The table of kinds with one more row: what whoever adds a kind has."""

from facts.model.kinds import Kind, Trigger
from facts.rows.kinds import KINDS

REFIT = Kind(
    name="refit",
    label="Refit",
    icon="🔧",
    counted=("refit", "refits"),
    triggers=(Trigger("deepen~weapon", 3.4), Trigger("deepen weapon", 3.0)),
    days_apart=10,
    family="arms",
    heading="Arms: orders, deliveries, co-production",
    asked=("overhaul", "mid-life upgrade"),
    themes=("arms",),
    neighbours=("order",),
    named_by=("ship",),
    stakes="capability",
    retold=("denied", "refused", "cancelled"),
    is_momentary=True,
    is_trade=True,
    is_of_things=True,
)
WITH_REFIT = KINDS.beside(REFIT)
