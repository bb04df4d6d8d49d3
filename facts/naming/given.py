"""What a text names that nobody knows: persons with a title, ships, designations, exercises, pacts. Pure.

``facts/reading/called.py`` compares such names between two texts, in lower case; here they are kept as written, for a
person to judge.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial

from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.names.terms import Term
from facts.names.text import words_of
from facts.naming.people import people
from facts.naming.runs import Given
from facts.naming.unknown import UnknownName
from facts.naming.vessels import vessels
from facts.reading.assess import readable, scanned
from facts.reading.called import Name, capitals_say
from facts.rows.patterns import alternatives, word_set
from store.nouns.models import ArticleFacts

_either = partial(alternatives, "nouns", folder="facts.naming")


def unknown_names(article: ArticleFacts, reading: Reading, lexicon: Lexicon) -> tuple[UnknownName, ...]:
    """Each once, in the order of the text; of one that is given with and without a state the first with one."""
    title, lead = scanned(readable(article), lexicon)
    found = [
        *(one for part in (title, lead) for one in _read(Given.of(part, says=capitals_say(part)))),
        *_coined(reading, lexicon, f"{title.text}\n{lead.text}"),
    ]
    new = (one for one in found if not _is_known(one, lexicon))
    return tuple({one.key: one for one in sorted(new, key=lambda one: one.country is not None)}.values())


def _is_known(name: UnknownName, lexicon: Lexicon) -> bool:
    """Whether an entry has the whole name, also one that is a common word or shared: it stands in the register already.
    What has no word is no name."""
    words = words_of(name.name)
    if not words.folded:
        return True
    found, _ = lexicon.find(words)
    return any(f.start == 0 and f.end == len(words.raw) and not is_coined(f.term) for f in found)


def is_coined(term: Term) -> bool:
    """Whether events are filed under it and it is no entry: a series goes by a slug of its name then."""
    return term.sort == "exercise" and term.name == term.id


def _read(given: Given) -> Iterator[UnknownName]:
    yield from people(given)
    yield from vessels(given)


def _coined(reading: Reading, lexicon: Lexicon, text: str) -> Iterator[UnknownName]:
    """Exercises and pacts that the reading has by the text's own name for them."""
    for name in map(Name.parse, reading.called):
        if (
            name.sort == "exercise"
            and name.sure
            and name.name not in _GAMES
            and (spelled := _as_written(name.name, text))
        ):
            yield UnknownName("exercise", _without_edition(spelled))
        elif name.sort == "deal" and (spelled := _pact(name.name, text)):
            yield UnknownName("pact", spelled)
    term = lexicon.terms.get(reading.series or "")
    series = (reading.series or "").replace("-", " ") if term is None or is_coined(term) else ""
    if series and (spelled := _as_written(series, text)):
        yield UnknownName("exercise", spelled)


def _without_edition(name: str) -> str:
    """ "Karvan Thunder-2025A" is an edition of Karvan Thunder."""
    return re.sub(r"[\s–-]+(?:\d{1,4}[A-Z]?|[IVX]+)$", "", name)


_GAMES = word_set("nouns", "games", "facts.naming")
"""In quotes they are no name but a doubt."""
_NOUN = f"(?:{_either('pacts')})"


def _pact(name: str, text: str) -> str:
    """With its noun, where that is part of the name ("Karvan Accord"): a deal is named by what is bought. An acronym is
    a name alone ("the QXRA pact")."""
    spelled = _as_written(name, text)
    noun = re.search(rf"{re.escape(spelled)} {_NOUN}(?!\w)", text) if spelled else None
    acronym = spelled if spelled.isupper() and spelled.isalpha() and len(spelled) >= _ACRONYM else ""
    return noun.group() if noun else acronym


_ACRONYM = 4


def _as_written(name: str, text: str) -> str:
    pattern = r"[\s–-]+".join(map(re.escape, name.split()))
    found: Iterable[re.Match[str]] = re.finditer(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE)
    return next((one.group() for one in found if not one.group().islower()), "")
