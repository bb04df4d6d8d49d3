"""What a text asserts of the cooperation that it is about: done, under way, planned, talked of, or not so; by rules on the
title's main clause, else on the lead's first sentence (``facts/rows/assertions.toml``)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from facts.asserting.evidence import is_hearsay, is_remembered, names_deed, shows_done, without_nouns
from facts.asserting.modality import go_home, is_left, leaves_open, modality_of, plainly_told, said, undone_by
from facts.asserting.sequel import said_by_both
from facts.model.assertion import Assertion
from facts.model.kinds import Kind, Kinds
from facts.rows.kinds import KINDS
from facts.rows.patterns import alternatives, pattern_of, verbs, word_table
from store.nouns.models import EventFacts
from store.nouns.values import Phase

_either = partial(alternatives, "assertions")

_Rows = tuple[tuple[str, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class Asserted:
    """``assertion`` and the ``phase`` that carries it; ``for_it``: what is denied is that it was stopped; ``of_halt``: what
    is planned is to stop it, what is done is to make it smaller."""

    assertion: Assertion = "happened"
    phase: Phase = "reported"
    for_it: bool = False
    of_halt: bool = False


UNDONE: frozenset[Assertion] = frozenset({"denied", "refused", "cancelled", "in_talks", "proposed"})
"""What is not done, nor sure to be: it is told as a statement, whatever it is about."""
_OF_NAME: dict[str, tuple[Assertion, Phase]] = {
    "denied": ("denied", "denied"),
    "refused": ("refused", "refused"),
    "cancelled": ("cancelled", "cancelled"),
    "postponed": ("cancelled", "postponed"),
    "in_talks": ("in_talks", "in talks"),
    "proposed": ("proposed", "proposed"),
    "planned": ("planned", "announced"),
    "ending": ("planned", "announced"),
    "under_way": ("under_way", "under way"),
    "reduced": ("happened", "reported"),
    "happened": ("happened", "reported"),
    "comment": ("comment", "reported"),
    "figure": ("figure", "reported"),
}
_OF_PHASE: dict[str, Assertion] = {
    phase: assertion for assertion, phase in _OF_NAME.values() if phase != "reported"
}
_ROWS = word_table("assertions")
_WORDS: dict[str, str] = {**_ROWS["words"], "base": verbs("base")}


def _table(name: str) -> _Rows:
    return tuple((row["name"], pattern_of(row["patterns"], _WORDS)) for row in _ROWS[name])


def _only(name: str, rows: _Rows) -> _Rows:
    return tuple(row for row in rows if row[0] == name)


_OVER, _DONE_OR_NOT, _NOUNS = _table("over"), _table("done_or_not"), _table("nouns")
_DENIALS, _TALKS = _only("denied", _OVER), _only("in_talks", _NOUNS)
_IGNORED, _REPORTED, _STOPPED, _OPEN, _RESTRICTS, _LIFTED, _FOR_IT, _MET, _COMMENTED, _FIGURE, _SETTLED, _UNDECIDED = (
    pattern_of(_ROWS["rules"][name], _WORDS)
    for name in (
        "ignored", "reported", "stopped", "open", "restricts", "lifted", "denied_negative", "met", "commented", "figure",
        "settled", "undecided",
    )
)  # fmt: skip
(
    _VERB_FINAL, _LASTING, _BEGUN, _ENDED, _AHEAD, _INVERTED, _PERHAPS, _TO_COME, _ENDING, _BEGINS_THEN, _LEAD_AHEAD, _CAME,
    _OPENS, _ASKED_FOR, _BELIED, _RESERVE, _IS_THERE, _COMES_FOR,
) = (
    pattern_of(_ROWS["rules"][name])
    for name in (
        "verb_final", "lasting", "begun", "ended", "ahead", "inverted", "perhaps", "to_come", "ending", "begins_then",
        "lead_ahead", "came", "opens", "asked_for", "belied", "reserve", "is_there", "comes_for",
    )
)  # fmt: skip
_DONE = frozenset({"happened", "under_way"})
_NOT_YET = frozenset({"planned", "proposed", "in_talks"})
_HALTS = frozenset({"cancelled", "postponed"})
_DEEDS = frozenset({"happened", "under_way", "planned"})
_TALKED = frozenset({"in_talks", "proposed", "comment"})
_BACKGROUND = re.compile(
    rf",?\s(?:{_either('background')})\s(?!well\b|part\b|{_either('called_untrue')}\b)", re.IGNORECASE
)
_OPENING = re.compile(rf"^(?:{_either('opening')})\s[^,]{{3,90}},\s", re.IGNORECASE)
_RELATIVE = re.compile(
    r",\s(?:which|who|whose)\s[^,]+(?:,|$)"
    rf"|\s(?:that|which|who)\s(?:{_either('before_relative')})?(?:{_either('relative')})\s[^,]+(?=,|$)",
    re.IGNORECASE,
)
_LEAST = 12
"""Characters of a clause that can be a headline's main one."""
_EXPLAINS = re.compile(rf"(?:{_either('explains')})\b", re.IGNORECASE)
"""Such a title tells of something that its lead names."""


