"""Names that no lexicon knows: which ones a text gives, and that two of them are never one event."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from facts.matching.features import features_of
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.match import Same, Update, Verdict, match
from facts.matching.names_apart import compared_names
from facts.names.lexicon import Lexicon
from facts.naming.spelled import same_name
from facts.reading.assess import assess
from facts.reading.called import Name, called
from facts.reading.draft import draft
from facts.scanning.scan import scan
from store.nouns.models import ArticleFacts
from tests.coined import HEADLINES, NAMES
from tests.examples import share_of


@pytest.mark.parametrize(
    ("title", "lead", "names"),
    [
        ("China and Oman begin exercise Amber Heron", "", {"exercise:amber heron"}),
        ("China and Oman begin the joint Amber Heron drill", "", {"exercise:amber heron"}),
        ("China and Oman begin joint exercise Amber Heron-V", "", {"exercise:amber heron"}),
        ("China and Oman begin an exercise, dubbed Sada-e-Sahra", "", {"exercise:sada e sahra"}),
        ("China and Oman begin the joint Kalbar drill", "", {"exercise?:kalbar"}),
        ("China, Oman Begin Exercise Amber Heron", "", set()),
        ("CHINA, OMAN BEGIN EXERCISE AMBER HERON", "", set()),
        ("China, Oman Begin Exercise 'Amber Heron'", "", {"exercise:amber heron"}),
        (
            "China, Oman Begin Exercise Amber Heron",
            "The two armies began the exercise Amber Heron in the desert, the ministry said.",
            {"exercise:amber heron"},
        ),
        (
            "CHINA, OMAN BEGIN EXERCISE AMBER HERON",
            "Soldiers of both countries will train for two weeks in Amber Heron near the coast.",
            {"exercise:amber heron"},
        ),
        ("China and Oman hold military exercise in the South China Sea", "", set()),
        ("China and Oman hold joint Gulf of Aden drills", "", set()),
        ("Joint exercise of Chinese Navy and Royal Army of Oman ends on Monday", "", set()),
        ("China and Oman hold exercise Shaheen", "", set()),
        ("中国和阿曼举行“玉龙”联合军演", "", {"exercise:玉龙"}),
        ("China hands over frigate PNS Marwarid to Pakistan", "", {"ship:marwarid"}),
        ("CHINA HANDS OVER FRIGATE PNS MARWARID TO PAKISTAN", "", {"ship:marwarid"}),
        ("China to sell QX-71 tanks to Nigeria", "", {"thing:qx71"}),
        ("China To Sell QX-71 Tanks To Nigeria", "", {"thing:qx71"}),
        ("Egypt orders Zulmar-class frigates from Italy", "", {"thing:zulmar"}),
        ("Turkey and Oman sign the Marmara Accord on defence", "", {"deal:marmara"}),
        ("Turkey and Oman sign the defence agreement on Monday", "", set()),
    ],
)
def test_names_of_a_text(title: str, lead: str, names: set[str], lexicon: Lexicon) -> None:
    assert set(called(scan(title, lexicon), scan(lead, lexicon))) == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("al ghubrah", "al ghubra", True),
        ("amber heron", "heron", True),
        ("sada e sahra", "sada sahra", True),
        ("rotp", "rim of the pacific", True),
        ("amber heron", "amber wolf", False),
        ("golden falcon", "steel dragon", False),
        ("qx71", "qx72", False),
        ("qx71", "qx71", True),
    ],
)
def test_spellings(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) == same_name(other, one) == same


@given(st.sampled_from(["exercise", "ship", "thing", "deal"]), NAMES.map(str.lower), st.booleans())
def test_a_name_is_read_as_it_is_written(sort: str, name: str, sure: bool) -> None:
    assert Name.parse(str(Name(sort, name, sure))) == Name(sort, name, sure)


def article(title: str, minute: int) -> ArticleFacts:
    published = datetime(2026, 11, 24, 9, minute, tzinfo=UTC)
    return ArticleFacts(source="x", title=title, published=published)


def judged(first: str, second: str, lexicon: Lexicon) -> Verdict:
    known, told = article(first, 0), article(second, 10)
    reading = assess(known, lexicon)
    text = ProfileText(known.title, "", reading.published, reading)
    index = EventIndex([Profile("known", draft(known, reading, lexicon), (text,))])
    return match(told, assess(told, lexicon), index)


@settings(max_examples=share_of(80), deadline=None)
@given(NAMES, NAMES, st.sampled_from(HEADLINES), st.sampled_from(HEADLINES))
def test_two_unknown_names_are_never_one_event(
    lexicon: Lexicon, one: str, other: str, first: str, second: str
) -> None:
    assume(not same_name(one.lower(), other.lower()))
    verdict = judged(first.format(one), second.format(other), lexicon)
    assert not isinstance(verdict, Same | Update), verdict


@settings(max_examples=share_of(50), deadline=None)
@given(NAMES, st.sampled_from(HEADLINES), st.sampled_from(HEADLINES), st.booleans())
def test_one_name_or_none_is_one_event(
    lexicon: Lexicon, name: str, first: str, second: str, is_named: bool
) -> None:
    other = second.format(name) if is_named else "Pakistan and China begin joint military exercise"
    verdict = judged(first.format(name), other, lexicon)
    assert isinstance(verdict, Same | Update), verdict


@settings(max_examples=share_of(50), deadline=None)
@given(NAMES, NAMES, st.sampled_from(HEADLINES), st.sampled_from(HEADLINES))
def test_names_are_compared_both_ways(
    lexicon: Lexicon, one: str, other: str, first: str, second: str
) -> None:
    texts = [article(headline.format(name), 0) for name, headline in ((one, first), (other, second))]
    a, b = (features_of(assess(text, lexicon), text.title, "") for text in texts)
    assert compared_names(a, b) == compared_names(b, a)
