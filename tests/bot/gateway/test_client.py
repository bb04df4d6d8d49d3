"""How long a start waits for the guilds, by where Discord is."""

import pytest

from bot.gateway.client import NEARBY, SETTLED, hush_of


@pytest.mark.parametrize(
    ("api", "seconds"),
    [
        (None, SETTLED),
        ("https://discord.com/api/v10", SETTLED),
        ("http://127.0.0.1:8099/api/v10", NEARBY),
        ("http://localhost:8099/api/v10", NEARBY),
        ("http://127.0.0.1.example/api/v10", SETTLED),
    ],
)
def test_only_on_loopback_a_start_is_short(api: str | None, seconds: float) -> None:
    assert hush_of(api) == seconds
