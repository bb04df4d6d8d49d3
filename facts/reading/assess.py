"""Is it ours, and what does it say? The one door of reading: ``assess``."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from facts.acting.counterpart import TextOfActors, dealt_with, with_counterpart
from facts.acting.roles import Roles, roles_in
from facts.acting.targets import aimed_at, who_to_whom
from facts.acting.voices import voices
from facts.asserting.ahead import still_to_come
from facts.asserting.assertion import (
    Asserted,
    as_told,
    assertion_of,
    explains,
    main_clause,
)
from facts.asserting.background import news_of
from facts.asserting.modality import is_in_passing
from facts.asserting.occurrence import occurrence_of
from facts.asserting.taken_back import lead_set_right, set_right
from facts.figures.money import amounts_in
from facts.figures.moved import moved_to
from facts.model.kinds import Kind, Kinds
from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.names.text import in_plain_korean, in_simplified
from facts.names.titles import is_boilerplate, is_press_review, plain_title, without_dateline
from facts.reading.bystanders import brings_it, chosen, hosts, place_of
from facts.reading.called import called
from facts.reading.deed import chosen_clause, told_by_words, without_asides
from facts.reading.parties import acting_names, makers_named, parties, visible_states
from facts.reading.phases import phase_of, step_of
from facts.reading.quantities import quantities
from facts.reading.relevance import (
    Speaks,
    asked_from,
    by_title,
    is_foreign,
    judge_relevance,
    may_be_ours,
    may_be_told_by_sides,
    shown,
    told_by_sides,
    what_speaks,
    why_not_weighed,
)
from facts.reading.series import series_of, without_coined
from facts.rows.designations import in_latin_designations
from facts.rows.kinds import KINDS
from facts.scanning.scan import Segment, scan
from facts.scanning.things import things
from facts.weights.features import Shown, features
from facts.weights.model import Weights, kind_weights, log_odds, relevance
from store.nouns.models import ArticleFacts
from store.nouns.values import Phase

_MOST_LEAD = 700
"""Characters of a lead that are read: what comes later is background."""


def assess(
    article: ArticleFacts,
    lexicon: Lexicon,
    weights: Weights | None = None,
    kinds: Kinds = KINDS,
    *,
    whole: bool = False,
) -> Reading:
    """Reads a title and a lead as an analyst of defence cooperation would, by the shipped weights unless others are
    given. Pure; about 0.1 ms where it is not ours. ``whole``: its facts are read also where it is not ours by itself."""
    text = read_text(article, lexicon)
    article, headline, sides = text.news, text.headline, text.sides
    published, round_up = article.told_on, is_boilerplate(article.title)
    if not whole and (why := _passed_over(text)):
        return Reading(published=published, reasons=why, boilerplate=round_up)
    speaks, seen = what_speaks(headline, text.whole, kinds), parties(headline, text.whole)
    what = features(shown(headline, text.whole, speaks, seen, round_up=round_up))
    weights = weights or relevance()
    asked = asked_from(headline, text.whole, seen, foreign=is_foreign(article))
    judged = judge_relevance(what, seen, weights, asked=asked)
    is_whole = sides is text.whole and text.title is headline
    found = seen if is_whole else parties(text.title, sides)
    if judged.relevance != "relevant" and text.whole.text:
        alone = by_title(headline, scan("", lexicon), seen, weights, kinds, round_up=round_up)
        judged = alone or judged
    unread = Reading(
        score=judged.score, countries=found.taking_part, mentioned=found.visible, published=published, reasons=judged.reasons, boilerplate=round_up,
    )  # fmt: skip
    if judged.relevance == "irrelevant" and not whole and not may_be_told_by_sides(unread, headline):
        return unread
    reading = replace(unread, relevance=judged.relevance, firm=found.firm)
    clause = without_asides(text.title, text.lead, kinds)
    if not is_whole or clause is not text.title:
        speaks = what_speaks(clause, text.lead, kinds)
        what = features(shown(clause, text.lead, speaks, found, round_up=round_up))
    told = told_by_sides(_with_facts(reading, text, speaks, what, kinds), headline, kinds)
    return told if whole or told.relevance != "irrelevant" else unread


def _passed_over(text: "ReadText") -> tuple[str, ...]:
    """Why a text is not weighed at all; nothing where it is."""
    if is_press_review(text.news.title):
        return ("a review of what papers say: no news of its own",)
    return why_not_weighed(text.headline, text.whole)


def shown_by(article: ArticleFacts, lexicon: Lexicon) -> Shown | None:
    """What an article shows the weights; None if it is not weighed at all."""
    text = read_text(article, lexicon)
    title, lead = text.headline, text.whole
    if not may_be_ours(title, lead):
        return None
    speaks, found = what_speaks(title, lead), parties(title, lead)
    return shown(title, lead, speaks, found, round_up=is_boilerplate(article.title))


@dataclass(frozen=True, slots=True)
class ReadText:
    """An article as it is read: ``news`` has no part of its lead that recalls other deals and events, nor what its title gives
    up for something else, and ``title`` and ``lead`` are those of it; ``sides`` is where it is looked for who takes part,
    ``headline`` and ``whole`` are all of the title and of the lead."""

    news: ArticleFacts
    headline: Segment
    title: Segment
    lead: Segment
    sides: Segment
    whole: Segment


def read_text(article: ArticleFacts, lexicon: Lexicon) -> ReadText:
    """What is recalled of the same things tells who takes part as well."""
    article = readable(article)
    headline, whole = scanned(article, lexicon)
    title, read = chosen_clause(headline, lexicon), article.lead[:_MOST_LEAD]
    told = news_of(article.title, read, article.told_on, foreign=is_foreign(article))
    news = article if title is headline else article.model_copy(update={"title": title.text})
    if told.text == read:
        return ReadText(news, headline, title, whole, whole, whole)
    news = news.model_copy(update={"lead": told.text})
    lead, sides = (scan(without_dateline(text), lexicon) for text in (told.text, told.sides))
    return ReadText(news, headline, title, lead, sides, whole)


def readable(article: ArticleFacts) -> ArticleFacts:
    """The article in the signs that the tables are written in, and without what it takes back."""
    title, lead = set_right(article.title), lead_set_right(article.lead)
    title, lead = in_simplified(title, lead), in_simplified(lead, title)
    title, lead = (in_latin_designations(in_plain_korean(text)) for text in (title, lead))
    if (title, lead) == (article.title, article.lead):
        return article
    return article.model_copy(update={"title": title, "lead": lead})


def scanned(article: ArticleFacts, lexicon: Lexicon) -> tuple[Segment, Segment]:
    """Title and lead of a ``readable`` article as they are read: without the outlet's name and the dateline."""
    title = scan(plain_title(article.title, article.publisher), lexicon)
    lead = scan(without_dateline(article.lead[:_MOST_LEAD]), lexicon)
    return without_coined(title), without_coined(lead)


