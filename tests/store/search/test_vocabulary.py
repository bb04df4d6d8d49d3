"""A misspelt word is looked for among the words that are kept, whatever is known: no text is read for it."""

from importlib import import_module

from sqlalchemy import delete
from sqlalchemy import event as listening
from sqlmodel import Session, select

from store.database.index import SearchedWord, index_anew
from store.nouns.decisions import Decision
from store.store import Store
from tests.store.nouns import article, event

TITLES = ("China and Pakistan begin exercise Shaheen", "Türkiye exercised in the Black Sea", "VT-4 tanks")
WORDS = {
    "china",
    "and",
    "pakistan",
    "begin",
    "exercise",
    "shaheen",
    "turkiye",
    "exercised",
    "the",
    "black",
    "sea",
    "tanks",
}


def words(session: Session) -> set[str]:
    return set(session.exec(select(SearchedWord.word)))


def anew(session: Session) -> set[str]:
    index_anew(session)
    return words(session)


def filled_by_the_revision(session: Session) -> set[str]:
    session.execute(delete(SearchedWord))
    import_module("store.migrations.versions.v0036").fill(session.connection())
    return words(session)


async def told(store: Store, *titles: str) -> None:
    decisions = [
        Decision(article(f"a{number}-{title}"), event=event(f"{number}-{title}", title=title))
        for number, title in enumerate(titles)
    ]
    await store.wire.record(decisions)


async def test_the_words_of_what_is_filed_are_kept(store: Store) -> None:
    await told(store, *TITLES)
    kept = await store.database.read(words)
    assert kept >= WORDS
    assert not kept & {"vt", "4", "türkiye"}, "no word of two letters, number or accent"
    assert await store.database.write(filled_by_the_revision) == kept
    assert await store.database.write(anew) == kept


async def test_no_text_is_read_for_a_misspelt_word(store: Store) -> None:
    await told(store, *TITLES)
    asked: list[str] = []

    def heard(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    listening.listen(store.database.reader, "before_cursor_execute", heard)
    found = await store.search.find("Pakistn exercse")
    assert found.spelling == (("pakistn", "pakistan"), ("exercse", "exercise"))
    assert found.hits[0].title == TITLES[0]
    every_text = [one for one in asked if "FROM search_document" in one and "WHERE" not in one]
    assert every_text == []
    assert sum("FROM searchedword" in one for one in asked) == 2, "once for each of the two"
    assert not (await store.search.find("Pxkxstn")).hits, "two wrong letters at most"
