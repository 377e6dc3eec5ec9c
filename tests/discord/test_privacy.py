"""`/privacy`: what is held about whoever asks, as words and as a file, and its erasure, in servers
and direct messages.
"""

from __future__ import annotations

import json
import time

import pytest

from bot.errors import UnavailableError
from tests.discord.conftest import World
from tests.discord.shown import words
from tests.discord.test_debate import start


async def voted(world: World) -> None:
    message = await start(world)
    await world.alice.click(message, label="For")
    await world.bob.click(message, label="Against")


async def test_show_tells_what_is_held_and_the_periods_in_force(world: World) -> None:
    await voted(world)

    alice = (await world.alice.slash(world.channel, "privacy show")).response
    mod = (await world.mod.slash(world.channel, "privacy show")).response
    nobody = (await world.member("carol").slash(world.channel, "privacy show")).response

    assert alice.ephemeral
    assert "1 answer to a vote" in words(alice)
    assert "1 action of yours as a moderator" in words(mod)
    assert "Nothing is stored about you." in words(nobody)
    assert all(
        str(number) in words(alice)
        for name, number in world.services.privacy.periods().items()
        if name not in {"count_days", "life_days", "pause_days"}  # of no member's data
    )


async def test_show_works_in_a_direct_message(world: World) -> None:
    await voted(world)

    shown = await world.alice.user.slash("privacy show")

    assert "1 answer to a vote" in words(shown.response)


async def test_export_hands_over_a_file_with_ones_own_rows_only(world: World) -> None:
    await voted(world)

    exported = (await world.alice.slash(world.channel, "privacy export")).response

    (file,) = exported.attachments
    whole = json.loads((await file.read()).decode())
    assert exported.ephemeral
    assert file.filename == "privacy.json"
    assert (whole["member"], [row["choice"] for row in whole["stored"]["ballots"]]) == (
        str(world.alice.id),
        ["For"],
    )
    assert str(world.bob.id) not in json.dumps(whole)


async def test_erasing_asks_first_then_withdraws_open_votes_and_says_how_many(world: World) -> None:
    await voted(world)
    data = world.services.privacy

    asked = await world.alice.slash(world.channel, "privacy erase")
    before = (await data.show(str(world.alice.id)))["ballots"]
    begun = time.process_time()
    erased = await world.alice.click(asked.response, label="Erase my data")

    assert time.process_time() - begun < 3
    assert (asked.response.ephemeral, erased.response.ephemeral) == (True, True)
    assert "It can't be undone" in words(asked.response)
    assert before == 1
    assert "1 answer to a vote" in words(erased.response)
    assert not any((await data.show(str(world.alice.id))).values())
    assert (await data.show(str(world.bob.id)))["ballots"] == 1


async def test_the_confirm_button_works_after_a_restart_and_twice_does_no_harm(
    world: World,
) -> None:
    await voted(world)
    asked = await world.alice.user.slash("privacy erase")
    await world.restart()

    first = await world.alice.user.click(asked.response, label="Erase my data")
    second = await world.alice.user.click(asked.response, label="Erase my data")

    assert "Erased:" in words(first.response)
    assert "nothing of yours to erase" in words(second.response)


async def test_erasing_forgets_a_question_that_could_still_be_sent_to_the_maintainers(
    world: World,
) -> None:
    unanswered = await world.alice.slash(world.channel, "ask", question="marmalade")
    asked = await world.alice.slash(world.channel, "privacy erase")

    await world.alice.click(asked.response, label="Erase my data")
    await world.alice.click(unanswered.response, label=world.wording.say("answers.buttons.keep"))

    assert world.services.feedback.kept == []


async def test_a_database_that_is_away_is_told_and_nothing_is_erased(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    await voted(world)
    asked = await world.alice.slash(world.channel, "privacy erase")

    async def fail(_: str) -> None:
        raise UnavailableError

    with monkeypatch.context() as patched:
        patched.setattr(type(world.services.privacy), "erase", lambda _self, member: fail(member))
        told = await world.alice.click(asked.response, label="Erase my data")

    assert "nothing was recorded" in told.response.content
    assert (await world.services.privacy.show(str(world.alice.id)))["ballots"] == 1
