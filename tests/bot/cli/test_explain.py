"""``entente explain``: the verdict with all that led to it, and where each part of it stands in the project."""

import json

import pytest

from bot.shell.origins import ROOT, Origins
from facts.rows.kinds import KINDS
from tests.command_line import Entente

SALE = ("explain", "China delivers two frigates to Pakistan", "--published", "2026-11-28")


def line_at(place: str) -> str:
    path, number = place.rsplit(":", 1)
    return (ROOT / path).read_text("utf-8").splitlines()[int(number) - 1]


def test_a_verdict_is_told_with_all_that_led_to_it(entente: Entente) -> None:
    said = entente(*SALE)
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Relevant: delivery or aid, happened; ")
    for heading in (
        "Names",
        "Words of the beat",
        "Facts",
        "What weighed",
        "Nearly enough",
        "Beside what is known",
    ):
        assert f"\n\n{heading}\n" in said.out


def test_what_was_missing_is_named(entente: Entente) -> None:
    said = entente("explain", "China frobs frigates to Pakistan")
    assert said.out.startswith(("Not relevant: ", "Held for a person: "))
    assert "delivery: deliver~weapon, no word of deliver" in said.out


def test_as_json_with_places_that_exist(entente: Entente) -> None:
    document = json.loads(entente(*SALE, "--lead", "The ships arrived on Monday.", "--json").out)
    assert (document["verdict"], document["relevance"], document["kind"]) == ("new", "relevant", "delivery")
    assert document["facts"]["day"] == "2026-11-23"
    (deliver,) = [
        word for word in document["words"] if (word["written"], word["concept"]) == ("delivers", "deliver")
    ]
    assert "deliver" in line_at(deliver["origin"])
    for weighed in (*document["weighed"], *document["nearly"]):
        assert f'"{weighed["pattern"]}"' in line_at(weighed["origin"])


def test_a_known_event_is_recognised_and_nothing_is_filed(entente: Entente) -> None:
    call = ("explain", "China and Pakistan sign memorandum on defence cooperation in Islamabad")
    before = entente("export", "articles").out
    said = json.loads(entente(*call, "--published", "2020-12-01", "--json").out)
    assert (said["verdict"], said["event"]) == ("same", "china-pakistan-mou-signed-2020")
    assert entente("export", "articles").out == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("  ",), "a headline has at least one word"),
        (("x", "--published", "soon"), "soon is no day such as 2026-11-28"),
    ],
)
def test_what_cannot_be_explained_is_one_line(
    entente: Entente, words: tuple[str, ...], sentence: str
) -> None:
    assert entente("explain", *words).refusal == sentence


def test_every_trigger_stands_somewhere() -> None:
    origins = Origins()
    for kind in KINDS:
        for trigger in kind.triggers:
            assert f'"{trigger.pattern}"' in line_at(origins.trigger(trigger.pattern)), kind.name


def test_the_entry_that_has_the_words_is_named_not_one_that_has_the_id() -> None:
    origins = Origins()
    assert origins.entry("no-such-thing", "x") == ""


def test_a_form_leads_to_the_line_of_its_lemma() -> None:
    origins = Origins()
    foreign, own = origins.word("sign", "हस्ताक्षर"), origins.word("sign", "signed")
    assert (line_at(foreign), line_at(own)) == ('  "हस्ताक्षर~",', '  "sign~",')
    assert (foreign.split(":")[0], own.split(":")[0]) == ("facts/concepts/hi.toml", "facts/concepts/en.toml")
    assert origins.word("sign", "handed over") == origins.word("no-such-thing", "x") == ""
