"""Every paragraph that an answer cites says what it is cited for: a name, a number, a place, a day."""

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from facts.names.countries import COUNTRIES
from feeds.pages.documents import read_document
from seeds.check import count_paragraphs
from seeds.load import FOLDER, QUOTED
from seeds.rows import Seeds
from store.nouns.models import NOTED, WHOLE
from store.nouns.values import Citation
from store.nouns.words import folded_phrase, stem

RAW = Path(__file__).parents[3] / "shared" / "seeds"
CASES = tomllib.loads((Path(__file__).parents[1] / "cases" / "citations.toml").read_text())
STATES = frozenset({"Pakistan", "China", "India", "Nepal"})
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
WORDS = {50: "fifty", 60: "sixty", 4000: "four thousand"}
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
]

pytestmark = pytest.mark.skipif(not RAW.is_dir(), reason=f"the raw documents are not at {RAW}")


@pytest.fixture(scope="module")
def paragraphs() -> dict[str, dict[int, str]]:
    """By document and number."""
    read = {f"doc-{path.name[:3]}": read_document(path.read_bytes(), path.name) for path in RAW.glob("*.txt")}
    return {
        key: {one.number: one.text for part in document.parts for one in part.paragraphs}
        for key, document in read.items()
    }


def text_of(seeds: Seeds, paragraphs: dict[str, dict[int, str]], article: str, paragraph: str | None) -> str:
    within = seeds.articles[article].within
    if within:
        return text_of(seeds, paragraphs, within, paragraph)
    if paragraph is None:
        return next(RAW.glob(f"{article.removeprefix('doc-')}*")).read_text()
    places = count_paragraphs(Citation(article=article, paragraph=paragraph))
    return " ".join(paragraphs[article][number] for number in places)


def test_each_part_of_an_event_is_said_where_it_is_cited(
    seeds: Seeds, paragraphs: dict[str, dict[int, str]]
) -> None:
    wrong = [
        f"{row.event}: {part} in {row.article}#{row.paragraph}"
        for row in seeds.evidence
        if row.event
        for part in row.parts
        if part not in (WHOLE, NOTED)
        and not says(seeds, row.event, part, text_of(seeds, paragraphs, row.article, row.paragraph))
    ]
    assert wrong == []


def test_every_part_but_a_derived_day_is_said_by_a_paragraph(seeds: Seeds) -> None:
    said = {(row.event, part) for row in seeds.evidence for part in row.parts}
    unsaid = [
        f"{key}: {part}"
        for key, event in seeds.events.items()
        for part in [
            *(f"actor/{one.actor}" for one in event.actors),
            *(f"equipment/{one.equipment}" for one in event.equipment),
            *(["place"] if event.place else []),
        ]
        if (key, part) not in said and part not in CASES["whole_texts"]["parts"]
    ]
    assert unsaid == []


def says(seeds: Seeds, event: str, part: str, text: str) -> bool:
    if part.startswith("unknown/"):
        return any(word in text for word in CASES["unknown"]["words"])
    words = [*names_of(seeds, event, part), *CASES["paraphrases"].get(part, [])]
    return any(f" {stemmed(word)} " in f" {stemmed(text)} " for word in words if stemmed(word))


def names_of(seeds: Seeds, event: str, part: str) -> Iterator[str]:
    kind, _, key = part.partition("/")
    if kind == "actor":
        actor = seeds.actors[key]
        yield from (actor.name, *(alias.name for alias in actor.aliases))
        if actor.kind == "person":
            yield from (actor.name.split()[-1], actor.name.split()[0])
        if actor.kind == "state":
            yield from COUNTRIES.get(actor.country or "", ())
    elif kind == "equipment":
        gear = seeds.equipment[key]
        yield from (gear.designation, *(alias.name for alias in gear.aliases))
    elif kind == "place":
        parts = [word for word in re.split(r"[ ,]+", seeds.events[event].place or "") if word[:1].isupper()]
        yield from [word for word in parts if word not in STATES] or parts
    elif day := seeds.events[event].day:
        yield from (str(day.year), day.strftime("%B"), *CASES["days"]["words"])


def stemmed(text: str) -> str:
    return " ".join(stem(word) for word in folded_phrase(text).split())


def test_each_sum_and_figure_stands_where_it_is_cited(
    seeds: Seeds, paragraphs: dict[str, dict[int, str]]
) -> None:
    wrong = [
        f"{what}: {value} in {one.article}#{one.paragraph}"
        for what, value, citations in figures(seeds)
        for one in citations
        if not tells(value, text_of(seeds, paragraphs, one.article, one.paragraph))
    ]
    assert wrong == []


def figures(seeds: Seeds) -> Iterator[tuple[str, Decimal, tuple[Citation, ...]]]:
    for key, claim in seeds.claims.items():
        if claim.value is not None:
            yield key, claim.value, tuple(claim.citations)
    sums = [(key, row.amounts) for key, row in seeds.agreements.items()]
    sums += [(key, row.amounts) for key, row in seeds.events.items()]
    yield from ((key, amount.amount, amount.citations) for key, amounts in sums for amount in amounts)


def tells(value: Decimal, text: str) -> bool:
    """In digits, with a scale, in words, as a rank."""
    number = abs(value)
    plain = text.casefold().replace(",", "")
    written = {f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"}
    written |= {f"{(number / scale).normalize():f}" for scale in SCALES.values() if number >= scale}
    if int(number) in WORDS:
        written.add(WORDS[int(number)])
    if number == int(number) and int(number) < len(NUMBERS):
        written |= {NUMBERS[int(number)], *RANKS.get(int(number), ())}
    return any(re.search(rf"(?<![\d.]){re.escape(one)}(?!\d|\.\d)", plain) for one in written)


RANKS = {
    1: ("tops", "largest", "single", "once"), 2: ("second", "both", "couple", "two-thirds"), 3: ("third",), 5: ("fifth",),
    10: ("tenth",), 11: ("eleventh",),
}  # fmt: skip


def test_quotations_stand_in_their_paragraphs_and_are_short(
    seeds: Seeds, paragraphs: dict[str, dict[int, str]]
) -> None:
    notes = [row for row in seeds.evidence if NOTED in row.parts]
    wrong = [
        f"{row.article}#{row.paragraph}: {row.reasons[1]}"
        for row in notes
        if plain(row.reasons[1]) not in plain(text_of(seeds, paragraphs, row.article, row.paragraph))
        or len(row.reasons[1].split()) > QUOTED
    ]
    assert wrong == []


def test_every_paragraph_that_tells_something_is_told(
    seeds: Seeds, paragraphs: dict[str, dict[int, str]]
) -> None:
    """Lists of links and lone addresses of the blog page tell nothing."""
    told = {(row.article[:7], row.paragraph) for row in seeds.evidence if NOTED in row.parts}
    every = {(key, str(number)) for key, document in paragraphs.items() for number in document}
    assert every - told == {("doc-004", number) for number in CASES["untold"]["paragraphs"]}


def test_no_text_for_readers_names_a_document_by_its_number() -> None:
    """Sources are named in words."""
    shown = [path for path in sorted(FOLDER.rglob("*.toml")) if "gazetteer" not in path.parts]
    lines = [(path.name, line) for path in shown for line in path.read_text().splitlines()]
    assert [one for one in lines if NUMBERED.search(one[1]) and not one[1].startswith("#")] == []


def plain(text: str) -> str:
    """With straight quotation marks and single blanks."""
    return " ".join(text.translate(MARKS).split())


MARKS = str.maketrans("“”‘’", "\"\"''")
NUMBERED = re.compile(r"[Dd]ocuments? 00\d")
