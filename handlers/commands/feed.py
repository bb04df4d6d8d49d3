"""``/feed``: what is watched, how it fares, and one more."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from discord import app_commands

from feeds.plain.masks import masked
from handlers.commands.admins import AdminGroup
from handlers.ingest.judge import Judged
from handlers.ingest.judged_line import judged_line
from handlers.render.cards.details import RELIABILITY
from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.pages.cases import entry_line
from handlers.render.pages.feed import feed_link, feed_page, listed_feeds
from handlers.render.pages.feed_age import age_of
from handlers.render.paging.booklet import AskedCommand
from handlers.render.words.text import safe
from handlers.ui.buttons import DynamicButton, Interaction, act_of, button, tell
from handlers.ui.completion import choices
from handlers.ui.deferral import acknowledge
from handlers.ui.home import Home
from handlers.ui.not_found import refused
from handlers.ui.options import Address, NotUnderstoodError, TypedWords, zone
from handlers.ui.pager import Pager
from handlers.ui.readers.zone_choices import zone_choices
from handlers.watch.feed_state import AS_NEWS, AS_READ, decided
from handlers.watch.probe import FeedProbe, FoundFeed, NoFeed, name_of, source_of
from store.nouns.models import Feed, FeedFacts, Source
from store.people.amending import AmendOutcome, AmendRefusal, Who
from store.store import Store
from store.wire.watched import By, Yield

SHOWN = 5
TESTED = 20
HOW = [
    app_commands.Choice(name="as news: judge and post it", value=AS_NEWS),
    app_commands.Choice(name="as read: remember it in silence", value=AS_READ),
]
GRADES = [
    app_commands.Choice(name=f"{letter}: {words}" if letter != "F" else "not graded yet", value=letter)
    for letter, words in RELIABILITY.items()
]
BY_PERSON = "Graded by a person."
GONE = "That feed was not looked at here: `/feed add` looks again."


class FeedCommand(AdminGroup):
    """A feed is looked at first, by the guards and limits of the watcher; it is kept when *Keep* is pressed."""

    def __init__(
        self, store: Store, home: Home, probe: FeedProbe, now: Callable[[], datetime], pager: Pager
    ) -> None:
        super().__init__("feed", "The feeds that are watched")
        self.store = store
        self.home = home
        self.probe = probe
        self.now = now
        self.pager = pager
        self.keep: type[DynamicButton] = button("keep-feed", "Keep", self._keep)

    @app_commands.command(
        name="add", description="Finds the feed of an address, shows what it brings, asks before it is kept"
    )
    @app_commands.describe(
        address="A feed, or a page that has one",
        minutes="A wished interval; the feed's own rhythm when left out",
        timezone="Time zone of its dates where they name none, like Asia/Karachi",
        full_text="Read the article itself where the feed gives only a headline (robots.txt is kept to)",
        name="What cards call the outlet; the feed's own title when left out",
        owner="Who owns it: outlets of one owner count once",
        grade="How reliable it is; not graded yet when left out",
    )
    @app_commands.choices(grade=GRADES)
    async def add(
        self,
        interaction: Interaction,
        address: Address,
        minutes: app_commands.Range[int, 10, 1440] | None = None,
        timezone: TypedWords | None = None,
        full_text: bool = False,
        name: TypedWords | None = None,
        owner: TypedWords | None = None,
        grade: str | None = None,
    ) -> None:
        try:
            place = zone(timezone, "UTC") if timezone else None
        except NotUnderstoodError as error:
            await self.pager.confirm(interaction, refused(str(error)))
            return
        await acknowledge(interaction)
        found = await self.probe.find(address)
        if isinstance(found, NoFeed):
            await self.pager.confirm(interaction, no_such_feed(address, found))
            return
        wishes = {"minutes": minutes, "zone": place, "full_text": full_text}
        await self._offer(interaction, found, wishes, graded_as(name, owner, grade))

    async def _offer(
        self, interaction: Interaction, found: FoundFeed, wishes: dict[str, Any], graded: dict[str, str]
    ) -> None:
        known_source = source_of(found.url, found.title, await self.store.register.sources())
        source = Source(**known_source.model_dump() | graded)
        facts = FeedFacts(source=source.id, url=found.url, title=found.title[:200], **wishes)
        facts.language = found.parsed.head.language[:2].lower() or "en"
        draft = {"feed": facts.model_dump(mode="json"), "source": source.model_dump(mode="json")}
        draft["graded"] = graded
        await self.store.marks.set_mark(_draft(interaction.id), json.dumps(draft), self.now())
        judged = await self.probe.judged(facts, found.parsed, SHOWN)
        known = await self.store.wire.feed(found.url)
        answer = offer(found, source, judged, known, self.now())
        keep = act_of(self.keep(interaction.id))  # type: ignore[arg-type]
        question = AskedCommand("feed_add", ())
        await self.pager.send(interaction, question, replace(answer, acts=(keep,), is_private=True))

    @app_commands.command(name="edit", description="Names and grades the outlet of a feed; its cards follow")
    @app_commands.describe(
        name="What cards call the outlet",
        owner="Who owns it: outlets of one owner count once",
        grade="How reliable it is (NATO Admiralty scale)",
    )
    @app_commands.choices(grade=GRADES)
    async def edit(
        self,
        interaction: Interaction,
        feed: TypedWords,
        name: TypedWords | None = None,
        owner: TypedWords | None = None,
        grade: str | None = None,
    ) -> None:
        row = await self.store.wire.feed(feed)
        graded = graded_as(name, owner, grade)
        if row is None or not graded:
            said = _unknown(feed) if row is None else "Say a name, an owner or a grade."
            await self.pager.confirm(interaction, Answer("Feeds", (Line(said),)))
            return
        outcome = await self.store.amendments.grade(row.source, graded, self._who(interaction))
        await self.pager.confirm(interaction, edited(row, outcome))

    @app_commands.command(name="remove", description="Watches a feed no longer; what it brought stays")
    async def remove(self, interaction: Interaction, feed: TypedWords) -> None:
        removed = await self.store.watched.remove(feed, _by(interaction))
        said = (
            f"{_named(removed)} is not watched any more. What it brought stays."
            if removed
            else _unknown(feed)
        )
        await self.pager.confirm(interaction, Answer("Feeds", (Line(said),)))

    @app_commands.command(name="list", description="The feeds, how they fare, and what they bring")
    async def list_feeds(self, interaction: Interaction) -> None:
        question = AskedCommand("feed_list", ())
        await self.pager.send(interaction, question, await self.asked_list(interaction))

    async def asked_list(self, _interaction: Interaction) -> Answer:
        """All feeds by their condition."""
        feeds = await self.store.wire.feeds()
        return listed_feeds(feeds, await self.store.watched.yields(self.now()), self.now())

    async def asked(self, _interaction: Interaction, feed: str) -> Answer:
        """One feed, with how it fares."""
        row = await self.store.wire.feed(feed)
        if row is None:
            return Answer("Feeds", (Line(_unknown(feed)),), is_private=True)
        source = await self.store.register.source(row.source)
        brought = await self.store.watched.yields(self.now())
        return feed_page(row, source, brought.get(row.id, Yield()), self.now())

    @app_commands.command(
        name="test", description="A dry run: what the last twenty items of a feed would become"
    )
    async def test(self, interaction: Interaction, feed: TypedWords) -> None:
        row = await self.store.wire.feed(feed)
        if row is None:
            await self.pager.confirm(interaction, Answer("Feeds", (Line(_unknown(feed)),)))
            return
        await acknowledge(interaction)
        facts = FeedFacts(**row.model_dump(include=set(FeedFacts.model_fields)))
        judged = await self.probe.newest(facts, TESTED)
        answer = no_such_feed(row.url, judged) if isinstance(judged, NoFeed) else tested(row, judged)
        question = AskedCommand("feed_test", (row.id,))
        await self.pager.send(interaction, question, replace(answer, is_private=True))

    @app_commands.command(name="release", description="Decides on a feed that is held back or paused")
    @app_commands.describe(how="What becomes of the entries that it holds now")
    @app_commands.choices(how=HOW)
    async def release(self, interaction: Interaction, feed: TypedWords, how: str) -> None:
        row = await self.store.wire.feed(feed)
        if row is None or not _waits(row):
            said = f"“{safe(masked(feed))}” is neither held back nor paused." if row else _unknown(feed)
        else:
            await self.store.watched.change(
                row.id, decided(row, how, self.now()), f"release feed as {how}", _by(interaction)
            )
            said = f"{_named(row)} is read in a minute; what it holds counts {'as news' if how == AS_NEWS else 'as read'}."
        await self.pager.confirm(interaction, Answer("Feeds", (Line(said),)))

    @remove.autocomplete("feed")
    @edit.autocomplete("feed")
    @test.autocomplete("feed")
    async def complete(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(typed, _rows(await self.store.wire.feeds()))

    @release.autocomplete("feed")
    async def complete_waiting(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return choices(typed, _rows(list(filter(_waits, await self.store.wire.feeds()))))

    @add.autocomplete("timezone")
    async def complete_zone(self, interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        return zone_choices(typed)

    async def _keep(self, interaction: Interaction, number: int) -> None:
        text = await self.store.marks.mark(_draft(number))
        refusal = await self.home.refusal_to_press(interaction)
        if refusal or text is None:
            await tell(interaction, refusal or GONE)
            return
        draft = json.loads(text)
        facts = FeedFacts.model_validate(draft["feed"])
        feed = await self.store.watched.add(
            name_of(facts.url), facts, Source(**draft["source"]), _by(interaction)
        )
        if graded := draft.get("graded"):
            await self.store.amendments.grade(feed.source, graded, self._who(interaction))
        source = await self.store.register.source(feed.source)
        ungraded = source is None or source.reliability == "F"
        ask = f" Nobody graded its outlet yet: `/feed edit feed:{feed.id}` does." if ungraded else ""
        await tell(
            interaction,
            f"Kept as `{feed.id}`. Its first reading is silent; what comes after it is news.{ask}",
        )

    def _who(self, interaction: Interaction) -> Who:
        return Who(f"discord:{interaction.user.id}", interaction.guild_id, self.now())


def graded_as(name: str | None, owner: str | None, grade: str | None) -> dict[str, str]:
    """The fields of a source that a person said."""
    said = {"name": name, "owner": owner, "reliability": grade}
    given = {field: value.strip() for field, value in said.items() if value and value.strip()}
    return given | ({"reason": BY_PERSON} if grade else {})


def edited(feed: Feed, outcome: AmendOutcome | None) -> Answer:
    """What was changed of the outlet, and the way back."""
    if outcome is None:
        return Answer("Feeds", (Line(f"The outlet of {_named(feed)} is called and graded so already."),))
    if isinstance(outcome, AmendRefusal):
        return Answer("Nothing was changed", (Line(safe(outcome.why)),))
    undo = f"`/amend undo entry:{outcome.id}` takes it back. The cards that name it follow within minutes."
    return Answer("Done", (Line(entry_line(outcome)), Line(undo)))


def offer(
    found: FoundFeed, source: Source, judged: list[Judged], known: Feed | None, now: datetime
) -> Answer:
    """A feed before it is kept."""
    graded = (
        f"reliability {source.reliability}"
        if source.reliability != "F"
        else "its reliability is not graded yet"
    )
    lead = [
        Line(
            f"{feed_link(found.title or found.url, found.url)}: {found.parsed.total} entries; source {safe(source.name)}, {graded}."
        )
    ]
    if known is not None:
        lead.append(Line(f"It is watched already, as `{known.id}` ({known.state})."))
    if age := age_of(found.parsed, now):
        lead.append(Line(f"**It looks stale:** {age}."))
    if found.parsed.ill_formed:
        lead.append(Line("The document is ill-formed; the entries are what could be recovered."))
    sections = [Section("Its newest items, and what they would have become", tuple(map(judged_line, judged)))]
    if found.others:
        others = tuple(Line(feed_link(other.title or other.url, other.url)) for other in found.others[:SHOWN])
        sections.append(Section("Other feeds of that page", others))
    return Answer("A feed", tuple(lead), tuple(sections), footer="Nothing is kept until Keep is pressed.")


def tested(feed: Feed, judged: list[Judged]) -> Answer:
    """A dry run, with its sum."""
    count = sum(one.word not in ("irrelevant", "unread") for one in judged)
    lead = Line(f"{count} of the newest {len(judged)} items are on this beat. Nothing was filed or posted.")
    return Answer(
        f"Dry run: {masked(feed.title or feed.url)}",
        (lead,),
        (Section("Items", tuple(map(judged_line, judged))),),
    )


def no_such_feed(address: str, found: NoFeed) -> Answer:
    return Answer("No feed there", (Line(f"{safe(masked(address))}: {safe(masked(found.reason))}."),))


def _rows(feeds: list[Feed]) -> list[tuple[str, str, str]]:
    return [
        (
            f"{masked(feed.title or feed.id)} ({feed.state})",
            feed.id,
            f"{feed.id} {feed.title} {masked(feed.url)}",
        )
        for feed in feeds
    ]


def _waits(feed: Feed) -> bool:
    """Whether a person has to decide on it."""
    return bool(feed.held) or feed.state in ("held", "paused")


def _named(feed: Feed) -> str:
    return safe(masked(feed.title or feed.url))


def _unknown(feed: str) -> str:
    return f"No feed goes by “{safe(masked(feed))}”: `/feed list` shows them."


def _by(interaction: Interaction) -> By:
    return By(f"discord:{interaction.user.id}", interaction.guild_id)


def _draft(number: int) -> str:
    return f"draft of feed:{number}"
