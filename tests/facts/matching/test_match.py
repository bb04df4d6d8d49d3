"""Whether two texts are about one event: one file of ``tests/cases/match`` each, read in order of publication."""

import tomllib
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import New, Unsure, Verdict, match
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from store.nouns.models import ArticleFacts

CASES = sorted((Path(__file__).parent.parent.parent / "cases" / "match").glob("*.toml"))


def article(text: dict[str, Any]) -> ArticleFacts:
    return ArticleFacts(
        source="case",
        title=text["title"],
        lead=text.get("lead", ""),
        language=text.get("language", "en"),
        published=datetime.combine(text["published"], time(12), UTC),
    )


def profile(text: dict[str, Any], lexicon: Lexicon) -> Profile:
    first = article(text)
    reading = assess(first, lexicon)
    source = ProfileText(first.title, first.lead, reading.published, reading)
    return Profile("known", draft(first, reading, lexicon), (source,))


def word(verdict: Verdict) -> str:
    return "new" if isinstance(verdict, New) else "unsure" if isinstance(verdict, Unsure) else "same"


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_match(path: Path, lexicon: Lexicon) -> None:
    case = tomllib.loads(path.read_text())
    second = article(case["second"])
    verdict = match(second, assess(second, lexicon), EventIndex([profile(case["first"], lexicon)]))
    assert verdict.reasons
    assert word(verdict) in case["expect"]["verdict"].split("|"), verdict
    if "because" in case["expect"]:
        assert any(case["expect"]["because"] in reason for reason in verdict.reasons), verdict
    if "follows" in case["expect"]:
        assert isinstance(verdict, New)
        assert (verdict.follows == "known") == case["expect"]["follows"]
    if "denies" in case["expect"]:
        assert isinstance(verdict, New)
        assert (verdict.denies == "known") == case["expect"]["denies"], verdict
