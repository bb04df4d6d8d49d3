"""The founding knowledge loads, and what is wrong with a seed is said clearly and all at once."""

from pathlib import Path

import pytest

from seeds.load import SeedError, load_seeds

GOOD = """
[sources.times]
name = "Times"
owner = "Times Group"
reliability = "C"
reason = "Attributed statements."

[articles.doc]
source = "times"
title = "A memorandum is signed"
published_basis = "No date is given."

[actors.army]
kind = "armed service"
name = "The Army"
citations = ["doc#1"]

[actors.chief]
kind = "person"
name = "The Chief"
aliases = [{ name = "Chief", kind = "short", shared = true }]
citations = ["doc#1"]
roles = [{ position = "Chief", organisation = "army", attested = ["2020"], citations = ["doc#1"] }]

[agreements.memorandum]
kind = "memorandum"
name = "The Memorandum"
parties = [{ actor = "army" }]
citations = ["doc#1"]
steps = [{ status = "signed", day = 2020-11-30, precision = "day", citations = ["doc#2"] }]

[events.signing]
kind = "agreement"
title = "The memorandum is signed"
day = 2020-11-01
precision = "month"
basis = "The text says November."
actors = [{ actor = "chief", part = "signatory" }]
agreement = "memorandum"
citations = ["doc#1", "doc#2-3"]

[claims.worth]
kind = "figure"
text = "It is worth 150 million yuan."
value = 150000000
unit = "CNY"
event = "signing"
citations = ["doc#3"]
"""


def load(folder: Path, text: str, other: str = "") -> tuple[str, ...]:
    """The problems of a folder of seeds with these two files."""
    (folder / "topic").mkdir()
    (folder / "topic" / "good.toml").write_text(text)
    (folder / "other.toml").write_text(other)
    try:
        load_seeds(folder)
    except SeedError as error:
        return error.problems
    return ()


