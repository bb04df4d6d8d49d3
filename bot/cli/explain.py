"""``entente explain``: what is read in a headline, what weighs, what was nearly enough, and where that stands."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.app import Base, open_base
from bot.settings import Settings
from bot.shell.door import RefusalError, perform
from bot.shell.origins import Origins
from facts.reading.explain import Explained, explain
from handlers.ingest.judge import Judged, judge
from handlers.ingest.knowledge import Knowledge
from store.nouns.models import Article

JUDGEMENT = (
    "relevance",
    "score",
    "kind",
    "also",
    "assertion",
    "phase",
    "reasons",
    "published",
    "boilerplate",
)
"""Parts of a reading that are not facts of the text."""


def command(
    title: Annotated[str, typer.Argument(metavar="HEADLINE", help="The headline as the outlet writes it.")],
    lead: Annotated[str, typer.Option(help="The first sentences.")] = "",
    published: Annotated[
        str, typer.Option(help="The day it was published, as 2026-11-28. Default: today.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Explain a verdict: what was read of a headline, what weighed, what was nearly enough, and from which data.

    Example: entente explain "China delivers two frigates to Pakistan" --published 2026-11-28
    """
    perform(lambda settings: explained(settings, title, lead, published, as_json))


@dataclass(frozen=True)
class ExplainedVerdict:
    """Everything that is told of one text."""

    judged: Judged
    seen: Explained
    origins: Origins


async def explained(settings: Settings, title: str, lead: str, published: str, as_json: bool) -> int:
    """Returns 0; files nothing. Raises ``RefusalError`` for what is no headline or no day."""
    async with open_base(settings) as base:
        verdict = await _verdict(base, title, lead, published)
    if as_json:
        typer.echo(json.dumps(_document(verdict), ensure_ascii=False, default=str))
        return 0
    console = Console(soft_wrap=True, highlight=False)
    for line in lines(verdict):
        console.print(line, markup=False)
    return 0


async def _verdict(base: Base, title: str, lead: str, published: str) -> ExplainedVerdict:
    if not title.strip():
        raise RefusalError("a headline has at least one word")
    now = base.now()
    article = Article(
        id="explained", source="by-hand", title=title, lead=lead, published=_moment(published, now),
        published_precision="day", read_at=now, verdict="irrelevant",
    )  # fmt: skip
    knowledge = Knowledge(base.store)
    await knowledge.refresh()
    with knowledge.lesson():
        judged = judge([article], knowledge, learn=False)[0]
    if judged.unread:
        raise RefusalError(judged.unread)
    return ExplainedVerdict(judged, explain(article, knowledge.lexicon), Origins())


def _moment(published: str, now: datetime) -> datetime:
    if not published:
        return now
    try:
        day = date.fromisoformat(published)
    except ValueError:
        raise RefusalError(f"{published} is no day such as 2026-11-28") from None
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def lines(verdict: ExplainedVerdict) -> Iterator[str]:
    """The explanation for a terminal, one statement a line."""
    yield _bottom_line(verdict)
    for heading, found in _sections(verdict):
        if found:
            yield ""
            yield heading
            yield from (f"  {line}" for line in found)


def _bottom_line(verdict: ExplainedVerdict) -> str:
    reading = verdict.judged.reading
    if reading.relevance == "irrelevant":
        return f"Not relevant: {reading.reasons[-1]}."
    word = "Relevant" if reading.relevant else "Held for a person"
    kinds = " or ".join((reading.kind, *reading.also))
    return f"{word}: {kinds}, {reading.assertion.replace('_', ' ')}; {reading.score:.0%} likely, {verdict.seen.needed:.0%} needed to be told."


def _sections(verdict: ExplainedVerdict) -> Iterator[tuple[str, list[str]]]:
    seen, origins = verdict.seen, verdict.origins
    names = [
        f"{n.written}: {n.sort} {n.id}, in the {n.part}{_in(origins.entry(n.id, n.written))}"
        for n in seen.names
    ]
    fired = [
        f"+{f.points:.2f} {f.kind}: {f.pattern}, in the {f.where}{_in(origins.trigger(f.pattern))}"
        for f in seen.fired
    ]
    nearly = [
        f"{n.weight:.2f} {n.kind}: {n.pattern}, {_lacking(n.missing)}{_in(origins.trigger(n.pattern))}"
        for n in seen.nearly
    ]
    yield "Names", names
    yield "Words of the beat", list(_words(verdict))
    yield "Facts", [f"{name}: {_told(value)}" for name, value in _facts(verdict).items()]
    yield "What weighed", list(seen.weighed.reasons) if seen.weighed else []
    yield "Hand-set points", [*fired, *(f"-{off:.2f} {why}" for why, off in seen.against)]
    yield "Nearly enough", nearly
    yield "Reasons", list(verdict.judged.reading.reasons)
    yield "Beside what is known", list(_known(verdict.judged))


def _in(place: str) -> str:
    return f"  [{place}]" if place else ""


def _words(verdict: ExplainedVerdict) -> Iterator[str]:
    for word in verdict.seen.words:
        place = verdict.origins.word(word.concept, word.written)
        if word.name:
            yield f"{word.written}: {word.concept}, in the {word.part}, by its name"
        else:
            yield f"{word.written}: {word.concept}, in the {word.part}{_in(place)}"


def _facts(verdict: ExplainedVerdict) -> dict[str, Any]:
    return {name: value for name, value in verdict.judged.reading.to_dict().items() if name not in JUDGEMENT}


def _told(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(_told, value))
    if isinstance(value, dict):
        return " ".join(str(part) for part in value.values())
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


def _lacking(missing: tuple[str, ...]) -> str:
    return f"no word of {' and '.join(missing)}" if missing else "all there, but not together"


def _known(judged: Judged) -> Iterator[str]:
    if judged.verdict is None:
        return
    yield f"{judged.word}{f': {judged.event}' if judged.event and judged.word != 'new' else ''} ({judged.verdict.score:.2f})"
    yield from judged.verdict.reasons


def _document(verdict: ExplainedVerdict) -> dict[str, Any]:
    judged, seen, origins = verdict.judged, verdict.seen, verdict.origins
    return {
        "title": judged.article.title, "verdict": judged.word, "relevance": judged.reading.relevance,
        "score": judged.reading.score, "needed": seen.needed, "kind": judged.reading.kind,
        "assertion": judged.reading.assertion, "phase": judged.reading.phase,
        "names": [asdict(name) | {"origin": origins.entry(name.id, name.written)} for name in seen.names],
        "words": [asdict(word) | {"origin": "" if word.name else origins.word(word.concept, word.written)} for word in seen.words],
        "facts": _facts(verdict),
        "weighed": [asdict(one) | {"origin": origins.trigger(one.pattern)} for one in seen.fired],
        "against": [{"why": why, "points": off} for why, off in seen.against],
        "nearly": [asdict(one) | {"origin": origins.trigger(one.pattern)} for one in seen.nearly],
        "reasons": judged.reasons,
        "event": judged.event if judged.verdict is not None and judged.word != "new" else None,
    }  # fmt: skip
