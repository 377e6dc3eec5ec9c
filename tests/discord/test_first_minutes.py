"""The first five minutes of a member and of a moderator, as they would click: few commands, and
from each reply on only buttons that stand there.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import pytest

from bot.adapters.discord.floor.services import Services
from bot.debate.models import Voter
from bot.services.asking.ask import AskService
from tests.discord import shown, sim
from tests.discord.conftest import World
from tests.discord.test_ask_article import article
from tests.discord.test_debate import board, text_of

__all__ = ["article"]
FORM = {"motion": "Cash should stay.", "format": "poll", "length": "2h", "options": ""}
ARGUMENT = {"side": "for", "text": "Cash still works when the power is out.", "citation": ""}


@pytest.fixture
def services(services: Services, article: AskService) -> Services:
    return replace(services, ask=article)


@dataclass
class Journey:
    """One person's way; every reply is kept, held against Discord's limits, and counted."""

    world: World
    who: Any
    steps: int = 0
    said: str = ""

    async def command(self, name: str, **options: Any) -> Any:
        return self._took(await self.who.slash(self.world.channel, name, **options))

    async def press(self, message: Any, label: str) -> Any:
        """A button that must stand under this message."""
        assert label in sim.labels(message), f"no “{label}” under: {text_of(message)}"
        return self._took(await self.who.click(message, label=label))

    async def send(self, form: Any, filled: dict[str, str]) -> Any:
        return self._took(await self.who.submit_modal(form, filled))

    def _took(self, done: Any) -> Any:
        self.steps += 1
        assert done.acknowledged
        if done.modal is None:
            assert shown.fits(done.response)
            self.said = text_of(done.response)
            assert "went wrong" not in self.said
        return done


async def test_a_member_asks_follows_up_plays_votes_argues_and_sees_the_result(
    world: World,
) -> None:
    walk = Journey(world, world.alice)
    moderator = Journey(world, world.mod)

    await walk.command("help")
    assert "`/ask`" in walk.said
    asked = await walk.command("ask", question="is it one big system?")
    assert "passage" in walk.said
    form = await walk.press(asked.response, "Follow up")
    await walk.send(form, {form.modal["components"][0]["component"]["custom_id"]: "who says so?"})
    assert "passage" in walk.said
    quiz = await walk.command("quiz")
    await walk.press(quiz.response, "Tell me")
    assert "passage" in walk.said
    await walk.command("debates")
    assert "propose a motion" in walk.said

    form = await moderator.command("moderate new")
    previewed = await moderator.send(form, FORM)
    await moderator.press(previewed.response, "Post now")
    voted = await walk.press(board(world), "▲ For")
    assert "Counted: For." in walk.said
    changed = await walk.press(voted.response, "▼ Against")
    assert "Changed to: Against" in walk.said
    form = await walk.press(changed.response, "Add an argument")
    brought = await walk.send(form, ARGUMENT)
    await walk.press(brought.response, "My vote")
    assert "waiting for a moderator" in walk.said

    for n, side in enumerate(["for"] * 6 + ["against"] * 4):
        await world.services.voting.vote(1, Voter(f"{n}"), side, world.env.now())
    await world.env.advance_time(2 * 3600 + 5)
    await walk.press(board(world), "Details")
    assert "▲ For: 6 (55%)" in walk.said
    assert "For wins, 6 to 5." in text_of(board(world))


async def test_a_moderator_is_led_from_the_welcome_to_the_conclusion(world: World) -> None:
    guild = sim.unknown_guild(world.env, "Newcomers")
    hall = guild.create_text_channel("hall")
    await sim.invite_bot(world.env, guild)
    (welcome,) = hall.history()
    walk = Journey(world, world.mod)
    told = shown.words(welcome)
    assert all(name in told for name in ("/ask", "/settings moderators", "/moderate new", "/help"))

    helped = await walk.command("help")
    await walk.press(helped.response, "Check permissions")
    assert "I may do all I need" in walk.said
    await shown.offer(world, "settings", world.mod)
    await walk.command("settings show")

    form = await walk.command("moderate new")
    previewed = await walk.send(form, FORM | {"options": "Tea, Coffee"})
    assert "Put | between them" in walk.said
    form = await walk.press(previewed.response, "Try again")
    previewed = await walk.send(form, FORM | {"motion": "Cash shoud stay."})
    assert "debate 0" not in walk.said
    posted = await walk.press(previewed.response, "Post now")
    form = await walk.press(posted.response, "Edit")
    previewed = await walk.send(form, FORM)
    await walk.press(previewed.response, "Save the change")
    assert "Cash should stay." in text_of(board(world))

    form = await world.alice.click(board(world), label="⋯ More")
    form = await world.alice.click(form.response, label="Add an argument")
    await world.alice.submit_modal(form, ARGUMENT)
    panel = await walk.press(posted.response, "Moderate")
    assert "1 waiting" in walk.said
    queue = await walk.press(panel.response, "Queue (1)")
    approved = await walk.press(queue.response, "Approve")
    panel = await walk.press(approved.followups[-1], "Moderate")
    form = await walk.press(panel.response, "Extend")
    extended = await walk.send(form, {"by": "30m"})
    assert "now ends" in walk.said
    asked = await walk.press(extended.response, "Close now")
    closed = await walk.press(asked.response, "Close now")
    form = await walk.press(closed.response, "Conclude")
    await walk.send(form, {"text": "Nearly nobody wants to give up cash."})
    assert "Nearly nobody" in text_of(board(world))


async def test_from_the_idea_to_the_running_debate_it_takes_three_steps_and_two_with_a_motion(
    world: World,
) -> None:
    typed, known = Journey(world, world.mod), Journey(world, world.mod)

    form = await typed.command("moderate new")
    previewed = await typed.send(form, FORM)
    await typed.press(previewed.response, "Post now")
    previewed = await known.command("moderate new", motion="eye-in-the-sky")
    await known.press(previewed.response, "Post now")

    assert (typed.steps, known.steps) == (3, 2)
    assert "We need an eye in the sky." in text_of(board(world))


async def test_an_oxford_debate_says_at_each_step_where_it_stands_and_what_can_be_done(
    world: World,
) -> None:
    walk = Journey(world, world.mod)
    form = await walk.command("moderate new")
    previewed = await walk.send(form, FORM | {"format": "oxford"})
    posted = await walk.press(previewed.response, "Post now")
    panel = await walk.press(posted.response, "Moderate")

    moved = await walk.press(panel.response, "Next phase")
    assert "**Opening round** (2 of 5), until" in walk.said
    form = await walk.press(moved.response, "Extend")
    await walk.send(form, {"by": "30m"})
    assert "“Opening round” in debate 1 now ends" in walk.said
    await walk.command("moderate panel")
    assert "**Opening round** (2 of 5), until" in walk.said
    assert "Vote until" not in walk.said
    paused = await walk.press(moved.response, "Pause")
    await walk.press(paused.response, "Resume")
    assert "**Opening round** (2 of 5), until" in walk.said
