"""Logs never show a secret."""

import json
import logging

import pytest
import structlog

from bot.logs import configure_logs, without_secrets
from bot.settings import Settings

TOKEN = "MTA1MDU1NTU1NTU1NTU1NTU1NQ.GabcdE.abcdefghijklmnopqrstuvwxyz012345678901"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"token {TOKEN} used", "token *** used"),
        ("POST /webhooks/12/aW50ZXJhY3Rpb246/messages/1", "POST /webhooks/12/***/messages/1"),
        ("POST /interactions/12/aW50ZXJhY3Rpb246/callback", "POST /interactions/12/***/callback"),
        ("postgresql+psycopg://me:hidden@db/entente", "postgresql+psycopg://…@db/entente"),
        ("GET https://example.org/feed?apikey=hidden (403)", "GET https://example.org/feed?apikey=… (403)"),
        ("https://example.org/a?b=c", "https://example.org/a?b=c"),
    ],
)
def test_secrets_are_taken_out(text: str, shown: str) -> None:
    assert without_secrets(text) == shown


def test_a_json_line_of_any_logger_is_redacted(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(Settings(DISCORD_TOKEN="a-short-secret", ENTENTE_LOG_FORMAT="json"))
    logging.getLogger("discord.http").warning("failed with %s", "a-short-secret")
    structlog.get_logger("bot").warning("started", reply="a-short-secret!")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["failed with ***", "started"]
    assert lines[1]["reply"] == "***!"


def test_a_connection_that_is_mended_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logs(Settings())
    logger = logging.getLogger("discord.client")
    gone = ConnectionError("gone\nfor now")
    for sentence in ("Attempting a reconnect in %.2fs", "Ignored for %.0f s"):
        logger.error(sentence, 2, exc_info=gone)
    mended, *others = capsys.readouterr().err.splitlines()
    assert "[warning" in mended
    assert "Attempting a reconnect in 2.00s: gone" in mended
    assert len(others) > 1
