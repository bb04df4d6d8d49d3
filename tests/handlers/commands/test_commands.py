"""What every command of knowledge has in common: completion, sharing, plain errors, paging."""

import pytest

from tests.asker import Asker, press_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
NAMED = (
    ("/actor name:baj", "name", "qamar-javed-bajwa"),
    ("/actor name:defence min", "name", "wei-fenghe"),
    ("/agreement name:seahawk", "name", "mh-60r-sale-to-india"),
    ("/agreements party:nep", "party", "Nepal"),
    ("/agreements status:sig", "status", "signed"),
    ("/recent country:pak", "country", "PK"),
    ("/recent kind:dri", "kind", "exercise"),
    ("/recent query:vt", "query", "vt-4"),
    ("/brief topic:corr", "topic", "cpec"),
    ("/timeline topic:wei", "topic", "wei-fenghe"),
    ("/search query:norin", "query", "norinco"),
    ("/source text:looming", "text", "doc-004-diplomat-2019-05"),
    ("/compare topic:qiliang", "topic", "xu-qiliang"),
    ("/compare topic:x with:qiliang", "with", "xu-qiliang"),
    ("/event name:shaheen-ix", "name", "shaheen-ix-2020"),
)


@pytest.mark.parametrize(("line", "option", "value"), NAMED, ids=[line for line, _, _ in NAMED])
async def test_a_name_is_completed(asker: Asker, line: str, option: str, value: str) -> None:
    choices = await asker.complete(line, option)
    assert value in [choice["value"] for choice in choices]
    assert len(choices) <= 25
    assert all(0 < len(choice["name"]) <= 100 for choice in choices)


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("/actor name:wei-fenghe", "Wei Fenghe"),
        ("/agreement name:mh-60r-sale-to-india", "MH-60R"),
        ("/event name:shaheen-ix-2020", "Bholari"),
        ("/brief topic:cpec", "China-Pakistan Economic Corridor"),
        ("/timeline topic:vt-4", "Apr\u00a02020"),
        ("/search query:norinco", "Norinco"),
        ("/source text:doc-000", "Rajeswari Pillai Rajagopalan"),
        ("/compare topic:wei-fenghe with:xu-qiliang", "Xu Qiliang"),
    ],
)
async def test_a_completed_id_is_a_value_too(asker: Asker, line: str, fact: str) -> None:
    reply, citations = await asker.ask(line)
    assert fact in reply.text()
    assert citations


async def test_only_the_asker_sees_an_answer_unless_it_is_shared(asker: Asker) -> None:
    for share, ephemeral in (("", True), (" share:true", False)):
        reply, _ = await asker.ask(f"/actor name:wei-fenghe{share}")
        assert reply.ephemeral is ephemeral
        assert len(reply.messages) == 1, "what does not fit is a page"
        assert {bool(message["flags"] & 64) for message in reply.messages} == {ephemeral}
        assert all(payload_of(body)["allowed_mentions"] == {"parse": []} for body in reply.payloads)


async def test_the_longest_answers_lose_no_part(asker: Asker) -> None:
    for line in (
        "/brief",
        "/agreements",
        "/timeline topic:Pakistan",
        "/recent limit:25",
        "/actor name:Pakistan",
    ):
        told, citations = await asker.whole(line)
        assert citations
        assert "## Sources" in told, "no part is lost because another is long"
        if line == "/brief":
            assert "## Not known" in told


async def test_every_statement_of_an_answer_is_cited(asker: Asker) -> None:
    await asker.ask("/brief topic:Russia Pakistan")
    (answer,) = asker.answers
    uncited = [
        line.text
        for section in answer.sections
        if section.heading != "Sources"
        for line in section.lines
        if not line.sources
    ]
    assert [text for text in uncited if not text.startswith("… and")] == []


async def test_a_text_opens_in_place_with_the_way_back(asker: Asker) -> None:
    """And what is not there is said, never a failure."""
    reply, _ = await asker.ask("/source text:untitled report")
    assert reply.message is not None
    opened = await asker.sandbox.press(reply.message, press_of(reply, "o") or "")
    assert "Grade F" in opened.text()
    assert press_of(opened, "b")
    for gone in ("doc-999", "https://gone.example/?a=1|2"):
        assert "No text" in (await asker.ask(f"/source text:{gone}"))[0].text()


async def test_a_hostile_name_stays_text(asker: Asker) -> None:
    reply, _ = await asker.ask("/actor name:@everyone [x](javascript:alert) **b** `c`")
    assert "@everyone" not in reply.text()
    assert r"\[x\]" in reply.text()


def payload_of(body: dict[str, object]) -> dict[str, object]:
    """A callback carries its message under ``data``; a follow-up is the message."""
    data = body.get("data", body)
    assert isinstance(data, dict)
    return data
