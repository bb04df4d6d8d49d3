"""A question without what stands around it ("is it true that …", "hasn't …", "explain …"), with the words that ask as they
are spelt, and in English. Pure; the words are rows of ``facts/wording/framing.toml``."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from typing import Any

from rapidfuzz.distance import OSA

from facts.names.native import names_abroad
from facts.names.phrases import country_phrases
from facts.rows.patterns import alternatives, word_table
from store.nouns.words import folded_phrase, is_english_word

_either = partial(alternatives, "framing", folder="facts.wording")

WHETHER = "whether"
"""Put before what somebody heard: it asks whether that is so."""
WHAT_IS = "what is"
REMEMBERED = 256
"""Questions: each is read by several who look something up for it."""
LEAST_LONG, LEAST_STATE, SPELLINGS = 6, 7, 2_000
"""Letters of a word that may have one wrong, and of a state's name; words whose spelling is remembered."""
_COUNTRIES = country_phrases()
_WORD = re.compile(r"(?<![\w-])[a-z'&]+(?![\w-])")
_LONG_WORD = re.compile(rf"(?<![\w-])[A-Za-z]{{{LEAST_STATE},}}(?![\w-])")
_ASKING = re.compile(
    rf"(?:{_either('asking')})\b",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    rf"(?P<what>[^?]+?)(?:\s*[,;:.–—]\s*|\s+-\s+|\s+(?=\w+\s*\??$))(?P<asks>(?:{_either('asking_behind')})\b(?:\s+\w+){{0,3}})\s*\?*",
    re.IGNORECASE,
)
"""A name, and behind it what is asked of it: "Shaheen IX, where"."""
_NAMED_BEFORE = re.compile(
    rf"(?P<where>[^,?]+),\s*(?P<asks>{_ASKING.pattern}[^?]*?)\s+there\s*\?*", re.IGNORECASE
)
_GIVING = re.compile(rf"\b(?:{_either('giving')})\b", re.IGNORECASE)
_CJK = "\u3040-\u30ff\u3400-\u9fff"
_BESIDE_CJK = re.compile(rf"(?<=[\w])(?=[{_CJK}])(?<![{_CJK}])|(?<=[{_CJK}])(?=[A-Za-z0-9])")
_CJK_DAY = re.compile(r"(?P<year>(?:19|20)\d\d)年(?:(?P<month>\d{1,2})月)?")
_TURKISH_ENDING = re.compile(rf"(?<=\w)['’](?:{_either('turkish_endings')})\b(?!['’])", re.IGNORECASE)
_ELIDED = re.compile(rf"\b(?:{_either('elided')})['’](?=[\wÀ-ÿ]{{2}})", re.IGNORECASE)


@lru_cache(maxsize=REMEMBERED)
def plain_question(text: str) -> str:
    """What is asked for, in words that the readers of questions know; nothing is left out but what stands around it.
    Asked again, it stays what it is."""
    read = _unframed(
        _COUNTABLE.sub("how many ", _spelt(_of_states(_with_states(english_of(" ".join(text.split()))))))
    )
    read = _FEW_LAST.sub(r"\1", read)
    read = _traded(_there(_asking_first(" ".join(_phrased(" ".join(read.split())).split()))))
    return read if any(map(str.isalnum, read)) else text


def asks_whether(question: str) -> bool:
    """Whether a plain question can be answered with a yes."""
    return _WHETHER.match(question) is not None


def simpler_questions(question: str) -> Iterator[str]:
    """A plain question with less in it, where nothing has all of it: without a second question behind it, without who says so,
    without what is excepted."""
    for pattern in (*_LESS, _NUMBER) if asks_whether(question) else _LESS:
        less = " ".join(pattern.sub(" ", question).strip(" ,").split())
        if less != question and len(less.split()) > 1:
            question = less
            yield question


def unqualified(question: str) -> str:
    """A plain question whether something is so, without the "first" that may be wrong of it."""
    return " ".join(_ORDINAL.sub(" ", question).split()) if asks_whether(question) else question


