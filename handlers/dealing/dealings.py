"""Deals that news tells and that have no entry of their own: the events of one deal in a row, and how far it is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from facts.asking.directory import Directory
from facts.asking.topics import Facet
from facts.figures.money import amounts_in
from facts.fitting.goods import deal_facet
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.sifting.dealings import AHEAD, DealStage, deal_stage, is_at_status, tells_of_deal
from handlers.render.pages.answer import Line, pieced
from handlers.render.pages.event import ONE_SOURCE, named_with_day, when_told
from handlers.render.words.cite import evidenced, known_day, texts_of, told_days, uncorrected
from handlers.render.words.figures import money
from handlers.render.words.headline import told_title
from handlers.render.words.text import safe
from store.nouns.values import Phase
from store.nouns.views import Library, Told

UNDONE: frozenset[Phase] = frozenset(
    {"in talks", "proposed", "announced", "refused", "cancelled", "postponed", "denied"}
)
"""Stages at which a deal is told as talks, a statement or a report."""
APART = 800
"""Days between two events on the same goods of the same states from which they are of two deals."""
MOST_SUMS = 2
DENIED = DealStage("denied", "denied")


@dataclass(frozen=True)
class Dealing:
    """The events of one deal, the newest first: ``newest`` is the last that is no denial, ``denial`` what came after it."""

    steps: tuple[Told, ...]
    newest: Told
    stage: DealStage
    day: date
    """When its last step was told; of documents, when it was."""
    denial: Told | None = None

    @property
    def is_denied(self) -> bool:
        return self.stage.name == "denied" or self.denial is not None

    def is_at(self, status: str) -> bool:
        """Whether it is at a status as it is typed; what was denied since is so at both."""
        return is_at_status(self.stage, status) or (self.denial is not None and is_at_status(DENIED, status))

    @property
    def label(self) -> str:
        """ "signed", "told as signed, denied since"."""
        if self.denial is None:
            return self.stage.label
        is_ahead = self.stage.name in AHEAD  # a denial that it was concluded denies no talks
        return (
            f"{self.stage.label}, a denial since" if is_ahead else f"told as {self.stage.label}, denied since"
        )


def dealing_facet(known: Directory, table: Kinds = KINDS) -> Facet:
    """Whatever may tell of a deal: its kinds, and what is told of one that has not come about."""
    facet = deal_facet(known, table)
    said = frozenset(kind.name for kind in table if kind.tells is not None)
    return replace(facet, kinds=facet.kinds | said, phases=UNDONE)


def dealings(events: Iterable[Told], library: Library, kinds: Kinds = KINDS) -> list[Dealing]:
    """The deals that these events tell and that no entry stands for, those told last first."""
    told = [one for one in events if _is_of_deal(one, library, kinds)]
    rows = [_dealing(steps, library, kinds) for steps in _chains(told, library, kinds)]
    return sorted(rows, key=lambda row: row.day, reverse=True)


def dealing_line(row: Dealing, library: Library) -> Line:
    """A deal in a list: what was told last of it, how far it is, since when, and its sum."""
    title = safe(told_title(row.newest, library))
    worth = dict.fromkeys(money(one.amount, one.currency) for one in row.newest.event.amounts)
    few = list(worth) if len(worth) <= MOST_SUMS else []
    texts = {one.article for step in row.steps for one in step.evidence}
    facts = [
        row.label,
        when_told(row.newest, library),
        " or ".join(few),
        ONE_SOURCE if len(texts) == 1 else "",
    ]
    where = evidenced(row.newest.evidence, library)
    denied = evidenced(row.denial.evidence, library) if row.denial else ()
    told = " · ".join(fact for fact in facts if fact)
    return Line(
        f"**{title}** · {told}",
        tuple(dict.fromkeys((*where, *denied))),
        f"**{title}**\n-# {told}",
        f"event/{row.newest.event.id}",
    )


def denied_line(row: Dealing, library: Library) -> Line | None:
    """Who denied it since."""
    if row.denial is None:
        return None
    said = f"Denied: {named_with_day(row.denial, library)}."
    return Line(said, evidenced(row.denial.evidence, library), opens=f"event/{row.denial.event.id}")


def staged_line(row: Dealing, library: Library, first: str) -> Line:
    """How far a deal is in a sentence that begins with ``first``."""
    where = evidenced(row.newest.evidence, library)
    return pieced(
        Line(f"{first}: {named_with_day(row.newest, library)}.", where), opens=f"event/{row.newest.event.id}"
    )


def _is_of_deal(told: Told, library: Library, kinds: Kinds) -> bool:
    """Whether it is a step of a deal: of its kind, or talks, a report or a denial with a word for what changes hands."""
    event, kind = told.event, kinds.of(told.event.kind)
    if event.agreement is not None:
        return False
    if kind.is_trade or kind.family == "agreements" or kind.is_handover:
        return True
    if kind.is_cooperation or event.phase not in UNDONE:
        return False
    if event.equipment and event.phase in ("in talks", "proposed"):
        return True
    texts = texts_of(told, library)
    return tells_of_deal([event.title, *(said for text in texts for said in (text.title, text.lead))])


@dataclass(frozen=True)
class _Step:
    """An event with what it shares with others of its deal. ``is_handover``: what was agreed on has come."""

    told: Told
    day: date
    goods: frozenset[str]
    sums: frozenset[str]
    is_handover: bool

    @property
    def is_open(self) -> bool:
        """Whether it is told as not agreed on yet."""
        return self.told.event.phase in ("in talks", "proposed", "announced")


def _chains(told: Sequence[Told], library: Library, kinds: Kinds) -> Iterator[tuple[Told, ...]]:
    """Events of one deal each, the newest first."""
    chains: list[list[_Step]] = []
    for one in sorted((_step(one, library, kinds) for one in told), key=lambda step: step.day):
        near = [chain for chain in chains if any(_is_one(one, other) for other in chain)]
        apart = [chain for chain in chains if chain not in near]
        chains = [*apart, [*(step for chain in near for step in chain), one]]
    for chain in chains:
        yield tuple(step.told for step in sorted(chain, key=lambda step: step.day, reverse=True))


def _step(told: Told, library: Library, kinds: Kinds) -> _Step:
    """The sums also as its texts name them: of talks none is filed."""
    event = told.event
    said = [words for text in texts_of(told, library) for words in (text.title, text.lead)]
    sums = {(one.amount, one.currency) for one in event.amounts}
    sums |= {(one.amount, one.currency) for words in said for one in amounts_in(words)}
    goods = frozenset(one.equipment for one in event.equipment)
    return _Step(
        told,
        known_day(told, library),
        goods,
        frozenset(f"{amount} {name}" for amount, name in sums),
        kinds.of(event.kind).is_handover and event.phase not in UNDONE,
    )


def _is_one(later: _Step, earlier: _Step) -> bool:
    """Whether two events are of one deal: one follows the other, or they are on the same goods or the same sum between the same
    states, and not long apart. What is talked about or ordered behind a delivery is more of the same, and a delivery soon behind
    talks is of what was bought before."""
    one, other = later.told.event, earlier.told.event
    if (earlier.is_handover and not later.is_handover) or (later.is_handover and earlier.is_open):
        return False
    if one.follows == other.id or other.follows == one.id:
        return True
    if set(one.countries) != set(other.countries) or (later.day - earlier.day).days > APART:
        return False
    return bool(later.goods & earlier.goods or later.sums & earlier.sums)


def _dealing(steps: tuple[Told, ...], library: Library, kinds: Kinds) -> Dealing:
    real = [one for one in steps if one.event.phase != "denied"]
    newest = real[0] if real else steps[0]
    after = steps[: steps.index(newest)]
    stage = _stage(newest, library, kinds)
    return Dealing(steps, newest, stage, _last_told(steps, library), after[0] if after else None)


def _stage(told: Told, library: Library, kinds: Kinds) -> DealStage:
    texts = uncorrected(texts_of(told, library))
    titles = [text.title for text in texts] or [told.event.title]
    leads = [text.lead for text in texts] or [told.event.summary or ""]
    return deal_stage(told.event, titles, leads, kinds)


def _last_told(steps: Iterable[Told], library: Library) -> date:
    days = [day for one in steps for day in told_days(one, library)]
    return max(days, default=max((one.event.day or date.min for one in steps), default=date.min))
