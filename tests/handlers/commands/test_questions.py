"""Every question of ``tests/cases/questions`` gets its facts, with their sources, and nothing that it must not say."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from handlers.render.words.dates import MONTHS
from tests.asker import Asker

FOLDER = Path(__file__).parent.parent.parent / "cases" / "questions"
KEYS = {"ask", "must", "must_not", "cite"}
FEWEST = 40


def questions() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['ask']}")
        for path in sorted(FOLDER.glob("*.toml"))
        for case in tomllib.loads(path.read_text())["question"]
    ]


@pytest.mark.asyncio(loop_scope="session")
@pytest.mark.parametrize("case", questions())
async def test_question(asker: Asker, case: dict[str, Any]) -> None:
    assert set(case) <= KEYS, "a case has no other keys"
    assert case.get("must"), "a case names at least one fact"
    told, citations = await asker.whole(case["ask"])
    text = plain(told)
    assert [fact for fact in case["must"] if plain(fact) not in text] == [], "missing"
    assert [fact for fact in case.get("must_not", ()) if plain(fact) in text] == [], "told"
    cited = {citation["article"] for citation in citations}
    assert set(case.get("cite", ())) <= cited, "not cited"


def test_there_are_enough_questions_over_every_document() -> None:
    cases = [case.values[0] for case in questions()]
    assert len(cases) >= FEWEST
    cited = {article.split("-")[1][:3] for case in cases for article in case.get("cite", ())}
    assert cited >= {"000", "001", "002", "003", "004"}


def plain(text: str) -> str:
    """As it is read: without markdown, links, case and kinds of space, dash or quote; months are short."""
    text = re.sub("[\u202f⁰¹²³⁴-⁹]", "", text)
    text = re.sub(r"\[([^\]]*)\]\(https?://[^)]*\)", r"\1", text)
    text = (
        re.sub(r"\\(.)", r"\1", text).replace("**", "").replace("_(", "(").replace(")_", ")").replace("`", "")
    )
    for other, usual in (("–", "-"), ("’", "'"), ("“", '"'), ("”", '"'), ("\u00a0", " ")):
        text = text.replace(other, usual)
    text = re.sub(rf"\b({'|'.join(MONTHS)}) (?=\d{{4}})", lambda found: f"{found[1][:3]} ", text)
    return " ".join(text.casefold().replace(" per cent", "%").split())
