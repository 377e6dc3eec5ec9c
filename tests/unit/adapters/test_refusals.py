"""Discord's refusals are told apart: what passes, what only a moderator can mend, what is over."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.adapters.discord.debate.refusals import MessageGone, in_words
from bot.errors import DebateError, EyebotError, UnavailableError


def _host(*, knows: bool = True, serves: bool = True) -> Any:
    return SimpleNamespace(
        is_ready=lambda: True,
        serves=lambda _: serves,
        get_guild=lambda _: object() if knows else None,
    )


def _refusal(status: int, code: int) -> discord.HTTPException:
    response: Any = SimpleNamespace(status=status, reason="no")
    return discord.HTTPException(response, {"message": "no", "code": code})


async def _error_of(error: BaseException, host: Any) -> EyebotError:
    with pytest.raises(EyebotError) as raised:
        async with in_words(host, "7"):
            raise error
    return raised.value


@pytest.mark.parametrize(
    ("status", "code", "key"),
    [
        (403, 50001, "debate.trouble.no_access"),
        (403, 50013, "debate.trouble.no_permission"),
        (400, 50083, "debate.trouble.archived"),
        (404, 10003, "debate.refused.place_gone"),
        (404, 10004, "debate.trouble.left"),
        (400, 50035, "debate.trouble.refused"),
        (403, 0, "debate.trouble.refused"),
    ],
)
async def test_a_refusal_is_for_good_and_says_what_is_missing(
    status: int, code: int, key: str
) -> None:
    error = await _error_of(_refusal(status, code), _host())

    assert isinstance(error, DebateError)
    assert error.key == key


@pytest.mark.parametrize(
    "error",
    [
        _refusal(500, 0),
        _refusal(503, 0),
        _refusal(429, 0),
        _refusal(401, 0),
        ConnectionResetError(104, "reset"),
        TimeoutError(),
        aiohttp.ServerDisconnectedError(),
    ],
)
async def test_what_passes_is_tried_again(error: BaseException) -> None:
    assert isinstance(await _error_of(error, _host()), UnavailableError)


async def test_a_deleted_message_is_neither() -> None:
    with pytest.raises(MessageGone):
        async with in_words(_host(), "7"):
            raise _refusal(404, 10008)


async def test_a_server_that_was_left_is_not_asked() -> None:
    asked = False

    with pytest.raises(DebateError) as left:
        async with in_words(_host(knows=False), "7"):
            asked = True

    assert left.value.key == "debate.trouble.left"
    assert not asked


async def test_a_server_of_another_process_is_asked_although_it_is_not_known_here() -> None:
    asked = False

    async with in_words(_host(knows=False, serves=False), "7"):
        asked = True

    assert asked