def differing_names(question: str) -> tuple[str, ...]:
    """The two between which a plain question asks for the difference."""
    found = _DIFFERENCE.search(question)
    return (found["one"].strip(), found["other"].strip()) if found else ()


def excepted(question: str) -> str:
    """What a plain question leaves out: "China" of "besides China, who supplied Pakistan"."""
    found = _EXCEPT.search(question)
    return found["what"].strip() if found else ""


def identity_asked(question: str) -> str:
    """The name of which a plain question asks who or what it is; empty where it asks for something else."""
    found = next((found for one in _IDENTITY if (found := one.fullmatch(question.strip(" ?.!")))), None)
    return found["name"].strip() if found else ""


def _unframed(text: str) -> str:
    """Without the frames before and behind it; the first that tells what was heard makes it a question whether."""
    heard = False
    while found := _frame("heard").match(text) or _frame("before").match(text):
        heard = heard or found.re is _frame("heard")
        text = text[found.end() :]
    text = _behind_all().sub("", text)
    heard, text = heard or _doubted().search(text) is not None, _doubted().sub("", text)
    if found := _frame("explain").match(text):
        text = _explained(text[found.end() :])
    elif found := _explained_name().fullmatch(text):
        text = f"{WHAT_IS} {found['name']}"
    text = _contracted(text)
    return f"{WHETHER} {text}" if heard and not _ASKING.match(text) else text


def _explained(rest: str) -> str:
    return rest if _ASKING.match(rest) else f"{WHAT_IS} {rest}"


def _contracted(text: str) -> str:
    """ "hasn't it been" as "has it been"."""
    first, _, rest = text.partition(" ")
    plain = _rows()["contracted"].get(first.casefold().replace("’", "'"))
    return f"{plain} {rest}" if plain and rest else text


def _asking_first(text: str) -> str:
    """ "Shaheen IX, where" as "where Shaheen IX"."""
    found = None if _ASKING.match(text) else _BEHIND.fullmatch(text)
    return f"{found['asks']} {found['what']}" if found else text


def _there(text: str) -> str:
    """ "Sri Lanka, did China sell anything there" as "did China sell anything to Sri Lanka"."""
    found = _NAMED_BEFORE.fullmatch(text)
    if found is None:
        return text
    return f"{found['asks']} {'to' if _GIVING.search(found['asks']) else 'in'} {found['where']}"


def _traded(text: str) -> str:
    """ "Biggest arms buyers" as "biggest arms importers", as figures are told of them, where no state is named whose they are."""
    found = _of_rank().fullmatch(text.strip(" ?.!"))
    if found is None or any(run in _COUNTRIES for run in _runs(text)):
        return text
    meant = next(one for one, words in _rows()["rank"]["trades"].items() if _trade(found) in words)
    return f"{found['before']} arms {meant}{found['behind']}"


def _trade(found: re.Match[str]) -> str:
    return (found["trade"] or found["other"]).casefold()


def _runs(text: str) -> Iterator[str]:
    words = folded_phrase(text).split()
    yield from (" ".join(words[at:end]) for at in range(len(words)) for end in range(at + 1, at + 4))


def _phrased(text: str) -> str:
    return _phrases().sub(lambda found: str(_rows()["phrases"][found[0].casefold()]), text)


def _spelt(text: str) -> str:
    """The words that ask as they are spelt; whatever has a capital may be a name, but for one that asks, at the beginning."""
    first, blank, rest = text.partition(" ")
    text = f"{_rows()['typed'].get(first.casefold(), first)}{blank}{rest}" if rest[:1].islower() else text
    return _WORD.sub(lambda found: _spelling(found[0]), text)


def _of_states(text: str) -> str:
    """What is military of a state, and not its military: "Chinese military aid" as "Chinese aid"."""
    return _OF_MILITARY.sub(
        lambda found: (
            f"{found['whose']} {found['what']}" if found["whose"].casefold() in _COUNTRIES else found[0]
        ),
        text,
    )


def _with_states(text: str) -> str:
    """States and their people as they are spelt: "bangladseh"."""
    return _LONG_WORD.sub(lambda found: _state_spelt(found[0]), text)


