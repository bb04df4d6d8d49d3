"""A file of a message in the terminal: its words and its path, also where the sandbox keeps it in a relative folder."""

from pathlib import Path

from sandbox.terminal.show import Painter
from sandbox.world.clock import Clock
from sandbox.world.uploads import Upload, Uploads
from sandbox.world.world import World


def test_a_file_is_shown_by_its_path() -> None:
    world = World(Clock(), lambda *_: None, uploads=Uploads(Path("data/sandbox.files")))
    shown = Painter(world, links=True)._file({"id": "7", "filename": "week.png", "description": "Events"})
    assert shown.plain == "Events data/sandbox.files/7-week.png"
    (span,) = shown.spans
    assert str(span.style).startswith("blue link file:///")
    assert Upload("week.png", b"").shown_name == "week.png"
