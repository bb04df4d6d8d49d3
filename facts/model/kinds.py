"""The kinds of events, one row each. Adding a kind is adding a row (and its cases)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trigger:
    """Language that speaks of a kind, in the concepts of ``facts/rows/words.py``.

    Items of ``pattern`` are parted by blanks and all stand in one title or lead, at most 13 words apart; ``a>b``
    means b within three words after a, ``a~b`` the same in either order. ``weight`` is how sure it is on its own:
    from 2 on it makes a text with two parties relevant.
    """

    pattern: str
    weight: float


@dataclass(frozen=True, slots=True)
class Kind:
    """``days_apart``: reports of one event of this kind are rarely further apart."""

    name: str
    label: str
    icon: str
    triggers: tuple[Trigger, ...]
    days_apart: int


def _triggers(*rows: tuple[str, float]) -> tuple[Trigger, ...]:
    return tuple(Trigger(pattern, weight) for pattern, weight in rows)


KINDS: tuple[Kind, ...] = (
    Kind(
        "agreement",
        "Agreement",
        "📝",
        _triggers(
            ("defence~instrument", 2.6),
            ("defence~instrument signed", 3.2),
            ("security>instrument", 2.4),
            ("security>instrument signed", 3.0),
            ("signed instrument cooperation", 3.2),
            ("signed instrument force", 2.4),
            ("signed cooperation", 2.4),
            ("sign cooperation", 2.2),
            ("agreement-name sign", 3.0),
            ("agreement-name instrument", 2.6),
            ("agreement-name signed", 3.2),
            ("nuclear-submarine", 2.2),
            ("sign instrument nuclear-submarine", 2.8),
            ("signed instrument defence", 3.0),
        ),
        days_apart=7,
    ),
    Kind(
        "order",
        "Arms order",
        "🧾",
        _triggers(
            ("sell weapon", 2.3),
            ("buy weapon", 2.3),
            ("sell~weapon", 2.6),
            ("buy~weapon", 2.6),
            ("firm-order weapon", 2.4),
            ("weapon~instrument", 2.7),
            ("weapon instrument signed", 3.3),
            ("talks-of-sale weapon", 2.4),
            ("arms>sell", 2.4),
            ("arms>instrument", 2.6),
            ("weapon>sell", 2.5),
        ),
        days_apart=10,
    ),
    Kind(
        "delivery",
        "Delivery",
        "📦",
        _triggers(
            ("deliver weapon", 2.4),
            ("deliver~weapon", 2.8),
            ("deliver~equipment-name", 3.0),
            ("launch~ship-name", 3.0),
            ("launch~equipment-name", 2.6),
            ("foreign-made weapon deliver", 3.2),
            ("witness~demonstration weapon", 2.8),
            ("space launch", 1.8),
        ),
        days_apart=10,
    ),
    Kind(
        "exercise",
        "Exercise",
        "🎯",
        _triggers(
            ("exercise-name", 2.6),
            ("exercise-name drill", 3.4),
            ("joint~drill", 2.0),
            ("joint~drill defence", 3.3),
            ("joint~drill force", 3.3),
            ("joint drill weapon", 2.8),
            ("defence~drill", 2.6),
            ("force~drill", 2.5),
            ("show-of-force weapon", 3.2),
            ("joint patrol weapon", 2.6),
            ("joint~patrol force", 2.6),
            ("joint~patrol", 2.2),
            ("security~drill", 2.3),
            ("passage-exercise", 2.4),
            ("drill force", 2.1),
            ("joint train defence", 2.7),
            ("joint~train force", 2.7),
        ),
        days_apart=30,
    ),
    Kind(
        "visit",
        "Visit and talks",
        "🤝",
        _triggers(
            ("meet chief", 2.2),
            ("chief~meet", 2.4),
            ("meet cooperation", 2.6),
            ("deepen cooperation", 2.4),
            ("deepen~tie defence", 2.4),
            ("dialogue-name", 2.0),
            ("dialogue-name defence", 2.6),
            ("defence~meet", 2.3),
            ("military-grouping meet statesman", 2.0),
            ("defence~tie meet", 2.6),
            ("arms-maker meet", 2.2),
        ),
        days_apart=5,
    ),
    Kind(
        "training",
        "Training",
        "🎓",
        _triggers(("train~force", 2.2), ("train~defence", 2.2), ("train force", 2.0), ("train weapon", 2.0)),
        days_apart=10,
    ),
    Kind(
        "coproduction",
        "Co-production",
        "🏭",
        _triggers(
            ("coproduce~weapon", 3.2),
            ("coproduce weapon", 2.7),
            ("coproduce defence", 2.6),
            ("join project weapon", 2.4),
            ("coproduce arms-maker", 2.8),
            ("cooperation coproduce", 2.8),
        ),
        days_apart=10,
    ),
    Kind(
        "access",
        "Basing and access",
        "⚓",
        _triggers(
            ("base access", 2.4),
            ("access~base", 2.7),
            ("portcall~ship-name", 2.6),
            ("portcall~warship", 2.4),
            ("portcall warship", 2.2),
            ("study base", 2.2),
            ("port-call warship", 2.6),
            ("port-call force", 2.4),
            ("base", 1.2),
        ),
        days_apart=7,
    ),
    Kind(
        "aid",
        "Military aid",
        "🎁",
        _triggers(
            ("aid", 2.0),
            ("aid~pledge", 3.0),
            ("pledge~arms", 2.5),
            ("pledge~weapon", 2.1),
            ("pledge weapon aid", 2.8),
        ),
        days_apart=7,
    ),
    Kind(
        "sanction",
        "Sanction or embargo",
        "🚫",
        _triggers(
            ("sanction~weapon", 2.5),
            ("sanction weapon", 2.2),
            ("sanction arms-maker", 2.6),
            ("sanction~defence", 2.4),
            ("halt~arms", 2.6),
            ("halt arms sell", 3.0),
            ("halt~weapon instrument", 3.0),
            ("halt weapon instrument", 2.8),
            ("halt weapon sell", 2.4),
            ("halt aid", 3.0),
            ("halt agreement-name", 2.4),
        ),
        days_apart=7,
    ),
    Kind(
        "statement",
        "Statement",
        "💬",
        _triggers(
            ("react defence~instrument", 3.3),
            ("react security>instrument", 3.1),
            ("react agreement-name", 3.1),
            ("react nuclear-submarine", 3.0),
            ("react cooperation", 2.5),
            ("react weapon instrument", 3.1),
            ("deny weapon instrument", 3.6),
            ("react weapon sell", 3.4),
            ("react sanction weapon", 3.2),
            ("react drill joint", 2.6),
            ("react base", 2.25),
            ("deny base", 3.0),
            ("cooperation chief", 2.1),
        ),
        days_apart=7,
    ),
    Kind(
        "incident",
        "Incident",
        "⚠️",
        _triggers(("hostile weapon", 0.5), ("violence force", 0.5)),
        days_apart=3,
    ),
    Kind(
        "report",
        "Report",
        "📊",
        _triggers(
            ("think-tank arms", 2.6),
            ("report arms sell", 2.4),
            ("report cooperation", 2.2),
            ("arms~sell", 2.0),
            ("cooperation", 1.6),
        ),
        days_apart=10,
    ),
    Kind("other", "Other", "📌", _triggers(("agreement-name", 1.8), ("defence~tie", 1.8)), days_apart=7),
)

BY_NAME: dict[str, Kind] = {kind.name: kind for kind in KINDS}


MOMENTARY = frozenset({"agreement", "order", "delivery", "coproduction", "aid", "access", "sanction"})
"""Kinds that happen on one day, and whose quantities are of what they are about. Texts on an exercise or a visit may
each tell another of its days."""
