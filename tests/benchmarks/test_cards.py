"""Forty alerts made of real headlines that lie beside the project: each is the source's own word, and no more."""

import pytest

from benchmarks.evaluate.cards import MANY, SHARED, samples
from handlers.render.cards.headline import MOST
from handlers.render.words.quotation import quotation


@pytest.mark.skipif(not SHARED.exists(), reason="the labelled texts are not beside the project")
def test_an_alert_is_its_sources_word() -> None:
    found = samples(MANY)
    assert len(found) == MANY
    assert [one.article.title for one in found if not one.has_own_headline] == []
    assert [one.article.lead for one in found if one.article.lead and not quotation(one.article)] == []
    assert [fact for one in found for fact in one.unstated()] == []
    assert max(one.grading for one in found) <= 0.15
    assert max(len(one.card.content) for one in found) <= MOST
