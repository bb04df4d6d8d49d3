"""What questions on this beat are about, in rows: the words that ask for it. The kinds of event that tell it name it."""

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
    asked: str
    told: str

    @property
    def questions(self) -> tuple[str, ...]:
        """In English first, then in other languages and scripts (``facts/asking/themes.toml``)."""
        return (*self.asked.split("|"), *_ROWS["abroad"].get(self.name, ()))

    def kinds(self, table: Kinds = KINDS) -> frozenset[str]:
        """The kinds of event that tell it."""
        return frozenset(kind.name for kind in table if self.name in kind.themes)

    @property
    def texts(self) -> frozenset[str]:
        return frozenset(self.told.split("|"))


THEMES: tuple[Theme, ...] = (
    Theme("exercises", "exercise|drill|manoeuvre|maneuver|war game|joint exercise|joint drill|military exercise|military drill|joint military exercise", "exercise|drill|manoeuvre|war game"),
    Theme("training", "training|capacity building|train", "training|capacity building|train"),
    Theme("visits and talks", "visit|talk|meeting|met|meet|trip|tour|summit|state visit", "visit|talk|meet|met|trip|tour|summit|call on"),
    Theme("memoranda", "mou|memorandum|memorandum of understanding|memoranda", "mou|memorandum"),
    Theme("agreements", "agreement|pact|accord|treaty|sign|signed", "agreement|pact|accord|treaty|memorandum|sign"),
    Theme("deals", "deal|contract", "deal|contract|sale|purchase|agreement"),
    Theme("sales and purchases", "sale|sell|sold|purchase|buy|bought|order|procurement|procure|acquisition|acquire|buyer|seller|customer|arms sale|arms deal", "sale|sell|sold|purchase|buy|bought|order|procure|acquire|deal"),
    Theme("arms", "arms|weapon|weaponry|armament|military hardware|defence equipment|military equipment|arms trade", "arms|weapon|weaponry|armament|tank|helicopter|missile|drone|submarine|fighter|frigate|military equipment|military hardware|defence good|defence purchase|defence equipment"),
    Theme("deliveries", "delivery|deliver|supply|supplied|induct|induction|handover|launch|arrival", "deliver|delivery|supply|supplied|induct|induction|hand over|launch"),
    Theme("embargoes and sanctions", "embargo|arms embargo|sanction|ban", "embargo|sanction|ban"),
    Theme("co-production", "coproduction|co production|joint production|jointly produce|produce|production|licence", "coproduction|co production|jointly produce|joint production|produce|production"),
    Theme("aid", "aid|assistance|grant|military assistance|military aid|donation", "aid|assistance|grant|donation|protective|mask"),
    Theme("bases and ports", "base|basing|port call|access|port", "base|port|access"),
    Theme("incidents", "incident|attack|strike|raid|clash|skirmish|ceasefire|ceasefire violation|standoff|stand off|border tension", "attack|clash|skirmish|ceasefire|standoff|stand off|friction|violation|conflict"),
    Theme("statements", "statement|remark|said|say|comment", "said|statement|remark|comment|deny"),
    Theme("imports", "import|arms import|importer", "import|importer"),
    Theme("exports", "export|arms export|exporter", "export|exporter"),
    Theme("drones", "drone|uav|ucav|unmanned|combat drone", "drone|uav|ucav|unmanned"),
    Theme("submarines", "submarine|sub", "submarine"),
    Theme("tanks", "tank|battle tank|armour", "tank"),
    Theme("helicopters", "helicopter|chopper|gunship|helo|copter", "helicopter"),
    Theme("combat aircraft", "fighter|jet|fighter jet|aircraft|warplane|combat aircraft", "fighter|jet|aircraft|warplane"),
    Theme("missiles", "missile|air defence|sam", "missile|air defence|sam"),
    Theme("warships", "warship|frigate|ship|corvette|vessel", "warship|frigate|ship|corvette|vessel"),
    Theme("investment", "investment|invest|loan|infrastructure|financing", "investment|invest|loan|infrastructure|finance|corridor"),
    Theme("trade", "trade|trade volume|bilateral trade", "trade"),
    Theme("nuclear matters", "nuclear|nuclear weapon|nuclear capable", "nuclear"),
    Theme("budgets", "budget|defence budget|military budget", "budget|defence spending"),
    Theme("spending", "spending|defence spending", "budget|spending|spent|bought"),
)  # fmt: skip
"""Longest question first is the reader's business; a text fits with any of its words."""

GENERAL = frozenset(_ROWS["general"]) | frozenset(_ROWS["asking"])
"""Words that nearly everything on this beat fits: they choose nothing and are passed over. So do
the words that a question is made of ("how many", "so far")."""
GENERAL_STEMS = frozenset(map(stem, GENERAL))
PLAIN: frozenset[str] = frozenset(_ROWS["plain"])
"""Words that are also parts of persons' names. Typed small, or at the beginning of a question, they are no name."""
QUIET: frozenset[str] = frozenset(_ROWS["quiet"])
"""Words that name something in one question and nothing in another: that nothing has them is not worth telling."""
ABBREVIATED: dict[str, str] = _ROWS["abbreviated"]
"""Abbreviations of what texts write out, by the folded word."""

PHASES: dict[str, str] = {
    " ".join(map(stem, words.split())): phase for phase, some in _ROWS["phases"].items() for words in some
}
"""The stage of an event by the stemmed words that ask for it ("cancellations", "in talks")."""


NOT_COME_ABOUT = NEVER_DONE | {"postponed"}
"""Stages of what did not come about, or not yet."""


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
