"""Files written whole or not at all: a reader that looks meanwhile sees the old text or the new."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.errors import KnowledgeError


def put(texts: Mapping[Path, str | None]) -> None:
    """Write each text, or take the file away where it is None. Raises KnowledgeError where that
    can't be done; what was written before stays.
    """
    for path, text in texts.items():
        try:
            if text is None:
                path.unlink(missing_ok=True)
            else:
                _replace(path.resolve(), text)
        except OSError as error:
            raise KnowledgeError(
                f"{path}: cannot be written ({error.strerror}); mend its permissions, or point "
                "EYEBOT_KNOWLEDGE at a copy of the pack that can be edited"
            ) from error


@contextmanager
def unmade(old: Mapping[Path, str | None], new: Mapping[Path, str]) -> Iterator[None]:
    """The old texts for a while, then the new ones again."""
    put(old)
    try:
        yield
    finally:
        put(new)


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name that begins with a dot is no knowledge, however long it stays.
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_text(text, encoding="utf-8")
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
