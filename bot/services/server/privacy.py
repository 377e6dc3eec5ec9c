"""A member's own data: what is held, all of it as a file, and its erasure."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.services.retention import periods

Rows = Sequence[Mapping[str, Any]]
"""Rows as plain values that JSON has."""


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows of each table are gone or no longer name the member, and in which running
    debates votes were withdrawn.
    """

    counts: Mapping[str, int]
    debates: tuple[int, ...] = ()

    @property
    def whole(self) -> int:
        """All of them."""
        return sum(self.counts.values())


class PersonalData(Protocol):
    """What the records hold about a member. Raises UnavailableError when the database did not
    answer.
    """

    async def held(self, member: str) -> Mapping[str, Rows]:
        """The member's rows of every table, empty where there are none."""

    async def erase(self, member: str) -> Erased:
        """Erase them in one transaction; doing it again erases nothing more."""


class Talks(Protocol):
    """Last turns of talks, in memory for as long as `kept` says."""

    @property
    def kept(self) -> timedelta:
        """How long."""

    def forget(self, member: str) -> int:
        """Drop everything held of a member; returns how many talks."""

    def held(self, member: str) -> int:
        """How many talks are held of a member."""


MEMORY = "memory"
"""Stands beside the tables' names for what is only in memory."""


class PrivacyService:
    """Show, export, erase. `withdrawn` is told of each running debate and the member, as of any
    withdrawn vote.
    """

    def __init__(
        self,
        data: PersonalData,
        talks: Talks,
        withdrawn: Callable[[int, str], None] = lambda *_: None,
    ) -> None:
        self._data = data
        self._talks = talks
        self._withdrawn = withdrawn

    @property
    def remembered(self) -> timedelta:
        """How long what was said is kept in memory."""
        return self._talks.kept

    def periods(self) -> dict[str, int]:
        """The periods in force as slots of a sentence."""
        return periods(self.remembered)

    async def show(self, member: str) -> Mapping[str, int]:
        """How many rows of each table are about the member; `memory` counts talks."""
        held = await self._data.held(member)
        return {
            **{table: len(rows) for table, rows in held.items()},
            MEMORY: self._talks.held(member),
        }

    async def export(self, member: str, now: datetime) -> str:
        """All of it as JSON, with the periods after which it goes by itself."""
        held = await self._data.held(member)
        whole = {
            "member": member,
            "made_at": now.isoformat(timespec="seconds"),
            "stored": {table: list(rows) for table, rows in held.items()},
            "in_memory": {"talks": self._talks.held(member)},
            "kept_for": self.periods(),
        }
        return json.dumps(whole, ensure_ascii=False, indent=1)

    async def erase(self, member: str) -> Erased:
        """Erase all that can be told to be the member's; counts by table, `memory` too."""
        erased = await self._data.erase(member)
        for debate in erased.debates:
            self._withdrawn(debate, member)
        return Erased({**erased.counts, MEMORY: self._talks.forget(member)}, erased.debates)
