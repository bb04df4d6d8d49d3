"""Each part of an agreement and of a statement is said by the paragraphs that are cited for it."""

import calendar
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from seeds.check import parts_of
from seeds.rows import Seeds
from store.nouns.models import AgreementFacts, ClaimFacts
from store.nouns.values import Citation, Step
from tests.seeds.test_citations import CASES, RAW, names_of, paragraphs, stemmed, tells, text_of

pytestmark = pytest.mark.skipif(not RAW.is_dir(), reason=f"the raw documents are not at {RAW}")
Texts = dict[str, dict[int, str]]
FEWEST = 2
"""Words that a paragraph shares with a sentence of our own that it is cited for."""
MONTHS = "|".join(calendar.month_name[1:])
SMALL = 3
"""Letters of words that say nothing."""

__all__ = ["paragraphs"]


def told(seeds: Seeds) -> Iterator[tuple[str, AgreementFacts]]:
    return ((key, row) for key, row in seeds.agreements.items() if row.is_told)


def places_of(row: AgreementFacts, part: str) -> list[Citation]:
    own = row.said.get(part) or row.said.get(part.replace("quantity/", "equipment/"))
    return own or (row.citations if len(row.citations) == 1 else [])


def written(one: Citation) -> str:
    return f"{one.article}#{one.paragraph}"


def test_each_party_thing_and_number_of_an_agreement_is_said_where_it_is_cited(
    seeds: Seeds, paragraphs: Texts
) -> None:
    wrong = []
    for key, row in told(seeds):
        counts = {one.equipment: one.quantity for one in row.equipment}
        for part in parts_of(row):
            kind, _, name = part.partition("/")
            if kind not in ("actor", "equipment", "quantity"):
                continue
            places = places_of(row, part)
            wrong += [] if places else [f"{key}: {part} is said nowhere"]
            for one in places:
                text = text_of(seeds, paragraphs, one.article, one.paragraph)
                number = counts.get(name) if kind == "quantity" else None
                is_said = tells(Decimal(number), text) if number is not None else names(seeds, part, text)
                wrong += [] if is_said else [f"{key}: {part} in {written(one)}"]
    assert wrong == []


def names(seeds: Seeds, part: str, text: str) -> bool:
    words = [*names_of(seeds, "", part), *CASES["paraphrases"].get(part, [])]
    return any(f" {stemmed(word)} " in f" {stemmed(text)} " for word in words if stemmed(word))


def test_each_sentence_on_an_agreement_is_said_where_it_is_cited(seeds: Seeds, paragraphs: Texts) -> None:
    wrong = []
    for key, row in told(seeds):
        for number, sentence in enumerate(row.sentences, 1):
            places = places_of(row, f"summary/{number}")
            if not places and f"{key}/{number}" not in CASES["whole_texts"]["sentences"]:
                wrong.append(f"{key}: nobody says {sentence!r}")
            wrong += unsaid(seeds, paragraphs, key, sentence, places)
    assert wrong == []


def unsaid(seeds: Seeds, texts: Texts, key: str, sentence: str, places: list[Citation]) -> list[str]:
    """Places that share no words with the sentence, and numbers of it that none of them has."""
    read = {written(one): text_of(seeds, texts, one.article, one.paragraph) for one in places}
    far = [
        f"{key}: {place} for {sentence!r}"
        for place, text in read.items()
        if len(content(text) & content(sentence)) < FEWEST
        and not any(word in text for word in CASES["paraphrases"].get(f"text/{key}", []))
    ]
    every = " ".join(read.values())
    numbers: list[Decimal] = [
        one for one in figures_in(sentence) if read and not tells(one, every) and not is_year(one)
    ]
    return [*far, *(f"{key}: {one} is not in {', '.join(read)}" for one in numbers)]


def content(text: str) -> set[str]:
    return {word for word in stemmed(text).split() if len(word) > SMALL}


