"""An error in any layer, with a token, a database password and members' ids at hand, leaves none of
them in the log.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot import cli, log
from bot.adapters.discord.debate.pictures import Pictures
from bot.cli.workshop import checking
from bot.services.asking.ask import AskService
from tests.discord.conftest import World
from tests.discord.test_debate import cast, start

TOKEN = "MTE0NTY3ODkwMTIzNDU2Nzg5MA.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"
PASSWORD = "hunter2-of-the-database"
ADDRESS = f"postgresql+asyncpg://eyebot:{PASSWORD}@db.example/eyebot"

Story = Callable[[World, Any], Awaitable[object]]


async def ask(world: World, _: Any) -> object:
    return await world.alice.slash(world.channel, "ask", question="who wrote it?")


async def sources(world: World, _: Any) -> object:
    return await world.alice.slash(world.channel, "sources")


async def vote(world: World, message: Any) -> object:
    return await world.alice.click(message, label="▲ For")


async def close(world: World, _: Any) -> object:
    return await world.mod.slash(world.channel, "moderate close")


async def wait(world: World, _: Any) -> object:
    return await world.env.advance_time(130)


LAYERS: dict[str, tuple[str, Story]] = {
    "knowledge": ("bot.knowledge.models.Source.passages", sources),
    "wording": ("bot.wording.Wording.say", ask),
    "retrieval": ("bot.retrieval.retriever.Retriever.rank", ask),
    "dialogue": ("bot.dialogue.memory.Memory.turns", ask),
    "debate": ("bot.debate.rules.check_open", vote),
    "services": ("bot.services.debating.voting.VotingService.vote", vote),
    "storage": ("bot.storage.ballot_box.SqlBallotBox.act", vote),
    "timers": ("bot.services.debating.catch_up.CatchUp.forget", wait),
    "pictures": ("tests.discord.conftest.draw", close),
    "adapters": ("bot.adapters.discord.ask.answering.reply_panel", ask),
}


@pytest.fixture(params=["plain", "json"])
def written(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> Iterator[io.StringIO]:
    """What the log writes, as it is set up for the bot."""
    root, stream = logging.getLogger(), io.StringIO()
    before, level, own = list(root.handlers), root.level, logging.getLogger("bot").level
    with monkeypatch.context() as patched:
        patched.setattr(sys, "stderr", stream)
        log.set_up("DEBUG", as_json=request.param == "json")
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger("bot").setLevel(own)


def secrets_of(world: World) -> list[str]:
    return [
        TOKEN,
        PASSWORD,
        *(
            str(found.id)
            for found in (world.alice, world.bob, world.mod, world.guild, world.channel)
        ),
    ]


@pytest.mark.expects_errors
@pytest.mark.parametrize("layer", LAYERS)
async def test_an_error_in_a_layer_leaves_no_secret_in_the_log(
    layer: str, world: World, ask: AskService, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    place, story = LAYERS[layer]
    world.bot.services = replace(world.services, ask=ask)
    message = await start(world)
    await cast(world, message, "Against", 4)
    await cast(world, message, "For", 3)
    secrets = secrets_of(world)

    def fail(*_: object, **__: object) -> object:
        token, address, members = TOKEN, ADDRESS, secrets[2:]
        raise RuntimeError(f"Bot {token} at {address} for member_{members[0]}: {members}")

    with monkeypatch.context() as patched:
        patched.setattr(place, fail)
        if layer == "pictures":
            patched.setattr(world.bot.part(Pictures), "_draw", fail, raising=False)
        await story(world, message)

    text = written.getvalue()
    assert "Error" in text, "the error was not logged at all"
    assert not [secret for secret in secrets if secret in text]


@pytest.mark.expects_errors
def test_a_traceback_in_the_log_is_masked(written: io.StringIO) -> None:
    try:
        raise ConnectionError(f"{ADDRESS} {TOKEN} id=123456789012345678")
    except ConnectionError:
        logging.getLogger("bot").exception("connecting as m123456789012345678 to %s", ADDRESS)

    text = written.getvalue()
    assert "ConnectionError" in text
    assert not [secret for secret in (TOKEN, PASSWORD, "123456789012345678") if secret in text]


def test_a_command_that_breaks_shows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise RuntimeError(f"{ADDRESS} {TOKEN} 123456789012345678")

    monkeypatch.setattr(checking, "load_settings", fail)
    monkeypatch.setattr(sys, "argv", ["eyebot", "kb", "check"])

    with pytest.raises(SystemExit) as left:
        cli.main()

    assert "RuntimeError" in str(left.value)
    assert not [
        secret for secret in (TOKEN, PASSWORD, "123456789012345678") if secret in str(left.value)
    ]
