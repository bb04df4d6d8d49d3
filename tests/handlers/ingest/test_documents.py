"""Documents, paragraph by paragraph, into a seeded store."""

from collections import Counter
from pathlib import Path

import pytest

from feeds.pages.documents import read_document
from handlers.alerts.announcer import Announcer
from handlers.ingest.documents import Documents, numbers
from handlers.ingest.ingest import Ingest
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import Event
from store.nouns.outbox import Alert
from store.store import Store
from tests.clock import Clock
from tests.handlers.ingest.test_unread import refusing

RAW = Path(__file__).parents[4] / "shared" / "seeds"
REPORT = """Defence notes

14 February 2026

Pakistan and Turkey signed a memorandum of understanding on joint production of naval drones in Ankara on
12 February 2026, the defence ministries of both countries said in a statement.

The weather in the capital was mild for the season, and many people took the opportunity for a walk in the parks.

China's Defence Minister Wei Fenghe and Pakistan's army signed a memorandum of understanding on defence cooperation
at General Headquarters in Rawalpindi on 30 November 2020, as was reported at the time.
"""


def on(database: str) -> pytest.MarkDecorator:
    """What is long is read into one of the two: how it is filed is held on both by the others."""
    return pytest.mark.parametrize("founded_url", [database], indirect=True)


@pytest.fixture
def documents(founded_store: Store, clock: Clock) -> Documents:
    knowledge = Knowledge(founded_store)
    ingest = Ingest(founded_store, knowledge, Announcer(founded_store, clock), clock)
    return Documents(founded_store, knowledge, ingest.decider, clock)


async def test_an_unknown_document_is_judged_paragraph_by_paragraph(
    documents: Documents, founded_store: Store
) -> None:
    passages = await documents.file(read_document(REPORT.encode(), "notes.txt"))
    new, weather, known = (passage.judged for passage in passages)
    assert (new.word, weather.word) == ("new", "irrelevant")
    assert known.word in ("same", "update")
    filed = await founded_store.register.event(new.event or "")
    assert filed is not None
    assert sorted(filed.countries) == ["PK", "TR"]
    evidence = await founded_store.register.evidence(event=known.event)
    assert ("3", passages[2].cited) in [(one.paragraph, article.id) for one, article, _ in evidence]


async def test_a_second_time_changes_nothing(documents: Documents, founded_store: Store) -> None:
    document = read_document(REPORT.encode(), "notes.txt")
    await documents.file(document)
    events = [event.id for event in await founded_store.register.events()]
    await documents.file(document)
    assert [event.id for event in await founded_store.register.events()] == events


class BrittleAnnouncer(Announcer):
    """Breaks at an event with Turkey, as a fault of deciding would."""

    async def new(self, event: Event) -> list[Alert]:
        if "TR" in event.countries:
            raise KeyError(event.id)
        return await super().new(event)


async def test_a_paragraph_that_cannot_be_decided_costs_no_other(
    documents: Documents, founded_store: Store, clock: Clock
) -> None:
    document = read_document(REPORT.encode(), "notes.txt")
    ingest = Ingest(founded_store, documents.knowledge, BrittleAnnouncer(founded_store, clock), clock)
    brittle = Documents(founded_store, documents.knowledge, ingest.decider, clock)
    bad, weather, known = (passage.judged for passage in await brittle.file(document))
    assert (bad.word, weather.word) == ("unread", "irrelevant")
    assert bad.reasons[0].startswith("could not be read (KeyError)")
    assert known.word in ("same", "update")
    again = [passage.judged.word for passage in await documents.file(document)]
    assert again[0] == "new", "nothing of it was filed, so that it is read again"


async def test_a_paragraph_that_the_database_refuses_costs_no_other(
    documents: Documents, founded_store: Store
) -> None:
    await refusing(founded_store, "event", "NEW.title LIKE '%naval drones%'")
    passages = await documents.file(read_document(REPORT.encode(), "notes.txt"))
    assert [passage.judged.word for passage in passages][:2] == ["unread", "irrelevant"]
    assert passages[2].judged.word in ("same", "update")


@pytest.mark.skipif(not RAW.is_dir(), reason="the founding documents are not part of the project")
@on("sqlite")
async def test_founding_documents_add_no_event_and_keep_what_was_filed_by_hand(
    documents: Documents, founded_store: Store
) -> None:
    before = {event.id for event in await founded_store.register.events()}
    passages = [
        passage
        for path in sorted(RAW.glob("*.txt"))
        for passage in await documents.file(read_document(path.read_bytes(), path.name))
    ]
    assert {event.id for event in await founded_store.register.events()} == before
    words = Counter(passage.judged.word for passage in passages)
    assert set(words) <= {"same", "update", "unsure", "irrelevant"}
    assert words["same"] >= 95
    assert all(passage.judged.event in before for passage in passages if passage.judged.word == "same")


@pytest.mark.skipif(not RAW.is_dir(), reason="the founding documents are not part of the project")
@on("postgres")
async def test_a_paragraph_is_cited_as_the_text_that_it_stands_in(
    documents: Documents, founded_store: Store
) -> None:
    (path,) = RAW.glob("004*.txt")
    passages = await documents.file(read_document(path.read_bytes(), path.name))
    texts = {passage.number: passage.cited for passage in passages}
    assert texts[1] == "doc-004"
    assert texts[21] == "doc-004-diplomat-2019-05"  # a text that a comment quotes
    assert texts[81] == "doc-004-dawn-2020-03"
    assert texts[82] == "doc-004-asia-times-2020-06"  # the first of its comment, and filed nowhere


@pytest.mark.parametrize(("written", "meant"), [("3", [3]), ("3-5", [3, 4, 5]), (None, [])])
def test_paragraph_numbers(written: str | None, meant: list[int]) -> None:
    assert list(numbers(written)) == meant


SALE = """Fighter market

15 July 2023

Brazil and Sweden signed an order for Gripen fighters on 3 May 2023. The contract is worth 400 million dollars.

The navies of Indonesia and Australia began the joint exercise Karvan Shield off Darwin on 2 June 2023. The exercise ended on
9 June.

The Royal Saudi Navy took delivery of the third of five corvettes in a ceremony on 9 January 2023.
"""


async def test_later_sentences_add_figures_to_what_is_new(documents: Documents, founded_store: Store) -> None:
    passages = await documents.file(read_document(SALE.encode(), "market.txt"))
    told = {passage.number: passage for passage in passages}
    sale = await founded_store.register.event(told[1].judged.event or "")
    assert sale is not None
    assert [(f"{one.amount:.0f}", one.citations[0].paragraph) for one in sale.amounts] == [("400000000", "1")]
    drill = await founded_store.register.event(told[2].judged.event or "")
    assert drill is not None
    assert (str(drill.day), str(drill.until)) == ("2023-06-02", "2023-06-09")


async def test_what_names_one_state_alone_waits_as_a_draft(
    documents: Documents, founded_store: Store
) -> None:
    passages = await documents.file(read_document(SALE.encode(), "market.txt"))
    assert [passage.judged.word for passage in passages if passage.number == 3] == ["unsure"]
    [waiting] = await founded_store.reviews.waiting(limit=5)
    assert any("no second state" in reason for reason in waiting.review.reasons)
