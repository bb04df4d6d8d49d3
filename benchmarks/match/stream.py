"""Matching on labelled news in time order, the index holding only what came before: ``python -m benchmarks.match.stream``.

Every text of the beat beside the project that tells of an event and is taken for ours is judged by the real matcher, in
the order of publication. Figures are of *learn* (``--show merged``, ``split`` or ``asked`` prints texts of it) and of
*check*; *lock* is not read. A cost is what ``COSTS`` says of each text. The last line is JSON.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from typing import Any

from benchmarks.news.deal import Part, key_of_item, key_of_page, part_of
from benchmarks.news.devset import SHARED, article_of, lines
from benchmarks.news.known import founded_lexicon
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import New, Unsure, Verdict, match
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from store.nouns.models import ArticleFacts

FILES = {"pages": "wire/pages.jsonl", "items": "wire/items.jsonl"}
COSTS = {"merged": 10, "split": 1, "asked": 2}
"""What a text costs that is put to another event, told a second time, or asked about."""
ONE_EVENT = {
    "russia-china-joint-naval-patrol-2021-10": "cn-ru-naval-patrol-1-2021-10",
    "marine-security-belt-2024": "security-belt-2024",
    "us-ukraine-800m-2022-04": "us-800m-ukraine-aid-2022-04-21",
    "indonesia-kaan-agreement-2025-06": "indonesia-kaan-mou-2025-06",
}
"""Events of *learn* that two labellers named each in their own way, found by reading what was merged."""
Matcher = Callable[["Told", EventIndex], Verdict]


@dataclass(frozen=True, slots=True)
class Told:
    """A labelled text with what was read out of it."""

    id: str
    event: str
    countries: frozenset[str]
    article: ArticleFacts
    reading: Reading

    @property
    def day(self) -> date:
        return self.reading.published or date.min


@dataclass(frozen=True, slots=True)
class Filed:
    """What a text became: the event of the text that began it, or None where a person is asked."""

    told: Told
    verdict: Verdict
    began: Told | None
    known: bool
    """Whether an earlier text was of its event."""

    @property
    def fault(self) -> str:
        """One of ``COSTS``, or nothing. To ask about a text is right nowhere, but it costs little."""
        if self.began is None:
            return "asked"
        if self.began.event != self.told.event:
            return "merged"
        return "split" if self.known and isinstance(self.verdict, New) else ""


def labelled(part: Part, lexicon: Lexicon) -> list[Told]:
    """The texts of a part in the order of publication."""
    found = []
    for name, key in (("pages", key_of_page), ("items", key_of_item)):
        rows = (row for row in lines(FILES[name]) if row["relevant"] == "yes" and row["event"])
        found += [_told(row, lexicon) for row in rows if part_of(key(row)) == part]
    ours = [one for one in found if one.reading.relevant and not one.event.startswith("x-")]
    return sorted(ours, key=lambda one: (one.day, one.id))


def _told(row: Mapping[str, Any], lexicon: Lexicon) -> Told:
    article = article_of(row["title"], row["summary"], row["published"], row["url"], row.get("publisher"))
    event = ONE_EVENT.get(row["event"], row["event"])
    return Told(row["id"], event, frozenset(row["countries"]), article, assess(article, lexicon))


def as_shipped(one: Told, index: EventIndex) -> Verdict:
    return match(one.article, one.reading, index)


def filed(stream: Iterable[Told], lexicon: Lexicon, by: Matcher = as_shipped) -> Iterator[Filed]:
    """Each text with what it became, in turn."""
    index, began, seen = EventIndex(), dict[str, Told](), set[str]()
    for one in stream:
        verdict = by(one, index)
        text = ProfileText(one.article.title, one.article.lead, one.reading.published, one.reading)
        if isinstance(verdict, New):
            began[one.id] = one
            index.add(Profile(one.id, draft(one.article, one.reading, lexicon), (text,)))
        elif not isinstance(verdict, Unsure):
            index.add_text(verdict.event, text)
        event = one.id if isinstance(verdict, New) else verdict.event
        first = None if isinstance(verdict, Unsure) else began[event or ""]
        yield Filed(one, verdict, first, one.event in seen)
        seen.add(one.event)


def figures(outcome: Sequence[Filed]) -> dict[str, float]:
    """B³ F1 (Bagga and Baldwin 1998; what is asked about stands alone), the share of pairs of one event that are
    together, texts by fault, and the cost of a hundred texts."""
    faults = Counter(one.fault for one in outcome)
    cost = sum(COSTS[name] * count for name, count in faults.items() if name)
    return {
        "texts": len(outcome), "b3_f1": round(_b3(outcome), 4), "pairs_together": round(_pairs(outcome), 4),
        **{name: faults[name] for name in COSTS}, "cost_of_100": round(100 * cost / len(outcome), 1),
    }  # fmt: skip


def _group(one: Filed) -> str:
    return one.began.id if one.began else f"alone {one.told.id}"


def _b3(outcome: Sequence[Filed]) -> float:
    groups, events = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for one in outcome:
        groups[_group(one)].add(one.told.id)
        events[one.told.event].add(one.told.id)
    shared = [(groups[_group(one)], events[one.told.event]) for one in outcome]
    precision = sum(len(group & event) / len(group) for group, event in shared) / len(shared)
    recall = sum(len(group & event) / len(event) for group, event in shared) / len(shared)
    return 2 * precision * recall / (precision + recall)


def _pairs(outcome: Sequence[Filed]) -> float:
    pairs = [(a, b) for a, b in combinations(outcome, 2) if a.told.event == b.told.event]
    return sum(_group(a) == _group(b) for a, b in pairs) / max(1, len(pairs))


def show(outcome: Iterable[Filed], fault: str) -> None:
    for one in outcome:
        if one.fault == fault:
            began = f" = {one.began.id} {one.began.event}: {one.began.article.title}" if one.began else ""
            print(f"{one.told.id} {one.told.day:%Y-%m-%d} {one.told.event}: {one.told.article.title}{began}")
            print(f"    {type(one.verdict).__name__} {'; '.join(one.verdict.reasons)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--show", choices=tuple(COSTS), default="", help="texts of learn with this fault")
    asked = parser.parse_args()
    if not (SHARED / FILES["pages"]).is_file():
        sys.exit(f"There are no labelled pages at {SHARED}; ENTENTE_SHARED may name the folder.")
    lexicon = founded_lexicon()
    outcome = {part: list(filed(labelled(part, lexicon), lexicon)) for part in ("learn", "check")}
    if asked.show:
        show(outcome["learn"], asked.show)
    print(json.dumps({part: figures(some) for part, some in outcome.items()}))


if __name__ == "__main__":
    main()
