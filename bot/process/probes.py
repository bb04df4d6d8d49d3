"""What others ask of the process over HTTP: whether it lives, whether its work is done, and its figures."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module
from typing import TYPE_CHECKING, Any

import structlog
from prometheus_client import generate_latest
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4

from bot.process.metrics import Work, kept_figures, work_figures
from handlers.health.health import Health
from store.store import Store

if TYPE_CHECKING:
    from aiohttp import web

HOST = "127.0.0.1"
STARTING, STOPPING = "the bot is starting", "the bot is stopping"
SERVER = "aiohttp.web"
"""Loaded where a port is set: most bots answer nobody over HTTP."""
log = structlog.get_logger("bot.process.probes")


class Probes:
    """Answers ``/metrics``, ``/live`` and ``/ready``. A process that answers is alive; it is ready while nothing is wrong
    with its work (503 and the sentences else). Discord or a database that is away is no reason to kill a process
    (Kubernetes' documentation, "Liveness, Readiness, and Startup Probes"): it lives before the register is open."""

    def __init__(self, work: Work, store: Store | None = None, health: Health | None = None) -> None:
        self.work, self.store, self.health = work, store, health
        self._without = STARTING

    def tell_of(self, store: Store, health: Health) -> None:
        """From now on the register is open."""
        self.store, self.health = store, health

    def forget(self) -> None:
        """The register is about to be closed."""
        self.store, self.health, self._without = None, None, STOPPING

    async def scrape(self, _request: "web.Request") -> "web.Response":
        body = generate_latest(self.work.registry)
        body += await kept_figures(self.store) if self.store else b""
        body += await work_figures(self.health) if self.health else b""
        return _response(body=body, headers={"Content-Type": CONTENT_TYPE_PLAIN_0_0_4})

    async def live(self, _request: "web.Request") -> "web.Response":
        return _response(text="alive\n")

    async def ready(self, _request: "web.Request") -> "web.Response":
        wrongs = await self.health.wrongs() if self.health else [self._without]
        return _response(status=503 if wrongs else 200, text="\n".join(wrongs or ["ready"]) + "\n")


def _response(**told: Any) -> "web.Response":
    made: web.Response = import_module(SERVER).Response(**told)
    return made


@asynccontextmanager
async def open_probes(probes: Probes, port: int | None, address: str = HOST) -> AsyncIterator[str | None]:
    """Serves them for as long as the context lasts; the address of ``/metrics``, or None where no port is set. One that is
    taken is logged: a bot without figures is better than none."""
    if port is None:
        yield None
        return
    web = import_module(SERVER)
    application = web.Application()
    for path, answer in {"/metrics": probes.scrape, "/live": probes.live, "/ready": probes.ready}.items():
        application.router.add_get(path, answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    try:
        yield await _start(runner, address, port)
    finally:
        await runner.cleanup()


async def _start(runner: "web.AppRunner", address: str, port: int) -> str | None:
    try:
        await import_module(SERVER).TCPSite(runner, address, port).start()
    except OSError as error:
        log.warning("the port of the metrics is taken: there are none", port=port, error=str(error))
        return None
    host, at = runner.addresses[0][:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{at}/metrics"
