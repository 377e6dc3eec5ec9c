"""A process that can't work says so in one line, and its exit code says whether to try again."""

from __future__ import annotations

from pathlib import Path

from bot.process.shutdown import LASTING, PASSING
from tests.network.bot_process import BotProcess
from tests.network.conftest import World, data_folder


async def ended(bot: BotProcess) -> int:
    """How a process that ends by itself did."""
    await bot.start(ready=False)
    return await bot.until_ended()


async def test_a_second_process_on_one_file_is_refused_and_the_first_goes_on(
    world: World,
) -> None:
    second = BotProcess(world.discord, world.bot.data)

    code = await ended(second)

    assert code == LASTING
    (line,) = [line for line in second.log.splitlines() if line.startswith("eyebot:")]
    assert "another eyebot (process " in line
    assert "Traceback" not in second.log
    shown = await world.debate()
    await world.vote_all(shown, range(3))
    world.check_ballots()


async def test_after_a_kill_the_next_process_takes_over(world: World) -> None:
    await world.bot.kill()

    await world.bot.start()

    assert world.bot.is_alive


async def test_wrong_settings_are_for_good_and_a_lost_network_is_not(
    world: World, tmp_path: Path, learned: Path
) -> None:
    wrong = BotProcess(world.discord, tmp_path, EYEBOT_K_ANONYMITY="1")
    data = data_folder(tmp_path / "other", learned)
    away = BotProcess(world.discord, data, EYEBOT_DISCORD_API="http://127.0.0.1:9/api/v10")

    assert await ended(wrong) == LASTING
    assert await ended(away) == PASSING
    assert "Traceback" not in wrong.log + away.log
