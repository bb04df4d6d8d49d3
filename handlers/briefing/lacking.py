"""What a question asks for that nothing which was found has: said in the first sentence, where it is what was asked."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from facts.asking.choose import holds_any
from facts.asking.questions import counted_asked, is_for_next, is_for_what_else, is_strength, number_asked
from facts.asking.supplies import asks_for_deliveries
from facts.asking.themes import OF_ALL
from facts.asking.topics import Facet
from facts.fitting.gauge import is_name
from facts.fitting.goods import is_thing
from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.rows.patterns import word_set, word_table
from facts.wording.clues import clue
from facts.wording.framing import asks_whether
from handlers.briefing.figured import MONEY, figure_asked
from handlers.briefing.leading import BRANCHES, is_still_ahead
from handlers.render.pages.answer import Answer, Line
from handlers.render.words.cite import texts_of
from handlers.render.words.headline import told_title
from handlers.render.words.text import listed, safe
from handlers.ui.topic_search import Looked, is_quiet, passed_note
from store.nouns.models import Agreement, Event
from store.nouns.words import stem

OF_STATES = frozenset({"country", "actor", "theme", "stage", "word"})
"""What a question for a matter in general names; a name beside them says what is meant."""

OF_THINGS = word_set("lacking", "of_things", "handlers.briefing")
"""Themes whose words stand in questions for something else, too."""

OF_TRADE = word_set("lacking", "of_trade", "handlers.briefing")
"""Themes of what goes from one state to another."""

FEW = 3
"""Events of which each text is what is asked about."""

OF_EVENTS = word_set("lacking", "of_events", "handlers.briefing")
"""Themes that only an event, or a fact that names everybody, tells of."""


def with_lacking(
    answer: Answer, looked: Looked, today: date, kinds: Kinds = KINDS, *, is_quoted: bool = False
) -> Answer:
    """The answer with these sentences first, and no note that says the same. ``is_quoted``: it begins with what texts say is to
    come, or with their numbers."""
    untold = (
        (facet.label, f"Nothing that is known on this tells of {safe(facet.label)}.")
        for facet in _kinds_untold(looked)
    )
    told = dict([*untold, *_lacking(looked, kinds)])
    is_asked = is_for_next(looked.topic.asked) and not is_quoted
    if is_asked and not any(is_still_ahead(one.event, today) for one in looked.found.events):
        told["next"] = "Nothing that lies ahead is told on this."
    if price := _price_untold(looked, kinds):
        told["price"] = price
    if not is_quoted and _is_number_untold(looked, kinds):
        told["number"] = "How many is not told."
    rest = [
        one
        for one in looked.passed
        if one.label not in told and not _is_traded(one, looked, kinds) and not _is_branch_told(one, looked)
    ]
    whole, less = passed_note(looked.passed), passed_note(rest)
    notes = (less if note == whole else note for note in answer.notes)
    said = {line.text for line in answer.lead}
    lines = tuple(Line(text) for text in dict.fromkeys(told.values()) if text not in said)
    return replace(answer, lead=(*lines, *answer.lead), notes=tuple(note for note in notes if note))


def _lacking(looked: Looked, kinds: Kinds) -> Iterator[tuple[str, str]]:
    """The label of each side that is told of so, with the sentence."""
    asked = looked.topic.asked
    counted = number_asked(asked)
    strange = [
        facet
        for facet in looked.passed
        if (_is_branch(facet) or _is_matter(facet, looked)) and not _is_branch_told(facet, looked)
    ]
    for facet in (
        one for one in looked.passed if not (is_currency(one.label) or _is_stage_told(one, looked))
    ):
        if facet.what == "stage":
            yield facet.label, f"Nothing on this is told as {safe(facet.label)}."
        elif facet.label == "deliveries" and asks_for_deliveries(looked.topic.asked):
            yield facet.label, "No delivery is told."
        elif (
            facet.what == "theme"
            and facet.label not in OF_ALL | OF_THINGS
            and not _is_traded(facet, looked, kinds)
            and not _is_in_leads(facet, looked)
        ):
            yield facet.label, f"Nothing that is known on this tells of {safe(facet.label)}."
        elif facet.what == "word" and (facet.label.casefold() == counted or _is_strength(facet, asked)):
            yield facet.label, f"How many {safe(facet.label)} is not told."
        elif facet in strange:
            words = listed([f"“{safe(one.label)}”" for one in strange])
            on = " on this" if any(map(_is_branch, strange)) else ""
            yield facet.label, f"Nothing that is known{on} mentions {words}."


def _is_stage_told(facet: Facet, looked: Looked) -> bool:
    """Whether a text of an event tells it so, though it went on since: what was put off and held later."""
    texts = (text for told in looked.found.events for text in texts_of(told, looked.found.library))
    return facet.what == "stage" and any(text.phase in facet.phases for text in texts)


def _is_strength(facet: Facet, asked: str) -> bool:
    """Whether it is whoever took part, where not their names are asked for."""
    return is_strength(facet.label) and not (clue("players").search(asked) and not number_asked(asked))


def _is_traded(facet: Facet, looked: Looked, kinds: Kinds) -> bool:
    """Whether exports or imports are asked for, and orders or deliveries are told, which are that."""
    return facet.label in OF_TRADE and any(
        kinds.of(one.event.kind).is_of_things for one in looked.found.events
    )


def _is_in_leads(facet: Facet, looked: Looked) -> bool:
    """Whether a text of one of few events has it in its lead, though it is filed as something else."""
    found = looked.found
    if len(found.events) > FEW:
        return False
    texts = [text for told in found.events for text in texts_of(told, found.library)]
    return holds_any(facet, [text.lead for text in texts if text.lead])


def _kinds_untold(looked: Looked) -> Iterator[Facet]:
    """The sorts of event of which a question asks whether there is any, and that only views, plans and asides mention."""
    found = looked.found
    others = [one for one in looked.topic.facets if is_name(one)]
    if not asks_whether(looked.topic.asked) or looked.is_empty or not others:
        return
    for facet in (one for one in looked.topic.facets if OF_EVENTS.intersection(one.label.split(" or "))):
        told = any(one.event.kind in facet.kinds for one in found.events) or bool(found.agreements)
        facts = [claim.text for claim in found.claims if claim.kind in ("fact", "figure")]
        said = any(all(holds_any(one, [text]) for one in (facet, *others)) for text in facts)
        if not told and not said:
            yield facet


def _price_untold(looked: Looked, kinds: Kinds) -> str:
    """That no sum is told, where one is asked for and what was found says itself that it is not known."""
    found, asked = looked.found, looked.topic.asked
    if figure_asked(asked, ()) != "money" or looked.is_empty:
        return ""
    rows: list[Agreement | Event] = [*found.agreements, *(one.event for one in found.events)]
    has_sum = any(row.amounts for row in rows) or any(
        MONEY.fullmatch(claim.unit or "") for claim in found.claims
    )
    is_unknown = any(clue("sum_unknown").search(text) for row in rows for text in row.unknown)
    is_unknown = is_unknown or (
        _is_of_trade(looked, kinds) and not any(map(clue("sum").search, _told(looked)))
    )
    return "No sum is told for this." if is_unknown and not has_sum else ""


def _is_of_trade(looked: Looked, kinds: Kinds) -> bool:
    """Whether all that was found on a thing that the question names was read, and some of it is an order or a delivery."""
    found = looked.found
    is_whole = found.tally.events == len(found.events) and any(map(is_thing, looked.topic.facets))
    return is_whole and any(kinds.of(one.event.kind).is_of_things for one in found.events)


def _is_number_untold(looked: Looked, kinds: Kinds) -> bool:
    """Whether it asks how many of a thing were given or ordered, and nothing which was found has a number but days."""
    asked = looked.topic.asked
    if not number_asked(asked) or counted_asked(asked) or looked.is_empty or not _is_of_trade(looked, kinds):
        return False
    rows: list[Agreement | Event] = [*looked.found.agreements, *(one.event for one in looked.found.events)]
    is_filed = any(one.quantity for row in rows for one in row.equipment)
    texts = (clue("dated").sub(" ", text) for text in _told(looked))
    return not is_filed and not any(map(clue("numbered").search, texts))


def _told(looked: Looked) -> Iterator[str]:
    """The words of all that was found."""
    found = looked.found
    yield from (text for one in found.events for text in (one.event.title, one.event.summary) if text)
    yield from (text for deal in found.agreements for text in (deal.name, deal.summary) if text)
    yield from (claim.text for claim in found.claims)
    yield from (text.lead for text in found.library.articles.values() if text.lead)


def is_currency(word: str) -> bool:
    """Whether it is a word for money, of which a sum may be told in another way: "how many euros"."""
    return stem(word.casefold()) in {stem(one) for one in word_table("currencies")["asked"].values()}


def _is_branch(facet: Facet) -> bool:
    """Whether it is a branch of the forces: exercises of another one are not what is asked for."""
    return facet.what == "word" and any(clue(name).fullmatch(facet.label) for name in BRANCHES)


def _is_branch_told(facet: Facet, looked: Looked) -> bool:
    """Whether it is a branch of the forces that titles name by another word: "navies" of a naval exercise."""
    named = [clue(name) for name in BRANCHES if facet.what == "word" and clue(name).fullmatch(facet.label)]
    titles = [f"{told.event.title} {told_title(told, looked.found.library)}" for told in looked.found.events]
    return any(words.search(title) for words in named for title in titles)


def _is_matter(facet: Facet, looked: Looked) -> bool:
    """Whether it is a word that no document has, beside nothing that names what is meant; of a question in another language
    its verbs would be."""
    is_strange = facet.what == "word" and facet.strange and not is_quiet(facet) and not _is_verb(facet.label)
    is_general = all(one.what in OF_STATES for one in looked.topic.facets)
    asked = looked.topic.asked
    return is_strange and is_general and asked.isascii() and not is_for_what_else(asked)


def _is_verb(word: str) -> bool:
    """By its ending: what is done to something is not what is meant ("allowed", "furnishing")."""
    return word.casefold().endswith(("ed", "ing"))