def assertion_of(
    title: str, lead: str, kind: Kind, label: str = "", *, likely: Kind | None = None
) -> Asserted:
    """What is asserted of an event of ``kind``, or one that is ``likely`` of a kind that no word speaks of: done only where a
    word shows it, if it is one of giving, getting or agreeing. A ``label`` is the title as printed, with its "Opinion:"."""
    if _is_commented(title, label):
        return Asserted("comment")
    told = None if _EXPLAINS.match(title) else _named(title, kind, headline=True)
    only_reported = _REPORTED.match(title.lower()) is not None
    open_ = told is None or told.assertion == "comment" or only_reported or _UNDECIDED.search(title.lower())
    if (open_ and _is_denied(title, lead, kind)) or (told and _is_belied(told, lead, kind)):
        return Asserted("denied", "denied", for_it=_STOPPED.search(title.lower()) is not None)
    if told is None or told.assertion in _DONE:
        plain = _plain(title)
        told = Asserted("comment") if is_hearsay(plain) or is_remembered(plain) else told
    if (turned := said_by_both(_plain(title), _plain(_first_sentence(lead)))) is not None:
        return Asserted(*_OF_NAME[turned])
    return _of_days(told or _by_lead(title, lead, kind, likely or kind), title, lead, kind)


def _by_lead(title: str, lead: str, kind: Kind, likely: Kind) -> Asserted:
    """What a lead asserts whose headline says nothing of it. A headline that shows a deed is not put off by its lead."""
    if kind.tells is not None:
        return Asserted("comment")
    told, clause = _named(_first_sentence(lead), kind, headline=False), main_clause(title)
    if told is not None and told.assertion == "denied" and likely.is_restriction:
        told = None  # who is listed denies what he is said to have done, not the listing
    is_shown = (_is_deed(likely) or _CAME.search(clause) is not None) and names_deed(clause)
    is_shown = is_shown or (likely.is_talk and _IS_THERE.search(clause) is not None)
    if told is not None and told.assertion in _NOT_YET and is_shown:
        told = None
    return told or _without_verb(title, lead, likely)


def _is_deed(kind: Kind) -> bool:
    """Whether something is given, got, agreed or made: no drill or course, which its name alone tells."""
    return "comment" in kind.retold and not kind.is_by_branch


def _without_verb(title: str, lead: str, kind: Kind) -> Asserted:
    """Of a headline whose verb is of no row: a deed only where it, or its lead, shows that it is done."""
    shown = (
        not (kind.tells or _is_deed(kind))
        or shows_done(main_clause(title))
        or shows_done(main_clause(_first_sentence(lead)))
    )
    return Asserted("happened" if shown and not _EXPLAINS.match(title) else "comment")


def _of_days(told: Asserted, title: str, lead: str, kind: Kind) -> Asserted:
    """What takes days is under way once it has begun, until its end is told; on a day to come it is planned."""
    lasts = kind.is_by_branch and not kind.is_talk
    if told.assertion in ("happened", "under_way") and _is_still_to_come(title, lead):
        return Asserted("planned", "announced")
    if told.assertion not in _DONE or not (lasts or kind.is_talk):
        opened = told.assertion == "under_way" and _OPENS.search(main_clause(title))
        return Asserted(*_OF_NAME["happened"]) if opened else told
    clause, whole = plainly_told(_IGNORED.sub(" ", main_clause(title))), _plain(f"{title} {lead}")
    if _AHEAD.search(clause):
        return Asserted("planned", "announced")
    begun = _LASTING.search(clause) or (not _COMES_FOR.search(clause) and _BEGUN.search(_plain(lead)))
    is_on = told.assertion == "happened" and lasts and begun and not _ENDED.search(whole)
    return Asserted("under_way", "under way") if is_on else told


def _is_still_to_come(title: str, lead: str) -> bool:
    """A title in the present with a weekday, and a lead that tells of it as to come; or one whose verb of time to come
    stands before its noun, where verbs stand last."""
    if _INVERTED.search(_plain(title)):
        return True
    return (
        _BEGINS_THEN.search(main_clause(title)) is not None
        and _LEAD_AHEAD.search(_plain(_first_sentence(lead))) is not None
    )


def _first_sentence(lead: str) -> str:
    return re.split(r"(?<=[a-z\d)\"”’])[.!?]\s|[。۔।•|]", lead, maxsplit=1)[0]


