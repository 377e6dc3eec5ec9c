"""A server's own settings: read with words, never below the deployment's, taken over by debates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from bot.debate.formats import formats
from bot.errors import DebateError
from bot.services.server.settings import (
    ACCOUNT_DAYS,
    CHANNEL,
    FORMAT,
    LENGTH,
    PROMPTS,
    SETTINGS,
    VOTERS,
    ServerSetting,
    ServerSettings,
)
from bot.wording.catalogue import Catalogue

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


class Kept:
    """A store in memory."""

    def __init__(self) -> None:
        self.rows: dict[str, str] = {}
        self.voters = 0

    async def all(self, community: str) -> Mapping[str, str]:
        return self.rows

    async def keep(
        self, community: str, name: str, value: str, *, by: str, now: datetime, voters: int = 0
    ) -> None:
        self.rows[name] = value
        self.voters = max(self.voters, voters)


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def settings(kept: Kept) -> ServerSettings:
    return ServerSettings(kept, 5)


async def change(settings: ServerSettings, setting: ServerSetting, text: str) -> str:
    return await settings.change("c", setting, text, by="mod", now=NOW)


async def test_a_debate_takes_over_what_is_set_and_the_usual_where_nothing_is(
    settings: ServerSettings,
) -> None:
    before = await settings.for_debate("c", "here", is_chosen=False)
    await change(settings, FORMAT, "oxford")
    await change(settings, LENGTH, "2 days")
    await change(settings, VOTERS, "12")
    await change(settings, CHANNEL, "77")

    after = await settings.for_debate("c", "here", is_chosen=False)

    assert (before.place, before.format, before.length) == ("here", "", timedelta(days=1))
    assert before.voters == 5
    assert (after.place, after.format, after.length) == ("77", "oxford", timedelta(days=2))
    assert after.voters == 12
    assert (await settings.for_debate("c", "here")).place == "here", "a named channel wins"


@pytest.mark.parametrize(
    ("setting", "text", "key"),
    [
        (VOTERS, "4", "settings.refused.voters"),
        (VOTERS, "-9", "settings.refused.voters"),
        (VOTERS, "²", "settings.refused.voters"),
        (VOTERS, "1001", "settings.refused.voters"),
        (FORMAT, "karaoke", "settings.refused.choice"),
        (LENGTH, "soon", "debate.refused.length"),
        (LENGTH, "1s", "debate.refused.too_short"),
        (LENGTH, "900 weeks", "debate.refused.too_long"),
    ],
)
async def test_what_cannot_be_meant_is_refused_with_words_and_changes_nothing(
    settings: ServerSettings, kept: Kept, setting: ServerSetting, text: str, key: str
) -> None:
    with pytest.raises(DebateError) as refused:
        await change(settings, setting, text)

    assert refused.value.key == key
    assert kept.rows == {}


async def test_a_server_that_asked_for_fewer_than_the_deployment_does_now_gets_the_deployments(
    kept: Kept,
) -> None:
    await change(ServerSettings(kept, 5), VOTERS, "6")

    raised = ServerSettings(kept, 20)

    assert (await raised.for_debate("c", "p")).voters == 20
    assert (await raised.shown("c"))[VOTERS] == "20"


async def test_nothing_typed_takes_a_setting_back(settings: ServerSettings, kept: Kept) -> None:
    for setting in (FORMAT, LENGTH, VOTERS):
        await change(settings, setting, {"voters": "9", "length": "2h"}.get(setting.name, "poll"))
        await change(settings, setting, "")

    assert set(kept.rows.values()) == {""}
    assert await change(settings, PROMPTS, "off") == ""
    assert not await settings.is_on("c", PROMPTS)
    assert await change(settings, PROMPTS, "on") == "on"
    assert await settings.is_on("c", PROMPTS)


async def test_running_debates_hear_of_a_larger_number_only(
    settings: ServerSettings, kept: Kept
) -> None:
    await change(settings, VOTERS, "30")
    await change(settings, VOTERS, "8")
    await change(settings, VOTERS, "")

    assert kept.voters == 30


def test_every_setting_has_its_words_and_a_name_of_its_own() -> None:
    keys = Catalogue.load().slots

    for setting in SETTINGS:
        assert f"settings.{setting.name}.set" in keys
        assert f"settings.{setting.name}.unset" in keys
        assert f"commands.settings.{setting.name}.description" in keys
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    assert set(FORMAT.choices()) == set(formats())


async def test_accounts_have_the_deployments_age_unless_the_server_says_otherwise(
    kept: Kept,
) -> None:
    mine = ServerSettings(kept, 5, account_days=7)

    async def age() -> int:
        return (await mine.for_debate("c", "p")).account_days

    assert await age() == 7
    await change(mine, ACCOUNT_DAYS, "30")
    assert await age() == 30
    await change(mine, ACCOUNT_DAYS, "0")
    assert await age() == 0
    await change(mine, ACCOUNT_DAYS, "")
    assert await age() == 7
    with pytest.raises(DebateError, match=r"settings\.refused\.days"):
        await change(mine, ACCOUNT_DAYS, "-1")
