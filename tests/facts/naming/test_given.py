"""Names that nobody knows, as texts give them: the cases are files, the register is the seeds'."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from facts.names.lexicon import Lexicon
from facts.naming.given import unknown_names
from facts.reading.assess import assess
from store.nouns.models import ArticleFacts
from tests.examples import share_of

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parents[2] / "cases" / "naming" / "names.toml").read_text(encoding="utf-8")
)["case"]
KNOWN = ("Admiral Naveed Ashraf", "Defence Minister Dong Jun", "frigate PNS Tughril", "exercise Shaheen")


def read(title: str, lead: str, lexicon: Lexicon) -> list[str]:
    article = ArticleFacts(source="wire", title=title, lead=lead)
    found = unknown_names(article, assess(article, lexicon), lexicon)
    return sorted(f"{one.sort} | {one.name} | {one.office} | {one.country or ''}" for one in found)


@pytest.mark.parametrize("case", CASES, ids=[str(case["title"]) for case in CASES])
def test_names_are_read_as_they_are_written(case: dict[str, Any], lexicon: Lexicon) -> None:
    assert read(case["title"], case.get("lead", ""), lexicon) == sorted(case["names"])


@pytest.mark.parametrize("name", KNOWN)
def test_what_the_register_knows_is_not_proposed(name: str, lexicon: Lexicon) -> None:
    assert (
        read("Pakistan and China hold naval exercise", f"In it took part {name} of the host.", lexicon) == []
    )


@settings(max_examples=share_of(200))
@given(title=st.text(max_size=120), lead=st.text(max_size=300))
def test_any_text_is_read(title: str, lead: str, lexicon: Lexicon) -> None:
    article = ArticleFacts.model_construct(source="wire", title=title, lead=lead)
    for one in unknown_names(article, assess(article, lexicon), lexicon):
        assert one.name in f"{title}\n{lead}" or one.sort == "ship"
        assert one.key.partition(":")[2]