def _is_denied(title: str, lead: str, kind: Kind) -> bool:
    """A title that speaks of reports, or says that nothing is decided or sets something right, and a lead that denies."""
    if not any(pattern.search(said(_plain(lead))) for _, pattern in _DENIALS):
        return False
    if _REPORTED.search(title.lower()):
        return True
    told = None if kind.is_restriction else _named(_first_sentence(lead), kind, headline=False)
    return told is not None and told.assertion == "denied" and _UNDECIDED.search(title.lower()) is not None


def _is_belied(told: Asserted, lead: str, kind: Kind) -> bool:
    """A deed that a title tells and its lead calls untrue: "Iran to get HQ-9B", "The embassy dismissed the story"."""
    is_told = told.assertion in _DONE | _NOT_YET and not (kind.is_restriction or kind.is_reaction)
    return is_told and _BELIED.search(_plain(_first_sentence(lead))) is not None


def asserted_by(event: EventFacts, kinds: Kinds = KINDS) -> Assertion:
    """By its phase, which carries it; what is only said is a comment. A figure is told as a report."""
    said: Assertion = "happened" if kinds.of(event.kind).tells is None else "comment"
    return _OF_PHASE.get(event.phase, said)


def as_told(
    likely: list[Kind],
    assertion: Assertion,
    kinds: Kinds = KINDS,
    *,
    explained: bool = False,
    passing: bool = False,
    of_halt: bool = False,
) -> list[Kind]:
    """The kinds of what is told: of a deed that is not done, or is to be stopped (``of_halt``), a statement, with what it is
    about behind it; of one that is ``explained``, or named in ``passing``, what figures are told as."""
    if (explained and assertion == "comment" and _may_be_comment(likely[0])) or (
        passing and likely[0].is_of_things
    ):
        first = kinds.telling("figure")
    elif assertion in likely[0].retold or (of_halt and not likely[0].is_restriction):
        first = kinds.telling(assertion)
    else:
        return likely
    return [first, *(kind for kind in likely if kind is not first)]


def _may_be_comment(kind: Kind) -> bool:
    return "comment" in kind.retold or kind.tells == "comment"


def _named(text: str, kind: Kind, *, headline: bool) -> Asserted | None:
    whole = go_home(_plain(text))
    clause = plainly_told(main_clause(whole))
    if headline and _FIGURE.search(whole):
        return Asserted("figure")
    if _FOR_IT.search(clause):
        return Asserted("denied", "denied", for_it=True)
    clause = _LIFTED.sub(_lifted, _IGNORED.sub(" ", _OPEN.sub(" considers ", _without_reserve(clause))))
    told = list(_places(_DONE_OR_NOT, clause))
    name = _verb(clause, kind, told) or (
        _first(_places(_NOUNS, clause)) if headline and not kind.is_talk else None
    )
    if name in (None, "happened") and kind.is_trade and _met_on_talks(clause, whole):
        name = "in_talks"
    if headline and name in (None, *_DEEDS) and leaves_open(clause, _first_deed(told, clause)):
        name = "comment"
    if name is None or name in _DONE:
        undone = undone_by(clause, _first_deed(told, clause))
        bans = kind.is_restriction and undone in _HALTS and _RESTRICTS.search(clause)
        name = name if undone is None or bans or (kind.is_talk and undone in _TALKED) else undone
    name = _as_settled(name, clause, kind) if headline else name
    if name is None or (name == "comment" and not headline):
        return None
    return Asserted(*_OF_NAME[name], of_halt=name in ("ending", "reduced"))


def _without_reserve(clause: str) -> str:
    """A wish or plan without what is not there yet: "Kyiv needs 25 Patriots, no talks fixed" denies nothing."""
    reserve = _RESERVE.search(clause, _LEAST)
    if reserve is None:
        return clause
    head = clause[: reserve.start()]
    says = modality_of(head, len(head)) or _first(_places(_DONE_OR_NOT, head))
    return head if says in _NOT_YET else clause


def _as_settled(name: str | None, clause: str, kind: Kind) -> str | None:
    """What is signed is done, also where what it brings is only planned."""
    return "happened" if name in (None, "planned") and _is_deed(kind) and is_settled(clause) else name


def is_settled(clause: str) -> bool:
    """Whether the lower-cased ``clause`` of a headline tells a contract as signed, whatever it is yet to bring."""
    return _SETTLED.search(clause) is not None


def _met_on_talks(clause: str, whole: str) -> bool:
    talks = (*_only("in_talks", _DONE_OR_NOT), *_TALKS)
    return _MET.search(clause) is not None and _first(_places(talks, whole)) is not None


def main_clause(title: str) -> str:
    """The main clause, in lower case."""
    text = _RELATIVE.sub(" ", _OPENING.sub("", _plain(title)))
    return text[: background_start(text)]


