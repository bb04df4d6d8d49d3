"""The guard of a merge on both sides of each limit, what a denial denies, and which of several events it is."""

from datetime import UTC, datetime, timedelta

import pytest

from facts.matching.features import features_of
from facts.matching.index import EventIndex, Profile, ProfileText
from facts.matching.levels import ALONE
from facts.matching.match import MatchLimits, New, Same, Unsure, Update, Verdict, match
from facts.matching.weigh import weigh
from facts.names.lexicon import Lexicon
from facts.reading.assess import assess
from facts.reading.draft import draft
from facts.weights.model import match_weights
from store.nouns.models import ArticleFacts

TOLD = datetime(2028, 11, 6, 9, tzinfo=UTC)
DEAL = "Kenya and Italy sign agreement on hydrography for their navies"
AGAIN = "Italy, Kenya sign hydrography agreement"


def text(title: str, days: int = 0) -> ArticleFacts:
    return ArticleFacts(
        source="case", title=title, lead="", language="en", published=TOLD + timedelta(days=days)
    )


def judged(
    lexicon: Lexicon, told: str, *known: str, limits: MatchLimits | None = None, days: int = 0
) -> Verdict:
    """The verdict on a text, where others are known as events of their own: "e0", "e1" …"""
    profiles = []
    for number, title in enumerate(known):
        article = text(title)
        reading = assess(article, lexicon)
        assert reading.relevance == "relevant", title
        own = ProfileText(article.title, "", reading.published, reading)
        profiles.append(Profile(f"e{number}", draft(article, reading, lexicon), (own,)))
    article = text(told, days)
    return match(article, assess(article, lexicon), EventIndex(profiles), limits or MatchLimits())


def specific_of(lexicon: Lexicon, one: str, other: str) -> int:
    first, second = (features_of(assess(text(title), lexicon), title, "") for title in (one, other))
    return weigh(first, second, match_weights()).specific


def test_each_limit_holds_from_its_very_value_on(lexicon: Lexicon) -> None:
    score = judged(lexicon, AGAIN, DEAL).score
    specific = specific_of(lexicon, AGAIN, DEAL)
    exact = MatchLimits(same=score, unsure=score, specific=specific)
    assert isinstance(judged(lexicon, AGAIN, DEAL, limits=exact), Same | Update)
    for tighter in (MatchLimits(score + 0.01, score, specific), MatchLimits(score, score, specific + 1)):
        asked = judged(lexicon, AGAIN, DEAL, limits=tighter)
        assert isinstance(asked, Unsure)
        assert asked.event == "e0"
    assert isinstance(judged(lexicon, AGAIN, DEAL, limits=MatchLimits(score + 1, score + 0.01, 0)), New)


def test_what_is_alone_near_its_days_is_a_little_surer(lexicon: Lexicon) -> None:
    first, again = "Kenya and Italy sign defence accord in Rome", "Italy, Kenya sign defence accord"
    alone = judged(lexicon, again, first)
    among = judged(lexicon, again, first, "Italy and Kenya seal military pact on field hospitals")
    worth = match_weights().values[ALONE]
    assert alone.reasons[-1] == f"{ALONE} {worth:+.1f}"
    assert alone.score - among.score == pytest.approx(worth)
    for days, near in ((5, True), (6, False)):
        told = judged(lexicon, again, first, days=days)
        assert any(reason.startswith(ALONE) for reason in told.reasons) == near, days


def test_of_several_that_would_do_it_is_the_one_of_its_kind(lexicon: Lexicon) -> None:
    visit = "Pakistan's army chief meets Saudi defence minister in Riyadh over defence pact"
    signing = "Pakistan and Saudi Arabia sign defence pact in Riyadh"
    low = MatchLimits(same=0.5, unsure=0.2, specific=0)
    for known, wanted in (((visit, signing), "e1"), ((signing, visit), "e0")):
        told = judged(lexicon, "Saudi Arabia, Pakistan sign defence pact in Riyadh", *known, limits=low)
        assert isinstance(told, Same | Update)
        assert told.event == wanted


def test_what_is_held_is_asked_about_without_an_event(lexicon: Lexicon) -> None:
    article = text("Türkiye ve Azerbaycan savunma")
    held = assess(article, lexicon)
    assert held.relevance != "relevant"
    asked = match(article, type(held)(relevance="held", score=1.5, reasons=("held",)), EventIndex([]))
    assert asked == Unsure(None, 1.5, ("held",))


@pytest.mark.parametrize(
    ("told", "known", "denies"),
    [
        ("China denies sale of J-35 jets to Pakistan", "China sells J-35 jets to Pakistan", True),
        ("China denies sale of J-35 jets to Pakistan", "China denies selling J-35 jets to Pakistan", False),
        ("China denies sale of J-35 jets to Pakistan", "China and Kenya sign defence cooperation agreement", False),
        ("China sells J-35 jets to Pakistan", "China denies sale of J-35 jets to Pakistan", False),
        ("Russia denies delay in S-400 deliveries to India", "Russia delivers S-400 missiles to India", False),
        ("Russia denies delay in S-400 deliveries to India", "Russia delays S-400 deliveries to India", True),
        ("Russia denies halt to S-400 deliveries to India", "Russia suspends S-400 deliveries to India", True),
    ],
)  # fmt: skip
def test_what_a_denial_denies(told: str, known: str, denies: bool, lexicon: Lexicon) -> None:
    verdict = judged(lexicon, told, known)
    found = verdict.denies if isinstance(verdict, New) else None
    assert (found == "e0") == denies, verdict
    if denies:
        assert "denies e0" in verdict.reasons


def test_a_denial_has_to_be_as_sure_as_a_merge(lexicon: Lexicon) -> None:
    told, known = "China denies sale of J-35 jets to Pakistan", "China sells J-35 jets to Pakistan"
    for limits in (MatchLimits(specific=99), MatchLimits(same=99.0), MatchLimits(same=99.0, unsure=99.0)):
        verdict = judged(lexicon, told, known, limits=limits)
        assert isinstance(verdict, New)
        assert verdict.denies is None
    other = "Pakistan buys Chinese tanks and drones"
    verdict = judged(lexicon, told, other, known)
    assert isinstance(verdict, New)
    assert verdict.denies == "e1"
