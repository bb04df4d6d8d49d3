"""How well a stream was read and grouped, against what its annotator says."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.news.devset import Labelled, Pair
from facts.asserting.assertion import UNDONE
from facts.model.reading import Reading


@dataclass(frozen=True, slots=True)
class Became:
    """What an item became: its verdict's word, its event (of an asked one None), and what was read out of it."""

    verdict: str
    event: str | None
    reading: Reading

    @property
    def ours(self) -> bool:
        return self.verdict != "irrelevant"


Outcome = Mapping[str, Became]


def reading_figures(stream: Sequence[Labelled], outcome: Outcome) -> dict[str, float]:
    """Relevance without the borderline items; kinds, states and stated days of the relevant items that were found."""
    sure = [item for item in stream if item.relevant != "borderline"]
    found = [item for item in stream if item.relevant != "no" and outcome[item.id].ours]
    shared = sum(len(item.countries & set(outcome[item.id].reading.countries)) for item in found)
    named = sum(len(outcome[item.id].reading.countries) for item in found)
    dated = [item for item in found if item.stated]
    return {
        "relevance_f1": _f1(
            sum(item.relevant == "yes" and outcome[item.id].ours for item in sure),
            sum(outcome[item.id].ours for item in sure),
            sum(item.relevant == "yes" for item in sure),
        ),
        "kind_right": _share(_kind_is_right(item, outcome[item.id].reading) for item in found),
        "countries_f1": _f1(shared, named, sum(len(item.countries) for item in found)),
        "stated_day_right": _share(outcome[item.id].reading.day == item.stated for item in dated),
    }


def _kind_is_right(item: Labelled, reading: Reading) -> bool:
    """The labels name the deed also where it is only talked of or called off, which is told as a statement about it."""
    about = reading.also[:1] if reading.assertion in UNDONE else ()
    return bool({reading.kind, *about} & item.kinds)


def grouping_figures(stream: Sequence[Labelled], pairs: Sequence[Pair], outcome: Outcome) -> dict[str, float]:
    """B³ over the relevant items (what is asked counts as its own event), the pairs, and how much was asked."""
    ours = [item for item in stream if item.relevant != "no"]
    here = {item.id for item in stream}
    clear = [p for p in pairs if not p.ambiguous and p.a in here and p.b in here]
    together = {(p.a, p.b): _together(outcome, p) for p in clear}
    return {
        "b3_f1": b3(ours, outcome),
        "pairs_right": _share(together[p.a, p.b] == p.same for p in clear),
        "wrong_merges": sum(together[p.a, p.b] and not p.same for p in clear) + mixed(ours, outcome),
        "asked": _share(outcome[item.id].verdict == "unsure" for item in ours),
    }


def _together(outcome: Outcome, pair: Pair) -> bool:
    a, b = outcome[pair.a], outcome[pair.b]
    return a.event is not None and a.event == b.event


def b3(items: Sequence[Labelled], outcome: Outcome) -> float:
    """B³ F1 (Bagga and Baldwin 1998): per item, how much of its group is its event and of its event its group."""
    groups, events = defaultdict(set), defaultdict(set)
    for item in items:
        groups[_group(item, outcome)].add(item.id)
        events[item.event].add(item.id)
    shared = [(len(groups[_group(i, outcome)] & events[i.event]), i) for i in items]
    precision = sum(n / len(groups[_group(i, outcome)]) for n, i in shared) / len(items)
    recall = sum(n / len(events[i.event]) for n, i in shared) / len(items)
    return 2 * precision * recall / (precision + recall)


def _group(item: Labelled, outcome: Outcome) -> str:
    return outcome[item.id].event or f"alone {item.id}"


def mixed(items: Sequence[Labelled], outcome: Outcome) -> int:
    """Items that were put to an event of others: beyond the first event that a group holds."""
    held = defaultdict(list)
    for item in items:
        if outcome[item.id].event:
            held[outcome[item.id].event].append(item.event)
    return sum(sum(event != events[0] for event in events) for events in held.values())


def _f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted) if found + wanted else 0.0


def _share(of: Iterable[bool]) -> float:
    values = list(of)
    return sum(values) / len(values) if values else 1.0
