"""Every setting, from the environment or `.env`, typed; whatever is missing or wrong is named at
once.
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.errors import SetUpError
from bot.knowledge.packs import packs_in
from bot.knowledge.shipped import data_root
from bot.retrieval.data import FOLDER

_TOKEN_SHAPE = re.compile(r"^[\w-]{18,32}\.[\w-]{6,7}\.[\w-]{27,45}$")

_SHARDS = re.compile(r"^(?:each:(?P<each>\d+)|(?P<first>\d+)(?:-(?P<last>\d+))?)/(?P<count>\d+)$")


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


@dataclass(frozen=True, slots=True)
class ShardRange:
    """Some of Discord's shards, and how many there are in all."""

    ids: tuple[int, ...]
    count: int


def shard_range(shards: str, ordinal: int | None) -> ShardRange | None:
    """`auto` is None; `0-15/64` those; `each:16/64` sixteen of them, the first, second … as the
    ordinal says. Raises SetUpError.
    """
    if shards == "auto":
        return None
    first, last, count = _parts(shards)
    if shards.startswith("each:"):
        if ordinal is None:
            raise SetUpError(
                "EYEBOT_ORDINAL: not set, and the hostname doesn't end in a number; say which of "
                "the processes this is, from 0"
            )
        first, last = ordinal * last, min((ordinal + 1) * last, count) - 1
        if first >= count:
            raise SetUpError(
                f"EYEBOT_SHARDS: process {ordinal} is left without a shard by {shards}; run fewer "
                "processes"
            )
    return ShardRange(tuple(range(first, last + 1)), count)


def _known_shards(shards: str) -> str:
    if shards != "auto":
        _parts(shards)
    return shards


def _parts(shards: str) -> tuple[int, int, int]:
    """First and last shard and how many in all; for `each:`, 0 and how many each."""
    found = _SHARDS.match(shards)
    if not found:
        raise ValueError(
            "must be auto, a range such as 0-15/64, one shard such as 3/64, or each:16/64"
        )
    each, first, last, count = found["each"], found["first"], found["last"], int(found["count"])
    if each:
        if not 0 < int(each) <= count:
            raise ValueError("each process must serve at least one shard and at most all")
        return 0, int(each), count
    if not int(first) <= int(last or first) < count:
        raise ValueError(
            "the range must rise and stay below the number of shards, which are counted from 0"
        )
    return int(first), int(last or first), count


def _trailing_number(name: str) -> int | None:
    """The ordinal in the name of a StatefulSet's pod, such as 3 of eyebot-3."""
    found = re.search(r"-(\d+)$", name)
    return int(found[1]) if found else None


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
    shards: Annotated[str, AfterValidator(_known_shards)] = "auto"
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
            self.ordinal if self.ordinal is not None else _trailing_number(socket.gethostname()),
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


def token_has_shape(token: SecretStr) -> bool:
    """Whether a token looks like one: three parts with dots between. Says nothing of whether
    Discord accepts it.
    """
    return bool(_TOKEN_SHAPE.match(token.get_secret_value()))


def load_settings(**given: object) -> Settings:
    """The settings in force; raises SetUpError naming every wrong one."""
    try:
        return Settings(**given)  # type: ignore[arg-type]  # pydantic checks them
    except ValidationError as error:
        lines = [
            f"{_variable(item['loc'])}: {item['msg']}"
            for item in error.errors(include_url=False, include_input=False)
        ]
        raise SetUpError("wrong settings:\n" + "\n".join(lines)) from None
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "is no UTF-8 text"
        raise SetUpError(f".env: {why}; mend its permissions, or move it away") from None


def _variable(place: tuple[int | str, ...]) -> str:
    name = str(place[0]) if place else "settings"
    return name if name.isupper() else f"EYEBOT_{name.upper()}"
