"""Draws pictures beside the event loop, in a process that can be killed, and keeps the last ones."""

import asyncio
from base64 import b64decode
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import structlog

from feeds.workers.jobs import Job
from feeds.workers.workers import Worker
from handlers.drawing.png import PNG
from handlers.render.pictures.canvas import Picture

log = structlog.get_logger("handlers.drawing.rasterizer")
WORKER = "handlers.drawing.png_worker"
"""Loaded there alone: here what draws would only lie about."""
SECONDS = 5.0
"""How long one picture may take its process; the largest takes a tenth of a second."""
PATIENCE = 1.5
"""How long an answer waits for its picture: it goes without one rather than late."""
LARGEST = 200_000
"""Bytes of a picture that is sent."""
KEPT = 4_000_000
"""Bytes of pictures that are kept, the last used: about fifty."""


class Rasterizer:
    """PNG of pictures. Made by ``open_rasterizer``."""

    def __init__(self, patience: float = PATIENCE, kept: int = KEPT, module: str = WORKER) -> None:
        self.patience, self.most = patience, kept
        self.worker = Worker(SECONDS, module)
        self._turn = asyncio.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._under_way: dict[str, asyncio.Task[bytes | None]] = {}

    async def png(self, picture: Picture) -> bytes | None:
        """The picture; None where it is not drawn in ``patience``, cannot be, or is too large. Never raises for what a
        picture holds. What was too slow is drawn to its end all the same, for whoever asks next."""
        if (drawn := self._kept.get(picture.svg)) is not None:
            self._kept.move_to_end(picture.svg)
            return drawn
        drawing = self._under_way.get(picture.svg) or self._begin(picture.svg)
        try:
            async with asyncio.timeout(self.patience):
                return await asyncio.shield(drawing)
        except TimeoutError:
            log.info("an answer goes without its picture", picture=picture.name)
            return None

    def _begin(self, svg: str) -> "asyncio.Task[bytes | None]":
        drawing = asyncio.create_task(self._draw(svg), name="picture")
        self._under_way[svg] = drawing
        drawing.add_done_callback(lambda _: self._under_way.pop(svg, None))
        return drawing

    async def _draw(self, svg: str) -> bytes | None:
        body = svg.encode()
        async with self._turn:
            parts = [part async for part in self.worker.answer(Job(PNG, len(body)), body)]
        drawn = _decoded(parts[-1])
        if drawn is not None:
            self._keep(svg, drawn)
        return drawn

    def _keep(self, svg: str, drawn: bytes) -> None:
        self._kept[svg] = drawn
        while sum(map(len, self._kept.values())) > self.most:
            self._kept.popitem(last=False)

    async def close(self) -> None:
        """Ends what is drawn, and the process."""
        drawings = list(self._under_way.values())
        for drawing in drawings:
            drawing.cancel()
        await asyncio.gather(*drawings, return_exceptions=True)
        await self.worker.stop()


def _decoded(told: dict[str, Any]) -> bytes | None:
    if PNG not in told:
        log.warning("a picture could not be drawn", why=told.get("unreadable"))
        return None
    drawn = b64decode(told[PNG])
    if len(drawn) > LARGEST:
        log.warning("a picture is too large to be sent", size=len(drawn))
        return None
    return drawn


@asynccontextmanager
async def open_rasterizer(patience: float = PATIENCE) -> AsyncIterator[Rasterizer]:
    """For as long as the context lasts; the process starts with the first picture."""
    rasterizer = Rasterizer(patience)
    try:
        yield rasterizer
    finally:
        await rasterizer.close()