def _with_facts(
    reading: Reading, text: ReadText, speaks: list[Speaks], what: frozenset[str], kinds: Kinds
) -> Reading:
    article, title, lead = text.news, text.title, text.lead
    spoken = {one.kind for one in speaks}
    weighed = _named_by_words(kinds_of(speaks, what), spoken, text, kinds)
    clause = main_clause(title.text)
    likely = [kinds.of(name) for name in told_by_words(weighed, title, kinds)]
    deed = likely[0] if likely[0].name in spoken else kinds.residual
    asserted = assertion_of(title.text, lead.text, deed, article.title, likely=likely[0])
    phase = _phase(asserted, title, lead, likely[0])
    step = _step(asserted, title, lead)
    if asserted.assertion == "comment" and kinds.of(weighed[0]).tells:
        likely = [kinds.of(name) for name in weighed]
    told, brings = _told(likely, asserted, article, title, clause, kinds), brings_it(title, lead)
    ahead = _still_to_come(likely[0], asserted, lead)
    reading = replace(
        reading,
        kind=told[0].name, also=tuple(kind.name for kind in told[1:3]), about="" if told[0] is likely[0] else likely[0].name, phase=phase, step=step, assertion=asserted.assertion,
        denied=asserted.assertion == "denied",
        people=_ids(title, lead, "person"),
        organisations=_ids(title, lead, "service", "ministry", "company", "grouping", "think-tank"),
        equipment=_equipment(title, lead, brings),
        agreements=_agreements(title, text.whole),
        places=_ids(title, lead, "place"),
        place=place_of(title, lead, ahead),
        hosts=hosts(title) or hosts(lead),
        hulls=tuple(dict.fromkeys(f.term.id for s in (title, lead) for f in s.of_sort("ship") if f.term.owner)),
        branches=_branches(title) if told[0].is_talk else _branches(title, lead),
        called=called(title, lead),
        things=things(title) or things(lead),
        amounts=amounts_in(f"{article.title}. {article.lead[:_MOST_LEAD]}"),
        quantities=quantities(title, lead, brings, foreign=is_foreign(article), traded=_is_traded(likely[0], asserted), ahead=ahead),
    )  # fmt: skip
    reading = _with_roles(_without_others(reading, title, lead), likely[0], asserted, text)
    reading = _with_voices(reading, told[0], likely[0], title, lead)
    reading = replace(reading, **vars(series_of(title, lead, published=reading.published)))
    return _with_day(reading, article, told[0])


def _still_to_come(likely: Kind, asserted: Asserted, lead: Segment) -> list[tuple[int, int]]:
    """Spans of the lead, where things have been handed over."""
    return [*still_to_come(lead.text)] if likely.is_handover and asserted.phase == "reported" else []


