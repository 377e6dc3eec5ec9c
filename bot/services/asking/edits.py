"""What became of edits of the knowledge and the prompts while the bot ran, for whoever looks after
them: the last of each article, in memory only.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

_FILES = 12
"""Names of files that are kept of one edit."""


class Fate(StrEnum):
    """What became of an edit."""

    TAKEN = "taken"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit of one article, or of what all articles share. `files` are below the folder of
    packs or prompts; `why` says where and why it was refused, and the cure.
    """

    article: str
    fate: Fate
    at: datetime
    files: tuple[str, ...] = ()
    why: str = ""


class Edits:
    """The last edit of each article that was taken, and the last that was refused since."""

    def __init__(self) -> None:
        self._last: dict[tuple[str, Fate], Edit] = {}

    def note(self, edit: Edit) -> None:
        """An edit was taken or refused; what was refused before a taken one is mended by it."""
        if edit.fate is Fate.TAKEN:
            self._last.pop((edit.article, Fate.REFUSED), None)
        kept = Edit(edit.article, edit.fate, edit.at, edit.files[:_FILES], edit.why)
        self._last[edit.article, edit.fate] = kept

    def of(self, article: str) -> tuple[Edit, ...]:
        """What there is of one article, the newest first."""
        mine = [edit for edit in self._last.values() if edit.article == article]
        return tuple(sorted(mine, key=lambda edit: edit.at, reverse=True))
