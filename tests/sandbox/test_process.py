"""The sandbox as a process of its own, with its control over HTTP and its saved state; and the sample feed."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import aiohttp
import pytest

from sandbox import sample
from sandbox.control import Sandbox
from sandbox.remote import control_routes
from sandbox.world.world import BOT_ID

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@contextmanager
def process(*words: str) -> Iterator[dict[str, str]]:
    """The running process's own words about where it is; it ends well on SIGTERM."""
    with subprocess.Popen(
        [sys.executable, "-m", "sandbox", *words], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None
        try:
            yield json.loads(child.stdout.readline())
        finally:
            child.send_signal(signal.SIGTERM)
            assert child.wait(10) == 0


async def test_a_process_of_its_own_keeps_its_state(tmp_path: Path) -> None:
    state = tmp_path / "data" / "state.json"
    with process("--state", str(state), "--keep", "1") as about:
        headers = {"Authorization": f"Bot {about['token']}"}
        async with aiohttp.ClientSession(headers=headers) as session:
            channels = await ordered(session, about["control"], "channels")
            address = f"{about['api']}/channels/{channels['alerts']}/messages"
            async with session.post(address, json={"content": "kept"}) as answer:
                assert answer.status == 200
            assert [row["content"] for row in await ordered(session, about["control"], "messages")] == [
                "kept"
            ]
            for _ in range(3):
                async with session.get(f"{about['api']}/users/@me"):
                    pass
            assert len(await ordered(session, about["control"], "requests")) <= 2
    async with Sandbox.running(state=state) as again:
        assert [row["content"] for row in again.messages("alerts")] == ["kept"]
        assert int(again.say("later")["id"]) > int(again.messages("alerts")[0]["id"])


async def test_a_broken_state_is_told(tmp_path: Path) -> None:
    state = tmp_path / "state.json"
    state.write_text("{}")
    with pytest.raises(ValueError, match="is no saved sandbox"):
        await Sandbox.start(state=state)


async def ordered(session: aiohttp.ClientSession, control: str, order: str, **asked: Any) -> Any:
    async with session.post(f"{control}/{order}", json=asked) as answer:
        return await answer.json()


@pytest.mark.parametrize(
    ("order", "asked", "sentence"),
    [
        ("nonsense", {}, "there is no order 'nonsense'"),
        ("messages", {"chanel": "alerts"}, "chanel: Extra inputs are not permitted"),
        ("messages", {"channel": "nowhere"}, "there is no channel 'nowhere'"),
        ("fault", {"answer": "explode"}, "answer: Input should be"),
        ("press", {"message": "1"}, "there is no message '1' in alerts"),
        ("turn", {"seconds": -1}, "the clock is never turned back"),
        ("wait_ready", {"seconds": 0.01}, "in vain"),
    ],
)
async def test_a_wrong_order_is_told_in_one_line(order: str, asked: dict[str, Any], sentence: str) -> None:
    async with Sandbox.running(routes=control_routes) as sandbox, aiohttp.ClientSession() as session:
        answer = await ordered(session, sandbox.control_url, order, **asked)
    assert answer["error"].startswith(sentence)


async def test_orders_change_the_sandbox() -> None:
    async with Sandbox.running(routes=control_routes) as sandbox, aiohttp.ClientSession() as session:
        for order, asked in (
            ("deny", {"channel": "news", "permissions": ["send_messages"]}),
            ("fault", {"answer": "drop", "accepted": True}),
            ("create_channel", {"channel": "extra"}),
            ("close_direct_messages", {"as": "admin"}),
            ("limit", {}),
            ("refuse_gateway", {}),
        ):
            assert "error" not in (await ordered(session, sandbox.control_url, order, **asked) or {})
    assert [row["id"] for row in sandbox.channels["news"]["permission_overwrites"]] == [BOT_ID]
    assert sandbox.faults.rows[0].accepted
    assert "extra" in sandbox.channels
    assert sandbox.world.closed == {sandbox.admin["user"]["id"]}
    assert sandbox.limits.rows
    assert sandbox.gateway.refusing


async def test_the_sample_feed_is_dated_by_the_clock() -> None:
    async with Sandbox.running(routes=sample.sample_routes, now=lambda: NOON) as sandbox:
        sandbox.turn(days=1)
        async with aiohttp.ClientSession(sandbox.server.url) as session, session.get(sample.PATH) as answer:
            items = ET.fromstring(await answer.text()).findall("channel/item")  # noqa: S314 - our own feed
            async with session.get(items[0].findtext("link") or "") as text:
                assert "Wei Fenghe" in await text.text()
    ages = [sandbox.server.clock.now() - parsedate_to_datetime(i.findtext("pubDate") or "") for i in items]
    assert ages == [item.age for item in sample.ITEMS]
    assert {i.findtext("guid") for i in items} == {f"sample-wire:{item.slug}" for item in sample.ITEMS}
