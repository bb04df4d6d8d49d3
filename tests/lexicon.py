"""One lexicon for all tests of the room: it is read only."""

import pytest

from facts.names.lexicon import Lexicon


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    return Lexicon()
