"""Every setting of the deployment, from the environment or `.env`, typed."""

from __future__ import annotations

import socket
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SetUpError
from bot.knowledge.packs import packs_in
from bot.knowledge.shipped import data_root
from bot.retrieval.data import FOLDER
from bot.settings.shards import ShardRange, known_shards, shard_range, trailing_number


def _shipped_pack() -> Path:
    """The first pack that is shipped; a checkout or image with several names one by
    EYEBOT_KNOWLEDGE.
    """
    folder = data_root() / "knowledge"
    return next((path.parent for path in sorted(folder.glob("*/source.yaml"))), folder)


def _default_data() -> Path:
    return Path.home() / ".local" / "share" / "eyebot"


def _known_driver(url: str) -> str:
    if url and not url.startswith(("sqlite+aiosqlite:///", "postgresql+asyncpg://")):
        raise ValueError("must begin with sqlite+aiosqlite:/// or postgresql+asyncpg://")
    return url


def _read(variable: str, file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise SetUpError(
            f"{variable}: cannot be read ({error.strerror}); mend the path or its permissions"
        ) from error


class Settings(BaseSettings):
    """The environment's `EYEBOT_…` variables and Discord's token."""

    model_config = SettingsConfigDict(
        env_prefix="EYEBOT_",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
    )

    knowledge: Path = Field(
        default_factory=_shipped_pack,
        description="the folder of one article, or of several, or a list of them with `:` between",
    )
    article: Path | None = Field(
        default=None,
        description="a numbered copy of the article that answers may quote from, where you may; or"
        " several with `:` between",
    )
    prompts: Path = Field(default_factory=lambda: data_root() / "prompts")
    data: Path = Field(
        default_factory=_default_data,
        description="the folder of the embedded database and of what was learned",
    )
    embedding: Literal["static", "minilm"] = Field(
        default="static", description="static, or minilm where `make minilm` has installed it"
    )
    cache: Path | None = Field(
        default=None, description="the folder of learned models, where it is not in the data folder"
    )
    database_url: Annotated[str, AfterValidator(_known_driver)] = ""
    database_url_file: Path | None = Field(
        default=None, description="a file that holds the database's address, for mounted secrets"
    )
    keys: Path | None = Field(
        default=None,
        description="the folder of the debates' keys, apart from the database and its backups",
    )
    wrapping_key_file: Path | None = Field(
        default=None,
        description="a file with the key that debates' keys are encrypted with, for several"
        " processes without a folder in common",
    )
    shards: Annotated[str, AfterValidator(known_shards)] = "auto"
    ordinal: int | None = Field(
        default=None,
        ge=0,
        description="which of several processes this is, from 0; default: the hostname's number",
    )
    process: str = Field(
        default_factory=socket.gethostname,
        min_length=1,
        description="a name that outlives a restart and no other process has",
    )
    http_host: str = "127.0.0.1"
    http_port: int = Field(
        default=0, ge=0, le=65535, description="where health and metrics are served; 0 for nowhere"
    )
    discord_api: str = Field(
        default="",
        pattern=r"^(https?://\S+)?$",
        description="a proxy of Discord's API to use in its place",
    )
    discord_gateway: str = Field(
        default="", pattern=r"^(wss?://\S+)?$", description="a proxy of Discord's gateway"
    )
    heartbeat_timeout: float = Field(
        default=60.0,
        ge=1.0,
        description="seconds of silence after which a gateway connection is taken for dead",
    )
    log_level: Annotated[
        Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(str.upper)
    ] = "INFO"
    log_json: bool = False
    k_anonymity: int = Field(default=5, ge=3)
    account_days: int = Field(
        default=7,
        ge=0,
        le=3650,
        description="how old an account must be to vote, unless server or moderator say otherwise",
    )
    memory_minutes: int = Field(
        default=15, ge=1, le=720, description="how long what a member was told is remembered"
    )
    discord_token: SecretStr | None = Field(default=None, validation_alias="DISCORD_TOKEN")
    discord_token_file: Path | None = Field(default=None, validation_alias="DISCORD_TOKEN_FILE")

    @property
    def packs(self) -> tuple[Path, ...]:
        """The folders of all articles, in the order they are offered."""
        return packs_in(str(self.knowledge))

    def of(self, pack: Path) -> Settings:
        """The same for one article alone."""
        return self.model_copy(update={"knowledge": pack})

    def one_pack(self) -> Settings:
        """The same for the only article. Raises SetUpError where there are several."""
        if len(self.packs) > 1:
            names = " or ".join(str(pack) for pack in self.packs)
            raise SetUpError(
                f"EYEBOT_KNOWLEDGE: names several articles, and this looks at one; name {names}"
            )
        return self.of(self.packs[0])

    @property
    def own_calibration(self) -> Path:
        """The pack's file of weights and thresholds, one for each kind of embeddings."""
        static = self.embedding == "static"
        return self.knowledge / f"calibration{'' if static else f'-{self.embedding}'}.json"

    @property
    def shared_calibration(self) -> Path:
        """What a pack without one of its own answers with."""
        return FOLDER / self.own_calibration.name

    @property
    def calibration(self) -> Path:
        """The pack's own, or the shared one as long as it has none."""
        own = self.own_calibration
        return own if own.exists() else self.shared_calibration

    @property
    def models(self) -> Path:
        """Where learned models are kept; it may be one that can't be written to, such as an image's
        own.
        """
        return self.cache or self.data / "cache"

    @property
    def database(self) -> str:
        """The database in force: the one named, else an SQLite file in the data folder."""
        if self.database_url_file and not self.database_url:
            return _known_driver(_read("EYEBOT_DATABASE_URL_FILE", self.database_url_file))
        return self.database_url or f"sqlite+aiosqlite:///{self.data / 'eyebot.db'}"

    @property
    def key_folder(self) -> Path:
        """Where debates' keys lie. A server's database outlives any machine, so there the folder
        must be one that does too, and be named. Raises SetUpError.
        """
        if self.keys or self.wrapping_key_file or self.database.startswith("sqlite"):
            return self.keys or self.data / "keys"
        raise SetUpError(
            "EYEBOT_KEYS: with PostgreSQL, name a folder that outlives the process and that every"
            " process has, or a wrapping key in EYEBOT_WRAPPING_KEY_FILE (`openssl rand -hex 32`"
            " makes one); without the keys nobody can read the ballots"
        )

    @property
    def wrapping_key(self) -> str:
        """What the file of the wrapping key holds; empty without one."""
        file = self.wrapping_key_file
        return _read("EYEBOT_WRAPPING_KEY_FILE", file) if file else ""

    @property
    def remembered(self) -> timedelta:
        """How long what a member was told is remembered."""
        return timedelta(minutes=self.memory_minutes)

    @property
    def shard_range(self) -> ShardRange | None:
        """The shards this process serves; None where Discord says how many there are and one
        process serves them all.
        """
        return shard_range(
            self.shards,
            self.ordinal if self.ordinal is not None else trailing_number(socket.gethostname()),
        )

    def token(self) -> SecretStr | None:
        """Discord's token from `DISCORD_TOKEN` or the file `DISCORD_TOKEN_FILE`; None
        without one.
        """
        if self.discord_token and self.discord_token.get_secret_value().strip():
            return SecretStr(self.discord_token.get_secret_value().strip())
        if self.discord_token_file:
            return SecretStr(_read("DISCORD_TOKEN_FILE", self.discord_token_file))
        return None