@lru_cache(maxsize=SPELLINGS)
def _state_spelt(word: str) -> str:
    plain = word.casefold()
    if plain in _COUNTRIES or is_english_word(plain):
        return word
    names = [
        name for name in _COUNTRIES if name[:1] == plain[:1] and name.isalpha() and len(name) >= LEAST_STATE
    ]
    near = [name for name in names if OSA.distance(plain, name, score_cutoff=1) <= 1]
    return near[0] if near and len({_COUNTRIES[name] for name in near}) == 1 else word


def _spelling(word: str) -> str:
    if meant := _rows()["typed"].get(word):
        return str(meant)
    if word.endswith("s") and word not in _COUNTRIES and word[:-1] in _COUNTRIES:
        return f"{word[:-1]}'s"
    long = _rows()["long"]["words"]
    if len(word) < LEAST_LONG or word in long or is_english_word(word):
        return word
    near = [one for one in long if OSA.distance(word, one, score_cutoff=1) <= 1]
    return str(near[0]) if len(near) == 1 and not _is_form(word, near[0]) else word


def _is_form(word: str, known: str) -> bool:
    """Whether it is the known word in another number, time or derivation."""
    return word.startswith(known) or known.startswith(word)


def english_of(text: str) -> str:
    """A question of another language with its common words in English; an English one as it is."""
    for language in _languages():
        text = language.english(text)
    return text


@dataclass(frozen=True)
class Language:
    """Words of one language with the English ones; ``marks`` have to be there, if there are any."""

    code: str
    marks: re.Pattern[str] | None
    words: re.Pattern[str]
    meant: Mapping[str, str]
    stems: tuple[str, ...]

    def english(self, text: str) -> str:
        """A question of this language with its common words in English; any other as it is."""
        if self.marks is not None and not self.marks.search(text):
            return text
        told = (one[0].casefold() for one in self.words.finditer(text))
        if self.marks is None and all(self._of(word) == word for word in told):
            return text  # a name alone ("中国队") is read as it stands
        return self.words.sub(lambda found: f" {self._of(found[0].casefold())} ", _parted(text, self.code))

    def _of(self, word: str) -> str:
        plain = word.replace("’", "'")
        if plain in self.meant:
            return self.meant[plain]
        return next((self.meant[f"{stem}*"] for stem in self.stems if plain.startswith(stem)), word)


def _parted(text: str, code: str) -> str:
    """Words without the endings, articles and neighbours that are written on to them."""
    if code == "tr":
        return _TURKISH_ENDING.sub("", text)
    if code == "fr":
        return _ELIDED.sub("", text)
    if code == "zh":
        return _BESIDE_CJK.sub(" ", _CJK_DAY.sub(_cjk_day, text))
    return text


def _cjk_day(found: re.Match[str]) -> str:
    return f" {found['year']}-{int(found['month']):02} " if found["month"] else f" {found['year']} "


@cache
def _languages() -> tuple[Language, ...]:
    return tuple(map(_language, _rows()["language"]))


def _language(row: Mapping[str, Any]) -> Language:
    meant = {word: english for english, words in row["words"].items() for word in words}
    names = [name for name in names_abroad() if re.search(f"[{_CJK}]", name)] if row["code"] == "zh" else []
    stems = sorted((word[:-1] for word in meant if word.endswith("*")), key=len, reverse=True)
    letters = f"(?-i:[{row['letters']}])|" if "letters" in row else ""
    marks = re.compile(f"{letters}{_words(row['marks']).pattern}", re.IGNORECASE) if "marks" in row else None
    return Language(
        row["code"], marks, _words([*meant, *names], parted=row["code"] != "zh"), meant, tuple(stems)
    )


def _words(words: Iterable[str], *, parted: bool = True) -> re.Pattern[str]:
    """The longest first; ``parted`` from their neighbours by something that is no letter."""
    ways = (re.escape(word).replace(r"\*", r"\w*") for word in sorted(words, key=len, reverse=True))
    either = "|".join(way.replace("'", "['’]") for way in ways)
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])" if parted else either, re.IGNORECASE)


@cache
def _rows() -> Mapping[str, Any]:
    return word_table("framing", "facts.wording")