def test_a_good_folder_loads_with_its_evidence(tmp_path: Path) -> None:
    (tmp_path / "good.toml").write_text(GOOD)
    seeds = load_seeds(tmp_path)
    assert [(row.event, row.agreement, row.article, row.paragraph) for row in seeds.evidence] == [
        (None, "memorandum", "doc", "1"),
        (None, "memorandum", "doc", "2"),
        ("signing", None, "doc", "1"),
        ("signing", None, "doc", "2-3"),
    ]
    assert {row.decided_by for row in seeds.evidence} == {"seed"}
    assert seeds.actors["chief"].roles[0].attested == ("2020",)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('part = "signatory"', 'parts = "signatory"', "topic/good.toml: events.signing: actors.0.parts: unknown key"),
        ('title = "The mem', 'titel = "The mem', "topic/good.toml: events.signing: titel: unknown key"),
        ('kind = "figure"', 'kind = "guess"', "topic/good.toml: claims.worth: kind: Input should be 'fact', 'view'"),
        ('actor = "chief"', 'actor = "chef"', "topic/good.toml: events.signing: actors has no entry 'chef'"),
        ('organisation = "army"', 'organisation = "arm"', "topic/good.toml: actors.chief: actors has no entry 'arm'"),
        ('event = "signing"', 'event = "sign"', "topic/good.toml: claims.worth: events has no entry 'sign'"),
        ('source = "times"', 'source = "time"', "topic/good.toml: articles.doc: sources has no entry 'time'"),
        ('citations = ["doc#3"]', "", "topic/good.toml: claims.worth: cites nothing"),
        ('citations = ["doc#1", "doc#2-3"]', "", "topic/good.toml: events.signing: cites nothing"),
        (', citations = ["doc#2"]', "", "topic/good.toml: agreements.memorandum: cites nothing"),
        ('"doc#3"', '"doc"', "topic/good.toml: claims.worth: citations.0: 'doc' is not written article#paragraph"),
        ('["doc#3"]', '"doc#3"', "topic/good.toml: claims.worth: citations: Input should be a valid list"),
        ('["doc#3"]', "[3]", "topic/good.toml: claims.worth: citations.0: 3 is not written article#paragraph"),
        ('"doc#3"', '"doc#three"', "topic/good.toml: claims.worth: cites doc with paragraph 'three'"),
        ('"doc#3"', '"dok#3"', "topic/good.toml: claims.worth: articles has no entry 'dok'"),
        ('unit = "CNY"', "", "topic/good.toml: claims.worth: a figure needs value and unit"),
        ("value = 150000000", "", "topic/good.toml: claims.worth: a figure needs value and unit"),
        ('kind = "figure"', 'kind = "view"', "topic/good.toml: claims.worth: a view needs a speaker"),
        ("2020-11-01", "2020-11-02", "topic/good.toml: events.signing: day 2020-11-02 is not the first day"),
        ('precision = "month"', "", "topic/good.toml: events.signing: day 2020-11-01 does not go with"),
        ('basis = "The text says November."', "", "topic/good.toml: events.signing: has a day and no basis"),
        ('reason = "Attributed statements."', "", "topic/good.toml: sources.times: says no reason"),
        ("[claims.worth]", "[claims.Worth]", "topic/good.toml: claims.Worth: id: String should match pattern"),
        ("[claims.worth]", "[claim.worth]", "topic/good.toml: claim: unknown key; a file has tables of sources"),
        ("[claims.worth]", "[claims", "topic/good.toml: is not TOML"),
    ],
)  # fmt: skip
def test_a_planted_error_is_reported_with_file_and_entry(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    assert old in GOOD
    found = load(tmp_path, GOOD.replace(old, new, 1))
    assert any(line.startswith(problem) for line in found), found


@pytest.mark.parametrize(
    ("alias", "clean"),
    [("the  army", False), ("Chief", False), ("Chieftain", True), ('Chief", shared = true, kind = "short', True)],
)  # fmt: skip
def test_a_name_belongs_to_one_actor_unless_shared(tmp_path: Path, alias: str, clean: bool) -> None:
    other = f"""
        [actors.deputy]
        kind = "person"
        name = "The Deputy"
        aliases = [{{ name = "{alias}" }}]
        citations = ["doc#1"]
    """
    found = load(tmp_path, GOOD, other)
    assert (found == ()) == clean
    assert clean or any(line.startswith("other.toml: actors.deputy: the name") for line in found), found


def test_an_entry_stands_once(tmp_path: Path) -> None:
    other = '[actors.army]\nkind = "armed service"\nname = "Another Army"\ncitations = ["doc#1"]'
    assert load(tmp_path, GOOD, other) == ("topic/good.toml: actors.army: is already in other.toml",)


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    broken = GOOD.replace('unit = "CNY"', "").replace('actor = "chief"', 'actor = "chef"')
    found = load(tmp_path, broken, "[actors.army")
    assert len(found) == 3
    with pytest.raises(SeedError, match="3 problems in the seeds") as caught:
        load_seeds(tmp_path)
    assert all(problem in str(caught.value) for problem in found)


def test_every_problem_of_one_entry_is_reported(tmp_path: Path) -> None:
    text = GOOD.replace('citations = ["doc#1", "doc#2-3"]', 'citations = ["doc", "dok"]\ntitel = "x"')
    found = load(tmp_path, text)
    assert [line.split(": ")[2] for line in found] == ["citations.0", "citations.1", "titel"]


def test_what_refers_to_a_wrong_entry_does_not_dangle(tmp_path: Path) -> None:
    found = load(tmp_path, GOOD.replace('kind = "person"', 'kind = "human"'))
    assert len(found) == 1
    assert found[0].startswith("topic/good.toml: actors.chief: kind")


def test_steps_stand_oldest_first(tmp_path: Path) -> None:
    earlier = '{ status = "drafted", day = 2019-01-01, precision = "year", citations = ["doc#2"] }]'
    text = GOOD.replace('citations = ["doc#2"] }]', f'citations = ["doc#2"] }}, {earlier}')
    assert load(tmp_path, text)[0].startswith(
        "topic/good.toml: agreements.memorandum: its steps are not oldest"
    )
