"""Opens databases as tests do: on SQLite the keys lie in a folder beside the file, on PostgreSQL
they are wrapped, so that each way is tried and every process of a trial finds them.
"""

from __future__ import annotations

from pathlib import Path

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage import engine
from bot.storage.keys import KeyFolder, WrappedKeys

WRAPPING = bytes(range(32))
"""The wrapping key, which no stolen database holds."""


def open_engine(url: str, folder: Path | None = None) -> AsyncEngine:
    """An engine with its keys; of a database that was moved or restored, those lie in the former
    one's `folder`.
    """
    lying = KeyFolder(folder) if folder else None
    if url.startswith("postgresql"):
        wrapped = WrappedKeys([WRAPPING], lying or KeyFolder(Path("/nonexistent/keys")))
        return engine.open_engine(url, keys=wrapped)
    return engine.open_engine(url, keys=WrappedKeys([WRAPPING], lying) if lying else None)
