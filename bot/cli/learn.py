"""``entente learn``: what the team's decisions say about what is its beat."""

from typing import Annotated

import typer

from bot.app import open_base
from bot.settings import Settings
from bot.shell.door import perform
from bot.shell.register import register_of
from facts.weights.words import in_words
from handlers.moderation.learning import Learning, Lesson

SHOWN = 30
WORDS = {"relevant": "told", "held": "asked about", "irrelevant": "left out"}


def command(
    apply: Annotated[
        bool, typer.Option("--apply", help="Judge by it from now on; /amend undo takes it back.")
    ] = False,
) -> None:
    """Learn from what was decided in /review; without --apply only show what would change. Nothing is posted again.

    Example: entente learn
    """
    perform(lambda settings: run(settings, apply))


async def run(settings: Settings, apply: bool) -> int:
    """Returns 0."""
    async with open_base(settings) as base:
        learning = Learning(base.store, base.now)
        lesson = await learning.lesson()
        typer.echo("\n".join(lesson_lines(lesson)))
        if apply and lesson.is_new:
            entry = await learning.keep(lesson, "operator")
            typer.echo(
                f"Kept in {register_of(settings)} as entry {entry.id}; /amend undo entry:{entry.id} takes it back."
            )
    return 0


def lesson_lines(lesson: Lesson) -> list[str]:
    """What a lesson says, a line each."""
    lines = [f"{lesson.decisions} decisions by {lesson.people} people."]
    if not lesson.moved:
        return [*lines, "Nothing is learned from them: a weight moves only where two people agree."]
    if not lesson.is_new:
        return [*lines, "All that they say is learned already."]
    heaviest = sorted(lesson.moved.items(), key=lambda pair: -abs(pair[1]))
    lines += [f"  {by:+.2f}  {in_words(name)}" for name, by in heaviest[:SHOWN]]
    lines.append(f"Of the articles read last, {len(lesson.turned)} would be judged otherwise:")
    lines += [
        f"  {WORDS[one.before]} → {WORDS[one.after]}  {one.title[:90]}" for one in lesson.turned[:SHOWN]
    ]
    return lines
