"""What the founding knowledge holds: how much, of which kinds, and that nothing is told as surer than it is."""

import pytest

from facts.rows.kinds import KINDS
from seeds.rows import Seeds
from store.nouns.models import NOTED


@pytest.mark.parametrize(
    ("noun", "least"),
    [("actors", 120), ("agreements", 50), ("events", 75), ("claims", 240), ("equipment", 17)],
)
def test_nothing_was_lost(seeds: Seeds, noun: str, least: int) -> None:
    assert len(getattr(seeds, noun)) >= least


def test_events_are_of_the_known_kinds(seeds: Seeds) -> None:
    assert {event.kind for event in seeds.events.values()} <= {kind.name for kind in KINDS}


def test_every_event_and_agreement_has_evidence(seeds: Seeds) -> None:
    assert {row.event or row.agreement for row in seeds.evidence if NOTED not in row.parts} == {
        *seeds.events,
        *(id_ for id_, deal in seeds.agreements.items() if deal.basis == "document"),
    }


def voices(seeds: Seeds, articles: set[str]) -> set[str]:
    """The owners of texts; a page or comment does not count beside the text that it quotes."""
    relaying = {within for id_ in articles if (within := seeds.articles[id_].within)}
    return {seeds.sources[seeds.articles[id_].source].owner for id_ in articles - relaying}


def test_what_is_corroborated_has_two_independent_owners(seeds: Seeds) -> None:
    told = {id_: {row.article for row in seeds.evidence if row.event == id_} for id_ in seeds.events}
    sure = {id_ for id_, event in seeds.events.items() if event.standing in ("corroborated", "confirmed")}
    assert sure == {id_ for id_, articles in told.items() if len(voices(seeds, articles)) > 1}


def test_events_with_parties_of_states_name_the_countries(seeds: Seeds) -> None:
    for id_, event in seeds.events.items():
        of_actors = {seeds.actors[part.actor].country for part in event.actors} - {None}
        assert of_actors <= {*event.countries}, id_


def test_an_exercise_with_a_number_says_its_series(seeds: Seeds) -> None:
    numbered = [event for event in seeds.events.values() if event.number]
    assert {(event.series, event.number) for event in numbered} >= {("shaheen", 1), ("shaheen", 9)}
    assert all(event.series for event in numbered)


@pytest.mark.parametrize(("actor", "misspelling"), [("wei-fenghe", "Wei Fengshe")])
def test_misspellings_of_the_documents_are_filed_as_such(seeds: Seeds, actor: str, misspelling: str) -> None:
    assert misspelling in {one.name for one in seeds.actors[actor].aliases if one.kind == "misspelling"}


@pytest.mark.parametrize(
    ("event", "day", "precision"),
    [
        ("wei-fenghe-visits-nepal-2020", "2020-11-29", "day"),
        ("china-pakistan-mou-signed-2020", "2020-11-30", "day"),
        ("wei-fenghe-bajwa-talks-2020", "2020-11-30", "day"),
        ("wei-fenghe-meets-pakistan-leaders-2020", "2020-12-01", "day"),
        ("china-pakistan-mou-signed-2019", "2019-01-01", "year"),
        ("shaheen-i-2011", "2011-03-01", "month"),
        ("shaheen-ix-2020", "2020-12-07", "approximate"),
        ("beca-signed-2020", "2020-01-01", "year"),
        ("xi-jinping-visits-nepal-2019", "2019-10-01", "month"),
        ("tibet-exercise-2021", "2021-05-01", "month"),
        ("jammu-drone-attack-2021", "2021-06-01", "month"),
        ("vt-4-supply-begins-2020", "2020-04-01", "month"),
    ],
)  # fmt: skip
def test_days_count_from_the_date_of_the_text(seeds: Seeds, event: str, day: str, precision: str) -> None:
    found = seeds.events[event]
    assert (str(found.day), found.precision) == (day, precision)
