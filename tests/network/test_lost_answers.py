"""An answer of Discord's gets lost, at every call of starting a debate, voting in it and closing
it: there is one ballot, one thread, one vote and one result, and members are told what happened.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from tests.network import faults
from tests.network.bot_process import BotProcess
from tests.network.channels import words_of
from tests.network.conftest import World, begun
from tests.network.fake_discord import Answer
from tests.network.payloads import channel
from tests.network.stories import Call, Story, calls_of, close, community, start, vote

FAULTS: dict[str, tuple[Answer, bool]] = {
    "reset before it was carried out": (faults.reset(), False),
    "reset after it was carried out": (faults.reset(), True),
    "hung up before it was carried out": (faults.hang_up(), False),
    "hung up after it was carried out": (faults.hang_up(), True),
    "502 before it was carried out": (faults.status(502), False),
    "502 after it was carried out": (faults.status(502), True),
    "503 before it was carried out": (faults.status(503), False),
}
_CLEAN = 1
_FIRST = 10
_GUILDS = 240


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def crowd(tmp_path_factory: pytest.TempPathFactory, learned: Path) -> AsyncIterator[World]:
    """One bot in many servers."""
    data = tmp_path_factory.mktemp("crowd") / "data"
    async with begun(data, learned, guilds=_GUILDS) as made:
        BotProcess.started.remove(made.bot)  # it serves all tests of this file
        yield made


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def calls(crowd: World) -> dict[str, list[Call]]:
    """What each story calls when nothing goes wrong."""
    return {
        "start": await calls_of(crowd, start, _CLEAN),
        "vote": await calls_of(crowd, vote, _CLEAN),
        "close": await calls_of(crowd, close, _CLEAN),
    }


_taken = iter(range(_FIRST, _GUILDS))


async def _with_each_call_struck(
    crowd: World, story: Story, made: list[Call], fault: str
) -> dict[int, Call]:
    """The story in a server of its own for each of its calls; which was struck where."""
    answer, is_late = FAULTS[fault]
    places = {next(_taken): call for call in made}
    if story is not start:
        await asyncio.gather(*(start(crowd, place) for place in places))
    if story is close:
        await asyncio.gather(*(vote(crowd, place) for place in places))
    struck = [call.fault(place, answer, 1, is_late=is_late) for place, call in places.items()]
    crowd.discord.faults += struck
    await asyncio.gather(*(story(crowd, place) for place in places))
    assert not [one.where for one in struck if one.times], "each fault really happened"
    return places


def _wrong_starts(crowd: World, places: dict[int, Call]) -> list[str]:
    channels, wrong = crowd.discord.channels, []
    brief = _brief(crowd, _CLEAN)
    for place, call in places.items():
        boards = channels.boards(channel(place)["id"])
        rows = crowd.bot.rows(
            "SELECT state, message, id FROM debates "  # noqa: S608  # numbers of our own
            f"WHERE community = '{community(place)}'"
        )
        if [one["id"] for one in boards] != [row[1] for row in rows if row[0] == "open"]:
            wrong.append(f"{call}: {len(boards)} ballots for {rows}")
        elif len(rows) != 1 or len(boards) != 1 or not boards[0]["components"]:
            wrong.append(f"{call}: {rows}, {len(boards)} ballots, told {_said(crowd, place)}")
        elif _brief(crowd, place) != brief:
            wrong.append(f"{call}: the thread holds {len(_brief(crowd, place))} texts")
        else:
            link = f"https://discord.com/channels/{community(place)}/{channel(place)['id']}"
            if _said(crowd, place) != [f"Debate {rows[0][2]} is open: {link}/{boards[0]['id']}"]:
                wrong.append(f"{call}: told {_said(crowd, place)}")
    return wrong


def _brief(crowd: World, place: int) -> list[str]:
    board = crowd.discord.channels.boards(channel(place)["id"])[0]
    texts = crowd.discord.channels.texts(board["id"])
    return [text for text in texts if "The result is in" not in text]


def _said(crowd: World, place: int) -> list[str]:
    """What stands under the latest interaction of a server."""
    found = [
        one for one in crowd.discord.heard.values() if f"token-{place}-" in one.payload["token"]
    ]
    return found[-1].shown


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_debate_is_started_once_and_its_moderator_told_so(
    crowd: World, calls: dict[str, list[Call]], fault: str
) -> None:
    places = await _with_each_call_struck(crowd, start, calls["start"], fault)

    assert len(calls["start"]) >= 5, "the ballot, its thread, the brief and two answers"
    assert _wrong_starts(crowd, places) == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_vote_is_counted_once_and_its_voter_told_so(
    crowd: World, calls: dict[str, list[Call]], fault: str
) -> None:
    places = await _with_each_call_struck(crowd, vote, calls["vote"], fault)

    wrong = []
    for place, call in places.items():
        ballots = crowd.bot.choices(community(place))
        said = _said(crowd, place)
        if ballots != ["for"] or len(said) != 1 or not said[0].startswith("Counted: For"):
            wrong.append(f"{call}: {ballots}, told {said}")
    assert len(calls["vote"]) == 2
    assert wrong == []


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.asyncio(loop_scope="module")
async def test_a_debate_is_closed_with_one_result_and_its_moderator_told_so(
    crowd: World, calls: dict[str, list[Call]], fault: str
) -> None:
    places = await _with_each_call_struck(crowd, close, calls["close"], fault)

    wrong = []
    for place, call in places.items():
        boards = crowd.discord.channels.boards(channel(place)["id"])
        results = crowd.discord.channels.results(channel(place)["id"])
        said = _said(crowd, place)
        if len(boards) != 1 or len(results) != 1 or results[0]["id"] not in words_of(boards[0]):
            wrong.append(f"{call}: {len(boards)} debates, {len(results)} results")
        if len(said) != 1 or not re.fullmatch(r"Debate \d+ is closed.*", said[0]):
            wrong.append(f"{call}: told {said}")
    assert len(calls["close"]) == 5, "two answers, the result, the debate's message, the thread"
    assert wrong == []
