"""Edits while the whole process starts, learns and runs: none is missed, none is learned in it."""

from __future__ import annotations

import secrets
import shutil
from pathlib import Path

import aiohttp
import psutil

from tests.network.bot_process import BotProcess
from tests.network.fake_discord import FakeDiscord
from tests.network.payloads import member
from tests.network.test_process import _free_port

_ROOT = Path(__file__).parents[2]
_LEARNED = 300.0
"""Seconds in which a machine that is busy with other work has learned: twenty of a core."""
_ASKED = "what else could the town do with the money?"


def _reword(pack: Path, old: str, new: str) -> None:
    file = pack / "entries" / "doubts.yaml"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


async def test_an_edit_saved_while_the_bot_learns_at_its_start_is_taken_over(
    tmp_path: Path,
) -> None:
    pack = tmp_path / "packs" / "night-train"
    shutil.copytree(_ROOT / "tests" / "packs" / "night-train", pack)
    discord = FakeDiscord(secrets.token_urlsafe(16))
    await discord.start()
    port = _free_port()
    bot = BotProcess(
        discord,
        tmp_path / "data",
        EYEBOT_KNOWLEDGE=str(pack.parent),
        EYEBOT_CACHE=str(tmp_path / "cache"),
        EYEBOT_HTTP_PORT=str(port),
    )
    try:
        await bot.start(ready=False)
        await bot.until(lambda: "learning the questions" in bot.log)
        _reword(pack, "town's share would run", "town's share could run")
        await bot.until(lambda: "ready" in bot.log, _LEARNED)
        await bot.until(lambda: bot.log.count("taken over:") == 1, _LEARNED)
        heard = await discord.command(member("5000000000000000001"), "ask", question=_ASKED)
        await bot.until(lambda: bool(heard.answers))
        assert "could run" in heard.text

        _reword(pack, "town's share could run", "town's share might run")
        (pack / "entries" / ".#doubts.yaml").symlink_to("ada@machine.1234:56")
        await bot.until(lambda: bot.log.count("taken over:") == 2, _LEARNED)
        peak = psutil.Process(bot.pid).memory_info().rss
        heard = await discord.command(member("5000000000000000002"), "ask", question=_ASKED)
        await bot.until(lambda: bool(heard.answers))
        async with aiohttp.ClientSession() as session:
            page = await (await session.get(f"http://127.0.0.1:{port}/metrics")).text()
    finally:
        await bot.end()
        await discord.stop()

    assert "might run" in heard.text
    assert 'eyebot_reloads_total{outcome="taken"} 2.0' in page
    assert 'eyebot_reloads_total{outcome="refused"} 0.0' in page
    # What answers, twice while it is swapped, and the pictures take 410 MB; learning in the same
    # process would take another 270.
    assert peak < 500_000_000, "what learning takes was given back with the process that did it"
