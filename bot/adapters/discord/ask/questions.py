"""Questions just asked, in memory as long as a last turn is, so that their askers can still hand
them to the maintainers.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.errors import EyebotError

_MOST = 500
_SAID = 10_000


class Questions:
    """Token -> question; and who said what of which answer, so that saying it twice counts once.
    Bounded; nothing is ever written down.
    """

    def __init__(self, kept: timedelta) -> None:
        self._kept = kept
        self._held: OrderedDict[str, tuple[str, str, datetime]] = OrderedDict()
        self._said: OrderedDict[tuple[str, str], datetime] = OrderedDict()

    def hold(self, question: str, member: str, now: datetime) -> str:
        """Remember a question; the token stands in the button's id."""
        stale = [token for token, (*_, since) in self._held.items() if now - since > self._kept]
        for token in stale:
            del self._held[token]
        while len(self._held) >= _MOST:
            self._held.popitem(last=False)
        token = secrets.token_hex(8)
        self._held[token] = (question, member, now)
        return token

    def forget(self, member: str) -> None:
        """Drop all that is held of a member."""
        for token in [token for token, (_, owner, _) in self._held.items() if owner == member]:
            del self._held[token]
        for key in [key for key in self._said if key[0] == member]:
            del self._said[key]

    def own(self, token: str, member: str, now: datetime) -> str:
        """The question where it is the member's own and still remembered, else nothing."""
        question, owner, since = self._held.get(token, ("", "", now))
        return question if owner == member and now - since <= self._kept else ""

    def take(self, token: str, member: str, now: datetime) -> str:
        """The question, once; raises EyebotError for another member or when it is forgotten."""
        question, owner, since = self._held.get(token, ("", "", now))
        if not owner or now - since > self._kept:
            raise self.forgotten()
        if owner != member:
            raise EyebotError("discord.feedback.not_yours")
        del self._held[token]
        return question

    def has_said(self, member: str, saying: str, now: datetime) -> bool:
        """Whether a member has said this a short while ago."""
        since = self._said.get((member, saying))
        return since is not None and now - since <= self._kept

    def note_said(self, member: str, saying: str, now: datetime) -> None:
        """A member has said this, and it was kept."""
        self._said[member, saying] = now
        self._said.move_to_end((member, saying))
        while len(self._said) > _SAID:
            self._said.popitem(last=False)

    def forgotten(self) -> EyebotError:
        """What is said when it is too late."""
        minutes = int(self._kept / timedelta(minutes=1))
        return EyebotError("discord.feedback.forgotten", minutes=minutes)