def main_span(text: str) -> tuple[int, int]:
    """Where in ``text`` its main clause begins and ends: behind an opening ("Without waiting for Washington, …"), before its
    background."""
    opening = _OPENING.match(text)
    return opening.end() if opening else 0, background_start(text)


def asides(text: str) -> list[tuple[int, int]]:
    """Where a title tells of something else: its opening, its relative clauses, its background."""
    begins, ends = main_span(text)
    return [(0, begins), *(found.span() for found in _RELATIVE.finditer(text)), (ends, len(text))]


def background_start(text: str) -> int:
    """Where in ``text`` its background begins, or its end."""
    cut = _BACKGROUND.search(text, _LEAST)
    return cut.start() if cut else len(text)


def _plain(text: str) -> str:
    """In lower case, with one kind of apostrophe and single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def explains(title: str, label: str = "") -> bool:
    """Whether it is an analysis, a question or an explainer by its own words."""
    return _is_commented(title, label) or _EXPLAINS.match(title) is not None


def _is_commented(title: str, label: str) -> bool:
    return any(_COMMENTED.search(_plain(text)) for text in (title, label))


def _lifted(match: re.Match[str]) -> str:
    return "lift" if match["ending"] in ("", "e") else "lifts"


_Told = Sequence[tuple[int, str]]
"""What a clause tells as done or not, and where."""


def _verb(clause: str, kind: Kind, told: _Told) -> str | None:
    """A sanction is itself a halt; talks, wishes and praise are what a visit consists of."""
    halt = kind.is_restriction and _RESTRICTS.search(clause) is not None
    scope = modality_of(clause, _first_deed(told, clause), kind)
    if scope in _TALKED and _halt_is_thought_of(clause):
        return "comment"
    if scope is not None and not (halt and scope in _HALTS) and not (kind.is_talk and scope in _TALKED):
        return scope
    for name, pattern in _OVER:
        if not (halt and name in _HALTS) and (match := pattern.search(clause)):
            told_so = _halt(name, clause, clause[: match.start()])
            leaves = told_so == "cancelled" and kind.is_in_editions and is_left(clause, match.start())
            return "refused" if leaves else told_so
    if kind.is_in_editions and is_left(clause, len(clause)):
        return "refused"
    if kind.is_talk:
        return _first((place, name) for place, name in told if name not in _TALKED)
    verb = _first([*told, *_halts(clause)] if halt else told)
    talks = verb == "under_way" and _first(_places(_TALKS, clause)) is not None
    return "in_talks" if talks else verb


def deed_place(clause: str) -> int:
    """Where the lower-cased ``clause`` tells its first deed, done or planned; its length where it tells none."""
    return _first_deed(_places(_DONE_OR_NOT, clause), clause)


def _first_deed(told: Iterable[tuple[int, str]], clause: str) -> int:
    return min((place for place, name in told if name in _DEEDS), default=len(clause))


def _halt_is_thought_of(clause: str) -> bool:
    """ "wants to cancel": what is wished for is no deal, but its end."""
    halts = (pattern.search(clause) for name, pattern in _OVER if name in _HALTS)
    return any(_PERHAPS.search(clause[: halt.start()]) for halt in halts if halt)


def _halt(name: str, clause: str, before: str) -> str:
    """What a denial, a refusal or a halt asserts behind what stands ``before`` it."""
    if name != "denied" and _speaks_of(name, before):
        return "comment"
    return "ending" if name == "cancelled" and (_TO_COME.search(before) or _ENDING.search(clause)) else name


def _speaks_of(halt: str, before: str) -> bool:
    """ "responds to reports of cancelling", "concerned over delay", "may cancel": the halt is what is spoken of."""
    if halt in _HALTS and (_PERHAPS.search(before) or _ASKED_FOR.search(before)):
        return True
    return any(name == "comment" for _, name in _places(_DONE_OR_NOT, before))


def _halts(clause: str) -> Iterator[tuple[int, str]]:
    halts = _places([row for row in _OVER if row[0] in _HALTS], clause)
    return ((place, "happened") for place, _ in halts)


def _places(rows: Iterable[tuple[str, re.Pattern[str]]], clause: str) -> Iterator[tuple[int, str]]:
    """Where each row's language stands, counted from where the headline's own verb does: from its end where the verb
    stands last."""
    verb_final = _VERB_FINAL.search(clause) is not None
    verbs_alone = without_nouns(clause)
    for name, pattern in rows:
        starts = [match.start() for match in pattern.finditer(verbs_alone if name == "happened" else clause)]
        if starts:
            yield (len(clause) - starts[-1] if verb_final else starts[0]), name


def _first(found: Iterable[tuple[int, str]]) -> str | None:
    return min(found, key=lambda one: one[0], default=(0, None))[1]
