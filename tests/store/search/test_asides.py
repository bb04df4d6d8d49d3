"""What was read and set aside as not ours is searched as well, behind all that is filed and apart from it."""

from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from sqlmodel import Session, col, delete, select

from store.database.index import ASIDE, SearchDocument, index_anew
from store.nouns.decisions import Decision
from store.nouns.models import Article
from store.search.search import KINDS
from store.store import Store
from store.wire.articles import add_asides
from tests.clock import Clock
from tests.store.nouns import actor, article, event

TEXTS = ("article", ASIDE)
NEWS = {
    "cup": ("Shaheen wins the cup", "The keeper Pell Orsolya saved two penalties in Győr."),
    "wheat": ("Uruguay and Ghana sign a wheat deal", "The ship Almirante Saldanha leaves on Monday."),
    "bridge": ("Nauru opens its second bridge", "Built by Kowalczyk & Sons for 14m."),
    "quake": ("Séisme au Vanuatu : trois blessés", "Le préfet Tavernier parle de chance."),
    "film": ("Кино: премьера в Самарканде", "Режиссёр Юсупова ответила на вопросы."),
    "opera": ("上海歌剧院迎来新总监", "吴静怡将于明年上任。"),
    "law": ("Parliament passes the 2+2 school bill", "It was drafted by O’Halloran."),
    "phone": ("The QX-77 phone is out", "A strike of screens, a critic wrote."),
    "misspelt": ("Pakistn spelt so in a headline", "Exercse for everybody."),
    "bare": ("A headline without a lead by Thurgood", ""),
}
MENTIONED = {
    "Pell Orsolya": "cup", "pell orsolya": "cup", "Győr": "cup", "Gyor": "cup", "Almirante Saldanha": "wheat",
    "Nauru": "bridge", "Kowalczyk": "bridge", "seisme": "quake", "Tavernier": "quake", "Юсупова": "film", "吴静怡": "opera",
    "2+2": "law", "O'Halloran": "law", "QX-77": "phone", "qx 77": "phone", "Thurgood": "bare",
}  # fmt: skip
NOWHERE = ("Orsolya Pell", "QX-78", "3+3", "Kowal", "Saldan", "王静怡")
"""Other names, and parts of names: a word of general news is not every few letters of it."""


def aside(name: str) -> Decision:
    title, lead = NEWS[name]
    return Decision(article(name, title=title, lead=lead, publisher="Daily", verdict="irrelevant"))


@pytest.fixture
async def filled(store: Store) -> Store:
    told = event("shaheen-9", title="Exercise Shaheen-IX of Pakistan", summary="A strike was exercised")
    await store.wire.record([Decision(article("report", title="Shaheen-IX begins"), event=told)])
    await store.wire.record([aside(name) for name in NEWS])
    return store


def documents(session: Session) -> set[tuple[str, str, str, str]]:
    rows = session.exec(select(SearchDocument))
    return {(row.kind, row.ref, row.title, row.body) for row in rows}


async def kinds_of(store: Store, article: str) -> set[str]:
    rows = await store.database.read(documents)
    return {kind for kind, ref, *_ in rows if ref == article}


async def test_what_only_a_text_set_aside_has_is_mentioned(filled: Store) -> None:
    found = {name: await filled.search.mentioning(name) for name in MENTIONED}
    assert found == {name: (("article", key),) for name, key in MENTIONED.items()}


async def test_what_none_has_is_nowhere(filled: Store) -> None:
    assert {name: await filled.search.mentioning(name) for name in NOWHERE} == dict.fromkeys(NOWHERE, ())


async def test_what_is_filed_has_the_name_alone(filled: Store) -> None:
    assert {kind for kind, _ in await filled.search.mentioning("Shaheen")} == {"event", "article"}
    assert ("article", "cup") not in await filled.search.mentioning("Shaheen")
    assert await filled.search.mentioning("strike") == (("event", "shaheen-9"),)


async def test_a_name_alone_is_no_telling(filled: Store) -> None:
    """An entry of the register says nothing of what happened: of whom no text tells is said once all were asked."""

    def add(session: Session) -> None:
        session.add(actor("nauru", kind="state", name="Nauru"))

    await filled.database.write(add)
    assert set(await filled.search.mentioning("Nauru")) == {("actor", "nauru"), ("article", "bridge")}


async def test_searches_of_what_is_filed_see_nothing_new(filled: Store) -> None:
    for query in ("shaheen", "cup", "wheat deal", "QX-77", "吴静怡", "premiere Юсупова"):
        found = await filled.search.find(query)
        assert {hit.kind for hit in found.hits} <= set(KINDS), query
        assert not {hit.id for hit in found.hits} & set(NEWS), query


