"""The articles that one bot holds, and which of them answers where: a server chooses one, a channel
in it may choose another.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.services.asking.ask import AskService
from bot.services.asking.edits import Edits
from bot.services.debating.brief import BriefService

_LOG = logging.getLogger(__name__)
Place = tuple[str, str]
"""A server, and a channel in it; empty for the server as a whole."""


class Choices(Protocol):
    """What servers and channels have chosen. Raises UnavailableError when that can't be read."""

    async def chosen(self) -> Mapping[Place, str]:
        """Articles by place."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """One article: who answers from it, and what it brings to debates."""

    ask: AskService
    brief: BriefService

    @property
    def id(self) -> str:
        """What the pack is known by."""
        return self.brief.article

    @property
    def title(self) -> str:
        """The article's title."""
        return self.brief.title


_PART = 3
"""Letters of the shortest part of a title that names an article."""


class Library:
    """All of them, in the order they are offered. Choices are kept in memory, so that no question
    waits for the database or fails with it.
    """

    def __init__(self, shelves: Sequence[Shelf] = ()) -> None:
        self._shelves = tuple(shelves)
        self._choices: Choices | None = None
        self._chosen: dict[Place, str] = {}
        self._noted = 0
        self._missed: frozenset[str] = frozenset()
        self.edits = Edits()

    def __len__(self) -> int:
        return len(self._shelves)

    def __iter__(self) -> Iterator[Shelf]:
        return iter(self._shelves)

    @property
    def first(self) -> Shelf:
        """What answers where nobody has chosen."""
        return self._shelves[0]

    def of(self, article: str) -> Shelf:
        """The article of that id; the first for one that isn't here, and for debates from before
        there were several.
        """
        return next((shelf for shelf in self._shelves if shelf.id == article), self.first)

    def named(self, text: str) -> Shelf | None:
        """The article of that id, title or number in the list, or the only one with these words in
        its title.
        """
        wanted = text.strip().casefold()
        for number, shelf in enumerate(self._shelves, 1):
            if wanted in (shelf.id.casefold(), shelf.title.casefold(), str(number)):
                return shelf
        alike = [shelf for shelf in self._shelves if _flat(text) in _flat(shelf.title)]
        return alike[0] if len(alike) == 1 and len(wanted) >= _PART else None

    def at(self, community: str, *places: str) -> Shelf:
        """What answers in a place: the first of `places` that has chosen decides, then its
        server.
        """
        for place in (*places, ""):
            if chosen := self._chosen.get((community, place)):
                return self.of(chosen)
        return self.first

    def overrides(self, community: str) -> Mapping[str, Shelf]:
        """The channels of a server that have chosen for themselves."""
        mine = {place: name for (one, place), name in self._chosen.items() if one == community}
        return {place: self.of(name) for place, name in mine.items() if place}

    def note(self, community: str, place: str, article: str) -> None:
        """A choice that has just been stored; an empty one takes it back."""
        self._noted += 1
        if article:
            self._chosen[community, place] = article
        else:
            self._chosen.pop((community, place), None)

    async def open(self, choices: Choices) -> None:
        """Go by what has been chosen."""
        self._choices = choices
        await self.refresh()

    async def refresh(self, _: object = None) -> None:
        """Read all choices anew: another process may have stored one."""
        if self._choices is None:
            return
        before = self._noted
        chosen = dict(await self._choices.chosen())
        if self._noted == before:  # else what was read may be older than what was noted
            self._chosen = chosen
        missed = frozenset(chosen.values()) - {shelf.id for shelf in self._shelves}
        if missed - self._missed:
            names = ", ".join(sorted(missed))
            _LOG.warning("chosen, but not here, so %s answers: %s", self.first.id, names)
        self._missed = missed

    @property
    def talks(self) -> Talks:
        """What is remembered of members, whatever they asked about."""
        return Talks(self._shelves)


class Talks:
    """The talks about all articles. Each article remembers its own, so that after a change of
    article nothing is followed up that the other has said.
    """

    def __init__(self, shelves: Sequence[Shelf]) -> None:
        self._shelves = shelves

    @property
    def kept(self) -> timedelta:
        """How long a talk is remembered."""
        return max(shelf.ask.memory.kept for shelf in self._shelves)

    def held(self, member: str) -> int:
        """How many talks are held of a member."""
        return sum(shelf.ask.memory.held(member) for shelf in self._shelves)

    def forget(self, member: str) -> int:
        """Drop everything held of a member; returns how many talks."""
        return sum(shelf.ask.memory.forget(member) for shelf in self._shelves)


def _flat(text: str) -> str:
    """Its words with a blank around each."""
    return " ".join(("", *re.findall(r"[^\W_]+", text.casefold()), ""))
