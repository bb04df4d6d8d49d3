"""Texts as strangers send them: any sign of Unicode, in any order and number, also between words that mean something."""

from hypothesis import strategies as st

MARKS = "\u0301\u0308\u20e3\u3099\u309a\u0651\u0670\u093c\u094d\ufe0f\U000e0100"
"""Combining marks: accents, a keycap, voiced kana, Arabic and Indian signs, variation selectors."""
UNSEEN = "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2066\u2069\u00ad\ufeff\u2028\u2029\x00\x07\x1b\x85"
"""Joiners, directions, soft hyphens, ends of lines, controls."""
DIGITS = "0٣৪෨²⁵①⑳፩፼Ⅻ〇四百½𝟗🄋๙"
"""Decimal digits of several scripts, and what is called a digit or a number and is none for ``int``."""
SIGNS = st.characters(exclude_categories=())
"""Every code point, lone surrogates included."""
RAW = st.text(SIGNS, max_size=40)
WORDS = st.sampled_from(
    [
        *(
            "China",
            "Pakistan",
            "PAK",
            "U.S.",
            "中国",
            "巴基斯坦",
            "Пакистан",
            "پاکستان",
            "भारत",
            "パキスタン",
            "الصين",
        ),
        *(
            "exercise",
            "Exercise",
            "Shaheen-X",
            "VT-4",
            "Joint",
            "drill",
            "navy",
            "army",
            "air force",
            "frigate",
        ),
        *("signed", "delivers", "denies", "announces", "will", "visited", "sanctions", "arms", "deal", "MoU"),
        *("General", "Munir", "minister", "tanks", "drones", "Hangor", "Golden Falcon", "ships"),
        *(
            "first",
            "third",
            "3rd",
            "IX",
            "2nd",
            "phase",
            "batch",
            "edition",
            "2024",
            "Warrior-IX",
            "two",
            "dozen",
        ),
        *(
            "$",
            "billion",
            "million",
            "crore",
            "trillion",
            "dollars",
            "5 million dollars",
            "€",
            "Rs",
            "亿",
            "美元",
            "1,000",
            "0.5",
            ".",
        ),
        *(
            "Friday",
            "September",
            "today",
            "this month",
            "next year",
            "Monday",
            "yesterday",
            "last week",
            "on",
            "to",
            "from",
            "March",
            "31 February",
            "2026-02-30",
            "9999",
        ),
        *(
            "(Reuters)",
            "ISLAMABAD:",
            "|",
            "-",
            "—",
            "“",
            "”",
            "'s",
            "’s",
            "&amp;",
            "<b>",
            "]]>",
            "http://x.example/",
        ),
    ]
)
MARKED = st.builds(
    str.__add__, WORDS | st.text(SIGNS, min_size=1, max_size=2), st.text(MARKS, min_size=1, max_size=3)
)
NUMBERS = st.text(DIGITS, min_size=1, max_size=6) | st.integers(0, 10**30).map(str)
REPEATED = st.builds(
    str.__mul__, WORDS | SIGNS | st.sampled_from([*MARKS, *UNSEEN, *DIGITS]), st.sampled_from([3, 40, 300])
)
TWISTED = WORDS.map(lambda word: word.translate(str.maketrans("iskIK", "ıſ\u212aİ\u212a")))
"""Letters that an expression without regard to case takes for others: dotless i, long s, the sign of Kelvin."""
PIECES = st.lists(WORDS | WORDS | TWISTED | RAW | MARKED | NUMBERS | st.text(UNSEEN, max_size=3), max_size=25)
BUILT = st.builds(str.join, st.sampled_from([" ", " ", "", "\n", "\u200d", "-"]), PIECES)
NAMES = st.text(st.characters(categories=["Lu", "Ll", "Lt", "Lo", "Mn", "Nd"]), min_size=1, max_size=12)
HEADLINES = st.builds(
    "{} and {} {} {} {} {} near {}".format,
    WORDS | NAMES,
    WORDS | NAMES,
    st.sampled_from(["hold", "begin exercise", "sign", "deny", "deliver", "sanction", "launch", "visit"]),
    NAMES | MARKED,
    NUMBERS | st.sampled_from(["IV", "third", "-9", "2026", ""]),
    WORDS,
    NAMES,
)
"""Sentences as a headline has them, whose names nobody knows."""
ANY_TEXT = RAW | BUILT | BUILT | HEADLINES | HEADLINES | REPEATED | st.builds(str.__add__, BUILT, REPEATED)
