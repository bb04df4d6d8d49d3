"""The pictures of real answers: nothing is cut off, and their numbers are those of the text."""

import pytest

from handlers.commands import KnowledgeCommands, Workplace
from handlers.render.pages.answer import Answer
from handlers.render.paging.measure import visible_text
from handlers.render.pictures.canvas import Picture
from store.store import Store
from tests.clock import Clock
from tests.looking import faults, labels, numbers

pytestmark = pytest.mark.parametrize("founded_url", ["sqlite"], indirect=True)
QUESTIONS = [
    ("brief", ""),
    ("brief", "China Pakistan"),
    ("brief", "exercises"),
    ("brief", "Russia India"),
    ("timeline", "China"),
    ("timeline", "Wei Fenghe"),
    ("actor", "China"),
    ("actor", "Wei Fenghe"),
    ("actor", "Pakistan Army"),
    ("agreements", ""),
    ("agreements", "Pakistan"),
    ("compare", "Russia", "United States"),
]


async def test_pictures_of_real_answers(founded_store: Store, clock: Clock) -> None:
    asks = KnowledgeCommands.of(Workplace(founded_store, clock)).answers
    drawn = 0
    for command, *arguments in QUESTIONS:
        answer = await asks[command](*arguments)
        pictures = [*filter(None, [answer.picture, *(section.picture for section in answer.sections)])]
        drawn += len(pictures)
        for picture in pictures:
            assert faults(picture) == [], (command, arguments)
        if answer.picture is not None and command != "compare":  # it counts for each partner, and says so
            assert told(answer) & set(counted(answer.picture)), (command, arguments)
    assert drawn >= 15


def told(answer: Answer) -> set[int]:
    """Every number of the answer."""
    lines = [
        *answer.lead,
        *(line for section in (*answer.overview, *answer.sections) for line in section.lines),
    ]
    counts = {max(section.of, len(section.lines)) for section in answer.sections}
    return counts | {number for line in lines for number in numbers(visible_text(line.text))}


def counted(picture: Picture) -> list[int]:
    """The number that a picture gives for all of what it is drawn from, and what it has drawn with what it left out."""
    texts = [label.text for label in labels(picture)]
    left = sum(numbers(text)[0] for text in texts if " more: " in text)
    first = numbers(texts[1])
    return [first[0] + left, *first]
