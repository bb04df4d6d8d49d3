"""Questions how far a deal is: "has it been signed yet", "still only talks?", "at what stage is …", "which deals are only talks"."""

import asyncio
import re
from dataclasses import dataclass, replace
from datetime import date

from facts.model.kinds import Kinds
from facts.rows.kinds import KINDS
from facts.sifting.dealings import StageAsked, stage_asked
from handlers.composing.briefed import brief_answer
from handlers.dealing.dealings import Dealing, dealing_facet, dealings
from handlers.dealing.stages import dealing_answer, listed_stages, stage_answer
from handlers.quoting.standing import force_lines
from handlers.render.pages.answer import Answer
from handlers.render.words.text import capitalised
from handlers.ui.known import known_names
from handlers.ui.topic_search import Looked, Topical
from store.search.answers import Answers

STATUS = re.compile(r"\bstatus\b", re.IGNORECASE)
"""Of a question that a brief answers with the newest status anyway."""


@dataclass(frozen=True)
class Staged:
    """Answers them from what news tells; a deal with an entry has its status there."""

    answers: Answers
    topical: Topical
    kinds: Kinds = KINDS

    async def answer(self, topic: str, since: str, until: str) -> Answer | None:
        """None where a question asks for something else, or no news tells of such a deal."""
        asked = await asyncio.to_thread(stage_asked, topic)
        if asked is None or not (asked.rest or asked.of_all):
            return None
        looked = await self.deals(asked.rest, since, until)
        if looked is None:
            return None
        rows = await asyncio.to_thread(dealings, looked.found.events, looked.found.library, self.kinds)
        return await asyncio.to_thread(self._answered, topic, looked, rows, asked)

    async def named(self, name: str) -> Answer | None:
        """The deals that a name or a description means, as news tells them; None where none is told so."""
        looked = await self.deals(name, "", "")
        if looked is None:
            return None
        rows = await asyncio.to_thread(dealings, looked.found.events, looked.found.library, self.kinds)
        return await asyncio.to_thread(dealing_answer, name, looked, rows) if rows else None

    async def deals(self, rest: str, since: str, until: str) -> Looked | None:
        """What may tell of a deal on a topic; None where a side of it is passed over, or nothing is found."""
        known = await known_names(await self.answers.names())
        looked = await self.topical.look(rest, since, until, dealing_facet(known, self.kinds))
        if not isinstance(looked, Looked) or looked.is_empty or any(not one.loose for one in looked.passed):
            return None
        return looked

    def _answered(self, topic: str, looked: Looked, rows: list[Dealing], asked: StageAsked) -> Answer | None:
        if asked.sort == "list":
            kept = [row for row in rows if row.stage.name in asked.of_all]
            return listed_stages(topic, looked, kept) if rows or looked.found.agreements else None
        filed = replace(looked, found=replace(looked.found, events=()))
        deals = [deal for deal in looked.found.agreements if deal.steps]
        newest = max((deal.steps[-1].day or date.min for deal in deals), default=date.min)
        if rows and rows[0].day >= newest:
            return stage_answer(topic, looked, rows, asked)
        is_told_so = asked.sort == "signed" or STATUS.search(topic)
        lines = force_lines(filed) if len(deals) == 1 and not is_told_so else ()
        today = self.topical.now().date()
        answer = brief_answer(looked, today, self.kinds, before=lines) if lines else None
        return replace(answer, title=capitalised(topic)) if answer else None