def _without_others(reading: Reading, title: Segment, lead: Segment) -> Reading:
    """Where a title says of its things that they are not taken: without those of its lead, which were rather taken in their place."""
    told, named = ({f.term.id for f in one.of_sort("equipment", "ship")} for one in (title, lead))
    if reading.assertion not in _NOT_TAKEN or not told:
        return reading
    counts = tuple(count for count in reading.quantities if count.of not in named - told)
    equipment = tuple(one for one in reading.equipment if one not in named - told)
    return replace(reading, quantities=counts, equipment=equipment)


def _is_traded(kind: Kind, asserted: Asserted) -> bool:
    return (kind.is_trade or kind.is_of_things) and asserted.assertion not in ("comment", "figure")


def _told(
    likely: list[Kind], asserted: Asserted, article: ArticleFacts, title: Segment, clause: str, kinds: Kinds
) -> list[Kind]:
    """``clause`` is the title's main one."""
    return as_told(
        likely, asserted.assertion, kinds, of_halt=asserted.of_halt,
        explained=explains(title.text, article.title), passing=is_in_passing(clause),
    )  # fmt: skip


def _with_voices(reading: Reading, told: Kind, likely: Kind, title: Segment, lead: Segment) -> Reading:
    """Who speaks in a reaction, who acts in a sanction, and to whom; against whom an exercise is held."""
    if told.is_reaction or likely.is_reaction:
        reading = replace(reading, voices=voices(title, lead))
    if told.is_in_editions:
        return replace(reading, target=aimed_at(title))
    if not (told.is_reaction or told.is_restriction):
        return reading
    speaker, target = who_to_whom(title)
    return replace(reading, speaker=speaker, target=target)


def _with_roles(reading: Reading, kind: Kind, asserted: Asserted, text: ReadText) -> Reading:
    """Who gives to whom, where arms change hands."""
    of_things = (
        kind.family == "agreements" and not kind.is_in_one_place and (reading.equipment or reading.things)
    )
    if not (kind.is_trade or kind.is_of_things or of_things):
        return reading
    texts = [(one, acting_names(one)) for one in (text.title, text.sides)]
    if kind.is_one_way:
        by_title, by_lead = (roles_in(*one) for one in texts)
        told = by_lead.suppliers | by_lead.recipients | dealt_with(texts[1])
        reading = replace(reading, countries=_with_sides(reading, text.title, by_title, told))
    given = _roles(kind, reading.countries, asserted, texts, text.whole)
    suppliers, recipients = tuple(sorted(given.suppliers)), tuple(sorted(given.recipients))
    return replace(reading, suppliers=suppliers, recipients=recipients)


def _with_sides(
    reading: Reading, title: Segment, by_title: Roles, by_lead: frozenset[str]
) -> tuple[str, ...]:
    """The states that take part: where the title tells who gives to whom, not one of its lead in the stead of a maker. Where it
    names one state and a thing with its makers, those of its lead alone who made it, or give, get or agree on it by the lead's
    words (``by_lead``)."""
    sides = by_title.suppliers | by_title.recipients
    if by_title.suppliers and by_title.recipients and not sides <= {*reading.countries}:
        return tuple(sorted(sides | {*reading.firm}))
    makers = makers_named(title)
    if len(reading.firm) != 1 or not makers or {*reading.firm} & {*makers}:
        return reading.countries
    titled = {*reading.firm, *visible_states(title, title)} & {*reading.countries}
    beside = {*reading.countries} - titled
    return tuple(
        sorted(
            {*titled, *(beside & by_lead or beside & {*makers} or (makers[:1] if len(titled) < 2 else ()))}
        )
    )


def _roles(
    kind: Kind, states: Sequence[str], asserted: Asserted, texts: Sequence[TextOfActors], whole: Segment
) -> Roles:
    """Who gives to whom by the title, what it leaves open by the lead. Of what is denied, refused or only remarked on
    nobody gives or gets anything."""
    if asserted.assertion in _NOTHING_GIVEN or asserted.of_halt:
        return Roles()
    by_title, by_lead = (roles_in(segment, acting) for segment, acting in texts)
    given = by_title.beside(by_lead).within(states)
    return with_counterpart(given, states, texts, whole) if kind.is_one_way else given


_NOTHING_GIVEN = frozenset({"denied", "refused", "cancelled", "comment", "figure"})
_NOT_TAKEN = frozenset({"refused", "cancelled"})


def _phase(asserted: Asserted, title: Segment, lead: Segment, kind: Kind) -> Phase:
    """What happened may be under way still, or over; what is only remarked on is neither. What is signed is, whatever its lead says
    of when deliveries start."""
    if asserted.phase != "reported" or asserted.assertion in _REMARKS:
        return asserted.phase
    clause, goes_on = main_clause(title.text), not kind.is_momentary or kind.is_handover
    told = phase_of(clause, lead.text, of_things=kind.is_of_things or kind.is_in_editions)
    if told == "under way" and not goes_on:
        told = phase_of(clause, "", of_things=kind.is_of_things)
    return told if told in ("under way", "concluded") else "reported"


