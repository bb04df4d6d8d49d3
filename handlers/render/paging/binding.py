"""Binds an answer into pages: what is read first has to fit two screens of a phone, the rest is in its sections."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from handlers.render.pages.answer import EVER, Answer, LaterLine, LaterLines, Line, Section
from handlers.render.pages.event import ONE_SOURCE
from handlers.render.paging.booklet import (
    OVERVIEW,
    SOURCES,
    AnswerPage,
    Booklet,
    Chapter,
    Opening,
    PageAct,
    PageEntry,
)
from handlers.render.paging.footnotes import Footnotes, first, outlet_and_month
from handlers.render.paging.measure import drawn_height, height, visible_text
from handlers.render.paging.repeats import is_repeated, words_shown
from handlers.render.words.cite import Cited
from handlers.render.words.text import capitalised, cut, cut_marked, safe

FIRST, SCREENS = 1_150, 1_130
"""Characters and pixels of a first page, menus and buttons not counted (they take 190 px and hold no sentence)."""
PAGE = 1_100
"""Characters of any other page, for short reading; Discord takes 4,000 in a message."""
ENTRIES = 5
"""Lines with a button of their own on one page."""
LEAD, SHORT, LONG, HEAD = 420, 210, 900, 600
EACH = 3
"""Lines of a section on the first page, or as many more as make ``LINES`` in all."""
LINES = 12
CHOICES = 4
"""Candidates with a button each; more are a menu."""
MARKS = 3
"""Footnotes behind a line of the first page; in its section it has all of them."""
OFFERED = 25
CITED = "Every text that is cited"
TITLE = 90
MARK = 5
"""Characters that a source costs at the foot beside its name."""


def no_breath() -> None:
    """Between two pages, where nobody waits."""


Breath = Callable[[], None]


def bind_pages(answer: Answer, asked_at: datetime, pause: Breath = no_breath) -> Booklet:
    """The whole answer as pages; ``pause`` is called between two of them."""
    return _bound(answer, asked_at, pause, whole=True)


def bind_first(answer: Answer, asked_at: datetime) -> Booklet:
    """The first page as ``bind_pages`` has it; the other chapters have names and counts, and no pages yet. Lines that are
    made later stay unmade, but for a few."""
    return _bound(answer, asked_at, no_breath, whole=False)


def _bound(answer: Answer, asked_at: datetime, pause: Breath, *, whole: bool) -> Booklet:
    notes = Footnotes()
    first = _first(answer, notes)
    told = [section for section in _told_once(answer.sections) if section.lines]
    has_sources = bool(notes.paragraphs) or any(_is_cited(line) for part in told for line in part.lines)
    every = [] if _is_whole(first, told, notes) else told
    chapters = [_chapter(section, answer, notes if whole else None, pause) for section in every]
    sources = [_sources(notes if whole else None, pause)] if has_sources else []
    overview = Chapter(OVERVIEW, "The answer in short", (first,))
    names = tuple(Opening(one.asks, _plain(one.label), _plain(one.note)) for one in answer.names)
    return Booklet(_plain(answer.title), (overview, *chapters, *sources), names, asked_at, answer.is_private)


def _is_cited(line: Line) -> bool:
    return any(one.sources for one in (line, *line.pieces))


def _is_whole(page: AnswerPage, sections: Sequence[Section], notes: Footnotes) -> bool:
    """Whether the first page tells everything: then there is nothing to open."""
    if notes.paragraphs or any(section.picture for section in sections):
        return False
    shown = "\n".join(entry.text for entry in page.entries)
    every = (line for section in sections for line in section.lines)
    return all(not line.opens and f"- {line.text}" in shown for line in every)


def _first(answer: Answer, notes: Footnotes) -> AnswerPage:
    """The answer in short: title, how it was read, the lead, then the first lines of each section that fit."""
    head = [
        f"## {safe(cut(answer.title, TITLE))}",
        *([f"-# {'; '.join(answer.notes)}"] if answer.notes else []),
    ]
    head += [_marked(line, cut_marked(line.text, LEAD), notes, MARKS) for line in answer.lead]
    used = [source for line in answer.lead for source in _named_first(line, cut_marked(line.text, LEAD))]
    scope = "" if answer.scope == EVER else answer.scope
    chosen = _fitting(answer, "\n".join(head), used, len(scope))
    entries = []
    for heading, lines in chosen:
        label = [f"-# {safe(heading)}"] if heading else []
        entries.append(
            PageEntry("\n".join([*label, *(f"- {_marked(ln, _short(ln), notes, MARKS)}" for ln in lines)]))
        )
        used += [source for line in lines for source in _named_first(line, _short(line))]
    picked = answer.candidates if len(answer.candidates) <= CHOICES else ()
    entries += [
        PageEntry(_marked(line, cut_marked(line.head or line.text, HEAD), notes), line.opens)
        for line in picked
    ]
    used += [source for line in picked for source in line.sources]
    feet = [notes.short(used), capitalised(scope), safe(answer.footer)]
    foot = "\n".join(f"-# {text}" for text in feet if text)
    return AnswerPage(
        "\n".join(head), tuple(entries), foot, _choices(answer), tuple(_acts(answer)), answer.picture
    )


def _acts(answer: Answer) -> Iterator[PageAct]:
    for act in answer.acts:
        options = tuple(Opening(one.asks, _plain(one.label), _plain(one.note)) for one in act.options)
        yield PageAct(act.asks, act.label, options, act.is_private)


def _choices(answer: Answer) -> tuple[Opening, ...]:
    if len(answer.candidates) <= CHOICES:
        return ()
    return tuple(
        Opening(line.opens, *map(_plain, (line.head or line.text).split("\n", 1)))
        for line in answer.candidates[:OFFERED]
    )


def _fitting(
    answer: Answer, head: str, used: Sequence[Cited], spent: int
) -> list[tuple[str, tuple[Line, ...]]]:
    """The lines of the first page by their headings: the first of every section before the second of any. A section that
    is broken off has no holes: what is in an order stays in it."""
    sections = answer.overview or tuple(s for s in answer.sections if s.heading not in (SOURCES,))
    is_choice = 0 < len(answer.candidates) <= CHOICES
    known = _named(used)
    room = FIRST - len(visible_text(head)) - spent - _foot(known)
    pixels = SCREENS - height(head) - 16 * len(known) - drawn_height(answer.picture)
    kept: dict[int, list[Line]] = {}
    full: set[int] = set()
    said = {visible_text(line.text) for line in answer.lead} | {
        line.opens for line in answer.lead if line.opens
    }
    shown = [words_shown(" ".join(cut_marked(line.text, LEAD) for line in answer.lead))]
    for rank in range(max(EACH, LINES // max(1, len(sections)))):
        for number, section in enumerate(sections):
            line = section.lines[rank] if rank < len(section.lines) else None
            if line is None or number in full or is_choice or said & {visible_text(_short(line)), line.opens}:
                continue
            if not line.opens and is_repeated(line.text, shown):
                continue
            heading = 0 if number in kept else len(section.heading) + 1
            new = _named(_named_first(line, _short(line))) - known
            marks = 2 * MARKS * len(_parts(line, _short(line)))
            cost = len(visible_text(_short(line))) + marks + heading + _foot(new)
            tall = height(_short(line)) + (24 if heading else 2) + 16 * len(new)
            spare = FIRST - answer.enough if rank else 0
            if cost <= room - spare and tall <= pixels:
                room, pixels = room - cost, pixels - tall
                known |= new
                said |= {visible_text(_short(line)), line.opens} - {""}
                shown.append(words_shown(_short(line)))
                kept.setdefault(number, []).append(line)
            else:
                full.add(number)
    return [(sections[number].heading, tuple(lines)) for number, lines in sorted(kept.items())]


def _named(sources: Iterable[Cited]) -> set[str]:
    return {outlet_and_month(source.reference) for source in sources}


def _foot(names: set[str]) -> int:
    """Characters of so many sources at the foot."""
    return sum(len(name) + MARK for name in names)


def _told_once(sections: Sequence[Section]) -> Iterator[Section]:
    """The sections without what an earlier one has told; the list of sources is made anew."""
    said: set[str] = set()
    for section in sections:
        if section.heading == SOURCES:
            continue
        fresh: dict[str, int] = {}
        for at, key in enumerate(_keys(section.lines)):
            if key not in said:
                fresh.setdefault(key, at)
        said.update(fresh)
        yield replace(section, lines=_at(section.lines, [*fresh.values()]))


def _keys(lines: Sequence[Line]) -> Iterator[str]:
    """What tells lines apart: what they open, else what they say."""
    for row in lines.rows if isinstance(lines, LaterLines) else lines:
        yield row.key if isinstance(row, LaterLine) else row.opens or visible_text(row.text)


def _at(lines: Sequence[Line], places: Sequence[int]) -> Sequence[Line]:
    return lines.only(places) if isinstance(lines, LaterLines) else tuple(lines[at] for at in places)


def _chapter(section: Section, answer: Answer, notes: Footnotes | None, pause: Breath) -> Chapter:
    """Without its pages where there are no ``notes`` to number its sources by."""
    count = f"{max(section.of, len(section.lines)):,}"
    pages = _pages(section, answer, notes, count, pause) if notes else ()
    return Chapter(_plain(section.heading), count, tuple(pages))


def _pages(
    section: Section, answer: Answer, notes: Footnotes, count: str, pause: Breath
) -> Iterator[AnswerPage]:
    pages = list(_parted(section.lines, pause))
    for number, lines in enumerate(pages, 1):
        where = [safe(cut(answer.title, TITLE)), count]
        where += [f"page {number} of {len(pages)}"] if len(pages) > 1 else []
        head = f"## {safe(section.heading)}\n-# {' · '.join(where)}"
        entries = tuple(_entry(line, notes) for line in lines)
        foot = notes.short([source for line in lines for source in line.sources])
        drawn = section.picture if number == 1 else None
        yield AnswerPage(head, entries, f"-# {foot}" if foot else "", picture=drawn)
        pause()


def _entry(line: Line, notes: Footnotes) -> PageEntry:
    if line.opens:
        return PageEntry(_marked(line, cut_marked(line.head or _short(line), HEAD), notes), line.opens)
    return PageEntry(f"- {_marked(line, cut_marked(line.text, LONG), notes)}")


def _parted(lines: Sequence[Line], pause: Breath) -> Iterator[list[Line]]:
    """Lines as pages: at most five with a button, at most ``PAGE`` characters."""
    page: list[Line] = []
    buttons = length = 0
    for line in lines:
        more, own = bool(line.opens), _length(line)
        if page and (buttons + more > ENTRIES or length + own > PAGE):
            yield page
            pause()
            page, buttons, length = [], 0, 0
        page.append(line)
        buttons, length = buttons + more, length + own
    if page:
        yield page


def _length(line: Line) -> int:
    shown = (line.head or line.text) if line.opens else line.text
    return len(visible_text(shown))


def _sources(notes: Footnotes | None, pause: Breath) -> Chapter:
    """How many they are is known when every page is bound: it stands on theirs, not in the menu of the first one."""
    return Chapter(SOURCES, CITED, tuple(_source_pages(notes, pause)) if notes else ())


def _source_pages(notes: Footnotes, pause: Breath) -> Iterator[AnswerPage]:
    every = [Line(text) for text in notes.whole()]
    pages = list(_parted(every, pause))
    texts = "1 text" if len(every) == 1 else f"{len(every)} texts"
    for number, lines in enumerate(pages, 1):
        where = f" · page {number} of {len(pages)}" if len(pages) > 1 else ""
        yield AnswerPage(f"## {SOURCES}\n-# {texts}{where}", tuple(PageEntry(line.text) for line in lines))


def _marked(line: Line, text: str, notes: Footnotes, most: int = 99) -> str:
    """A statement with its footnotes: behind its first line where it has a second; where it stands as it was put together,
    behind each of its parts."""
    first, _, rest = text.partition("\n")
    marked = "".join(f"{part}{notes.mark(sources, most)}" for part, sources in _parts(line, first))
    return "\n".join(part for part in (marked, rest) if part)


def _parts(line: Line, text: str) -> list[tuple[str, tuple[Cited, ...]]]:
    """The parts of a text that texts of their own say, side by side; all of it where it is not told as it was put together."""
    if text != line.text:
        return [(text, line.sources)]
    parts: list[tuple[str, tuple[Cited, ...]]] = []
    between = ""
    for one in line.pieces or (line,):
        if not one.sources:
            between += one.text
            continue
        before, sources = parts[-1] if parts else ("", ())
        texts, more = ({source.reference for source in some} for some in (sources, one.sources))
        if parts and (one.goes_on or texts <= more):
            every = tuple(dict.fromkeys((*one.sources, *sources)))
            parts[-1], between = (f"{before}{between}{one.text}", every), ""
        else:
            parts.append((between + one.text, one.sources))
            between = ""
    return [*parts, *([(between, ())] if between else [])]


def _named_first(line: Line, text: str) -> list[Cited]:
    """The sources whose numbers stand in a line of the first page."""
    return [source for _, sources in _parts(line, text) for source in first(sources, MARKS)]


def _short(line: Line) -> str:
    """A line as the first page has it, on one line; that it has one source is said by its one footnote."""
    head = line.head.removesuffix(f" · {ONE_SOURCE}").replace("\n-# ", " · ").replace("\n", " · ")
    return cut_marked(head or line.text, SHORT)


def _plain(text: str) -> str:
    """For a menu, which reads no markdown."""
    return cut(visible_text(text).replace("\\", ""), 100)
