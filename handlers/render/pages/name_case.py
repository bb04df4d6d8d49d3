"""A name that keeps appearing, as a card: where it stands, and the entry that it would be. Pure."""

import re

import discord

from handlers.render.pages.cases import COLOUR, FIELD
from handlers.render.words.dates import told
from handlers.render.words.names import countries
from handlers.render.words.text import cut, link, safe
from store.nouns.gazetteer import Series
from store.nouns.models import Actor, Agreement
from store.people.entering import RegisterEntry
from store.people.proposals import Mention, NameCase

SHOWN = 5
"""Items on a card."""
QUOTED = 180
"""Characters of a sentence."""
_SENTENCE = re.compile(r"(?<=[.!?؟。])\s+|\n")
_OFFICES = {
    "defence": "armed forces or defence",
    "leader": "head of a state or government",
    "diplomat": "diplomacy",
}


def name_card(case: NameCase, entry: RegisterEntry, waiting: int) -> discord.Embed:
    """``waiting`` decisions are open in all."""
    question = (
        "It keeps appearing, and no entry has this name. *Accept* makes the entry and adds it to what these items tell; "
        "nothing is posted. *Reject* keeps the name away."
    )
    embed = discord.Embed(title=f"Name {case.proposal.id}", description=question, colour=COLOUR)
    embed.add_field(name=cut(safe(entry_label(entry)), 250), value=entry_words(entry), inline=False)
    lines = list[str]()
    for mention in case.mentions[:SHOWN]:
        line = _line(mention)
        if sum(map(len, lines)) + len(lines) + len(line) <= FIELD:
            lines.append(line)
    count = len(case.mentions)
    heading = f"{count} items give it" + (f", the newest {len(lines)}" if count > len(lines) else "")
    embed.add_field(name=heading, value="\n".join(lines) or "none is on file any more", inline=False)
    return embed.set_footer(text=f"{waiting} waiting")


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
