"""Questions without an answer, in memory as long as a last turn is, so that their asker can still
send them to the maintainers.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from datetime import datetime, timedelta

from bot.errors import EyebotError

_MOST = 500


class Unanswered:
    """Token -> question. Bounded; nothing is ever written down."""

    def __init__(self, kept: timedelta) -> None:
        self._kept = kept
        self._held: OrderedDict[str, tuple[str, str, datetime]] = OrderedDict()

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
        """Drop a member's questions."""
        for token in [token for token, (_, owner, _) in self._held.items() if owner == member]:
            del self._held[token]

    def take(self, token: str, member: str, now: datetime) -> str:
        """The question, once; raises EyebotError for another member or when it is forgotten."""
        question, owner, since = self._held.get(token, ("", "", now))
        if not owner or now - since > self._kept:
            raise self.forgotten()
        if owner != member:
            raise EyebotError("discord.feedback.not_yours")
        del self._held[token]
        return question

    def forgotten(self) -> EyebotError:
        """What is said when it is too late."""
        minutes = int(self._kept / timedelta(minutes=1))
        return EyebotError("discord.feedback.forgotten", minutes=minutes)
