"""``entente export all`` and ``entente import`` as an operator calls them; no key of a feed is in the file."""

import asyncio
from pathlib import Path

import pytest

from store.nouns.models import FeedFacts
from store.nouns.reviews import AuditEntry
from store.store import open_store
from tests.clock import Clock
from tests.command_line import Entente
from tests.handlers.rows import alert

SECRETS = ("9f8a7c6b5d4e3f2a", "hushhush", "f0e1d2c3b4a59687")
PAID = f"https://paid.example/feed?apikey={SECRETS[0]}"
BY_PASSWORD = f"https://reader:{SECRETS[1]}@paid.example/rss"
FORMER = f"https://former.example/{SECRETS[2]}/feed?token={SECRETS[2]}"


async def with_secrets(url: str, clock: Clock) -> None:
    store = await open_store(url, clock)
    for name, address in (("paid", PAID), ("other", f"{PAID}2"), ("by-password", BY_PASSWORD)):
        await store.wire.add_feed(name, FeedFacts(source="wire", url=address))
    body = {"lines": [f"read at {PAID}", f"https://paid.example/story?apikey={SECRETS[0]}&id=5"]}
    await store.outbox.queue([alert("tanks", clock(), body=body, error=f"refused: {BY_PASSWORD}")])
    await store.database.write(
        lambda session: session.add(
            AuditEntry(
                at=clock(), guild=1, person="7", action="remove feed", subject="x", before={"url": FORMER}
            )
        )
    )
    await store.marks.set_mark("draft of feed:5", FORMER, clock())
    await store.close()


async def opened(url: str, clock: Clock) -> tuple[dict[str, str], dict[str, str], str]:
    store = await open_store(url, clock)
    feeds = {row.id: row for row in await store.wire.feeds()}
    await store.close()
    names = ("paid", "other", "by-password")
    return (
        {name: feeds[name].url for name in names},
        {name: feeds[name].state for name in names},
        str(feeds["paid"].error),
    )


def test_no_key_is_exported_and_its_feed_waits_for_it(
    entente: Entente, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock
) -> None:
    asyncio.run(with_secrets(f"sqlite:///{register}", clock))
    first, again, second = (tmp_path / name for name in ("first.jsonl", "again.db", "second.jsonl"))
    said = entente("export", "all", "-o", str(first))
    assert said.code == 0
    assert "rows of" in said.out
    body = first.read_text("utf-8")
    assert [secret for secret in SECRETS if secret in body] == []
    assert "https://paid.example/feed?apikey=…" in body
    assert entente("export", "all").out == body
    monkeypatch.setenv("ENTENTE_DATABASE", f"sqlite:///{again}")
    told = entente("import", str(first))
    assert told.code == 0
    assert "every row of" in told.out
    assert entente("export", "all", "-o", str(second)).code == 0
    assert second.read_text("utf-8") == body
    addresses, states, error = asyncio.run(opened(f"sqlite:///{again}", clock))
    assert len(set(addresses.values())) == 3
    assert set(states.values()) == {"paused"}
    assert "without the key" in error
    assert "is there already" in entente("import", str(first)).refusal


def test_other_formats_and_other_files_are_refused(
    entente: Entente, register: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "JSON lines" in entente("export", "all", "--format", "csv").refusal
    monkeypatch.setenv("ENTENTE_DATABASE", f"sqlite:///{tmp_path / 'new.db'}")
    assert "no export" in entente("import", str(register)).refusal
    assert "cannot be read" in entente("import", str(tmp_path / "none.jsonl")).refusal
    assert not (tmp_path / "new.db").exists()
