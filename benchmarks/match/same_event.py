"""Two reports of one event, judged in both orders, and near reports of two events: ``python -m benchmarks.match.same_event``.

The pages beside the project (``wire/pages.jsonl``) say of which event each tells. For every two of one event the first
is filed and the second judged by the real matcher, then the other way round: is it the same, asked, or split in two?
Of two events it must never be the same: pairs that share a state and were told within ``NEAR`` days are judged so.
Pages of *lock* (``benchmarks/news/deal.py``) are left out. ``--show split`` prints pairs of *learn* that came out so. The
last line is JSON.
"""

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from benchmarks.match.stream import ONE_EVENT
from benchmarks.news.deal import Part, key_of_page, part_of
from benchmarks.news.devset import SHARED, article_of, lines
from benchmarks.news.known import founded_lexicon
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import New, Unsure, Verdict, match
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from store.nouns.models import ArticleFacts

NEAR = 21
PAGES = "wire/pages.jsonl"


@dataclass(frozen=True, slots=True)
class Page:
    """A labelled page with what was read out of it."""

    id: str
    part: Part
    event: str
    countries: frozenset[str]
    article: ArticleFacts
    reading: Reading

    @property
    def told(self) -> date:
        return self.reading.published or date.min


def pages(lexicon: Lexicon) -> list[Page]:
    """Those of the beat that tell of an event and are taken for ours; what is not, no matcher sees."""
    rows = (row for row in lines(PAGES) if row["relevant"] == "yes" and row["event"])
    dealt = ((part_of(key_of_page(row)), row) for row in rows)
    found = [_page(row, part, lexicon) for part, row in dealt if part != "lock"]
    return [page for page in found if page.reading.relevant and not page.event.startswith("x-")]


def _page(row: dict[str, object], part: Part, lexicon: Lexicon) -> Page:
    texts = (str(row[name]) for name in ("title", "summary", "published", "url", "publisher"))
    article, countries = article_of(*texts), row["countries"]
    assert isinstance(countries, list)
    event = ONE_EVENT.get(str(row["event"]), str(row["event"]))
    return Page(str(row["id"]), part, event, frozenset(countries), article, assess(article, lexicon))


def one_event(found: Sequence[Page]) -> Iterator[tuple[Page, Page]]:
    """Every two pages of one event."""
    events: dict[str, list[Page]] = defaultdict(list)
    for page in found:
        events[page.event].append(page)
    for some in events.values():
        yield from combinations(some, 2)


def two_events(found: Sequence[Page]) -> Iterator[tuple[Page, Page]]:
    """Every two pages of two events that share a state and were told within ``NEAR`` days."""
    for a, b in combinations(found, 2):
        if a.event != b.event and a.countries & b.countries and abs((a.told - b.told).days) <= NEAR:
            yield a, b


def judged(first: Page, second: Page, lexicon: Lexicon) -> Verdict:
    """What the second becomes where the first alone is filed."""
    text = ProfileText(first.article.title, first.article.lead, first.reading.published, first.reading)
    known = Profile("known", draft(first.article, first.reading, lexicon), (text,))
    return match(second.article, second.reading, EventIndex([known]))


def word(verdict: Verdict) -> str:
    """Same, asked or split."""
    return "split" if isinstance(verdict, New) else "asked" if isinstance(verdict, Unsure) else "same"


def counted(pairs: Iterator[tuple[Page, Page]], lexicon: Lexicon, shown: str) -> Counter[str]:
    """How the pairs came out, both orders counted."""
    counts: Counter[str] = Counter()
    for a, b in pairs:
        for first, second in ((a, b), (b, a)):
            verdict = judged(first, second, lexicon)
            counts[word(verdict)] += 1
            if word(verdict) == shown and first.part == second.part == "learn":
                print(f"{first.id} {first.article.title}\n{second.id} {second.article.title}")
                print(f"    {'; '.join(verdict.reasons)}")
    return counts


def figures(lexicon: Lexicon, shown: tuple[str, str] = ("", "")) -> dict[str, dict[str, int]]:
    """Counts of pairs in both orders: of one event, of two events."""
    found = pages(lexicon)
    return {
        "one_event": dict(sorted(counted(one_event(found), lexicon, shown[0]).items())),
        "two_events": dict(sorted(counted(two_events(found), lexicon, shown[1]).items())),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--show", choices=("same", "asked", "split"), default="", help="of one event")
    parser.add_argument("--show-two", choices=("same", "asked", "split"), default="", help="of two events")
    asked = parser.parse_args()
    if not (SHARED / PAGES).is_file():
        sys.exit(f"There are no labelled pages at {SHARED}; ENTENTE_SHARED may name the folder.")
    print(json.dumps(figures(founded_lexicon(), (asked.show, asked.show_two))))


if __name__ == "__main__":
    main()
