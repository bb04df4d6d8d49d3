"""Whatever a document says: nothing breaks, nobody takes part whom it does not name, and no day is made up."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from facts.model.reading import Reading
from facts.names.lexicon import Lexicon
from facts.prose.statements import Prose, SentenceReader, statements
from facts.scanning.scan import scan
from tests.examples import share_of

PUBLISHED = date(2021, 7, 9)
PIECES = [
    "China's Defence Minister Wei Fenghe", "Pakistan", "General Karim Yusof of Malaysia", "the minister", "he", "both sides", "the two navies", "the three countries",
    "signed a memorandum", "met", "held the exercise Iron Karvan", "the exercise", "the visit", "the helicopters", "delivered four Z-10 helicopters to", "They were commissioned",
    "on 3 May 2019", "in the same year", "the following day", "two months later", "In December", "last month", "India and Japan", "the country", "nothing", "Both",
    "the Pakistan Navy", "the army", "Xu", "with Türkiye", "during his visit", ",", ".", ". ", ". The", "; which is", "“We agreed”", "said", "2016:", "an order for",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=18).map(" ".join)
HEADINGS = st.sampled_from(["", "2016", "Deliveries from China to Pakistan", "Nepal visit"])


@given(st.lists(st.tuples(TEXTS, HEADINGS), max_size=5), st.sampled_from([None, PUBLISHED]))
@settings(max_examples=share_of(60), deadline=None)
def test_who_takes_part_and_when_stands_in_the_document(
    lexicon: Lexicon, told: list[tuple[str, str]], published: date | None
) -> None:
    paragraphs = [Prose(number, text, heading) for number, (text, heading) in enumerate(told, start=1)]
    found = statements("", published, paragraphs, SentenceReader(lexicon))
    whole = scan(". ".join(f"{heading}. {text}" for text, heading in told), lexicon)
    named = {code for one in whole.names for code in (*one.term.countries, one.term.owner)}
    for one in found:
        assert set(one.reading.countries) <= named, one
        if published is None and one.reading.day is not None:
            assert re.search(r"\d{4}", " ".join(f"{heading} {text}" for text, heading in told)), one
        for ref in one.references:
            assert ref.meant, one
            assert ref.keys, one


class BrittleReader(SentenceReader):
    """Breaks at a word, as a fault of a reader would."""

    def reading(self, title: str, lead: str, published: date | None) -> Reading:
        if "Karvan" in title:
            raise KeyError(title)
        return super().reading(title, lead, published)


def test_a_sentence_that_cannot_be_read_costs_no_other(lexicon: Lexicon) -> None:
    text = "China and Pakistan signed a pact. Karvan broke it. Both sides met."
    first, broken, last = statements("", PUBLISHED, [Prose(1, text)], BrittleReader(lexicon))
    assert (first.broken, broken.broken, last.broken) == ("", "KeyError", "")
    assert last.reading.countries == ("CN", "PK")


@given(st.text(max_size=300), st.text(max_size=40))
@settings(max_examples=share_of(60), deadline=None)
def test_any_text_is_read(lexicon: Lexicon, text: str, title: str) -> None:
    for one in statements(title, PUBLISHED, [Prose(1, text)], SentenceReader(lexicon)):
        assert one.text.strip()