def figures_in(text: str) -> list[Decimal]:
    """Numbers that a sentence states, without those inside names (``VT-4``, ``Shaheen-IX``) and of days."""
    found = re.findall(rf"(?<![\w.\-–/])\d[\d,]*(?:\.\d+)?(?![\w\-–/]| (?:{MONTHS}))", text)
    return [Decimal(one.replace(",", "").rstrip(".")) for one in found]


def is_year(number: Decimal) -> bool:
    """What a text calls "last year" is a year of our own reckoning."""
    return 1900 < number < 2100


def test_the_day_of_a_step_stands_where_it_is_cited(seeds: Seeds, paragraphs: Texts) -> None:
    """Where it is the day of a text, that text is cited as a whole."""
    wrong = [
        f"{key}: {step.status} {step.day} in {written(one)}"
        for key, row in told(seeds)
        for step in row.steps
        if step.day
        for one in step.dated or step.citations
        if one.paragraph and not dates(step, text_of(seeds, paragraphs, one.article, one.paragraph))
    ]
    assert wrong == []


def dates(step: Step, text: str) -> bool:
    assert step.day
    text = re.sub(r"http\S+", "", text)
    words = [str(step.day.year), *CASES["days"]["told"]]
    words = [step.day.strftime("%A"), step.day.strftime("%d")] if step.precision == "day" else words
    words += [step.day.strftime("%B")] if step.precision == "month" else []
    return any(word in text for word in words)


def test_each_step_is_said_where_it_is_cited(seeds: Seeds, paragraphs: Texts) -> None:
    wrong = [
        fault
        for key, row in told(seeds)
        for step in row.steps
        for fault in unsaid(
            seeds, paragraphs, key, f"{step.status}. {step.text} {named(row)}", list(step.citations)
        )
    ]
    assert wrong == []


def named(row: AgreementFacts) -> str:
    return re.sub(r"\d", "", row.name)


def test_what_is_cited_for_not_being_known_says_so(seeds: Seeds, paragraphs: Texts) -> None:
    wrong = [
        f"{key}: {part} in {written(one)}"
        for key, row in told(seeds)
        for part, places in row.said.items()
        for one in places
        if part.startswith("unknown/")
        and not any(
            word in text_of(seeds, paragraphs, one.article, one.paragraph)
            for word in CASES["unknown"]["words"]
        )
    ]
    assert wrong == []


def test_each_statement_is_said_where_it_is_cited(seeds: Seeds, paragraphs: Texts) -> None:
    wrong = [
        fault
        for key, claim in seeds.claims.items()
        for fault in unsaid(seeds, paragraphs, key, claim.text, claim.citations)
    ]
    assert wrong == []


def test_who_says_a_statement_is_named_where_they_are_cited(seeds: Seeds, paragraphs: Texts) -> None:
    """Whoever wrote or published the text is named by it as a whole."""
    wrong = []
    for key, claim in seeds.claims.items():
        if not claim.speaker:
            continue
        texts = {
            written(one): text_of(seeds, paragraphs, one.article, one.paragraph)
            for one in claim.said.get("speaker", claim.citations)
            if not is_theirs(seeds, claim, one)
        }
        wrong += [
            f"{key}: {claim.speaker} in {place}"
            for place, text in texts.items()
            if not names(seeds, f"actor/{claim.speaker}", text)
        ]
    assert wrong == []


def is_theirs(seeds: Seeds, claim: ClaimFacts, one: Citation) -> bool:
    """Or of the text that quotes it: an introduction to a quotation is counted with it."""
    actor = seeds.actors[claim.speaker or ""]
    known = {actor.name, *(alias.name for alias in actor.aliases)}
    article = seeds.articles[one.article]
    quoting = [seeds.articles[article.within]] if article.within else []
    outlet = seeds.sources[article.source].name
    return bool(
        known
        & {
            article.author,
            article.publisher,
            outlet,
            outlet.partition(" (")[0],
            *(row.author for row in quoting),
        }
    )
