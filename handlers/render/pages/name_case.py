"""A name that keeps appearing, as a card: where it stands, and the entry that it would be. Pure."""

import re

from handlers.render.pages.answer import Answer, Line, Section
from handlers.render.words.dates import told
from handlers.render.words.names import countries
from handlers.render.words.text import cut, link, safe
from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement
from store.people.entering import RegisterEntry
from store.people.proposals import Mention, NameCase

QUOTED = 180
"""Characters of a sentence."""
_SENTENCE = re.compile(r"(?<=[.!?؟。])\s+|\n")
_OFFICES = {
    "defence": "armed forces or defence",
    "leader": "head of a state or government",
    "diplomat": "diplomacy",
}


def name_card(case: NameCase, entry: RegisterEntry, waiting: int) -> Answer:
    """``waiting`` decisions are open in all."""
    question = (
        "It keeps appearing, and no entry has this name. *Accept* makes the entry and adds it to what these items tell; "
        "nothing is posted. *Reject* keeps the name away."
    )
    count = len(case.mentions)
    heading = "One item gives it" if count == 1 else f"{count} items give it"
    lines = tuple(map(Line, map(_line, case.mentions))) or (Line("None is on file any more."),)
    said = Line(f"**{safe(cut(entry_label(entry), 200))}**: {entry_words(entry)}.")
    return Answer(
        f"Name {case.proposal.id}",
        (said, Line(question)),
        (Section(heading, lines),),
        footer=f"{waiting} waiting",
    )


def entry_label(entry: RegisterEntry) -> str:
    return entry.name if isinstance(entry, Actor | Series | Agreement) else entry.designation


def entry_words(entry: RegisterEntry) -> str:
    """What the entry would say, which is only what the items say beside the name."""
    match entry:
        case Actor():
            parts = ["person", _OFFICES.get(entry.sort, ""), *_states(entry.country)]
        case Series():
            parts = ["series of exercises"]
        case Agreement():
            parts = [
                "agreement",
                f"between {countries(entry.countries)}" if entry.countries else "parties not known",
            ]
        case _:
            parts = [entry.category, *_states(entry.owner)]
    return safe(" · ".join(part for part in parts if part))


def _states(code: str | None) -> list[str]:
    return [countries([code])] if code else []


def _line(mention: Mention) -> str:
    article = mention.article
    outlet = article.publisher or (mention.source.name if mention.source else article.source)
    when = f" · {told(article)}" if article.published else ""
    return f"“{safe(cut(sentence_with(mention), QUOTED))}” {link(cut(safe(outlet), 60), article.url)}{when}"


def sentence_with(mention: Mention) -> str:
    """The sentence of the text that holds the name, or else its title."""
    article, name = mention.article, mention.said.name.casefold()
    sentences = [article.title, *_SENTENCE.split(article.lead)]
    return next((one for one in sentences if name in one.casefold()), article.title)
