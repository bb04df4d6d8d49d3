"""A document sentence by sentence: each is read with what its neighbours name, and by the text's own days."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial

from facts.model.assertion import Assertion
from facts.model.kinds import Kinds
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.prose.context import BackReference, Context, EventTold, SentenceRead, named_in
from facts.prose.inherited import Inherited, inherited
from facts.prose.own_days import Clock, DatedText, day_told, has_loose_day, stated_year, with_own_days
from facts.prose.references import back_references, filled_in
from facts.prose.sentences import clauses_of, sentences_of
from facts.reading.assess import assess
from facts.rows.kinds import KINDS
from facts.rows.patterns import alternatives
from facts.scanning.scan import scan
from facts.weights.model import Weights
from store.nouns.models import ArticleFacts

_either = partial(alternatives, "statements", folder="facts.prose")

SOURCE = "document"


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph to be read: its number in the document, its text, and the heading that it stands below."""

    number: int
    text: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence. ``meant`` is how it reads with its references filled in, and ``beside`` what it inherits from what it
    refers to; ``reading`` is of both. ``from_context`` says in words what was taken from where. ``goes_on``: the place of
    the statement whose event it goes on about, by its grammar. ``broken``: it could not be read, by
    the name of an exception."""

    place: int
    paragraph: int
    number: int
    text: str
    meant: str
    beside: str
    reading: Reading
    references: tuple[BackReference, ...] = ()
    from_context: tuple[str, ...] = ()
    goes_on: int | None = None
    broken: str = ""


@dataclass(frozen=True)
class SentenceReader:
    """What sentences are read with."""

    lexicon: Lexicon
    weights: Weights | None = None
    kinds: Kinds = KINDS

    def reading(self, title: str, lead: str, published: date | None) -> Reading:
        told = datetime.combine(published, time(12), UTC) if published else None
        article = ArticleFacts(source=SOURCE, title=title, lead=lead, published=told)
        return assess(article, self.lexicon, self.weights, self.kinds, whole=True)


def statements(
    title: str, published: date | None, paragraphs: Sequence[Prose], reader: SentenceReader
) -> list[Statement]:
    """Every sentence of a text in order. ``published`` None: nobody knows when it was written. Pure; about 4 ms each."""
    context = Context(title=_headed(title, published, reader), kinds=reader.kinds)
    clock, found, heading = Clock(published), list[Statement](), ""
    for prose in paragraphs:
        if prose.heading != heading:
            heading = prose.heading
            context = replace(context, heading=_headed(heading, published, reader))
        clock = clock.in_paragraph(_year_of_heading(heading))
        for number, text in enumerate(_parts(prose.text), start=1):
            place = len(found)
            one, read = _safely_read(place, prose.number, number, text, clock, context, reader)
            found.append(one)
            context = context.after(read)
            if not context.opening and len(read.states) > 1:
                context = replace(context, opening=read.states)
            clock = _later(clock, one, published)
    return found


def _parts(text: str) -> list[str]:
    """The sentences of a paragraph; of one that tells two deeds each with its time, the clauses."""
    return [clause for sentence in sentences_of(text) for clause in clauses_of(sentence)]


def _safely_read(
    place: int, paragraph: int, number: int, text: str, clock: Clock, context: Context, reader: SentenceReader
) -> tuple[Statement, SentenceRead]:
    """One that cannot be read costs no other: it says why, and nothing refers to it."""
    try:
        return _statement(place, paragraph, number, text, clock, context, reader)
    except Exception as error:  # noqa: BLE001 - who files it logs it by its name
        broken = Statement(place, paragraph, number, text, text, "", Reading(), broken=type(error).__name__)
        return broken, SentenceRead(place, paragraph)


def _headed(text: str, published: date | None, reader: SentenceReader) -> SentenceRead | None:
    """What a title or heading names, and the event that it tells."""
    if not text:
        return None
    read = named_in(scan(text, reader.lexicon), scan("", reader.lexicon), -1, 0)
    return replace(read, event=_event(reader.reading(text, "", published), reader))


def _year_of_heading(heading: str) -> int | None:
    match = re.fullmatch(r"\D{0,20}((?:19|20)\d\d)\W{0,3}", heading)
    return int(match[1]) if match else None


def _later(clock: Clock, one: Statement, published: date | None) -> Clock:
    """After a sentence: the day that it told, and the year that it stated, unless that is yet to come."""
    reading = one.reading
    if _ASIDE_IN_TIME.search(one.text):
        return clock
    clock = clock.after(reading.day, reading.precision)
    year = stated_year(one.text)
    if year is None or (published and year > published.year):
        return clock
    return replace(clock, year=year)


_ASIDE_IN_TIME = re.compile(rf"\bhad (?:(?:{_either('before_done')}) )?\w+(?:{_either('endings_of_done')})\b")
"""What had happened before does not move the time of the story."""


def _statement(
    place: int, paragraph: int, number: int, text: str, clock: Clock, context: Context, reader: SentenceReader
) -> tuple[Statement, SentenceRead]:
    empty = scan("", reader.lexicon)
    dated = with_own_days(text, clock)
    segment = scan(dated.text, reader.lexicon)
    found = back_references(segment, empty, context, paragraph)
    meant = filled_in(dated.text, found).rstrip(".") or text
    read = named_in(scan(meant, reader.lexicon), empty, place, paragraph)
    main, aside = parted(meant)
    main = main.strip() or meant
    alone = _read(main, aside, dated, clock, reader)
    own = inherited(dated.text, alone, read, found, context)
    reading = _read(main, f"{own.beside}. {aside}", dated, clock, reader) if own.beside else alone
    reading = _dated(reading, own)
    event = _event(reading, reader)
    if own.goes_on is not None and (event is None or reader.kinds.of(reading.kind).is_remark):
        event = own.event
    read = replace(read, series=reading.series or "", meant=main)
    one = Statement(
        place, paragraph, number, text, main, f"{own.beside}. {aside}".strip(". "), reading,
        tuple(found), tuple(_in_words(found, dated, own)), own.goes_on,
    )  # fmt: skip
    states = read.states if len(read.states) > 1 else reading.countries or read.states
    return one, replace(read, event=event, states=tuple(sorted({*states})))


_ASIDE = re.compile(rf",? (?:which|whose|where)\s(?=(?:{_either('aside')})\b)[^,;]*(?P<end>[,;]|$)")


def parted(text: str) -> tuple[str, str]:
    """A sentence without what it says in passing of one of its nouns ("…, which is …"), and that."""
    asides = [match.group().strip(" ,;") for match in _ASIDE.finditer(text)]
    main = _ASIDE.sub(lambda match: "" if match["end"] == "," else match["end"], text)
    opening = _OPENING_CLAUSE.match(main)
    if opening and len(main) - opening.end() > _LEAST:
        asides.insert(0, opening["clause"])
        main = main[opening.end() :]
    return main, ". ".join(asides)


_OPENING_CLAUSE = re.compile(rf"^(?P<clause>(?:{_either('opening_clause')}) [^,]{{8,120}}), ")
"""What a sentence says first, and not mainly: of a title, "when" makes an explainer."""
_LEAST = 20


def _read(meant: str, beside: str, dated: DatedText, clock: Clock, reader: SentenceReader) -> Reading:
    """The days of a text that nobody knows when it was written are read only where they say their year."""
    anchor = clock.published
    year = stated_year(dated.text)
    if anchor is None and year is not None and not has_loose_day(dated.text):
        anchor = date(year, 12, 31)
    reading = reader.reading(meant, beside, anchor)
    if reading.day is None and (told := day_told(dated.text)) is not None:
        reading = replace(reading, day=told[0], precision=told[1], basis=f"“{told[2]}”")
    reading = replace(reading, assertion=_asserted(meant, reading))
    if clock.published is None or (reading.day is None and not _is_told_now(meant)):
        reading = replace(reading, published=None)
    return reading


def _asserted(text: str, reading: Reading) -> Assertion:
    """What a sentence of prose asserts where a headline would assert more."""
    if reading.assertion not in ("happened", "under_way", "planned"):
        return reading.assertion
    if _SHARES.search(text):
        return "figure"
    return "comment" if _OF_NOTHING.search(text) or _POINTS.search(text) else reading.assertion


_SHARES = re.compile(
    r"\d\s?(?:%|pc\b|per ?cent\b)|\baccount(?:s|ed|ing) for\b|\b(?:19|20)\d\d\s?[-–]\s?\d\d(?:\d\d)?\b"
)
"""Shares, and sums over periods, are figures and no deed."""
_POINTS = re.compile(
    rf"\b(?:(?:has|have|had) )?(?:{_either('points')})\b",
    re.IGNORECASE,
)
"""Who does so speaks of a deed and does none."""
_OF_NOTHING = re.compile(
    rf"\b(?:{_either('of_nothing')})\b|^(?:{_either('conditions')})\b|, if\b", re.IGNORECASE
)
"""With such a subject or object nothing was done; what hangs on a condition is not said to be."""
_NOW = re.compile(
    rf"\b(?:{_either('now')})\b",
    re.IGNORECASE,
)


def _is_told_now(text: str) -> bool:
    """Whether it is told as of the day of the text. What is told in the simple past, without a day, is of any day."""
    return _NOW.search(text) is not None


def _dated(reading: Reading, own: Inherited) -> Reading:
    """With the day of the event that it refers to, where it gives none."""
    event = own.event
    if reading.day is not None or event is None or event.day is None or not own.takes_day:
        return reading
    return replace(
        reading,
        day=event.day,
        until=event.until,
        precision=event.precision,
        basis=f"of “{own.written}” in paragraph {own.paragraph}",
    )


def _event(reading: Reading, reader: SentenceReader) -> EventTold | None:
    """What a sentence tells that a later one can refer to; nothing where it tells of nobody."""
    if not reading.countries:
        return None
    term = reader.lexicon.terms.get(reading.series or "")
    named = (term.name if term else "", reading.number or reading.edition or "")
    name = " ".join(str(part) for part in named if part) if term else ""
    return EventTold(
        reading.kind, (reading.about, *reading.also), reading.countries, frozenset(reading.people),
        reading.day, reading.until, reading.precision, name,
    )  # fmt: skip


def _in_words(found: Sequence[BackReference], dated: DatedText, own: Inherited) -> Iterator[str]:
    """What was taken from the context, for who reads the verdict."""
    for one in found:
        where = f"paragraph {one.paragraph}" if one.paragraph else "the title"
        yield f"from context: “{one.written}” is read as {one.meant} ({where})"
    for written, meant in dated.pairs:
        yield f"from context: “{written}” is read as {meant}"
    if own.beside:
        where = f"paragraph {own.paragraph}" if own.paragraph else "the heading"
        yield f"from context: “{own.written}” is {own.beside} ({where})"
