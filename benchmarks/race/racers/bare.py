"""Bare aiohttp: fetches with validators, parses nothing, keeps nothing but the validators."""

import asyncio

import aiohttp

from benchmarks.race.racers.course import Course, Phase, course, tell

AT_ONCE = 256


async def fetch_all(session: aiohttp.ClientSession, urls: list[str], validators: dict[str, str]) -> None:
    gate = asyncio.Semaphore(AT_ONCE)

    async def fetch(url: str) -> None:
        headers = {"If-None-Match": validators[url]} if url in validators else {}
        async with gate, session.get(url, headers=headers) as response:
            await response.read()
            validators[url] = response.headers["ETag"]

    await asyncio.gather(*(fetch(url) for url in urls))


async def main(run: Course) -> None:
    connector = aiohttp.TCPConnector(limit=AT_ONCE, force_close=True)
    validators: dict[str, str] = {}
    async with aiohttp.ClientSession(connector=connector) as session:
        cold = Phase()
        await fetch_all(session, run.urls(), validators)
        cold_figures = cold.figures()
        run.publish()
        warm = Phase()
        await fetch_all(session, run.urls(), validators)
    tell(cold=cold_figures, warm=warm.figures())


if __name__ == "__main__":
    asyncio.run(main(course()))