@cache
def _frame(name: str) -> re.Pattern[str]:
    return re.compile(rf"\s*{_words(_rows()[name]).pattern}[\s,:–-]*(?=\S)", re.IGNORECASE)


@cache
def _phrases() -> re.Pattern[str]:
    return _words(_rows()["phrases"])


@cache
def _behind_all() -> re.Pattern[str]:
    return re.compile(rf"[\s,]+{_words(_rows()['after']).pattern}\s*(?=\?*$)", re.IGNORECASE)


@cache
def _of_rank() -> re.Pattern[str]:
    """ "who are the biggest buyers of arms in the world"."""
    rows = _rows()["rank"]
    trades = _words(word for words in rows["trades"].values() for word in words).pattern
    things = _words(rows["things"]).pattern
    which, where = _words(rows["which"]).pattern, _words(rows["where"]).pattern
    return re.compile(
        rf"(?P<before>.*?{which})\s+(?:(?:{things})\s+(?P<trade>{trades})|(?P<other>{trades})\s+of\s+{things})"
        rf"(?P<behind>(?:\s+{where})?)",
        re.IGNORECASE,
    )


@cache
def _doubted() -> re.Pattern[str]:
    return re.compile(rf"[\s,.;:–-]+{_words(_rows()['doubted']).pattern}\s*(?=\?*$)", re.IGNORECASE)


@cache
def _explained_name() -> re.Pattern[str]:
    return re.compile(rf"(?P<name>.+?)[\s,:-]+{_words(_rows()['explained']).pattern}\s*\?*", re.IGNORECASE)


_FEW_LAST = re.compile(
    rf"\b((?:{_either('newest')})\s+)(?:\d{{1,2}}|{_either('few')})\s+(?!(?:{_either('spans')})s?\b)",
    re.IGNORECASE,
)
"""How many of the newest are asked for: "the last three exercises"."""
_COUNTABLE = re.compile(
    rf"\bhow\s+much\s+(?=(?!(?:{_either('not_counted')})\b)[a-z]+s\b)",
    re.IGNORECASE,
)
"""Before what is counted: "how much tanks"."""
_WHETHER = re.compile(rf"(?:{_either('whether')})\b", re.IGNORECASE)
_EXCEPT = re.compile(
    rf"\b(?:{_either('except')})\s+(?P<what>[^,?]+?)(?=,|\?|$|\s+{_ASKING.pattern})\s*,?",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?:the\s+)?(?:very\s+)?(?:{_either('ordinals')})\b(?!\s+(?:of|batch))", re.IGNORECASE
)
_NUMBER = re.compile(
    rf"(?<![\w-])(?:US)?[$€¥]?\b\d[\d.,]*\s*(?:{_either('large_numbers')})?(?![\w-])",
    re.IGNORECASE,
)
_DIFFERENCE = re.compile(
    r"\b(?:differences?\s+between|tell\s+apart|distinguishes)\s+(?:the\s+)?(?P<one>.+?)\s+(?:and|from)\s+(?:the\s+)?(?P<other>[^?]+)",
    re.IGNORECASE,
)
_LESS = (
    re.compile(
        rf",?\s+and\s+(?:{_either('before_asking')})?(?:{_either('asking_more')})\b.*$", re.IGNORECASE
    ),
    re.compile(r"^according\s+to\s+[^,]+,\s*", re.IGNORECASE),
    _EXCEPT,
    re.compile(
        rf"\b(?:{_either('within')})\s+(?:{_either('regions')})\b",
        re.IGNORECASE,
    ),
)
_IDENTITY = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:who|what)\s+(?:{_either('being')})\s+(?:the\s+|an?\s+)?+(?P<name>(?!{_either('not_a_name')})[^,?]+?)",
        r"what\s+does\s+(?P<name>[^,?]+?)\s+(?:mean|stand\s+for)",
        rf"what\s+(?P<name>[^,?]+?)\s+(?:{_either('being_behind')})",
    )
)
_OF_MILITARY = re.compile(
    rf"\b(?P<whose>\w+)\s+military\s+(?P<what>{'|'.join(_rows()['of_military']['words'])})\b", re.IGNORECASE
)
