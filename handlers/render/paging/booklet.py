"""An answer as pages: the first one short, the rest by section. Plain data, to be kept and turned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import TypeAdapter

from handlers.render.pictures.canvas import Picture

OVERVIEW = "Overview"
SOURCES = "Sources"


@dataclass(frozen=True)
class AskedCommand:
    """What was asked: a command's name and what its options held, in their order."""

    command: str
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Opening:
    """What a press asks for in place: ``asks`` names it as ``kind/id``, ``label`` says it, ``note`` tells it apart."""

    asks: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class PageEntry:
    """One block of a page in Discord's markdown; ``opens`` is what its own button opens, as ``kind/id``."""

    text: str
    opens: str = ""


@dataclass(frozen=True)
class PageAct:
    """A button or, with ``options``, a menu under a page; ``asks`` is its custom id. What ``is_private`` stands only where
    nobody else reads it."""

    asks: str
    label: str
    options: tuple[Opening, ...] = ()
    is_private: bool = False


@dataclass(frozen=True)
class AnswerPage:
    """``foot`` names the sources of the page and says of when it is."""

    head: str
    entries: tuple[PageEntry, ...] = ()
    foot: str = ""
    choices: tuple[Opening, ...] = ()
    """Of an ambiguous name: what it may mean, where that are too many for buttons."""
    acts: tuple[PageAct, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True)
class Chapter:
    """The pages of one section; ``count`` stands beside its name in the menu."""

    name: str
    count: str
    pages: tuple[AnswerPage, ...]


@dataclass(frozen=True)
class PagePlace:
    """Where somebody reads: the number of the chapter, that of its page, and that of the page of names in the menu."""

    chapter: int = 0
    page: int = 0
    names: int = 0

    def __str__(self) -> str:
        return f"{self.chapter}.{self.page}.{self.names}"

    @classmethod
    def read(cls, text: str) -> "PagePlace":
        """The first page where the text is none."""
        try:
            chapter, page, names = map(int, text.split("."))
        except ValueError:
            return cls()
        return cls(chapter, page, names)


@dataclass(frozen=True)
class Booklet:
    """An answer in two levels: its first chapter has one page, the answer itself."""

    title: str
    chapters: tuple[Chapter, ...]
    names: tuple[Opening, ...]
    asked_at: datetime
    is_private: bool = False

    @property
    def has_controls(self) -> bool:
        """Whether there is anything to turn, open or share."""
        return len(self.chapters) > 1 or bool(self.names) or not self.is_private

    def at(self, place: PagePlace) -> PagePlace:
        """The nearest place that there is."""
        chapter = min(max(place.chapter, 0), len(self.chapters) - 1)
        page = min(max(place.page, 0), len(self.chapters[chapter].pages) - 1)
        return PagePlace(chapter, page, max(place.names, 0))

    def chapter_called(self, name: str) -> PagePlace:
        found = (number for number, chapter in enumerate(self.chapters) if chapter.name == name)
        return PagePlace(next(found, 0))


_BOOKLET = TypeAdapter(Booklet)


def written(booklet: Booklet) -> bytes:
    """As JSON, to be kept."""
    return _BOOKLET.dump_json(booklet)


def read(kept: bytes) -> Booklet:
    """Raises ``ValueError`` for what is none."""
    return _BOOKLET.validate_json(kept)


def as_data(booklet: Booklet) -> Mapping[str, object]:
    found: Mapping[str, object] = _BOOKLET.dump_python(booklet, mode="json")
    return found
