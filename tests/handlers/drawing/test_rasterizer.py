"""Pictures are drawn in a process of their own, in time, and kept."""

import asyncio
import os
import signal
import struct
from dataclasses import replace

from handlers.drawing.png_worker import SCALE, png_of
from handlers.drawing.rasterizer import LARGEST, Rasterizer, open_rasterizer
from handlers.render.pictures.canvas import WIDTH, Canvas, Picture

PATIENT = 30.0


def sample(title: str = "China and Pakistan") -> Picture:
    canvas = Canvas()
    canvas.heading(title, "16 events, April 2020 to July 2021")
    return canvas.picture("sample", "A card with a title and nothing else.", 60)


async def test_a_picture_is_drawn_beside_and_kept() -> None:
    async with open_rasterizer(PATIENT) as rasterizer:
        drawn = await rasterizer.png(sample())
        assert drawn is not None
        assert drawn.startswith(b"\x89PNG")
        assert struct.unpack(">II", drawn[16:24]) == (WIDTH * SCALE, 60 * SCALE)
        assert len(drawn) <= LARGEST
        assert await rasterizer.png(sample()) is drawn
        process = rasterizer.worker.process
        assert process is not None
        assert process.pid != os.getpid()
    assert process.has_ended()


async def test_an_answer_does_not_wait_for_a_process_that_hangs() -> None:
    async with open_rasterizer(PATIENT) as rasterizer:
        assert await rasterizer.png(sample()) is not None
        assert rasterizer.worker.process is not None
        os.kill(rasterizer.worker.process.pid, signal.SIGSTOP)
        rasterizer.patience = 0.05
        assert await rasterizer.png(sample("Pakistan")) is None
        os.kill(rasterizer.worker.process.pid, signal.SIGCONT)
        rasterizer.patience = PATIENT
        assert await rasterizer.png(sample("Pakistan")) is not None


async def test_a_process_that_was_killed_is_begun_anew() -> None:
    async with open_rasterizer(PATIENT) as rasterizer:
        assert await rasterizer.png(sample()) is not None
        assert rasterizer.worker.process is not None
        os.kill(rasterizer.worker.process.pid, signal.SIGKILL)
        rasterizer.worker.process.child.wait()
        assert await rasterizer.png(sample("Pakistan")) is not None


async def test_what_cannot_be_drawn_is_left_out() -> None:
    async with open_rasterizer(PATIENT) as rasterizer:
        assert await rasterizer.png(replace(sample(), svg="<svg")) is None
        assert await rasterizer.png(sample()) is not None


async def test_what_is_asked_twice_at_once_is_drawn_once() -> None:
    async with open_rasterizer(PATIENT) as rasterizer:
        first, second = await asyncio.gather(rasterizer.png(sample()), rasterizer.png(sample()))
        assert first is second
        assert rasterizer.worker.jobs == 1


async def test_as_much_is_kept_as_there_is_room_for() -> None:
    size = len(png_of(sample("0").svg))
    rasterizer = Rasterizer(PATIENT, kept=4 * size)
    try:
        for number in range(9):
            await rasterizer.png(sample(str(number)))
        assert 1 <= len(rasterizer._kept) <= 5
        assert sample("8").svg in rasterizer._kept
    finally:
        await rasterizer.close()


def test_the_systems_fonts_are_not_read() -> None:
    """A text in a family of the system's is not drawn at all."""
    svg = sample().svg
    other = svg.replace("<text ", '<text font-family="DejaVu Sans" ')
    bare = "\n".join(line for line in svg.splitlines() if not line.startswith("<text"))
    assert png_of(svg) != png_of(bare)
    assert png_of(other) == png_of(bare)
