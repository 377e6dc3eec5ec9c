"""Discord's REST side fails in the middle of a debate: every acknowledged vote counts once, and one
result is shown.
"""

from __future__ import annotations

import pytest

from tests.network import faults
from tests.network.conftest import World
from tests.network.fake_discord import Answer
from tests.network.payloads import CHANNEL

_EDIT = f"PATCH channels/{CHANNEL}/messages/"
_CALLBACK = "POST interactions/.*/callback"
FAULTS: dict[str, tuple[str, Answer, int]] = {
    "429 on a route": (_EDIT, faults.too_many(0.5), 2),
    "429 everywhere": (_EDIT, faults.too_many(0.5, everywhere=True), 1),
    "500, then 502": (_EDIT, faults.status(500), 1),
    "502": (_EDIT, faults.status(502), 2),
    "slow answers": (_CALLBACK, faults.slow(1.5), 4),
    "connection reset": (_EDIT, faults.reset(), 2),
    "reset while a vote is acknowledged": (_CALLBACK, faults.reset(), 3),
}


@pytest.mark.parametrize("name", FAULTS)
async def test_a_debate_outlives(world: World, name: str) -> None:
    shown = await world.debate()
    await world.vote_all(shown, range(9))
    where, answer, times = FAULTS[name]
    world.discord.fail(where, answer, times)
    if name.startswith("500"):
        world.discord.fail(where, faults.status(502), 1)
    if where == _CALLBACK:
        await world.vote_all(shown, range(9, 14))

    heard = await world.discord.command(_moderator(), "moderate close")
    await world.result(60)

    assert heard.callbacks >= 1
    assert all(fault.times == 0 for fault in world.discord.faults), "the fault really happened"
    _check(world, resets=where == _CALLBACK and "reset" in name)
    assert await world.bot.end() == 0


def _moderator() -> dict[str, object]:
    from tests.network.conftest import MODERATOR

    return MODERATOR


def _check(world: World, *, resets: bool) -> None:
    """A vote whose acknowledgement was cut off may be stored; none that was acknowledged may be
    missing.
    """
    if not resets:
        world.check_ballots()
        return
    choices = world.bot.choices()
    for side in ("For", "Against", "Undecided"):
        acknowledged = sum(one == side for one in world.votes.values())
        assert acknowledged <= choices.count(side.lower()) <= 5
    assert world.bot.secrets_in_log() == []
