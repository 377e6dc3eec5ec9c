"""Every setting, from the environment or `.env`, typed; whatever is missing or wrong is named at once."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SetUpError

_PACKAGED = Path(__file__).parent / "_data"
_CHECKOUT = Path(__file__).parent.parent
_TOKEN_SHAPE = re.compile(r"^[\w-]{18,32}\.[\w-]{6,7}\.[\w-]{27,45}$")


def _data_root() -> Path:
    """Where `knowledge/` and `prompts/` travel: inside the wheel, or beside `bot/` in a checkout."""
    return _PACKAGED if _PACKAGED.is_dir() else _CHECKOUT


def _default_data() -> Path:
    return Path.home() / ".local" / "share" / "eyebot"


def _known_driver(url: str) -> str:
    if url and not url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    return url


class Settings(BaseSettings):
    """The environment's `EYEBOT_…` variables and Discord's token."""

    model_config = SettingsConfigDict(env_prefix="EYEBOT_", env_file=".env", env_file_encoding="utf-8", extra="ignore", frozen=True)

    knowledge: Path = Field(default_factory=lambda: _data_root() / "knowledge" / "eye-in-the-sky")
    prompts: Path = Field(default_factory=lambda: _data_root() / "prompts")
    data: Path = Field(default_factory=_default_data, description="the folder of the embedded database and of what was learned")
    database_url: Annotated[str, AfterValidator(_known_driver)] = ""
    shard_id: int = Field(default=0, ge=0, description="which shard this process serves, where there are several")
    shard_count: int | None = Field(default=None, ge=1, description="how many shards there are in all")
    discord_api: str = Field(default="", pattern=r"^(https?://\S+)?$", description="a proxy of Discord's API to use in its place")
    discord_gateway: str = Field(default="", pattern=r"^(wss?://\S+)?$", description="a proxy of Discord's gateway")
    log_level: str = "INFO"
    log_json: bool = False
    k_anonymity: int = Field(default=5, ge=3)
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    discord_token_file: Path | None = Field(default=None, validation_alias="DISCORD_TOKEN_FILE")

    @property
    def database(self) -> str:
        """The database in force: the one named, else an SQLite file in the data folder."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data / 'eyebot.db'}"

    def token(self) -> SecretStr | None:
        """Discord's token from `DISCORD_TOKEN` or the file `DISCORD_TOKEN_FILE`; None without one."""
        if self.discord_token and self.discord_token.get_secret_value().strip():
            return SecretStr(self.discord_token.get_secret_value().strip())
        if self.discord_token_file:
            try:
                return SecretStr(self.discord_token_file.read_text(encoding="utf-8").strip())
            except OSError as error:
                raise SetUpError(
                    f"DISCORD_TOKEN_FILE: cannot be read ({error.strerror}); mend the path or its permissions"
                ) from error
        return None


def token_has_shape(token: SecretStr) -> bool:
    """Whether a token looks like one: three parts with dots between. Says nothing of whether Discord accepts it."""
    return bool(_TOKEN_SHAPE.match(token.get_secret_value()))


def load_settings(**given: object) -> Settings:
    """The settings in force; raises SetUpError naming every wrong one."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        lines = [f"{_variable(item['loc'])}: {item['msg']}" for item in error.errors(include_url=False, include_input=False)]
        raise SetUpError("wrong settings:\n" + "\n".join(lines)) from None


def _variable(place: tuple[int | str, ...]) -> str:
    name = str(place[0]) if place else "settings"
    return name if name.isupper() else f"EYEBOT_{name.upper()}"
