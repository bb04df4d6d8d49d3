"""Secrets in addresses are masked, whatever they are and wherever they stand; plain addresses stay readable."""

import base64
import random
import string
import tomllib
import uuid
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

from hypothesis import given
from hypothesis import strategies as st

from feeds.plain.masks import PLAIN_WORDS, hider, holds_secret, masked, without_secrets_of
from seeds.rows import Seeds

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "feeds" / "masks.toml").read_text())["address"]
NAMES = (
    "key",
    "apikey",
    "api_key",
    "api-key",
    "apiKey",
    "X-Api-Key",
    "token",
    "access_token",
    "feedToken",
    "secret",
    "client_secret",
    "sig",
    "signature",
    "X-Amz-Signature",
    "auth",
    "authkey",
    "password",
    "pwd",
    "k[token]",
    "APIKEY",
)
SHAPES = (
    "https://paid.example/rss.xml?{name}={key}",
    "https://paid.example/rss.xml?lang=en&{name}={key}&max=10",
    "paid.example/rss?{name}={key}",
    "http://127.0.0.1:8080/feed?{name}={key}#top",
    "https://paid.example/rss#{name}={key}",
    "https://paid.example/rss;{name}={key}",
    "https://proxy.example/?url=https%3A%2F%2Fpaid.example%2Frss%3F{name}%3D{key}",
    "https://reader:{key}@paid.example/rss",
    "https://{key}@paid.example/rss?max=1",
)
RANDOM_PARTS = (
    "https://paid.example/{key}",
    "https://paid.example/feeds/{key}/rss.xml",
    "https://paid.example/feeds/{key}.xml?max=10",
    "https://paid.example/rss?u={key}",
    "https://paid.example/rss?{key}",
)
AROUND = ("{}", "cannot read {} today", "url='{}'", "<{}>", "see {} and {}")


def test_addresses_read_as_their_cases_say() -> None:
    for case in CASES:
        assert masked(case["typed"]) == case.get("shown", case["typed"])


@given(
    st.sampled_from(SHAPES),
    st.sampled_from(NAMES),
    st.text(string.ascii_letters + string.digits + "-_.~!*", min_size=4, max_size=60),
    st.sampled_from(AROUND),
)
def test_what_is_named_a_secret_is_hidden_whatever_it_is(
    shape: str, name: str, key: str, around: str
) -> None:
    named = f"zq{key}qz"  # so that it is found in nothing else
    text = around.replace("{}", shape.format(name=quote(name, safe=""), key=named))
    shown = masked(text)
    assert named not in shown
    assert masked(shown) == shown


@given(
    st.sampled_from(RANDOM_PARTS),
    st.randoms(use_true_random=False),
    st.integers(0, 4),
    st.sampled_from(AROUND),
)
def test_what_looks_random_is_hidden_without_a_name(
    shape: str, chance: random.Random, kind: int, around: str
) -> None:
    key = random_key(random.Random(chance.random()), kind)
    shown = masked(around.replace("{}", shape.format(key=key)))
    assert key not in shown
    assert "paid.example" in shown


@given(st.sampled_from(NAMES), st.randoms(use_true_random=False), st.integers(0, 4))
def test_the_key_of_a_feed_is_in_none_of_its_links(name: str, chance: random.Random, kind: int) -> None:
    key = random_key(random.Random(chance.random()), kind)
    feed = f"https://paid.example/rss?lang=en&{name}={key}"
    assert (
        without_secrets_of(feed, f"https://paid.example/1?id=7&t={key}#top")
        == "https://paid.example/1?id=7#top"
    )
    assert without_secrets_of(feed, f"https://paid.example/1?{name}={key}") == "https://paid.example/1"
    plain = "https://paid.example/1?lang=en&page=2"
    assert without_secrets_of(feed, plain) == plain
    assert without_secrets_of("https://paid.example/rss?lang=en", plain) == plain


def test_the_default_feeds_have_no_secret(seeds: Seeds) -> None:
    assert seeds.feeds
    for feed in seeds.feeds.values():
        assert not holds_secret(feed.url), feed.url


def random_key(chance: random.Random, kind: int) -> str:
    """Keys as services make them: hexadecimal, base64url, letters and digits, a UUID, letters alone."""
    octets = chance.randbytes(chance.choice((12, 16, 20, 32)))
    letters = string.ascii_lowercase
    made = (
        octets.hex(),
        base64.urlsafe_b64encode(octets).decode().rstrip("="),
        "".join(chance.choices(string.ascii_letters + string.digits, k=24)),
        str(uuid.UUID(bytes=chance.randbytes(16))),
        "".join(chance.choices(letters, k=24)),
    )
    return made[kind]


@given(
    st.lists(st.sampled_from(sorted(PLAIN_WORDS)), min_size=1, max_size=3),
    st.sampled_from(["news", "defence", "2026"]),
    st.sampled_from(["/", "-", "_"]),
    st.sampled_from([str.lower, str.title, str.upper]),
)
def test_words_that_only_end_like_a_key_hide_nothing(
    words: list[str], behind: str, join: str, case: Callable[[str], str]
) -> None:
    path = case(join.join(words))
    for address in (
        f"https://news.example/{path}/{behind}/rss.xml",
        f"https://news.example/{behind}/{path}?tag={path}",
        f"https://news.example/rss?{path}={behind}",
    ):
        assert masked(address) == address


def test_what_ends_in_key_and_is_no_word_stays_hidden() -> None:
    for name in ("apikey", "readerkey", "turkeykey", "partnerkey", "turkey_key", "monkeyApiKey"):
        assert masked(f"https://news.example/rss?{name}=abc") == f"https://news.example/rss?{name}=…"


def test_a_key_that_is_a_word_is_hidden_in_addresses_alone() -> None:
    hide = hider(["https://x.example/feed?token=pakistan", "https://x.example/apikey/correcthorse/rss"])
    assert hide("a deal with pakistan, correcthorse and all") == "a deal with pakistan, correcthorse and all"
    assert hide("pakistan") == "pakistan", "the id of an actor"
    for told in ("https://other.example/a?t=pakistan", "got /apikey/correcthorse/rss", "pakistan@x.example"):
        assert "pakistan" not in hide(told)
        assert "correcthorse" not in hide(told)
    assert hide("https://x.example/feed?token=pakistan") == "https://x.example/feed?token=…"
