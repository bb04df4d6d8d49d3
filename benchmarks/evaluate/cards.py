"""``python -m benchmarks.evaluate.cards``: alerts made of real headlines, as a channel would show them, to be read by eye.

Of the labelled texts beside the project it takes those of *learn* alone (``benchmarks/news/deal.py``), spread over the years.
It counts what a machine can: cards with the source's own headline, with a quoted sentence, the share of the characters
that grade it, and figures, names and days of the facts that the text does not hold. ``--print`` shows the cards.
"""

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.news.deal import key_of_item, key_of_page, part_of
from benchmarks.news.devset import article_of
from benchmarks.news.known import founded_lexicon, founded_rows
from facts.reading.assess import assess
from facts.reading.draft import draft
from handlers.ingest.judge import dated_as_told
from handlers.render.cards.alert import Card, alert, count_of_outlets, facts_of_card, grade
from handlers.render.cards.report import Report, Sourcing
from handlers.render.paging.measure import visible_text
from handlers.render.words.quotation import quotation
from store.nouns.models import Article, Event, Evidence, Source

SHARED = Path(__file__).parents[3] / "shared" / "wire"
MANY = 40
MARK = "#2149e1e5c4"
NUMBERS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
ORDINALS = [
    "zeroth",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
]
WEEKDAYS = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
]


@dataclass(frozen=True)
class Sample:
    """One text with the card that its alert would be."""

    article: Article
    report: Report
    card: Card

    @property
    def text(self) -> str:
        return f"{self.article.title} {self.article.lead}"

    @property
    def shown(self) -> str:
        """What a reader sees of it, without the mark."""
        return visible_text(f"{self.card.content}\n{self.card.embed.description or ''}")

    @property
    def grading(self) -> float:
        """The share of the characters that count outlets and grade them."""
        said = f"{count_of_outlets(1, self.report.owners)} · {grade(self.report)}"
        return len(said) / len(self.shown)

    @property
    def has_own_headline(self) -> bool:
        """Whether the words of the headline are the text's own, in their order."""
        headline = self.card.content.partition(" ")[2].replace("\\", "").rstrip("….")
        return _plain(headline) in _plain(self.article.title)

    def unstated(self) -> list[str]:
        """Facts of the card that the text does not hold: numbers, a place, days that it neither writes nor counts from."""
        lines = [visible_text(line).replace("\u00a0", " ") for line in facts_of_card(self.report)]
        facts = [fact.strip() for line in lines for fact in line.split(" · ")]
        numbered = [fact for fact in facts if not all(self._holds(number) for number in _numbers(fact))]
        place = self.report.event.place or ""
        away = [place] if place and place.casefold() not in self.text.casefold() else []
        return numbered + away

    def _holds(self, number: str) -> bool:
        text = self.text.casefold()
        plain = text.replace(",", "")
        letters = re.sub(r"\W", "", text)
        told = self.article.published.year if self.article.published else 0
        if (
            number in plain
            or number in letters
            or abs(int(float(number)) - told) <= 1
            or any(word in text for word in WEEKDAYS if int(float(number)) <= 31)
        ):
            return True
        small = int(float(number)) if float(number).is_integer() else 99
        words = [row[small] for row in (NUMBERS, ORDINALS) if small < len(row)]
        return any(re.search(rf"\b{word}\b", text) for word in words)


def _numbers(fact: str) -> Iterator[str]:
    """Of a fact that states some: not of a day on which it was only reported."""
    if "reported " not in fact:
        yield from (found.replace(",", "") for found in re.findall(r"\d[\d,]*(?:\.\d+)?", fact))


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


