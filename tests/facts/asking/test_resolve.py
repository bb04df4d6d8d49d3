"""A free text finds one actor, several, a position's holder, or the nearest names."""

import pytest

from facts.asking.directory import Directory, directory
from facts.asking.resolve import Held, Missing, NameFinding, Several, Vacant, resolve
from store.nouns.models import Actor
from store.nouns.values import Alias, Role


def actor(key: str, name: str, country: str, *aliases: Alias, role: str = "", at: str | None = None) -> Actor:
    roles = [Role(position=role, organisation=at)] if role else []
    return Actor(id=key, kind="person", name=name, country=country, aliases=list(aliases), roles=roles)


@pytest.fixture(scope="module")
def known() -> Directory:
    return directory(
        [
            actor(
                "wei",
                "Wei Fenghe",
                "CN",
                Alias(name="Wei Fengshe", kind="misspelling"),
                role="Minister of National Defense",
            ),
            actor(
                "qamar",
                "Qamar Javed Bajwa",
                "PK",
                Alias(name="Gen. Bajwa"),
                role="Chief of the Army Staff (COAS)",
                at="army",
            ),
            actor(
                "asim",
                "Asim Saleem Bajwa",
                "PK",
                Alias(name="Lt. Gen. Bajwa"),
                role="Head of the CPEC Authority",
            ),
            actor("thapa", "Purna Chandra Thapa", "NP", role="Chief of the Army"),
            actor("nong", "Nong Rong", "CN", role="Ambassador to Pakistan"),
            actor("imran", "Imran Khan", "PK", role="Prime Minister"),
            Actor(id="army", kind="armed service", name="Pakistan Army", country="PK"),
            Actor(id="china", kind="state", name="China", country="CN"),
        ]
    )


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("wei", "wei"),
        ("Wei Fenghe", "wei"),
        ("General Wei Fenghe", "wei"),
        ("Wei Fengshe", "wei"),
        ("wei fenge", "wei"),
        ("Gen. Bajwa", "qamar"),
        ("Lt Gen Bajwa", "asim"),
        ("Qamar Bajwa", "qamar"),
        ("Imran Kahn", "imran"),
        ("CHINA", "china"),
        ("Bajwa COAS", "qamar"),
        ("Bajwa CPEC Authority", "asim"),
        ("Pakistan's army chief General Qamar Javed Bajwa", "qamar"),
        ("Fenghee", "wei"),
    ],
)
def test_one_actor_is_found(known: Directory, asked: str, expected: str) -> None:
    found = resolve(asked, known, "actor")
    assert isinstance(found, NameFinding)
    assert found.id == expected


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("COAS", {"qamar"}),
        ("army chief", {"qamar", "thapa"}),
        ("Pakistan army chief", {"qamar"}),
        ("Nepalese army chief", {"thapa"}),
        ("Chinese ambassador to Pakistan", {"nong"}),
        ("envoy to Pakistan", {"nong"}),
        ("defence minister of China", {"wei"}),
        ("prime minister of Pakistan", {"imran"}),
        ("CPEC Authority head", {"asim"}),
    ],
)
def test_a_position_finds_its_holders(known: Directory, asked: str, expected: set[str]) -> None:
    held = resolve(asked, known, "actor")
    assert isinstance(held, Held)
    assert {holding.actor.id for holding in held.holdings} == expected


@pytest.mark.parametrize(
    ("asked", "states"),
    [
        ("Pakistani ambassador to China", {"PK"}),
        ("ambassador to Nepal", {"NP"}),
        ("naval chief of Pakistan", {"PK"}),
        ("French defence minister", {"FR"}),
        ("president of iran", {"IR"}),
        ("air chief of India", {"IN"}),
    ],
)
def test_an_office_in_which_nobody_is_known_is_vacant(known: Directory, asked: str, states: set[str]) -> None:
    assert resolve(asked, known, "actor") == Vacant(frozenset(states))


@pytest.mark.parametrize("asked", ["Zorro", "deputy prime minister", "French defence industry"])
def test_what_nobody_is_known_as_is_missing(known: Directory, asked: str) -> None:
    assert isinstance(resolve(asked, known, "actor"), Missing)


def test_a_shared_name_lists_its_candidates(known: Directory) -> None:
    several = resolve("Bajwa", known, "actor")
    assert isinstance(several, Several)
    assert {key for _, key, _ in several.candidates} == {"qamar", "asim"}


def test_how_it_was_found_is_said(known: Directory) -> None:
    found = resolve("Wei Fengshe", known, "actor")
    assert isinstance(found, NameFinding)
    assert "misspelling" in found.how
    missing = resolve("Pakistan Navy", known, "actor")
    assert isinstance(missing, Missing)
    assert "Pakistan Army" in missing.nearest
