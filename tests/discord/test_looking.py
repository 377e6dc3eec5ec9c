"""A closer look at a result, in private: where the reader stands, how the motion fared before, and
every number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.debate.models import Voter
from tests import samples
from tests.discord import sim
from tests.discord.conftest import World
from tests.discord.shown import fits
from tests.discord.test_debate import MOTION, board, start, text_of

STATEMENTS = samples.STATEMENTS
FRUIT = "apple pear plum grape lemon peach mango cherry melon fig date kiwi lime berry".split()


async def answer(world: World, answers: Mapping[str, Mapping[str, str]]) -> None:
    """Members' stances by statement, whoever was served which."""
    voting = world.services.voting
    for member, stances in answers.items():
        voter, left = Voter(member), dict(stances)
        served = await voting.statements.next(1, voter, world.env.now())
        while served.statement is not None and left:
            one = served.statement
            stance = left.pop(one.text)
            served = await voting.statements.answer(1, voter, one.id, stance, world.env.now())


def camp(even: str, odd: str) -> dict[str, str]:
    return {text: (odd if place % 2 else even) for place, text in enumerate(STATEMENTS)}


async def closed_with_groups(world: World) -> Any:
    """Two camps of thirty, alice in the first."""
    listed = " | ".join(STATEMENTS)
    await start(world, motion="Where to stop?", format="statements", options=listed)
    camps = (camp("agree", "disagree"), camp("disagree", "agree"))
    members = [str(world.alice.id), *(f"{n}" for n in range(59))]
    await answer(world, {member: camps[n % 2] for n, member in enumerate(members)})
    await world.mod.slash(world.channel, "moderate close")
    return board(world)


async def test_a_member_is_told_in_private_which_group_they_are_closest_to(world: World) -> None:
    result = await closed_with_groups(world)

    own = await world.alice.click(result, label="Details")
    other = await world.bob.click(result, label="Details")

    assert "2 clear groups of opinion showed up" in text_of(result)
    assert "closest to" not in text_of(result)
    assert own.response.ephemeral
    assert "You're closest to group " in text_of(own.response)
    assert "You're" not in text_of(other.response).split("you gave no answers")[0]
    assert "I can't tell which group you're closest to" in text_of(other.response)
    assert len(own.response.attachments) == 1, "the map"
    assert fits(own.response)


def number_of(message: Any) -> int:
    return int(sim.custom_ids(message)[0].split(":")[1])


async def vote(world: World, debate: int, sides: Mapping[str, int]) -> None:
    voters = [side for side, count in sides.items() for _ in range(count)]
    for n, side in enumerate(voters):
        await world.services.voting.vote(debate, Voter(f"{n}"), side, world.env.now())


async def test_a_weekly_series_is_told_as_a_trend(world: World) -> None:
    results = []
    for sides in ({"for": 8, "against": 12}, {"for": 12, "against": 8}):
        message = await start(world, weekly=True)
        await vote(world, number_of(message), sides)
        await world.mod.slash(world.channel, "moderate close")
        results.append(board(world))
    first = results[0]

    looked = await world.alice.click(board(world), label="Details")
    alone = await world.alice.click(first, label="Details")

    told = text_of(looked.response)
    assert "For is up: 40% → 60%, over 2 debates since" in told
    assert "▲ For: 40% → 60%" in told
    assert len(looked.response.attachments) == 1, "the line over time"
    assert "For is up" in text_of(alone.response), "also from an earlier one"
    assert fits(looked.response)
    assert "For is up" in text_of(board(world)), "a series is told of in its result, too"


async def test_one_debate_has_no_trend(world: World) -> None:
    message = await start(world)
    await vote(world, 1, {"for": 8, "against": 12})
    await world.mod.slash(world.channel, "moderate close")

    looked = await world.alice.click(board(world), label="Details")

    assert message
    assert "over" not in text_of(looked.response)
    assert not looked.response.attachments


async def test_numbers_that_have_no_room_come_as_a_file_whole(world: World) -> None:
    texts = [" ".join([fruit] * (135 // (len(fruit) + 1))) for fruit in FRUIT]
    await start(world, motion="Long?", format="statements", options=" | ".join(texts))
    stances = dict.fromkeys(texts, "agree")
    await answer(world, {f"{n}": stances for n in range(12)})
    await world.mod.slash(world.channel, "moderate close")

    looked = await world.alice.click(board(world), label="Details")

    (file,) = [one for one in looked.response.attachments if one.filename == "details.txt"]
    whole = (await file.read()).decode()
    assert whole.count("▲ 12 agree") == len(texts)
    assert "here they are as a file" in text_of(looked.response)
    assert fits(looked.response)


async def test_where_nothing_may_be_told_no_details_are_offered(world: World) -> None:
    await start(world)
    await vote(world, 1, {"for": 1})
    await world.mod.slash(world.channel, "moderate close")

    pressed = await sim.press(world.env, world.alice, board(world), "debate:1:details:")

    assert sim.labels(board(world)) == ["Arguments", "My vote"]
    assert "any number would give someone away" in pressed.response.content


async def test_two_results_are_put_beside_each_other_with_a_picture(world: World) -> None:
    for number in (1, 2):
        await start(world, motion=MOTION)
        await vote(world, number, {"for": 4 + 8 * (number - 1), "against": 8})
        await world.mod.slash(world.channel, "moderate close")

    compared = await world.alice.slash(world.channel, "debates", debate="1", beside="2")

    assert "▲ For: 33% → 60%" in text_of(compared.response)
    assert len(compared.response.attachments) == 1
    assert fits(compared.response)
