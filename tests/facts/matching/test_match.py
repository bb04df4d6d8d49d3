"""Whether two texts are about one event: one file of ``tests/cases/match`` each, read in order of publication."""

import tomllib
from datetime import UTC, datetime, time, timedelta
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


DENIALS = [path for path in CASES if "denies" in tomllib.loads(path.read_text())["expect"]]


@pytest.mark.parametrize("path", DENIALS, ids=lambda path: path.stem)
def test_what_a_denial_denies_does_not_depend_on_which_is_read_first(path: Path, lexicon: Lexicon) -> None:
    case = tomllib.loads(path.read_text())
    first = article(case["first"])
    verdict = match(first, assess(first, lexicon), EventIndex([profile(case["second"], lexicon)]))
    assert isinstance(verdict, New)
    assert (verdict.denied_by == "known") == case["expect"]["denies"], verdict
    assert verdict.follows is None or verdict.denied_by is None


@pytest.mark.parametrize("path", DENIALS, ids=lambda path: path.stem)
def test_what_is_told_after_a_denial_is_not_denied(path: Path, lexicon: Lexicon) -> None:
    case = tomllib.loads(path.read_text())
    later = article(case["first"] | {"published": case["second"]["published"] + timedelta(days=1)})
    verdict = match(later, assess(later, lexicon), EventIndex([profile(case["second"], lexicon)]))
    assert not isinstance(verdict, New) or verdict.denied_by is None
