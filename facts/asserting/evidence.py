"""Whether a clause shows that a deed is done. What plans, wishes and doubts are told in has no end; what shows a deed has: so
a deed is told only where its clause holds one of those words. They are data (``facts/rows/evidence.toml``)."""

import re
from functools import cache

from facts.rows.patterns import pattern_of, word_table
from facts.rows.patterns import verbs as base


def shows_done(clause: str) -> bool:
    """Whether the lower-cased main ``clause`` holds a verb of a deed in a form of what is so, or is of a language whose forms
    are not known."""
    return names_deed(clause) or (
        not _is_english(clause) and _rules()["other_languages"].search(clause) is not None
    )


def names_deed(clause: str) -> bool:
    """The same, of a language whose forms are known."""
    told = without_nouns(clause)
    done = _rules()["done_in_english" if _is_english(clause) else "done"]
    return done.search(told) is not None or _is_english_deed(told)


def _is_english(clause: str) -> bool:
    """By its small words: endings of other languages are none in English ("Saudi", "a former base")."""
    found = _small_words().intersection(_WORDS.findall(clause))
    return len(found) > 1 or not found.isdisjoint(_sure_words())


_WORDS = re.compile(r"\w+")


def _is_english_deed(clause: str) -> bool:
    """A verb that nothing right before it leaves open ("to field", "could scoop up")."""
    found = _rules()["english"].finditer(clause)
    return any(
        match.lastgroup is not None or _word_before(clause, match.start()) not in _leave_open()
        for match in found
    )


def _word_before(clause: str, at: int) -> str:
    return clause[:at].rstrip().rpartition(" ")[2]


def begins_with_deed(text: str) -> bool:
    """Whether the lower-cased ``text`` begins with a verb of a deed in a form of what is so ("signs for", "turned away")."""
    return _rules()["at_first"].match(text) is not None


def without_nouns(clause: str) -> str:
    """The lower-cased ``clause``, of the same length, without plurals that look like verbs ("for Chinese ships")."""
    marks = _rules()["noun_marks"]

    def masked(match: re.Match[str]) -> str:
        before = clause[max(0, match.start() - 8) : match.start()]
        return "_" * len(match[0]) if marks.search(before) else match[0]

    return _rules()["noun_uses"].sub(masked, clause)


def is_hearsay(text: str) -> bool:
    """Whether the lower-cased ``text`` tells what is only alleged or rumoured."""
    return _rules()["hearsay"].search(text) is not None


def is_remembered(text: str) -> bool:
    """Whether the lower-cased ``text`` looks back on what is long past, or is somebody's view."""
    return _rules()["past"].search(text) is not None


@cache
def _rules() -> dict[str, re.Pattern[str]]:
    rows = word_table("evidence")
    rules = {name: pattern_of(patterns) for name, patterns in rows["rules"].items()}
    english = rows["english"]
    forms = {form for verb in english["verbs"] for form in _forms(verb)} | set(english["irregular"])
    forms |= {form for verb in english["nouns"] for form in _forms(verb)[1:]}
    nouns, moving = "|".join(english["nouns"]), "|".join(english["moving"])
    verbs = "|".join(sorted(map(re.escape, forms), key=lambda form: (-len(form), form)))
    return {
        "done": pattern_of(row["pattern"] for row in rows["done"]),
        "done_in_english": pattern_of(row["pattern"] for row in rows["done"] if row["language"] == "en"),
        "english": re.compile(
            rf"\b(?:{verbs})\b|(?P<of_many>(?<=[a-z]s )(?:{moving})\b|(?:\band |, )[\w'-]+ (?:{nouns})\b)"
        ),
        "at_first": re.compile(rf"(?:{verbs}|(?:{base('base')})(?:e?s|e?d)?)\b"),
        **rules,
    }


@cache
def _small_words() -> frozenset[str]:
    return frozenset(word_table("numbers")["words"]["english"])


@cache
def _sure_words() -> frozenset[str]:
    return frozenset(word_table("evidence")["english"]["sure"])


@cache
def _leave_open() -> frozenset[str]:
    return frozenset(word_table("evidence")["english"]["open"])


def _forms(verb: str) -> list[str]:
    """The base, third-person and regular past forms of a verb, with what it is written with ("snap up")."""
    head, blank, rest = verb.partition(" ")
    return [f"{form}{blank}{rest}" for form in (head, *_present(head), *_past(head))]


def _present(base: str) -> list[str]:
    if re.search(r"[^aeiou]y$", base):
        return [f"{base[:-1]}ies"]
    return [f"{base}es" if re.search(r"(?:s|x|ch|sh|z)$", base) else f"{base}s"]


def _past(base: str) -> list[str]:
    if re.search(r"[^aeiou]y$", base):
        return [f"{base[:-1]}ied"]
    doubled = re.search(r"^[^aeiou]*[aeiou][bdgklmnprt]$|(?:ip|it|er|el)$", base)
    return [f"{base}d" if base.endswith("e") else f"{base}ed", *([f"{base}{base[-1]}ed"] if doubled else [])]
