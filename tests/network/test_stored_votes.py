"""A vote that is stored is never told as one that failed, whatever becomes of the answer to it."""

from __future__ import annotations

import pytest

from tests.network import faults
from tests.network.conftest import World
from tests.network.fake_discord import Answer, Heard

_ANSWER = r"(PATCH|POST) webhooks/.*"
_FAULTS: dict[str, tuple[Answer, int]] = {
    "refused once": (faults.refused(50013), 1),
    "an answer that Discord calls malformed": (faults.refused(50035, status=400), 1),
    "too many, six times": (faults.too_many(0.3), 6),
    "502 for half a minute": (faults.status(502), 6),
    "cut off for half a minute": (faults.reset(), 6),
}
_FALSE = ("try again", "went wrong")


async def _answered(world: World, heard: Heard) -> None:
    await world.bot.until(lambda: bool(heard.shown) and heard.shown != ["…"], 90)


@pytest.mark.parametrize("name", _FAULTS)
async def test_a_voter_is_told_what_was_counted_as_soon_as_discord_lets_it_through(
    world: World, name: str
) -> None:
    shown = await world.debate()
    answer, times = _FAULTS[name]
    fault = world.discord.fail(_ANSWER, answer, times)

    heard = await world.discord.vote(1, shown, "For", wait=False)
    await _answered(world, heard)

    assert fault.times == 0, "the fault really happened"
    assert world.bot.choices() == ["for"]
    assert len(heard.shown) == 1
    assert heard.shown[0].startswith("Counted: For")
    assert not [words for words in _FALSE if words in heard.text]


async def test_a_voter_who_can_not_be_told_is_told_nothing_false(world: World) -> None:
    shown = await world.debate()
    world.discord.fail(_ANSWER, faults.refused(50013), 100)

    heard = await world.discord.vote(1, shown, "For", wait=False)
    await world.bot.until(lambda: "an answer was not delivered" in world.bot.log)

    assert world.bot.choices() == ["for"]
    assert heard.shown == ["…"]
    assert "went wrong" not in heard.text
