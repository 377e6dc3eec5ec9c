"""A fake Discord and the bot as a process beside it; each test ends with the same question: is
every acknowledged vote counted once?
"""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.network.bot_process import PATIENCE, BotProcess
from tests.network.channels import words_of
from tests.network.fake_discord import FakeDiscord, Heard
from tests.network.payloads import Payload, member, token
from tests.processes import bare_environment

_ROOT = Path(__file__).parents[2]
MODERATOR = member("500000000000000099", moderator=True)
SIDES = ("For", "Against", "Undecided")


@pytest.fixture(scope="session")
def learned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the learned ranker, which takes longer to make than any of these tests."""
    folder = tmp_path_factory.mktemp("learned")
    kept = _ROOT / "var" / "cache"
    if kept.is_dir():
        (folder / "cache").symlink_to(kept)
    subprocess.run(
        [sys.executable, "-m", "bot", "ask", "who wrote it?"],
        cwd=_ROOT,
        env=bare_environment() | {"EYEBOT_DATA": str(folder)},
        check=True,
        capture_output=True,
    )
    return folder


def data_folder(base: Path, learned: Path) -> Path:
    """A data folder without a database."""
    base.mkdir(exist_ok=True)
    (base / "cache").symlink_to((learned / "cache").resolve())
    return base


def errors_in(log: str) -> list[str]:
    """Lines of errors; but the watchdog's, which on a machine that is busy with other work tells of
    that.
    """
    return [
        line for line in log.splitlines() if " ERROR " in line and "bot.timers.watchdog" not in line
    ]


@dataclass
class World:
    """The fake Discord, the bot, and what members were told."""

    discord: FakeDiscord
    bot: BotProcess
    votes: dict[int, str]

    async def debate(self, duration: str = "1h") -> Payload:
        """A moderator starts a debate; its message."""
        heard = await self.discord.command(
            MODERATOR,
            "moderate start",
            motion="We need an eye in the sky.",
            duration=duration,
            format="poll",
        )
        await self.bot.until(lambda: "is open" in heard.text)
        return self.discord.board()

    async def vote(self, number: int, shown: Payload) -> Heard:
        """A member votes, and remembers what was acknowledged."""
        side = SIDES[number % 3]
        heard = await self.discord.vote(number, shown, side, wait=False)
        try:
            await self.bot.until(lambda: bool(heard.answers), 15)
        except (TimeoutError, AssertionError):
            return heard
        if "Counted" in heard.text:
            self.votes[number] = side
        return heard

    async def vote_all(self, shown: Payload, numbers: range) -> None:
        """Many at once."""
        await asyncio.gather(*(self.vote(number, shown) for number in numbers))

    async def again(self) -> None:
        """A new process on the same data."""
        self.bot = BotProcess(self.discord, self.bot.data, **self.bot._settings)
        await self.bot.start()

    async def close(self) -> None:
        """A moderator closes the debate; returns when the result is shown."""
        heard = await self.discord.command(MODERATOR, "moderate close")
        await self.bot.until(lambda: bool(heard.answers))
        await self.result()

    async def result(self, seconds: float = PATIENCE) -> str:
        """What the result says, once it is there and the debate's message leads to it."""
        await self.bot.until(lambda: bool(self.discord.results()), seconds)
        result = self.discord.results()[-1]
        await self.bot.until(lambda: result["id"] in words_of(self.discord.board()), seconds)
        return words_of(result)

    def check_ballots(self) -> None:
        """Each acknowledged vote is one ballot for what was acknowledged; nobody's was doubled;
        nothing secret is in the log.
        """
        counts = Counter(self.bot.choices())
        wanted = {
            side.lower(): n
            for side in SIDES
            if (n := sum(one == side for one in self.votes.values()))
        }
        assert counts == wanted, self.bot.log
        assert len(self.discord.channels.boards()) == 1
        assert len(self.discord.results()) <= 1, "the result comes once"
        assert self.bot.secrets_in_log() == []

    def check_log(self) -> None:
        """No unexpected error was logged."""
        assert not errors_in(self.bot.log)


@pytest.fixture(autouse=True)
async def no_bot_outlives_its_test() -> AsyncIterator[None]:
    """Also one that a failing test had no time to end."""
    yield
    for bot in BotProcess.started:
        await bot.kill()
    BotProcess.started.clear()


@asynccontextmanager
async def begun(
    data: Path, learned: Path, guilds: int = 1, **settings: str
) -> AsyncIterator[World]:
    """A fake Discord with so many servers and the bot in them, connected and ready."""
    discord = FakeDiscord(token())
    discord.gateway.guilds = guilds
    await discord.start()
    bot = BotProcess(discord, data_folder(data, learned), **settings)
    made = World(discord, bot, {})
    try:
        await bot.start()
        yield made
    finally:
        if made.bot._process is not None:
            await made.bot.kill()
        await discord.stop()


@pytest.fixture
async def world(tmp_path: Path, learned: Path) -> AsyncIterator[World]:
    """One server."""
    async with begun(tmp_path / "data", learned) as made:
        yield made
