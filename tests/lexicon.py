"""One lexicon for all tests of the room, of the register as the seeds found it: it is read only."""

import pytest

from benchmarks.news.known import founded_lexicon
from facts.names.lexicon import Lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return founded_lexicon()
