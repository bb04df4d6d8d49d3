"""Questions for what somebody said, or who said something: in sentences of news, else as statements of the founding documents."""

import asyncio
from dataclasses import dataclass

from facts.asking.topics import read_topic
from facts.fitting.gauge import is_name
from facts.wording.speech import SpeechAsked, speech_asked
from handlers.attributing.utterances import speaker_names, spoken_answer, unsaid_line
from handlers.briefing.said import said_answer
from handlers.render.pages.answer import Answer
from handlers.render.words.text import capitalised
from handlers.ui.topic_search import Looked, Topical


@dataclass(frozen=True)
class Uttered:
    """Answers them."""

    topical: Topical

    async def in_news(self, topic: str, since: str, until: str) -> Answer | None:
        """None if a question is for something else, or no text of news that is filed on the matter has any of their words."""
        if (speech := speech_asked(topic)) is None:
            return None
        looked = await self.topical.look(speech.about or speech.who, since, until, by_weight=True)
        if not isinstance(looked, Looked) or looked.is_empty or any(map(is_name, looked.passed)):
            return None
        return await asyncio.to_thread(_told, topic, looked, speech)

    async def as_statement(self, topic: str, since: str, until: str) -> Answer | None:
        """None if the question is for something else, or no statement tells it."""
        speech = speech_asked(topic)
        looked = await self.topical.look(f"{speech.who} {speech.about}", since, until) if speech else None
        if speech is None or not isinstance(looked, Looked):
            return None
        return await asyncio.to_thread(said_answer, looked, topic, speech)

    async def part(self, part: str, since: str, until: str) -> Answer | None:
        """A later question for what somebody says of the first one: of its words, else of what it names; that nothing of theirs is
        told, rather than anything else of them. None if it is another question."""
        speech = speech_asked(part)
        if speech is None or not (speech.who and speech.about):
            return None
        looked = await self.topical.look(speech.about, since, until)
        named = read_topic(speech.about, looked.known).facets if isinstance(looked, Looked) else ()
        bare = " ".join(one.label for one in named if is_name(one) and one.what != "country")
        for asked in (part, f"what does {speech.who} say about {bare}" if bare else part):
            for tell in (self.in_news, self.as_statement):
                if said := await tell(asked, since, until):
                    return said
        return Answer(capitalised(part), (unsaid_line(speech.who),))


def _told(topic: str, looked: Looked, speech: SpeechAsked) -> Answer | None:
    who = speaker_names(speech.who, looked.known) if speech.who else frozenset[str]()
    return spoken_answer(topic, looked, speech, who)
