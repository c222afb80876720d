"""The bare HTTP client, to measure the checker beside: every link read to its end, nothing parsed, nothing kept."""

import asyncio
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

AT_ONCE = 100


async def read_all(links: list[str], *, at_once: int, each_host: int) -> int:
    """How many of the links answered with less than 400."""
    places = asyncio.Semaphore(at_once)
    turns = {urlsplit(link).hostname: asyncio.Semaphore(each_host) for link in links}

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def read(link: str) -> bool:
            async with turns[urlsplit(link).hostname], places, session.get(link) as response:
                await response.read()
                return response.status < 400

        return sum(await asyncio.gather(*map(read, links)))


if __name__ == "__main__":
    print(asyncio.run(read_all(Path(sys.argv[1]).read_text().split(), at_once=AT_ONCE, each_host=int(sys.argv[2]))))
