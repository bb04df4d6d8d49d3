"""What questions on this beat are about (``facts/asking/themes.toml``): the words that ask for it. The kinds of event that
tell it name it."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from store.nouns.values import NEVER_DONE
from store.nouns.words import folded_phrase, stem

_ROWS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Theme:
    """``asked`` are the words of a question, ``told`` those of a text (stems are compared)."""

    name: str
    asked: tuple[str, ...]
    told: tuple[str, ...]

    @property
    def questions(self) -> tuple[str, ...]:
        """In English first, then in other languages and scripts."""
        return (*self.asked, *_ROWS["abroad"].get(self.name, ()))

    def kinds(self, table: Kinds = KINDS) -> frozenset[str]:
        """The kinds of event that tell it."""
        return frozenset(kind.name for kind in table if self.name in kind.themes)

    @property
    def texts(self) -> frozenset[str]:
        return frozenset(self.told)


THEMES: tuple[Theme, ...] = tuple(
    Theme(name, tuple(row["asked"]), tuple(row["told"])) for name, row in _ROWS["themes"].items()
)
"""Longest question first is the reader's business; a text fits with any of its words."""

GENERAL = frozenset(_ROWS["general"]) | frozenset(_ROWS["asking"])
"""Words that nearly everything on this beat fits: they choose nothing and are passed over. So do
the words that a question is made of ("how many", "so far")."""
GENERAL_STEMS = frozenset(map(stem, GENERAL))
QUIET: frozenset[str] = frozenset(_ROWS["quiet"])
"""Words that name something in one question and nothing in another: that nothing has them is not worth telling."""
PLAIN: frozenset[str] = frozenset(_ROWS["plain"]) | QUIET
"""Words that are also parts of persons' names, and quiet ones. Typed small, or at the beginning of a question, they are no name."""
ABBREVIATED: dict[str, str] = _ROWS["abbreviated"]
"""Abbreviations of what texts write out, by the folded word."""

PHASES: dict[str, str] = {
    " ".join(map(stem, words.split())): phase for phase, some in _ROWS["phases"].items() for words in some
}
"""The stage of an event by the stemmed words that ask for it ("cancellations", "in talks")."""

OF_ALL = frozenset({"agreements", "deals", "sales and purchases"})
"""Themes that any agreement is of."""

NOT_COME_ABOUT = NEVER_DONE | {"postponed"}
"""Stages of what did not come about, or not yet."""
TOLD_SO = NOT_COME_ABOUT | {"proposed"}
"""Stages that texts tell in their own words, too."""


def is_general(word: str) -> bool:
    """Whether a folded word chooses nothing, in whatever form."""
    return word in GENERAL or stem(word) in GENERAL_STEMS


def kind_asked(text: str, kinds: Kinds = KINDS) -> str | None:
    """The kind of event that a person means: its name, its label or another word for it, also in the plural."""
    asked = _stemmed(text)
    return next((kind for kind, words in kind_words(kinds).items() if asked in words), None)


def theme_asked(text: str) -> Theme | None:
    """The theme that a word of a question asks for, whether or not it is a kind of event: "tanks", "drones"."""
    asked = _stemmed(text)
    return next((theme for theme in THEMES if asked in map(_stemmed, theme.questions)), None)


def kind_words(kinds: Kinds = KINDS) -> dict[str, tuple[str, ...]]:
    """Every kind with the words that it may be asked for by, stemmed."""
    return {kind.name: tuple(_stemmed(word) for word in kind.words) for kind in kinds}


def _stemmed(text: str) -> str:
    return " ".join(stem(word) for word in folded_phrase(text).split())
