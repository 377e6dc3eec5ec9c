"""What happens in one server of many, each at its own pace: a debate is started, voted in, closed.

A story is told once without faults, to learn which calls it makes; then again in other servers,
with something wrong at each of those calls.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.network.conftest import World
from tests.network.fake_discord import Answer, Fault, Heard
from tests.network.payloads import Payload, channel, guild_number, member

PATIENCE = 40.0
Story = Callable[[World, int], Awaitable[Heard]]


@dataclass(frozen=True)
class Call:
    """One of a story's calls: what it is, and the how manieth of its kind."""

    kind: str
    number: int

    def fault(self, place: int, answer: Answer, times: int, *, is_late: bool) -> Fault:
        """This call goes wrong in a server."""
        return Fault(f"^{self.kind} @{place}$", answer, times, is_late, spared=self.number)


def moderator(place: int) -> Payload:
    """A server's own."""
    return member(str(510_000_000_000_000_000 + place), moderator=True)


async def start(world: World, place: int) -> Heard:
    """A moderator starts a debate."""
    heard = await world.discord.command(
        moderator(place),
        "moderate start",
        place=place,
        wait=False,
        motion="We need an eye in the sky.",
        duration="1h",
        format="poll",
    )
    await settled(world, heard)
    return heard


async def vote(world: World, place: int) -> Heard:
    """A member votes."""
    shown = world.discord.channels.boards(channel(place)["id"])[-1]
    heard = await world.discord.vote(7, shown, "For", wait=False, place=place)
    await settled(world, heard)
    return heard


async def close(world: World, place: int) -> Heard:
    """A moderator closes the debate."""
    heard = await world.discord.command(moderator(place), "moderate close", place=place, wait=False)
    await settled(world, heard)
    return heard


async def settled(world: World, heard: Heard) -> None:
    """Until the interaction has its last words, or time is up."""
    try:
        await world.bot.until(lambda: bool(heard.shown) and heard.shown != ["…"], PATIENCE)
    except TimeoutError:
        return
    await asyncio.sleep(0.3)


async def calls_of(world: World, story: Story, place: int) -> list[Call]:
    """The calls that a story makes in a server where nothing goes wrong."""
    before = len(world.discord.calls)
    await story(world, place)
    seen: Counter[str] = Counter()
    calls = []
    for line in world.discord.calls[before:]:
        if not line.endswith(f" @{place}"):
            continue
        kind = _kind_of(line.rpartition(" @")[0], place)
        calls.append(Call(kind, seen[kind]))
        seen[kind] += 1
    return calls


def _kind_of(line: str, place: int) -> str:
    """A pattern of the same call in any server."""
    line = re.sub(r"token-\d+-\d+", r"token-\\d+-\\d+", line)
    line = line.replace(f"channels/{channel(place)['id']}", "channels/@")
    line = re.sub(r"(?<=/)\d+", r"\\d+", line)
    return line.replace("channels/@", r"channels/[38]\d{3,6}")


def community(place: int) -> str:
    """A server's id."""
    return guild_number(place)
