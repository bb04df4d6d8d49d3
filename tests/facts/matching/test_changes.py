"""What a later text changes on an event, and what readers are told of it: one file of ``tests/cases/changes`` each.

The texts are read in their order; what is expected is of the last one. All of them are one event to the matcher.
"""

import tomllib
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any

import pytest

from benchmarks.news.known import founded_lexicon
from facts.matching.changes import revised
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import Same, Update, match
from facts.model.change import Change
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from handlers.ingest.change_text import changes_told
from handlers.ingest.decider import citing, text_of
from handlers.ingest.judge import dated_as_told
from handlers.render.words.figures import amount_text
from store.nouns.models import Article, EventFacts, Source

CASES = sorted((Path(__file__).parent.parent.parent / "cases" / "changes").glob("*.toml"))


class Reader:
    """Reads texts one after the other, as ingest does."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.held: EventFacts | None = None
        self.texts: list[tuple[Article, Source]] = []
        self.profile: list[ProfileText] = []
        self.news: list[Change] = []

    def read(self, text: dict[str, Any]) -> None:
        published = datetime.combine(text["published"], time(12), UTC)
        source = Source(id=text["source"], name=text["source"], owner=text["source"])
        name = f"{source.id}-{len(self.texts)}"
        article = Article(
            id=name, source=source.id, title=text["title"], lead=text.get("lead", ""), published=published,
            read_at=published,
        )  # fmt: skip
        reading = assess(article, self.lexicon)
        article.reading = reading.to_dict()
        facts = dated_as_told(citing(draft(article, reading, self.lexicon), article), article)
        if self.held is None:
            self.held = facts
        else:
            verdict = match(article, reading, EventIndex([Profile("known", self.held, tuple(self.profile))]))
            assert isinstance(verdict, Same | Update), verdict
            earlier = [text_of(*one) for one in self.texts]
            changes = revised(self.held, facts, text_of(article, source), earlier)
            after = self.held.model_copy(update=changes)
            self.news, self.held = changes_told(self.held, after, article.id), after
        self.texts.append((article, source))
        self.profile.append(ProfileText(article.title, article.lead, reading.published, reading))


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_changes_is_told(path: Path, lexicon: Lexicon) -> None:
    case = tomllib.loads(path.read_text())
    reader = Reader(lexicon)
    for text in case["texts"]:
        reader.read(text)
    assert reader.held is not None
    assert [spoken(change) for change in reader.news] == case["expect"]["told"]
    assert reader.held.day == case["expect"].get("day", reader.held.day)
    assert reader.held.until == case["expect"].get("until", reader.held.until)
    assert reader.held.phase == case["expect"].get("phase", reader.held.phase)
    assert reader.held.kind == case["expect"].get("kind", reader.held.kind)
    if "counted" in case["expect"]:
        assert [f"{one.number} × {one.of}" for one in reader.held.quantities] == case["expect"]["counted"]
        assert {one.quantity for one in reader.held.equipment} <= {
            None,
            *(one.number for one in reader.held.quantities),
        }
    if "value" in case["expect"]:
        said = [
            f"{amount_text(one)} ({named(tuple(c.article for c in one.citations))})"
            for one in reader.held.amounts
        ]
        assert "; ".join(said) == case["expect"]["value"]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return founded_lexicon()


def spoken(change: Change) -> str:
    if change.values:
        said = [f"{value.text} ({named(value.articles)})" for value in change.values]
        return f"{change.what}, as stated: {' | '.join(said)}"
    return f"{change.what}: {f'~{change.before}~ ' if change.before else ''}{change.after}"


def named(articles: tuple[str, ...]) -> str:
    return ", ".join(article.rpartition("-")[0] for article in articles)
