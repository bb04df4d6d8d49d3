"""Feeds in words for admins. Nothing of a feed's own text is shown but its title and those of its entries, escaped."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from feeds.plain.masks import holds_secret, masked
from handlers.render.pages.answer import Line
from handlers.render.pages.feed_age import SKIPPED, STALE, condition, staleness
from handlers.render.words.text import cut, link, safe
from store.nouns.models import Feed
from store.wire.watched import Yield

News = Literal["broken", "healed", "gone", "held", "merged", "unread", "skipped"]
NEWS: dict[str, tuple[str, str]] = {
    "broken": ("A feed has been broken for a day", "It is tried again at longer and longer intervals."),
    "healed": ("A feed works again", "It is read as before; nothing that it still holds was lost."),
    "gone": ("A feed is gone", "It is not asked any more; `/feed remove` takes it off the list."),
    "merged": (
        "A feed has become another one",
        "That address is read once, for the other feed; `/feed remove` takes this one off the list.",
    ),
    "unread": (
        "An item could not be read",
        "It is filed as it came (`/why` shows it), and the others were read. The operator finds the cause in the log.",
    ),
    "skipped": (
        "Entries of a feed were not read",
        "It holds more than is read at once; the first and the last of them were read, and `/feed list` has the number.",
    ),
    "held": (
        "Entries of a feed are held back",
        "Nothing of them was posted: `/feed release` posts them or marks them as read. The feed itself goes on.",
    ),
}
STATES = {"new": "◌", "healthy": "●", STALE: "◍", "failing": "▲", "held": "⏸", "paused": "■"}
"""Marks of a feed's state, each followed by its word: shape and text, not colour, tell them apart."""
VERDICTS = {
    "irrelevant": "not on this beat",
    "new": "**new**: an event of its own",
    "update": "changes a known event",
    "same": "known: one more source",
    "unsure": "a person would decide",
    "unread": "could not be read",
}


def news(body: Mapping[str, Any]) -> tuple[str, str]:
    """Title and text of a notice about a feed (``feed``, ``news``, ``words`` in its body)."""
    title, advice = NEWS[body["news"]]
    words = safe(cut(masked(str(body["words"])), 300))
    said = f"{words[:1].upper()}{words[1:]}. " if words else ""
    return title, f"**{safe(cut(masked(str(body['feed'])), 200))}**: {said}{advice}"


def feed_line(feed: Feed, brought: Yield, now: datetime) -> Line:
    """State, last success, next visit, share of 304, yield of a week and the last error."""
    since = f" since {_moment(feed.failing_since)}" if feed.failing_since else ""
    state = condition(feed, now)
    wrong = masked(feed.error) if feed.error else staleness(feed, now) if state == STALE else ""
    error = f" — {safe(cut(wrong, 200))}" if wrong else ""
    left = f" · {feed.pacing[SKIPPED]:,} entries not read" if feed.pacing.get(SKIPPED) else ""
    name = feed_link(feed.title or feed.id, feed.url)
    return Line(
        f"{STATES[state]} {state}{since}: {name} (`{feed.id}`) · {_success([feed])} · {_due([feed])}"
        f" · {_share([feed])} · {_week(brought)}{left}{error}"
    )


def feed_link(name: str, url: str) -> str:
    """A feed by its name, linked where its address holds no secret; else with the address masked beside it."""
    shown = safe(cut(masked(name), 80))
    return f"{shown} ({safe(cut(masked(url), 200))})" if holds_secret(url) else link(shown, url)


def all_feeds_line(feeds: Sequence[Feed], brought: Iterable[Yield], now: datetime) -> Line:
    """The same of all feeds together: the last success of any, the next visit to any."""
    states = Counter(condition(feed, now) for feed in feeds)
    counted = ", ".join(f"{states[state]} {state}" for state in STATES if states[state])
    if not counted:
        return Line("Feeds: none")
    each = list(brought)
    week = _week(Yield(sum(one.articles for one in each), sum(one.events for one in each)))
    return Line(f"Feeds: {counted} · {_success(feeds)} · {_due(feeds)} · {_share(feeds)} · {week}")


def wants_attention(feed: Feed, now: datetime) -> bool:
    return bool(feed.error) or condition(feed, now) not in ("new", "healthy")


def _success(feeds: Iterable[Feed]) -> str:
    latest = max((feed.succeeded_at for feed in feeds if feed.succeeded_at), default=None)
    return f"read {_moment(latest)}" if latest else "never read"


def _due(feeds: Iterable[Feed]) -> str:
    soonest = min((feed.next_due for feed in feeds if feed.state != "paused"), default=None)
    return f"next {_moment(soonest)}" if soonest else "not asked any more"


def _share(feeds: Iterable[Feed]) -> str:
    """A 304, or a body that was the same as before."""
    checks, unchanged = map(sum, zip(*((feed.checks, feed.unchanged) for feed in feeds), strict=True))
    return f"{100 * unchanged // checks} % unchanged (304)" if checks else "not read yet"


def _week(brought: Yield) -> str:
    return f"{brought.articles} items a week, {brought.events} of events"


def _moment(at: datetime) -> str:
    return f"<t:{int(at.timestamp())}:R>"
