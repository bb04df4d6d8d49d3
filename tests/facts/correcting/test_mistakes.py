"""What a correction corrects that says too little to be about it by itself (``tests/cases/corrections.toml``)."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from facts.correcting.mistakes import what_it_corrects
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import Unsure
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from facts.weights.model import certain, relevance
from store.nouns.models import ArticleFacts

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "corrections.toml").read_text(encoding="utf-8"))


def article(published: str, title: str, lead: str) -> ArticleFacts:
    told = datetime.fromisoformat(published).replace(hour=9, tzinfo=UTC)
    language = "en" if title.isascii() else "ru"
    return ArticleFacts(source="case", title=title, lead=lead, language=language, published=told)


def index_of(known: list[list[str]], lexicon: Lexicon) -> EventIndex:
    index = EventIndex()
    for place, (day, title, lead) in enumerate(known, start=1):
        text = article(day, title, lead)
        reading = assess(text, lexicon)
        assert reading.relevant, title
        told = ProfileText(title, lead, reading.published, reading)
        index.add(Profile(str(place), draft(text, reading, lexicon), (told,)))
    return index


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: str(case["known"][0][1]))
def test_a_correction_finds_what_it_corrects(case: dict[str, Any], lexicon: Lexicon) -> None:
    index = index_of(case["known"], lexicon)
    wrong = []
    for published, title, lead, event, counted in case["corrections"]:
        found = what_it_corrects(article(published, title, lead), index, lexicon, certain(relevance()))
        names = {key: term.name for key, term in lexicon.terms.items()}
        is_open = found is not None and isinstance(found.verdict, Unsure)
        known = "?" if is_open else found.verdict.event if found else ""
        counts = (
            [f"{one.number} {names.get(one.of, one.of)}" for one in found.reading.quantities] if found else []
        )
        fits = known == event and (
            not counted or (len(counts) == 1 and counted.split()[0] == counts[0].split()[0])
        )
        wrong += [] if fits else [f"{title}: {known or 'none'} {counts}"]
    assert not wrong, "\n".join(wrong)
