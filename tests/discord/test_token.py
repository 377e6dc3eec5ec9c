"""A wrong token is told in one line with its cure; the token itself stays unsaid."""

from pathlib import Path

import discord
import pytest
from pydantic import SecretStr

from bot import serve
from bot.adapters.discord.client import EyebotClient
from bot.errors import SetUpError
from bot.process.shutdown import Shutdown
from bot.settings import load_settings

TOKEN = "not.a.real.token"


async def test_a_token_that_discord_refuses_is_told_with_its_cure(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async def refuse(self: EyebotClient, token: str, *, reconnect: bool = True) -> None:
        raise discord.LoginFailure("Improper token has been passed.")

    monkeypatch.setattr(EyebotClient, "start", refuse)
    (tmp_path / "cache").symlink_to(Path(__file__).parents[2] / "var" / "cache")
    settings = load_settings(data=tmp_path, DISCORD_TOKEN=SecretStr(TOKEN))

    with pytest.raises(SetUpError, match="copy it anew") as caught:
        await serve._serve(settings, lambda: None, Shutdown(leave=lambda _: None))

    assert TOKEN not in str(caught.value)
