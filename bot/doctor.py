"""What is wrong with settings, database, knowledge, prompts and token, and how to mend it; prints
no secret. Each part is loaded only when it is looked at.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.errors import EyebotError
from bot.log import masked
from bot.settings import Settings, token_has_shape
from bot.storage.causes import user_name


@dataclass(frozen=True, slots=True)
class Line:
    """One finding; `fine` is False where something must be mended."""

    fine: bool
    text: str


def examine(settings: Settings) -> Iterator[Line]:
    """Look at each part in turn; one broken part does not hide another."""
    yield Line(True, "ok    settings: read from the environment and .env")
    yield from _part("data folder", lambda: _data(settings))
    yield from _part("prompts", lambda: _prompts(settings))
    yield from _part("knowledge", lambda: _knowledge(settings))
    yield from _part("database", lambda: _database(settings))
    yield from _part("token", lambda: _token(settings))


def _part(name: str, look: Callable[[], str]) -> Iterator[Line]:
    try:
        yield Line(True, f"ok    {name}: {masked(look())}")
    except EyebotError as error:
        yield Line(False, f"WRONG {name}: {masked(str(error))}")
    except OSError as error:
        yield Line(False, f"WRONG {name}: {masked(str(error))}; mend the path or its permissions")


def _data(settings: Settings) -> str:
    """It is made at the bot's first start, not here: who looks may be somebody else."""
    folder = settings.data
    nearest = next(path for path in (folder, *folder.resolve().parents) if path.exists())
    if not os.access(nearest, os.W_OK):
        raise PermissionError(f"{nearest} cannot be written by {user_name(os.geteuid())}")
    return f"{folder} can be written" if folder.exists() else f"{folder} can be made"


def _prompts(settings: Settings) -> str:
    from bot.articles import check_debates

    check_debates(settings)
    return f"{settings.prompts} has every key, and a debate can be started from every template"


def _knowledge(settings: Settings) -> str:
    from bot.knowledge.loader import load
    from bot.knowledge.packs import require_apart
    from bot.retrieval.calibration import Calibration
    from bot.retrieval.embedding.choice import embedder

    found = [(pack, load(pack)) for pack in settings.packs]
    require_apart(found)
    for pack, _ in found:
        Calibration.load(settings.of(pack).calibration)
    embedder(settings.embedding)
    counted = (f"{len(one.entries)} entries on “{one.source.title}”" for _, one in found)
    return f"{', '.join(counted)}; `eyebot kb check` looks closer"


def _database(settings: Settings) -> str:
    from bot.maintenance import look_at_database

    return asyncio.run(look_at_database(settings))


def _token(settings: Settings) -> str:
    token = settings.token()
    if token is None:
        return "none set; `make chat` needs none, `make run` tells how to get one"
    if not token_has_shape(token):
        raise OSError(
            "what is set does not look like a bot token (three parts with dots); copy it anew from "
            "the developer portal"
        )
    return "set, and looks like one"
