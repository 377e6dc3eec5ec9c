"""Sees edits of files while the bot runs, and takes them over once they are sound; until then the
old ones answer.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.errors import EyebotError, SetUpError
from bot.timers.ending import end

_LOG = logging.getLogger(__name__)
_EVERY = 5.0
_KINDS = (".yaml", ".json")

Print = Mapping[str, tuple[int, int, int]]
"""Time, size and number of every file: changes whenever one of them does."""


def fingerprint(folders: Sequence[Path]) -> Print:
    """What the folders look like now. Left out are hidden files, which editors keep beside those
    they edit, and what vanishes meanwhile or leads nowhere.
    """
    found = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
            if path.suffix in _KINDS and not hidden:
                try:
                    stat = path.stat()
                except OSError:
                    continue
                found[str(path)] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
    return found


@dataclass(frozen=True, slots=True)
class Change:
    """What differs from what was last taken or refused: paths of files that are new, other or gone;
    of those, files that held something and are empty now.
    """

    files: tuple[str, ...]
    emptied: tuple[str, ...] = ()


def change_between(before: Print, now: Print) -> Change:
    """How two looks differ."""
    files = sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
    emptied = (name for name in files if name in now and not now[name][1])
    return Change(tuple(files), tuple(name for name in emptied if before.get(name, (0, 0, 0))[1]))


class EditedMeanwhileError(EyebotError):
    """The files changed while they were being read; the next look reads them again."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a change; `why` is empty where it was taken over."""

    change: Change
    why: str = ""


class Watch:
    """Looks at some folders; an edit is read when the files have been quiet for one look, so that
    half a save is never read. `taken` is what they looked like before they were first read.
    """

    def __init__(
        self,
        folders: Sequence[Path],
        take_over: Callable[[Change], Awaitable[None]],
        taken: Print,
        on_outcome: Callable[[Outcome], None] = lambda _: None,
    ) -> None:
        self._folders = folders
        self._take_over = take_over
        self._on_outcome = on_outcome
        self._taken = self._before = taken

    async def check(self) -> None:
        """Look once; files that changed, and have been quiet since the look before, are read."""
        now = await asyncio.to_thread(fingerprint, self._folders)
        if now == self._before and now != self._taken:
            # Before they are read: what is saved meanwhile differs from this and is read next.
            before, self._taken = self._taken, now
            await self._try(change_between(before, now))
        self._before = now

    async def _try(self, change: Change) -> None:
        """Take the edit over, or say in the log what is wrong with it and go on as before."""
        try:
            await self._take_over(change)
        except EditedMeanwhileError:
            _LOG.info("edited while it was being read; it's read again")
            return
        except SetUpError as error:
            why = str(error)
        except EyebotError as error:
            why = error.key
        except Exception as error:  # noqa: BLE001  # a broken edit must not end the watch
            why = type(error).__name__
        else:
            why = ""
            _LOG.info("taken over: %s", ", ".join(change.files))
        if why:
            _LOG.error("the edit is not taken over, the bot goes on as before: %s", why)
        self._on_outcome(Outcome(change, why))


class Watching:
    """Some watches, looked after in turn every few seconds."""

    def __init__(self, watches: Sequence[Watch], *, every: float = _EVERY) -> None:
        self._watches = watches
        self._every = every
        self._task: asyncio.Task[None] | None = None
        self.trouble = ""
        """Why the files can't be looked at; empty when they can."""

    async def start(self) -> None:
        """Look again and again."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Look no more."""
        task, self._task = self._task, None
        await end(task)

    async def check(self) -> None:
        """Look once at everything; what can't be looked at keeps no other from being seen."""
        troubles = []
        for watch in self._watches:
            try:
                await watch.check()
            # Folders that can't be read now must not end the watch.
            except Exception as error:  # noqa: BLE001
                troubles.append(type(error).__name__)
        self.trouble = ", ".join(troubles)

    async def _run(self) -> None:
        while True:
            await asyncio.sleep(self._every)
            await self.check()