_REMARKS = frozenset({"comment", "figure"})


def _step(asserted: Asserted, title: Segment, lead: Segment) -> str:
    """What a denial of a halt denies is the halt."""
    told = step_of(title.text, lead.text, asserted.phase, less=asserted.of_halt)
    return "halted" if asserted.for_it else told


def kinds_of(speaks: list[Speaks], what: frozenset[str]) -> list[str]:
    """Kinds that a text may be of, the likeliest first: by its triggers and by all that it shows together."""
    spoken: dict[str, list[float]] = {}
    for one in speaks:
        spoken.setdefault(one.kind, []).append(one.points)
    total = {kind: max(points) + 0.15 * min(len(points) - 1, 3) for kind, points in spoken.items()}
    chances = {kind: log_odds(what, weights) for kind, weights in kind_weights().items()}
    scores = {kind: chances.get(kind, 0.0) + TRIGGERS * total.get(kind, 0.0) for kind in {*chances, *total}}
    likeliest = max(scores, key=lambda kind: (scores[kind], kind))
    return [likeliest, *sorted(total.keys() - {likeliest}, key=lambda kind: (-scores[kind], kind))]


def _named_by_words(likely: list[str], spoken: set[str], text: ReadText, kinds: Kinds) -> list[str]:
    """Armies that do something together hold no exercise by that: one is named by a word or a name of its own."""
    parts = (text.title, text.lead)
    is_named = any(segment.has(*_OF_EXERCISES) or segment.of_sort("exercise") for segment in parts)
    if is_named or likely[0] in spoken or not kinds.of(likely[0]).is_in_editions:
        return likely
    return [kinds.residual.name, *likely[1:]]


_OF_EXERCISES = ("drill", "patrol", "passage-exercise", "train", "exercise-name")
TRIGGERS = 5.0
"""What a point of a trigger counts beside learned log-odds; chosen on *learn*, out of fold."""


def _ids(title: Segment, lead: Segment, *sorts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f.term.id for s in (title, lead) for f in s.of_sort(*sorts)))


def _agreements(title: Segment, lead: Segment) -> tuple[str, ...]:
    """Ids of agreements, standing dialogues and groupings that are a pact."""
    found = [
        f.term
        for s in (title, lead)
        for f in s.names
        if f.term.sort == "agreement" or f.term.marks & {"agreement-name", "dialogue-name"}
    ]
    return tuple(dict.fromkeys(term.id for term in found))


def _equipment(title: Segment, lead: Segment, brings: frozenset[int]) -> tuple[str, ...]:
    """Ids of equipment; a named ship brings its class. What stands in the lead for what only brings it is none."""
    leading = [f for f in lead.of_sort("equipment", "ship") if f.start not in brings]
    found = [f.term for f in (*chosen(title), *leading)]
    return tuple(dict.fromkeys(i for term in found for i in (term.id, term.part_of) if i))


_BRANCH_WORDS = {
    "navy": "sea", "naval": "sea", "maritime": "sea", "fleet": "sea", "warship": "sea", "air": "air", "aerial": "air",
    "army": "land", "troop": "land", "special": "special", "commando": "special", "counter": "special",
}  # fmt: skip


def _branches(*segments: Segment) -> tuple[str, ...]:
    """Branches of service that the first segment which has any tells: air, sea, land, special. A minister whom the lead sees
    land at an air base and meet the army chief is of none: of a visit only the title is asked."""
    for segment in segments:
        named = {
            f.term.branch
            for f in segment.of_sort("service", "exercise")
            if f.term.branch in ("air", "sea", "land", "special")
        }
        words = {_BRANCH_WORDS[w] for w in segment.words.folded if w in _BRANCH_WORDS}
        if found := named | words:
            return tuple(sorted(found))
    return ()


def _with_day(reading: Reading, article: ArticleFacts, kind: Kind) -> Reading:
    """With its day, and as planned where that lies ahead."""
    lead = article.lead[:_MOST_LEAD]
    if reading.phase == "postponed" and reading.published:
        new = moved_to(article.title, lead, reading.published)
        reading = replace(reading, moved=new.day, moved_precision=new.precision) if new else reading
    found = occurrence_of(reading, article.title, lead, kind)
    if found.lies_ahead:
        step = step_of(article.title, lead, "announced")
        reading = replace(reading, assertion="planned", phase="announced", step=step)
    if found.day is None:
        return reading
    return replace(reading, day=found.day, until=found.until, precision=found.precision, basis=found.basis)
