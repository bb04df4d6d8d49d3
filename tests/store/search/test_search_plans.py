"""What a command looks up, it looks up by an index: no statement of a question reads a whole large table."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from sqlalchemy import text
from sqlmodel import Session

from facts.asking.topics import Facet, country
from handlers.ui.topic_search import Topical
from store.nouns.models import LISTED
from store.nouns.subscriptions import Subscription
from store.store import Store
from tests.clock import Clock
from tests.plans import heard, scanned
from tests.store.nouns import actor, event

Asked = Callable[[Store, Topical, datetime], Awaitable[object]]
PAST = ("2020-01", "2020-02")
EXERCISE = Facet("exercise", "theme", kinds=frozenset({"visit"}))
RULES = Subscription(guild=1, channel=1, created_by=1, countries=["CN"])
HOUR = timedelta(hours=1)
ASKED: dict[str, Asked] = {
    "everything": lambda _, topical, __: topical.look("", None, None),
    "a country": lambda _, topical, __: topical.look("", None, None, country("PK")),
    "a country in a window": lambda _, topical, __: topical.look("", *PAST, country("PK"), EXERCISE),
    "a window": lambda _, topical, __: topical.look("", *PAST),
    "a word": lambda _, topical, __: topical.look("JF-17", None, None),
    "two names": lambda _, topical, __: topical.look("China Pakistan", None, None, by_weight=True),
    "a theme in a window": lambda _, topical, __: topical.look("exercises", *PAST),
    "one of a series": lambda _, topical, __: topical.look("Shaheen 9", None, None),
    "what is not known": lambda _, topical, __: topical.look("Zyxwv 400 Nauru", *PAST),
    "names": lambda store, _, __: store.answers.names(),
    "an event": lambda store, _, __: store.answers.event("e5"),
    "a title": lambda store, _, __: store.answers.titled("Title of it"),
    "often told": lambda store, _, __: store.answers.told_of(),
    "an edition": lambda store, _, __: store.answers.editions(["shaheen"]),
    "hits": lambda store, _, __: store.answers.these({"event": ["e5"], "article": ["a5"]}),
    "a text": lambda store, _, __: store.answers.text("https://daily.example/5"),
    "full text": lambda store, _, __: store.search.find("number 17"),
    "a misspelt word": lambda store, _, __: store.search.find("nmber"),
    "texts": lambda store, _, __: store.search.find("number 17", kinds=("article",)),
    "texts set aside": lambda store, _, __: store.search.set_aside("number 17"),
    "names together": lambda store, _, __: store.search.together(["number 17", "title"]),
    "words in a row": lambda store, _, __: store.search.mentioning("number 17"),
    "a digest": lambda store, _, now: store.activity.stirred(now - HOUR, now, RULES, 400),
    "its sums": lambda store, _, now: store.activity.begun(now - HOUR, now, RULES, now.date()),
    "its changes": lambda store, _, now: store.activity.changes(now - HOUR, now, RULES, 60),
    "what is ahead": lambda store, _, now: store.activity.ahead(
        now.date(), now.date() + 7 * timedelta(days=1), RULES, 5
    ),
    "first told": lambda store, _, now: store.activity.first_told(now - HOUR, now),
    "last announced": lambda store, _, __: store.activity.last_announced(["e5"]),
    "a story": lambda store, _, now: store.activity.of_story(
        event("e5", agreement="pact", follows="e4"), now
    ),
    "what feeds bring": lambda store, _, now: store.watched.yields(now),
    "near ones": lambda store, _, __: store.activity.near("e5", 5),
}


NOWHERE = {
    "a country": "Pakistan",
    "a country in a window": "Pakistan, exercise",
    "a word": "JF-17",
    "two names": "Pakistan",
    "a theme in a window": "exercises",
    "one of a series": "Shaheen",
    "what is not known": "Zyxwv, Nauru",
}
"""Questions for a name that nothing has, by what it is: that it is nowhere is only said once every text was looked at."""


async def test_no_question_reads_a_whole_table(filled: Store, clock: Clock) -> None:
    topical, found = Topical(filled.answers, filled.search, clock), dict[str, set[str]]()
    for name, asked in ASKED.items():
        with heard(filled) as said:
            await asked(filled, topical, clock())
        assert said
        found[name] = {*scanned(filled, said)}
    scans = {name: tables for name, tables in found.items() if tables}
    assert scans == {name: {"search_document"} for name in NOWHERE}


async def test_what_is_listed_is_counted_by_an_index_alone(filled: Store, clock: Clock) -> None:
    """A register of SQLite is analysed by nobody: what it would guess is not left to it."""
    topical = Topical(filled.answers, filled.search, clock)
    if filled.database.is_sqlite:
        with heard(filled) as said:
            await topical.look("", None, None, country("PK"))
        [(statement, values)] = [one for one in said if LISTED in one[0]]
        with filled.database.writer.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values).all()
        assert any(f"event USING COVERING INDEX {LISTED}" in row[3] for row in plan), plan


async def test_hits_are_looked_up_by_their_ids_alone(filled: Store) -> None:
    """Of "this id, or the event of that text" PostgreSQL, which has counted its rows, goes through all events in order."""
    with heard(filled) as said:
        await filled.answers.these({"event": ["e5"], "article": ["a5"]})
    [chosen] = {statement for statement, _ in said if statement.startswith("SELECT event.id")}
    assert "article" not in chosen
    assert " OR " not in chosen


async def test_the_index_of_words_is_asked_first(filled: Store) -> None:
    """Of the documents of one kind SQLite would ask it for each, to count those that hold a word: seconds."""
    if not filled.database.is_sqlite:
        return
    with heard(filled) as said:
        for kinds in (("article",), ("aside",), ("event", "claim")):
            await filled.search.find("number 17", kinds=kinds)
    joined = [(statement, values) for statement, values in said if "JOIN search_document" in statement]
    assert any("count(*)" in statement for statement, _ in joined)
    with filled.database.writer.connect() as connection:
        plans = [
            connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {one}", values).all() for one, values in joined
        ]
    assert all("VIRTUAL TABLE" in plan[0][3] for plan in plans), plans


async def test_who_wrote_little_is_not_looked_for_among_all_texts(filled: Store) -> None:
    """As the database counts them, each of few sources has many texts: the newest would be found by going through the
    times of all, one by one, for a source that has none."""
    await filled.database.write(counted)
    with heard(filled) as said:
        await filled.answers.dossier("kayani")
    assert "article" not in scanned(filled, said)


def counted(session: Session) -> None:
    session.add(actor("kayani"))
    session.execute(text("UPDATE article SET source = 'd' || (CAST(substr(id, 2) AS INTEGER) % 5)"))
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("ANALYZE"))
