"""The bot logs in over real sockets and holds a debate from its start to its result."""

from __future__ import annotations

from tests.network.conftest import World
from tests.network.payloads import member


async def test_a_debate_from_its_start_to_its_result(world: World) -> None:
    shown = await world.debate()
    await world.vote_all(shown, range(30))

    await world.close()

    assert len(world.votes) == 30
    assert "10 to 10 (10 undecided)" in await world.result()
    world.check_ballots()
    world.check_log()
    assert await world.bot.end() == 0


async def test_a_question_is_answered_with_its_citation(world: World) -> None:
    heard = await world.discord.command(
        member("500000000000000001"), "ask", question="who wrote the article?"
    )
    await world.bot.until(lambda: bool(heard.answers))

    assert "communicator" in heard.text or "About the communicator" in heard.text
    world.check_log()


async def test_an_interaction_that_is_delivered_twice_is_one_ballot(world: World) -> None:
    shown = await world.debate()

    heard = await world.discord.vote(1, shown, "Against", times=2)
    world.votes[1] = "Against"
    await world.vote(2, shown)

    assert heard.callbacks == 1
    world.check_ballots()
    world.check_log()
