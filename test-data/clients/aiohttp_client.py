"""The library aiohttp: fifty requests at once on ten connections, chunked content, events that do not end."""
import asyncio
import sys

import aiohttp

url = f"http://{sys.argv[1]}"


async def main():
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=10)) as session:
        async def echo(size):
            async def pieces():
                for _ in range(size):
                    yield b"x" * 1_000

            async with session.post(f"{url}/echo/body", data=pieces()) as answer:
                assert answer.status == 200
                assert len(await answer.read()) == size * 1_000

        await asyncio.gather(*(echo(size) for size in range(50)))
        form = aiohttp.FormData()
        form.add_field("file", b"content", filename="a.txt")
        async with session.post(f"{url}/uploads/", data=form) as answer:
            assert answer.status == 201
        async with session.delete(f"{url}/uploads/a.txt") as answer:
            assert answer.status == 204
        async with session.get(f"{url}/scripts/lines.sh") as answer:
            lines = [line async for line in answer.content]
        assert lines == [b"line %d\n" % i for i in range(3)], lines
    print("fifty requests at once, chunked; a form; the lines of a script as they come")


asyncio.run(main())
