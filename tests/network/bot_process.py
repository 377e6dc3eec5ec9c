"""The unmodified bot as a process of its own, pointed at a fake Discord."""

from __future__ import annotations

import asyncio
import re
import signal
import sqlite3
import sys
from pathlib import Path
from typing import ClassVar

from bot.storage.keys import KeyFolder
from bot.storage.sealing import DebateKey
from tests.network.fake_discord import FakeDiscord
from tests.processes import bare_environment, end_with_parent

_ROOT = Path(__file__).parents[2]
PATIENCE = 90.0
"""Seconds to wait for what is sure to come, on a machine that is busy with other work."""


class BotProcess:
    """`python -m bot run` on a data folder; its log is kept."""

    started: ClassVar[list[BotProcess]] = []
    """All of this test."""

    def __init__(self, discord: FakeDiscord, data: Path, **settings: str) -> None:
        self.discord = discord
        self.data = data
        self.log = ""
        self._settings = settings
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None

    async def start(self, *, ready: bool = True, token: str = "") -> None:
        """Start it, and wait until it is connected."""
        address = f"127.0.0.1:{self.discord.port}"
        environment = bare_environment() | {
            "DISCORD_TOKEN": token or self.discord.token,
            "EYEBOT_DISCORD_API": f"http://{address}/api/v10",
            "EYEBOT_DISCORD_GATEWAY": f"ws://{address}/gateway",
            "EYEBOT_DATA": str(self.data),
            **self._settings,
        }
        before = len(self.discord.gateway.commands)
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            "run",
            cwd=_ROOT,
            env=environment,
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=end_with_parent,
        )
        self.started.append(self)
        self._reader = asyncio.create_task(self._read())
        if ready:
            await self.until(
                lambda: (
                    self.discord.gateway.connected > 0
                    and len(self.discord.gateway.commands) > before
                )
            )
            await self.until(lambda: "ready" in self.log)

    async def until(self, done: object, seconds: float = PATIENCE) -> None:
        """Wait for a condition; a process that ended meanwhile is told with its log."""
        assert callable(done)
        async with asyncio.timeout(seconds):
            while not done():  # the other process can't wake us
                assert self.is_alive, self.log
                await asyncio.sleep(0.02)

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process is not None and self._process.returncode is None

    @property
    def pid(self) -> int:
        """Its process id."""
        assert self._process is not None
        return self._process.pid

    async def end(self, how: signal.Signals = signal.SIGTERM, seconds: float = 15.0) -> int:
        """Signal it and wait for its end; the exit code."""
        assert self._process is not None
        assert self._reader is not None
        if self._process.returncode is None:
            self._process.send_signal(how)
        try:
            code = await asyncio.wait_for(self._process.wait(), seconds)
        except TimeoutError:
            self._process.kill()
            raise
        await self._reader
        return code

    async def until_ended(self) -> int:
        """Wait until it ends by itself; the exit code."""
        assert self._process is not None
        assert self._reader is not None
        code = await asyncio.wait_for(self._process.wait(), PATIENCE)
        await self._reader
        return code

    async def kill(self) -> None:
        """`kill -9`."""
        await self.end(signal.SIGKILL)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Read the database file beside the bot."""
        with sqlite3.connect(f"file:{self.data / 'eyebot.db'}?mode=ro", uri=True) as database:
            return list(database.execute(query))

    def choices(self, community: str = "%") -> list[str]:
        """The answers of all ballots, opened with the keys in the bot's folder."""
        keys = KeyFolder(self.data / "keys")
        query = (
            "SELECT k.handle, b.voter, b.question, b.choice FROM ballots AS b"
            " JOIN debates AS d ON d.id = b.debate_id JOIN debate_keys AS k USING (debate_id)"
            " WHERE d.community LIKE ?"
        )
        with sqlite3.connect(f"file:{self.data / 'eyebot.db'}?mode=ro", uri=True) as database:
            found = list(database.execute(query, (community,)))
        secrets = {handle: keys.find(handle) or b"" for handle, *_ in found}
        return [DebateKey(secrets[handle]).unseal(*ballot) for handle, *ballot in found]

    def write(self, statement: str, *values: object) -> None:
        """Change the database file beside the bot."""
        with sqlite3.connect(self.data / "eyebot.db", timeout=10) as database:
            database.execute(statement, values)

    def secrets_in_log(self) -> list[str]:
        """Tokens and ids that the log should not hold."""
        return [
            *re.findall(r"(?<!\d)\d{17,20}(?!\d)", self.log),
            *([self.discord.token] if self.discord.token in self.log else []),
        ]

    async def _read(self) -> None:
        assert self._process is not None
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.log += line.decode(errors="replace")
