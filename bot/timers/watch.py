"""Sees edits of knowledge and prompts while the bot runs, and takes them over once they are sound;
until then the old ones answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from bot.errors import EyebotError, KnowledgeError, SetUpError, WordingError

_LOG = logging.getLogger(__name__)
_EVERY = 5.0
_KINDS = (".yaml", ".json")

Print = tuple[tuple[str, int, int], ...]
"""Name, time and size of every file: changes whenever one of them does."""


def fingerprint(folders: Sequence[Path]) -> Print:
    """What the folders look like now; a file that vanishes meanwhile is left out."""
    found = []
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in _KINDS:
                try:
                    stat = path.stat()
                except OSError:
                    continue
                found.append((str(path), stat.st_mtime_ns, stat.st_size))
    return tuple(found)


class Watch:
    """Looks every few seconds; an edit is read when the files have been quiet for one look, so that
    half a save is never read.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        take_over: Callable[[], Awaitable[None]],
        *,
        every: float = _EVERY,
        on_outcome: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._folders = folders
        self._take_over = take_over
        self._every = every
        self._on_outcome = on_outcome
        self._taken: Print = ()
        self._before: Print = ()
        self._task: asyncio.Task[None] | None = None
        self.trouble = ""
        """Why the files can't be looked at; empty when they can."""

    async def start(self) -> None:
        """Look again and again."""
        await self.begin()
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
            self._task = None

    async def begin(self) -> None:
        """What the files are now is what was read."""
        self._taken = self._before = await asyncio.to_thread(fingerprint, self._folders)

    async def check(self) -> None:
        """Look once; files that changed, and have been quiet since the look before, are read."""
        now = await asyncio.to_thread(fingerprint, self._folders)
        if now == self._before and now != self._taken:
            self._taken = now
            await self._try()
        self._before = now

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            try:
                await self.check()
            # Folders that can't be read now must not end the watch.
            except Exception as error:  # noqa: BLE001
                self.trouble = type(error).__name__
            else:
                self.trouble = ""

    async def _try(self) -> None:
        """Take the edit over, or say in the log what is wrong with it and go on as before."""
        try:
            await self._take_over()
        except (KnowledgeError, WordingError, SetUpError) as error:
            _LOG.error("the edit is not taken over, the bot goes on as before: %s", error)
        except EyebotError as error:
            _LOG.error("the edit is not taken over: %s", error.key)
        except Exception as error:  # noqa: BLE001  # a broken edit must not end the watch
            _LOG.error("the edit is not taken over: %s", type(error).__name__)
        else:
            _LOG.info("knowledge and prompts are read anew")
            self._on_outcome("taken")
            return
        self._on_outcome("refused")
