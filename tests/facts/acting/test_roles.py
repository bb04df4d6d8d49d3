"""Who gives and who gets, by headlines: ``tests/cases/roles.toml``; and what holds whatever a headline says."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from facts.acting.roles import Roles, roles_in
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from facts.reading.parties import acting_names
from facts.scanning.scan import scan
from store.nouns.models import ArticleFacts

FILE = Path(__file__).parent.parent.parent / "cases" / "roles.toml"
CASES = tomllib.loads(FILE.read_text(encoding="utf-8"))["case"]
TOLD = datetime(2026, 11, 24, 9, tzinfo=UTC)


def written(roles: Roles) -> str:
    sides = ("+".join(sorted(side)) for side in (roles.suppliers, roles.recipients))
    return ">".join(sides)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["title"][:50])
def test_who_gives_to_whom(case: dict[str, Any], lexicon: Lexicon) -> None:
    article = ArticleFacts(source="case", title=case["title"], lead=case.get("lead", ""), published=TOLD)
    reading = assess(article, lexicon)
    if reading.relevance == "irrelevant":
        segment = scan(case["title"], lexicon)
        found = roles_in(segment, acting_names(segment))
    else:
        found = Roles(frozenset(reading.suppliers), frozenset(reading.recipients))
    assert written(found) == (case["roles"] or ">")


def test_what_a_title_leaves_open_the_lead_tells(lexicon: Lexicon) -> None:
    article = ArticleFacts(
        source="case", title="Bangladesh Navy receives two patrol vessels", published=TOLD,
        lead="The vessels were handed over by China at Chattogram on Monday.",
    )  # fmt: skip
    filed = draft(article, assess(article, lexicon), lexicon)
    assert {(role.country, role.part) for role in filed.roles} == {("CN", "supplier"), ("BD", "recipient")}


def test_an_exercise_has_a_host_that_takes_part(lexicon: Lexicon) -> None:
    article = ArticleFacts(
        source="case", title="China and Thailand hold joint naval exercise in Thailand", published=TOLD
    )
    filed = draft(article, assess(article, lexicon), lexicon)
    assert [(role.country, role.part) for role in filed.roles] == [("TH", "host")]


@pytest.mark.parametrize(
    "title",
    [
        "Russia denies it will sell submarines to Kenya",
        "Germany refuses to deliver tanks to Kenya",
        "China slams US sale of tanks to Kenya",
        "France suspends delivery of frigates to Kenya",
    ],
)
def test_what_is_not_given_has_no_sides(title: str, lexicon: Lexicon) -> None:
    reading = assess(ArticleFacts(source="case", title=title, published=TOLD), lexicon)
    assert (reading.suppliers, reading.recipients) == ((), ())


def test_nobody_gives_to_himself() -> None:
    one, other = Roles(frozenset({"CN"})), Roles(frozenset({"PK"}), frozenset({"CN"}))
    assert one.beside(other) == one
    assert other.beside(one) == other