async def test_who_asks_for_them_finds_them_as_what_they_are(filled: Store) -> None:
    asked = {"cup": "cup", "wheat deals": "wheat", "QX-77": "phone", "吴静怡": "opera", "Юсупова": "film"}
    for query, key in asked.items():
        found = await filled.search.find(query, kinds=TEXTS)
        assert (found.hits[0].kind, found.hits[0].id) == (ASIDE, key), query
        assert found.holding == 1, query
        assert [hit.id for hit in await filled.search.set_aside(query)] == [key]
    both = await filled.search.find("Shaheen", kinds=TEXTS)
    assert [(hit.kind, hit.id) for hit in both.hits] == [("article", "report"), (ASIDE, "cup")]
    assert both.holding == 2
    assert await filled.search.set_aside("wheat shaheen") == ()


async def test_neither_sort_of_texts_crowds_out_the_other(filled: Store) -> None:
    many = [
        Decision(article(f"n{number}", title="Frigate Frigate prices", verdict="irrelevant"))
        for number in range(300)
    ]
    await filled.wire.record([*many, Decision(article("ours", title="A tale that ends with a frigate"))])
    found = await filled.search.find("frigate", kinds=TEXTS, limit=500)
    assert ("article", "ours") in {(hit.kind, hit.id) for hit in found.hits}
    assert found.holding == 301
    assert len((await filled.search.find("frigate")).hits) == 1


async def test_no_word_is_known_because_general_news_has_it(filled: Store) -> None:
    typed = frozenset({"shaheen", "pakistn", "exercse", "thurgood", "nauru"})
    assert await filled.search.known_words(typed) == {"shaheen"}
    near = await filled.search.spelt_nearly(typed)
    assert near["pakistn"] == ("pakistan",)
    found = await filled.search.find("Pakistn exercse")
    assert ("pakistn", "pakistan") in found.spelling
    assert found.hits[0].id == "shaheen-9"


async def test_texts_that_bring_names_together_are_found(filled: Store) -> None:
    assert await filled.search.together(["Nauru", "Kowalczyk"]) == ("bridge",)
    assert await filled.search.together(["Ghana", "Almirante Saldanha"]) == ("wheat",)
    assert await filled.search.together(["Ghana", "Nauru"]) == ()
    await filled.wire.record([Decision(article("ours", title="Nauru and Kowalczyk again"))])
    assert await filled.search.together(["Nauru", "Kowalczyk"]) == ("ours",)


def called(verdict: str) -> Callable[[Session], None]:
    def work(session: Session) -> None:
        session.get_one(Article, "cup").verdict = verdict

    return work


@pytest.mark.parametrize("word", ["new", "same", "unread", "seed"])
async def test_a_text_that_is_called_ours_is_filed_and_back(filled: Store, word: str) -> None:
    for verdict, kind in ((word, "article"), ("irrelevant", ASIDE), (word, "article")):
        await filled.database.write(called(verdict))
        assert await kinds_of(filled, "cup") == {kind}
        found = await filled.search.find("penalties", kinds=TEXTS)
        assert [(hit.kind, hit.id) for hit in found.hits] == [(kind, "cup")]
        assert [hit.id for hit in (await filled.search.find("penalties")).hits] == ["cup"][: kind != ASIDE]


async def test_what_is_deleted_is_forgotten(filled: Store) -> None:
    await filled.database.write(lambda session: session.delete(session.get_one(Article, "cup")))
    assert await kinds_of(filled, "cup") == set()
    assert await filled.search.mentioning("Pell Orsolya") == ()


async def test_what_is_let_go_of_is_forgotten(store: Store, clock: Clock) -> None:
    kept = article("ours", title="Thurgood visits Lahore", feed="f")
    news = [aside(name) for name in NEWS]
    for one in news:
        one.article.feed = "f"
    await store.wire.record([Decision(kept), *news], feed="f")
    clock.turn(days=31)
    while await store.wire.let_go_old(clock() - timedelta(days=30), 4):
        pass
    assert {kind for kind, *_ in await store.database.read(documents)} == {"article"}
    assert await store.search.mentioning("Thurgood") == (("article", "ours"),)
    assert await store.search.mentioning("Kowalczyk") == ()
    assert await store.search.set_aside("wheat") == ()


async def test_what_another_process_files_as_ours_at_once_is_not_set_aside(store: Store) -> None:
    await store.wire.record([Decision(article("cup", title=NEWS["cup"][0]))])
    await store.database.write(lambda session: add_asides(session, [aside("cup").article]))
    assert await kinds_of(store, "cup") == {"article"}


async def test_import_and_the_revision_make_the_same_texts(filled: Store) -> None:
    kept = await filled.database.read(documents)
    assert {ref for kind, ref, *_ in kept if kind == ASIDE} == set(NEWS)
    await filled.database.write(index_anew)
    assert await filled.database.read(documents) == kept
    await filled.database.write(filled_by_the_revision)
    assert await filled.database.read(documents) == kept
    assert await filled.search.mentioning("Kowalczyk") == (("article", "bridge"),)


def filled_by_the_revision(session: Session) -> None:
    session.execute(delete(SearchDocument).where(col(SearchDocument.kind) == ASIDE))
    fill: str = import_module("store.migrations.versions.v0041").FILL
    session.connection().exec_driver_sql(fill)
