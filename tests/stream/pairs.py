"""Two texts of which the second is compared with the first alone: the case files of matching, and the stream's own
pairs (two of one event; neighbours of one file that share two states and are two)."""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import match
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from store.nouns.models import ArticleFacts
from tests.stream.labelled import Item, stream
from tests.stream.outcome import told_twice

CASES = Path(__file__).parent.parent / "cases" / "match"
Matcher = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """``right`` are the verdicts that are right: of new, same, update, unsure."""

    first: ArticleFacts
    second: ArticleFacts
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ready:
    """A pair with everything read, so that only the matching is left to do."""

    pair: Pair
    index: EventIndex
    reading: Reading

    def word(self, by: Matcher = match) -> str:
        """The verdict of a matcher, in lower case."""
        verdict = by(self.pair.second, self.reading, self.index)
        return type(verdict).__name__.lower()


_RIGHT = {
    "new": frozenset({"new"}), "apart": frozenset({"new", "unsure"}), "one": frozenset({"same", "update"}),
    "same": frozenset({"same", "update"}), "unsure": frozenset({"unsure"}), "perhaps": frozenset({"same", "update", "unsure"}),
}  # fmt: skip


def ready(lexicon: Lexicon) -> tuple[Ready, ...]:
    """All pairs that the matcher as it is has right: what is to be flipped. Most texts stand in several: each is read once."""
    found: dict[str, Reading] = {}

    def read(text: ArticleFacts) -> Reading:
        key = text.model_dump_json()
        if key not in found:
            found[key] = _held_is_ours(assess(text, lexicon))
        return found[key]

    pairs = (*_case_files(), *_pair_files(), *_of_stream())
    return tuple(one for pair in pairs for one in _read(pair, read, lexicon))


def _read(pair: Pair, read: Callable[[ArticleFacts], Reading], lexicon: Lexicon) -> Iterator[Ready]:
    first, second = read(pair.first), read(pair.second)
    if "irrelevant" in (first.relevance, second.relevance):
        return
    text = ProfileText(pair.first.title, pair.first.lead, first.published, first)
    known = Profile("known", draft(pair.first, first, lexicon), (text,))
    one = Ready(pair, EventIndex([known]), second)
    if one.word() in pair.right:
        yield one


def _held_is_ours(reading: Reading) -> Reading:
    return replace(reading, relevance="relevant") if reading.relevance == "held" else reading


def _case_files() -> Iterator[Pair]:
    for path in sorted(CASES.glob("*.toml")):
        case = tomllib.loads(path.read_text(encoding="utf-8"))
        right = [_RIGHT[word] for word in case["expect"]["verdict"].split("|")]
        yield Pair(_article(case["first"]), _article(case["second"]), frozenset[str]().union(*right))


def _article(row: dict[str, Any]) -> ArticleFacts:
    told = datetime.combine(row["published"], time(12), UTC)
    return ArticleFacts(
        source="case", title=row["title"], lead=row.get("lead", ""), language=row.get("language", "en"), published=told
    )  # fmt: skip


def _pair_files() -> Iterator[Pair]:
    for path in sorted((CASES / "pairs").glob("*.toml")):
        for row in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]:
            texts = [
                ArticleFacts(
                    source="case", title=row[which], lead=row.get(f"{which}_lead", ""), language="en",
                    published=datetime(2026, 11, 24, 9, tzinfo=UTC) + timedelta(days=days, minutes=minute),
                )
                for minute, days, which in ((0, 0, "first"), (10, row.get("days", 0), "second"))
            ]  # fmt: skip
            yield Pair(texts[0], texts[1], _RIGHT[row["is"]])
            yield Pair(texts[1], texts[0], _RIGHT[row["is"]])


def _of_stream() -> Iterator[Pair]:
    items = stream()
    for a, b in told_twice(items):
        yield Pair(_of(a), _of(b), _RIGHT["one"])
    themes = {item.theme for item in items}
    for theme in sorted(themes):
        ours = [item for item in items if item.theme == theme and item.event]
        for a, b in pairwise(ours):
            if a.event != b.event and len(a.states & b.states) > 0:
                yield Pair(_of(a), _of(b), _RIGHT["apart"])


def _of(item: Item) -> ArticleFacts:
    return ArticleFacts(
        source="stream", title=item.title, lead=item.lead, language="en", published=item.published
    )
