"""Reads a kind of event by its name, its label, another word for it, in the plural or misspelt."""

from facts.asking.nearness import is_near
from facts.asking.themes import PHASES, kind_asked, kind_words, theme_asked
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from handlers.ui.options import NotUnderstoodError
from store.nouns.words import folded_phrase, stem


def read_kind_name(text: str, kinds: Kinds = KINDS) -> str:
    """The kind's name. Raises NotUnderstoodError with all kinds; also for a word of another sort of thing, which is nobody's
    misspelling: "tanks" are no talks."""
    if kind := kind_asked(text, kinds):
        return kind
    asked = " ".join(stem(word) for word in folded_phrase(text).split())
    near = {
        kind
        for kind, words in kind_words(kinds).items()
        for word in words
        if is_near(asked, word) or is_near(folded_phrase(text), word)
    }
    theme = theme_asked(text)
    if len(near) == 1 and (theme is None or theme.kinds(kinds)):
        return near.pop()
    raise NotUnderstoodError(f"“{text}” is no kind of event; the kinds are {', '.join(kind_words(kinds))}.")


def read_stage(text: str) -> str | None:
    """The stage of an event that a word asks for ("denials", "cancelled"), if it asks for one."""
    return PHASES.get(" ".join(stem(word) for word in folded_phrase(text).split()))
