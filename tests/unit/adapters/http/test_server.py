"""Health, readiness and metrics over a real socket."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator

import aiohttp
import pytest

from bot.adapters.http.metrics import Gateway, PrometheusMeters
from bot.adapters.http.server import HealthServer
from bot.errors import SetUpError


@pytest.fixture
def meters() -> PrometheusMeters:
    return PrometheusMeters("1.2.3", lambda: Gateway({0: 0.05, 1: 0.07}, 3, 42))


@pytest.fixture
async def missing() -> dict[str, str]:
    """What the checks miss, by name; empty strings are all well."""
    return {"database": "", "discord": ""}


@pytest.fixture
async def server(meters: PrometheusMeters, missing: dict[str, str]) -> AsyncIterator[HealthServer]:
    async def database() -> str:
        if missing["database"] == "hangs":
            await asyncio.sleep(60)
        return missing["database"]

    async def discord() -> str:
        if missing["discord"] == "breaks":
            raise ZeroDivisionError
        return missing["discord"]

    server = HealthServer("127.0.0.1", 0, {"database": database, "discord": discord}, meters.page)
    await server.start()
    yield server
    await server.stop()


async def get(server: HealthServer, path: str) -> tuple[int, str]:
    async with (
        aiohttp.ClientSession() as session,
        session.get(f"http://127.0.0.1:{server.port}{path}") as answer,
    ):
        return answer.status, await answer.text()


async def test_a_process_that_answers_is_alive_whatever_it_misses(
    server: HealthServer, missing: dict[str, str]
) -> None:
    missing["database"] = "not reachable"

    assert await get(server, "/healthz") == (200, "ok\n")


async def test_readiness_names_what_is_missing(
    server: HealthServer, missing: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await get(server, "/readyz") == (200, "ready\n")

    missing["database"], missing["discord"] = "not reachable", "breaks"
    assert await get(server, "/readyz") == (
        503,
        "database: not reachable\ndiscord: ZeroDivisionError\n",
    )

    monkeypatch.setattr("bot.adapters.http.server._PATIENCE", 0.05)
    missing["database"], missing["discord"] = "hangs", ""
    assert await get(server, "/readyz") == (503, "database: TimeoutError\n")


async def test_a_process_that_is_told_to_stop_is_not_ready(server: HealthServer) -> None:
    server.is_draining = True

    assert await get(server, "/readyz") == (503, "draining\n")


async def test_what_was_told_is_on_the_page(server: HealthServer, meters: PrometheusMeters) -> None:
    meters.asked("answer", 0.003)
    meters.voted("counted", 7)
    meters.committed(7, 0.004)
    meters.deadline_met(0.4)
    meters.connected(1, "resume")
    meters.responded("command", 0.2)

    status, page = await get(server, "/metrics")

    assert status == 200
    for line in (
        'eyebot_questions_total{outcome="answer"} 1.0',
        'eyebot_votes_total{outcome="counted"} 7.0',
        'eyebot_ballot_commit_size_bucket{le="10.0"} 1.0',
        "eyebot_deadline_lag_seconds_count 1.0",
        'eyebot_gateway_connects_total{kind="resume",shard="1"} 1.0',
        'eyebot_interaction_seconds_count{kind="command"} 1.0',
        'eyebot_gateway_latency_seconds{shard="1"} 0.07',
        "eyebot_shards_ready 2.0",
        "eyebot_shards_wanted 3.0",
        "eyebot_guilds 42.0",
        'eyebot_build_info{version="1.2.3"} 1.0',
    ):
        assert line in page, line
    assert not [
        label for label in re.findall(r'="([^"]*)"', page) if re.search(r"\d{15,}", label)
    ], "no label is an id"


async def test_a_port_that_is_taken_is_told_with_its_setting(
    server: HealthServer, meters: PrometheusMeters
) -> None:
    second = HealthServer("127.0.0.1", server.port, {}, meters.page)

    with pytest.raises(SetUpError, match="EYEBOT_HTTP_PORT"):
        await second.start()
