"""What a person changes, and takes back: the rows, the messages that follow, the record."""

from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from store.nouns.decisions import Decision
from store.nouns.reviews import AuditEntry, Review
from store.nouns.values import Amount, Materiel, Participant
from store.people.amending import AmendOutcome, AmendRefusal, Who
from store.people.corrections import WITHDRAWN
from store.people.snapshots import MOVING, TABLES
from store.store import Store, open_store
from tests.clock import Clock
from tests.examples import share_of
from tests.handlers.rows import GUILD, alert, article, event, file


def who(clock: Clock) -> Who:
    return Who("discord:7", GUILD, clock())


async def everything(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row that an amendment may touch, without what every change moves."""

    def read(session: Session) -> dict[str, list[dict[str, Any]]]:
        found = {name: session.exec(select(table)).all() for name, table in TABLES.items()}
        dumped = {
            name: [row.model_dump(mode="json", exclude=set(MOVING)) for row in rows]
            for name, rows in found.items()
        }
        return {name: sorted(rows, key=str) for name, rows in dumped.items()}

    return await store.database.read(read)


def entry(outcome: AmendOutcome) -> int:
    assert isinstance(outcome, AuditEntry), outcome
    assert outcome.id is not None
    return outcome.id


FULL: dict[str, Any] = {
    "actors": [Participant(actor="norinco", part="supplier")],
    "equipment": [Materiel(equipment="vt-4", quantity=50)],
    "amounts": [Amount(amount=Decimal("1.5"), currency="USD")],
}


async def two_events(store: Store, clock: Clock) -> None:
    for name in ("a", "b"):
        await file(
            store,
            event(name, clock(), **FULL),
            clock(),
            "wire",
            alert(f"event:{name}:1", clock(), subject=f"event:{name}"),
        )
    await file(
        store, event("a", clock(), revision=2, title="Agreement a signed at last", **FULL), clock(), "other"
    )


async def open_question(store: Store, clock: Clock, candidate: str | None = "a") -> int:
    text = article("open", "wire", clock(), verdict="unsure")
    review = Review(
        article="open", event=candidate, score=0.6, reasons=["titles are near"], created_at=clock()
    )
    await store.wire.record([Decision(text, review=review)])
    return (await store.reviews.waiting())[0].review.id or 0


async def test_a_merger_redirects_and_is_taken_back_whole(store: Store, clock: Clock) -> None:
    await two_events(store, clock)
    before = await everything(store)
    merged = await store.amendments.merge("b", "a", who(clock))
    found = await store.register.event("b")
    assert found is not None
    assert found.id == "a"
    assert len(await store.register.evidence(event="a")) == 3
    assert all(
        row.wanted > 1 for row in [*await store.outbox.about("event:a"), *await store.outbox.about("event:b")]
    )
    await store.amendments.undo(entry(merged), who(clock))
    assert await everything(store) == before


async def test_a_split_moves_articles_to_a_new_event(store: Store, clock: Clock) -> None:
    await two_events(store, clock)
    before = await everything(store)
    told = alert("event:c:1", clock(), subject="event:c")
    made = await store.amendments.split("a", ["a-other-2"], event("c", clock()), [told], who(clock))
    assert [row.id for _, row, _ in await store.register.evidence(event="c")] == ["a-other-2"]
    assert [row.id for _, row, _ in await store.register.evidence(event="a")] == ["a-wire-1"]
    assert len(await store.outbox.about("event:c")) == 1
    await store.amendments.undo(entry(made), who(clock))
    assert await everything(store) == before


async def test_a_split_is_not_taken_back_over_what_was_filed_since(store: Store, clock: Clock) -> None:
    """A source that came in on the new event would be on none without it."""
    await two_events(store, clock)
    made = await store.amendments.split("a", ["a-other-2"], event("c", clock()), [], who(clock))
    await file(store, event("c", clock(), revision=2), clock(), "third")
    refused = await store.amendments.undo(entry(made), who(clock))
    assert isinstance(refused, AmendRefusal)
    assert "merge it instead" in refused.why
    assert await store.register.event("c") is not None
    await store.amendments.merge("c", "a", who(clock))
    assert len(await store.register.evidence(event="a")) == 3


async def test_a_split_does_not_take_the_id_of_another_event(store: Store, clock: Clock) -> None:
    await two_events(store, clock)
    before = await everything(store)
    refused = await store.amendments.split("a", ["a-other-2"], event("b", clock()), [], who(clock))
    assert isinstance(refused, AmendRefusal)
    assert await everything(store) == before


async def test_an_edit_is_validated_as_a_whole(store: Store, clock: Clock) -> None:
    await two_events(store, clock)
    before = await everything(store)
    refused = [
        await store.amendments.edit("a", {"importance": "huge", "place": "Karachi"}, who(clock)),
        await store.amendments.edit("a", {"standing": "confirmed"}, who(clock)),
        await store.amendments.edit("nothing", {"place": "Karachi"}, who(clock)),
    ]
    assert all(isinstance(outcome, AmendRefusal) for outcome in refused)
    assert await everything(store) == before
    edited = await store.amendments.edit("a", {"place": "Karachi", "importance": "critical"}, who(clock))
    found = await store.register.event("a")
    assert found is not None
    assert (found.place, found.importance, found.amended_by) == ("Karachi", "critical", "discord:7")
    await store.amendments.undo(entry(edited), who(clock))
    assert await everything(store) == before


async def test_what_was_changed_since_is_not_taken_back(store: Store, clock: Clock) -> None:
    await two_events(store, clock)
    first = await store.amendments.edit("a", {"place": "Karachi"}, who(clock))
    second = await store.amendments.edit("a", {"place": "Lahore"}, who(clock))
    assert isinstance(await store.amendments.undo(entry(first), who(clock)), AmendRefusal)
    undone = await store.amendments.undo(entry(second), who(clock))
    assert isinstance(await store.amendments.undo(entry(second), who(clock)), AmendRefusal)
    assert isinstance(await store.amendments.undo(entry(undone), who(clock)), AuditEntry)
    found = await store.register.event("a")
    assert found is not None
    assert found.place == "Lahore"


async def test_an_open_question_is_answered_same(store: Store, clock: Clock) -> None:
    await two_events(store, clock)
    number = await open_question(store, clock)
    before = await everything(store)
    decided = await store.reviews.same(number, who(clock))
    assert "open" in {row.id for _, row, _ in await store.register.evidence(event="a")}
    assert isinstance(await store.reviews.irrelevant(number, who(clock)), AmendRefusal)
    await store.amendments.undo(entry(decided), who(clock))
    assert await everything(store) == before


async def test_an_open_question_is_answered_new_with_its_alert(store: Store, clock: Clock) -> None:
    number = await open_question(store, clock, None)
    before = await everything(store)
    told = alert("event:fresh:1", clock(), subject="event:fresh")
    decided = await store.reviews.new(number, event("fresh", clock()), [told], who(clock))
    assert await store.outbox.counts() == {"pending": 1}
    await store.amendments.undo(entry(decided), who(clock))
    assert await everything(store) == before
    assert await store.register.event("fresh") is None


async def test_a_question_put_off_comes_last(store: Store, clock: Clock) -> None:
    number = await open_question(store, clock)
    await store.reviews.put_off(number, who(clock))
    (case,) = await store.reviews.waiting()
    assert (case.review.state, case.article.id) == ("later", "open")


async def test_a_mark_under_a_message_waits_and_then_merges_or_withdraws(store: Store, clock: Clock) -> None:
    await two_events(store, clock)
    before = await everything(store)
    marked = [entry(await store.reviews.mark("b", "a", who(clock)))]
    assert isinstance(await store.reviews.mark("b", None, who(clock)), AmendRefusal)
    (case,) = await store.reviews.waiting()
    assert (case.marked and case.marked.id, case.candidate and case.candidate.id) == ("b", "a")
    marked.append(entry(await store.reviews.same(case.review.id or 0, who(clock))))
    assert (await store.register.event("b")) == (await store.register.event("a"))
    for number in reversed(marked):
        await store.amendments.undo(number, who(clock))
    marked = [entry(await store.reviews.mark("b", None, who(clock)))]
    (case,) = await store.reviews.waiting()
    marked.append(entry(await store.reviews.irrelevant(case.review.id or 0, who(clock))))
    gone = await store.amendments.filed("b")
    assert gone is not None
    assert gone.merged_into == WITHDRAWN
    assert await store.register.event("b") is None
    for number in reversed(marked):
        await store.amendments.undo(number, who(clock))
    assert await everything(store) == before


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "edit", "withdraw", "split"]),
        st.sampled_from("abc"),
        st.sampled_from("abc"),
    ),
    max_size=6,
)


@settings(
    max_examples=share_of(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(STEPS)
async def test_whatever_was_changed_taking_it_back_in_turn_restores_it(
    steps: list[tuple[str, str, str]],
) -> None:
    clock = Clock()
    store = await open_store("sqlite://", clock)
    for name in "abc":
        await file(store, event(name, clock()), clock(), "wire")
        await file(store, event(name, clock(), revision=2), clock(), "other")
    before = await everything(store)
    done = [await step(store, clock, number, *what) for number, what in enumerate(steps)]
    for outcome in reversed([outcome for outcome in done if isinstance(outcome, AuditEntry)]):
        assert isinstance(await store.amendments.undo(entry(outcome), who(clock)), AuditEntry)
    assert await everything(store) == before
    await store.close()


async def step(store: Store, clock: Clock, number: int, verb: str, first: str, second: str) -> AmendOutcome:
    match verb:
        case "merge":
            return await store.amendments.merge(first, second, who(clock))
        case "edit":
            return await store.amendments.edit(first, {"place": f"Place {number}"}, who(clock))
        case "withdraw":
            return await store.amendments.withdraw(first, who(clock))
    into = event(f"part-{number}", clock())
    return await store.amendments.split(first, [f"{second}-other-2"], into, [], who(clock))
