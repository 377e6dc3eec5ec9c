"""What a card says holds for the debate it stands on: while it's open, once it's closed, and where
there is nothing to point at.
"""

from __future__ import annotations

from tests.discord import shown
from tests.discord.conftest import World
from tests.discord.test_debate import MOTION, board, text_of
from tests.discord.test_formats import start
from tests.discord.test_talk import said_by_bot


async def test_an_open_debate_is_shown_to_who_asks_for_its_result(world: World) -> None:
    await start(world, motion=MOTION, format="poll")

    asked = await world.alice.slash(world.channel, "debates", debate="1")

    assert MOTION in shown.words(asked.response)
    assert world.wording.say("debate.refused.unknown") not in shown.words(asked.response)


async def test_a_closed_statements_debate_offers_no_answer_to_change(world: World) -> None:
    message = await start(
        world, motion="Which rules?", format="statements", options="Cash must stay | Cameras go"
    )
    voter = await world.alice.click(message, label="Answer statements")
    await world.alice.click(voter.response, label="▲ Agree")
    await world.env.advance_time(2 * 3600 + 1)

    said = text_of(board(world)).lower()

    assert "until the close" not in said
    assert "change" not in said
    assert "answer statements" not in said


async def test_a_thread_points_at_no_arguments_where_there_are_none(world: World) -> None:
    await start(world, motion="Tea or coffee?", format="poll", options="Tea | Coffee")

    (thread,) = world.channel.threads
    said = " ".join(said_by_bot(world, thread))

    assert "below" not in said