def samples(count: int) -> list[Sample]:
    """So many of *learn*, evenly from the first to the last."""
    rows = [row for row in _rows() if row["relevant"] == "yes"]
    step = max(1, len(rows) // count)
    found = (
        sample_of(row, number) for number, row in enumerate(rows[start] for start in _starts(len(rows), step))
    )
    return list(islice((one for one in found if one is not None), count))


def _starts(many: int, step: int) -> Iterator[int]:
    """The first of each step; what is not taken for ours leaves room for the seconds of some."""
    for offset in range(step):
        yield from range(offset, many, step)


def _rows() -> Iterator[dict[str, Any]]:
    for name, key in (("pages", key_of_page), ("items", key_of_item)):
        for line in (SHARED / f"{name}.jsonl").read_text().splitlines():
            row = json.loads(line)
            if part_of(key(row)) == "learn" and row.get("lang", "en") == "en":
                yield row


def sample_of(row: dict[str, Any], number: int) -> Sample | None:
    """The card of a labelled text; None where it is not taken for ours."""
    facts = article_of(row["title"], row["summary"], row["published"], row["url"], row.get("publisher"))
    reading = assess(facts, founded_lexicon())
    if reading.relevance == "irrelevant":
        return None
    at = facts.published or datetime(2026, 1, 1, tzinfo=UTC)
    values = facts.model_dump() | {"language": "en"}
    text = Article(
        **values, id=f"a{number}", read_at=at, verdict="new", reasons=[], reading=reading.to_dict()
    )
    drafted = dated_as_told(draft(facts, reading, founded_lexicon()), text)
    event = Event(**dict(drafted), id=f"e{number}", first_seen=at, updated_at=at)
    source = Source(id=text.source, name=text.publisher or text.source, owner=text.source, reliability="B")
    evidence = Evidence(article=text.id, event=event.id, decided_at=at, reasons=[])
    report = Report(event, (Sourcing(evidence, text, source),), names_of(event), aliases=aliases_of(event))
    return Sample(text, report, alert(report, MARK))


def names_of(event: Event) -> dict[str, str]:
    """As the register calls the equipment and actors of an event."""
    rows = founded_rows()
    named = {row.id: row.designation for row in rows.equipment} | {row.id: row.name for row in rows.actors}
    keys = [row.equipment for row in event.equipment] + [row.actor for row in event.actors]
    return {key: named[key] for key in keys if key in named}


def aliases_of(event: Event) -> dict[str, tuple[str, ...]]:
    """The other names of its equipment, by designation."""
    keys = [row.equipment for row in event.equipment]
    return {
        row.designation: tuple(
            one.name for one in row.aliases if one.kind != "misspelling" and not one.shared
        )
        for row in founded_rows().equipment
        if row.id in keys
    }


def figures(found: Sequence[Sample]) -> str:
    own = sum(one.has_own_headline for one in found)
    led = [one for one in found if one.article.lead.strip()]
    quoted = sum(bool(quotation(one.article)) for one in led)
    grading = [one.grading for one in found]
    wrong = [fact for one in found for fact in one.unstated()]
    return "\n".join(
        [
            f"cards {len(found)}; the source's headline on {own}",
            f"texts with a lead {len(led)}; a quoted sentence on {quoted}",
            f"grading {sum(grading) / len(grading):.0%} of the characters, at most {max(grading):.0%}",
            f"facts whose numbers the text does not hold: {len(wrong)} {wrong}",
        ]
    )


def _drawn(one: Sample) -> str:
    words = (one.card.embed.description or "").replace("\u00a0", " ")
    lead = one.article.lead if len(one.article.lead) < 700 else one.article.lead[:700] + " […]"
    return f"{one.card.content}\n{words}\n    title: {one.article.title}\n    lead:  {lead}\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Alerts made of real headlines.")
    parser.add_argument("--cards", type=int, default=MANY)
    parser.add_argument("--print", action="store_true", dest="shown", help="show every card beside its text")
    asked = parser.parse_args()
    if not SHARED.exists():
        sys.exit("The labelled texts are not beside the project.")
    found = samples(asked.cards)
    for one in found if asked.shown else ():
        sys.stdout.write(_drawn(one) + "\n")
    sys.stdout.write(figures(found) + "\n")


if __name__ == "__main__":
    main()
