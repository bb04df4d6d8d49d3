"""Feeds in words for admins. Nothing of a feed's own text is shown but its title and those of its entries, escaped."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal

from feeds.plain.masks import holds_secret, masked
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.feed_age import SKIPPED, STALE, condition, staleness
from handlers.render.words.text import capitalised, cut, link, safe, sentence
from store.nouns.models import Feed, Source
from store.wire.watched import Yield

FeedNews = Literal["broken", "healed", "gone", "held", "merged", "unread", "skipped"]
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
ORDER = ("held", "failing", "paused", STALE, "new", "healthy")
"""What wants attention first."""
SHOWN = 5
"""Feeds of one condition on the first page."""
HEADINGS = {
    "held": "Held back",
    "failing": "Failing",
    "paused": "Paused",
    STALE: "Stale",
    "new": "Not read yet",
    "healthy": "Healthy",
}
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
    said = f"{capitalised(words)}. " if words else ""
    return title, f"**{safe(cut(masked(str(body['feed'])), 200))}**: {said}{advice}"


def listed_feeds(feeds: Sequence[Feed], brought: Mapping[str, Yield], now: datetime) -> Answer:
    """All feeds by their condition, those first that want attention."""
    if not feeds:
        return Answer("Feeds", (Line("No feed is watched yet: `/feed add`."),), is_private=True)
    rows = {
        state: sorted((feed for feed in feeds if condition(feed, now) == state), key=lambda feed: feed.id)
        for state in ORDER
    }
    counted = ", ".join(f"{len(rows[state])} {state}" for state in ORDER if rows[state])
    each = list(brought.values())
    week = _week(Yield(sum(one.articles for one in each), sum(one.events for one in each)))
    are = "One feed is" if len(feeds) == 1 else f"{len(feeds)} feeds are"
    lead = (
        Line(f"{are} watched: {counted}."),
        Line(sentence("; ".join(filter(None, [f"{_success(feeds)}, {_due(feeds)}", week])))),
    )
    parts = tuple(
        Section(
            HEADINGS[state], tuple(feed_line(one, brought.get(one.id, Yield()), now) for one in rows[state])
        )
        for state in ORDER
        if rows[state]
    )
    first = tuple(
        Section(part.heading, tuple(Line(one.text) for one in part.lines[:SHOWN])) for part in parts
    )
    return Answer("Feeds", lead, parts, overview=first, is_private=True)


def feed_line(feed: Feed, brought: Yield, now: datetime) -> Line:
    """Name, state and what is wrong, or what it brings; the rest stands on the feed's own page."""
    name = safe(cut(masked(feed.title or feed.id), 60))
    state = condition(feed, now)
    said = f"{STATES[state]} {state}{_since(feed)}"
    wrong = _wrong(feed, now)
    rest = safe(cut(wrong, 90)) if wrong else _success([feed])
    return Line(
        f"**{name}** · {said} · {rest}",
        head=f"**{name}**\n-# {' · '.join(filter(None, [said, rest, _week(brought)]))}",
        opens=f"feed/{feed.id}",
    )


def feed_page(feed: Feed, source: Source | None, brought: Yield, now: datetime) -> Answer:
    """State, last success, next visit, share of 304, yield of a week and the last error of one feed."""
    state = condition(feed, now)
    wrong = _wrong(feed, now)
    why = f": {safe(cut(wrong, 300))}" if wrong else ""
    lead = [Line(f"{STATES[state]} **{state.capitalize()}**{_since(feed)}{why}.")]
    lead += [Line(f"{feed.held:,} entries are held back: `/feed release` decides.")] if feed.held else []
    left = feed.pacing.get(SKIPPED)
    lead += (
        [Line(f"{left:,} entries of it were not read: it holds more than is read at once.")] if left else []
    )
    rows = [
        f"{_success([feed])}, {_due([feed])}",
        _share([feed]) or "Not read yet",
        _week(brought) or "Nothing came of it in a week",
        *([_graded(source)] if source else []),
        f"{feed_link('Its address', feed.url)}; here it is `{safe(feed.id)}`",
    ]
    said = Section("How it fares", tuple(Line(sentence(text)) for text in rows))
    return Answer(masked(feed.title or feed.id), tuple(lead), (said,), is_private=True)


def _graded(source: Source) -> str:
    grade = "not graded yet" if source.reliability == "F" else f"graded {source.reliability}"
    owner = f", owner {safe(cut(source.owner, 60))}" if source.owner != source.id else ""
    return f"outlet {safe(cut(source.name, 60))}{owner}, {grade}"


def _since(feed: Feed) -> str:
    return f" since {_moment(feed.failing_since)}" if feed.failing_since else ""


def _wrong(feed: Feed, now: datetime) -> str:
    """The last error, or what makes it stale; empty where nothing is wrong."""
    if feed.error:
        return masked(feed.error)
    return staleness(feed, now) if condition(feed, now) == STALE else ""


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
    return Line(
        " · ".join(filter(None, [f"Feeds: {counted}", _success(feeds), _due(feeds), _share(feeds), week]))
    )


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
    return f"{100 * unchanged // checks}% of visits unchanged" if checks else ""


def _week(brought: Yield) -> str:
    if not brought.articles:
        return ""
    texts = "1 text" if brought.articles == 1 else f"{brought.articles:,} texts"
    return f"{texts} in a week, {brought.events:,} on events"


def _moment(at: datetime) -> str:
    return f"<t:{int(at.timestamp())}:R>"
